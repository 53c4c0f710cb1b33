"""With a language model the quotations stand at once and the checked sentences come after; the conversation keeps what
was last seen. The writer is scripted; the page's handler is called as Gradio calls it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.ask import Assistant
from assistant.chain.writer import Written
from assistant.page.chat import Chat
from assistant.page.examples import Examples
from assistant.records import Answer, Section, Sentence
from assistant.settings import Settings
from assistant.web.auth import LOCAL
from assistant.web.jobs import Jobs
from assistant.web.journal import Journal
from assistant.web.state import State
from assistant.web.workers import Workers
from index.library import Library

QUESTION = "公示由谁负责？"
SAID = ("第一句由模型写成。", "第二句也由模型写成。")


class _Scripted:
    def write(self, answer: Answer) -> Answer:
        return list(self.stream(answer))[-1].answer

    def stream(self, answer: Answer) -> Iterator[Written]:
        for count in (1, 2):
            sentences = tuple(Sentence(text, (1,), "转述") for text in SAID[:count])
            sections = (Section("归纳", sentences), *answer.sections)
            yield Written(replace(answer, sections=sections, mode="模型"), count == 2)


@pytest.fixture
def chat(folder: Path, home: Path) -> Iterator[Chat]:
    settings = Settings(library=folder)
    with Library.open(folder) as library:
        assistant = Assistant(library, settings, _Scripted())
        state = State(assistant, settings, Journal(library.notebook), Jobs(library), Workers())
        yield Chat(state, Examples(assistant))
        state.close()


def _asked(chat: Chat) -> Iterator[tuple[Any, ...]]:
    history = [{"role": "user", "content": QUESTION}]
    return chat.ask(QUESTION, history, "", [], [], [], "", "", object())  # type: ignore[arg-type]


def _content(event: tuple[Any, ...]) -> str:
    return str(event[0][-1]["content"])


def test_quotations_stand_before_the_model_says_anything_and_sentences_follow_one_by_one(chat: Chat) -> None:
    events = list(_asked(chat))
    texts = [_content(event) for event in events]
    assert "fz-quote" in texts[0] and not any(said in texts[0] for said in SAID)
    assert SAID[0] in texts[1] and SAID[1] not in texts[1]
    assert "fz-waiting" in texts[0] and "fz-waiting" not in texts[-1]
    assert all(said in texts[-1] for said in SAID) and "fz-actions" in texts[-1]
    assert len({event[1] for event in events}) == 1


def test_the_sources_can_be_read_while_the_model_is_writing(chat: Chat) -> None:
    events = _asked(chat)
    first = _content(next(events))
    identity = first.split('id="answer-')[1].split('"')[0]
    assert chat.state.journal.answer(LOCAL.name, identity)["citations"]
    assert f"#cite-{identity}-1" in first


def test_stopping_a_model_keeps_the_answer_by_quotation(chat: Chat) -> None:
    events = _asked(chat)
    conversation = next(events)[1]
    events.close()  # type: ignore[attr-defined]
    kept = chat._restored(LOCAL.name, conversation)
    assert "fz-quote" in kept[1]["content"]
    assert SAID[0] not in kept[1]["content"]


def test_what_is_kept_in_the_end_is_what_the_model_wrote(chat: Chat) -> None:
    conversation = list(_asked(chat))[-1][1]
    assert SAID[1] in chat._restored(LOCAL.name, conversation)[1]["content"]
