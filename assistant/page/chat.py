"""What happens in the conversation: ask, ask again, edit, restore. Talks to the state behind the page, draws nothing.

Every function is a Gradio event handler; a conversation lives in the journal, the browser only shows it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

import gradio as gr

from assistant.cli.values import day
from assistant.naming import documents_matching
from assistant.records import Answer
from assistant.web.auth import LOCAL, User
from assistant.web.state import State
from documents.errors import FazhiError
from documents.records import Kind
from index.records import Filter

from . import message
from .examples import Examples
from .words import EMPTY, WELCOME

MARKS = str.maketrans("<>[]*_`~#\\&$|", "＜＞［］＊＿｀～＃＼＆＄｜")
log = logging.getLogger("fazhi.server")
Messages = list[dict[str, Any]]
STAGE_SECONDS = 0.05  # between sections, so that a reader sees the answer grow and can stop it
LONGEST_CONVERSATION = 60  # turns shown after a reload
BEGUN = '<span id="fz-begun"></span>'  # for the page's script


@dataclass(frozen=True, slots=True)
class _Turn:
    """`previous` is the id of the answer before; `keep` how many turns of the conversation stand before this one."""

    owner: str
    question: str
    scope: Filter
    previous: str | None
    keep: int


@dataclass(frozen=True, slots=True)
class Chat:
    """The handlers, over one server's state."""

    state: State
    known: Examples

    def examples(self) -> list[Any]:
        """For the chat component, with the kind of user in front."""
        return [
            {"text": text, "display_text": f"{kind}　{text}"}
            for kind, text in self.known.of(self.state.library)
        ]

    def ask(  # noqa: PLR0913 Gradio hands over one argument for each input
        self,
        question: str,
        history: Messages,
        conversation: str,
        kinds: list[str],
        regions: list[str],
        issuers: list[str],
        as_of: str,
        documents: str,
        request: gr.Request,
    ) -> Iterator[tuple[Any, ...]]:
        """`history` ends with the question. Yields (messages, conversation id, sign for the script)."""
        if not question:
            yield history, conversation, sign(conversation)
            return
        owner = user(request).name
        try:
            scope = self._scope(kinds, regions, issuers, as_of, documents)
            keep = sum(one["role"] == "user" for one in history) - 1
            turns = (self.state.journal.conversation(owner, conversation) or {}).get("turns", [])[:keep]
            asked = _Turn(owner, question, scope, turns[-1]["answer"] if turns else None, keep)
            answer, identity, conversation = yield from self._grown(asked, history, conversation)
        except FazhiError as error:
            content = message.error(error.code, error.message, error.next_step)
            yield [*history, _said(content)], conversation, sign(conversation)
            return
        except Exception:
            log.exception("answering failed")
            content = message.error(
                "INTERNAL", "系统故障：本次未能查询，不代表没有规定", "请稍后再试，或告诉维护人员。"
            )
            yield [*history, _said(content)], conversation, sign(conversation)
            return
        stages = list(message.stages(answer, identity))
        if self.state.assistant.model is not None or self.state.crowded:
            stages = stages[-1:]  # it has been seen growing, or others are waiting
        for number, content in enumerate(stages):
            last = number == len(stages) - 1
            said = _said(content, answer.followups if last else ())
            yield [*history, said], conversation, sign(conversation, identity if last else "")
            if not last:
                time.sleep(STAGE_SECONDS)

    def _grown(
        self, asked: _Turn, history: Messages, conversation: str
    ) -> Generator[tuple[Any, ...], None, tuple[Answer, str, str]]:
        """The answer, its id, its conversation. With a model the answer by quotation is shown and kept at once, so that
        stopping loses nothing; the model's checked sentences follow."""
        journal, kept = self.state.journal, False
        answer, identity = None, ""
        for answer, identity in self.state.grow(asked.owner, asked.question, asked.scope, asked.previous):
            if self.state.assistant.model is None or answer.status != "answered":
                continue
            if not kept:
                journal.keep_message(asked.owner, identity, message.whole(answer, identity))
                conversation = journal.add_turn(
                    asked.owner, conversation, asked.question, identity, asked.keep
                )
                kept = True
            said = _said(message.growing(answer, identity))
            yield [*history, said], conversation, sign(conversation)
        if answer is None:
            raise RuntimeError("the assistant gave no answer")
        journal.keep_message(asked.owner, identity, message.whole(answer, identity))
        if not kept:
            conversation = journal.add_turn(asked.owner, conversation, asked.question, identity, asked.keep)
        return answer, identity, conversation

    def _scope(
        self, kinds: list[str], regions: list[str], issuers: list[str], as_of: str, documents: str
    ) -> Filter:
        return Filter(
            kinds=frozenset(Kind(kind) for kind in kinds or ()),
            regions=frozenset(regions or ()),
            issuers=frozenset(issuers or ()),
            as_of=day(as_of, "时点") if (as_of or "").strip() else None,
            documents=documents_matching(self.state.library, documents or ""),
        )

    def begin(self, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """What the address asks for: ?c= an earlier conversation, ?q= a question (asked at once), ?as_of= its day.
        Yields (messages, conversation id, sign, mark that the page has begun, day, kinds, regions, issuers known). Leaves
        the question box alone: somebody may be typing in it already."""
        wanted = request.query_params
        as_of = str(wanted.get("as_of", ""))[:20]
        known = (BEGUN, as_of or gr.skip(), *self._choices())
        if identity := str(wanted.get("c", ""))[:64]:
            messages = self._restored(user(request).name, identity)
            if messages:
                yield messages, identity, sign(identity), *known
                return
        if question := str(wanted.get("q", ""))[:2000].strip():
            history = [_asked(question)]
            yield history, "", sign(""), *known
            for grown in self.ask(question, history, "", [], [], [], as_of, "", request):
                yield *grown, *[gr.skip()] * len(known)
            return
        examples = self.examples()
        empty = gr.update(examples=examples, placeholder=WELCOME if examples else EMPTY)
        yield empty, gr.skip(), gr.skip(), *known

    def _choices(self) -> tuple[Any, Any, Any]:
        try:
            held = self.state.library.documents()
        except FazhiError:
            held = ()
        kinds = [kind.value for kind in Kind if any(one.kind is kind for one in held)]
        regions = sorted({one.region for one in held if one.region})
        issuers = sorted({one.issuer for one in held if one.issuer})
        return gr.update(choices=kinds), gr.update(choices=regions), gr.update(choices=issuers)

    def _restored(self, owner: str, identity: str) -> Messages:
        """The messages of a conversation as they stood, or none if it is not the caller's."""
        found = self.state.journal.conversation(owner, identity)
        messages: Messages = []
        for turn in (found or {"turns": []})["turns"][-LONGEST_CONVERSATION:]:
            content = self.state.journal.message(owner, turn["answer"])
            messages += [{"role": "user", "content": shown(turn["asked"])}, _said(content)]
        return messages


def bounds(kinds: list[str], regions: list[str], issuers: list[str], as_of: str, documents: str) -> str:
    """The line under the question that says within what bounds it will be asked."""
    named = [escape("、".join(words)) for words in (kinds, regions, issuers) if words]
    if (documents or "").strip():
        named.append(f"题名含“{escape(documents.strip())}”")
    if (as_of or "").strip():
        named.append(f"以 {escape(as_of.strip())} 的效力为准")
    words = "；".join(named) or "全部文献，以今天的效力为准"
    return f'<p id="fz-scope"{" data-bounded" if named else ""}><a href="#scope">检索范围：{words}</a></p>'


def put(question: str, history: Messages) -> tuple[Any, ...]:
    """A question from the box: gives (question box, messages, question asked, send button, stop button)."""
    question = (question or "").strip()
    if not question:
        return gr.skip(), gr.skip(), "", gr.skip(), gr.skip()
    return "", *_put(question, history)


def again(history: Messages, event: gr.RetryData) -> tuple[Any, ...]:
    """The question of that answer once more, behind what stood before it."""
    at = _position(event.index)
    return gr.skip(), *_put(_text(history[at]), history[:at])


def edited(history: Messages, event: gr.EditData) -> tuple[Any, ...]:
    return gr.skip(), *_put(str(event.value).strip(), history[: _position(event.index)])


def chosen(history: Messages, event: gr.SelectData) -> tuple[Any, ...]:
    """A follow-up or an example that was clicked."""
    value = event.value
    return gr.skip(), *_put(str(value["text"] if isinstance(value, dict) else value), history)


def _put(question: str, history: Messages) -> tuple[Any, ...]:
    return [*history, _asked(question)], question, gr.update(visible=False), gr.update(visible=True)


def _asked(question: str) -> dict[str, Any]:
    return {"role": "user", "content": shown(question)}


def _position(index: int | tuple[int, int]) -> int:
    return index if isinstance(index, int) else index[0]


def fresh() -> tuple[str, Messages, str, str]:
    return "", [], "", sign("")


def shown(question: str) -> str:
    """A question as the chat shows it. Gradio reads messages as Markdown with HTML; full-width marks look alike and mean
    nothing to it."""
    return question.translate(MARKS)


def sign(conversation: str, answer: str = "") -> str:
    """For the page's script: which conversation this is, and which answer has just been finished."""
    return f'<span id="fz-sign" data-conversation="{conversation}" data-answer="{answer}"></span>'


def user(request: gr.Request) -> User:
    """Whoever the gate let in with the request that carries this event."""
    inner = getattr(request, "request", None)
    found: User | None = inner.scope.get("fazhi_user") if inner is not None else None
    return found or LOCAL


def _said(content: str, followups: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "role": "assistant",
        "content": content,
        "options": [{"label": text, "value": text} for text in followups],
    }


def _text(one: dict[str, Any]) -> str:
    content = one["content"]
    if isinstance(content, str):
        return content
    return "".join(part.get("text", "") for part in content if part.get("type") == "text")
