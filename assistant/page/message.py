"""An answer as the HTML of one chat message. Everything that comes from a document or a person is escaped.

Links of the form #cite-ID-N, #copy-ID … are not places: the page's script acts on them. They are links, not scripts, so
that they survive Gradio's sanitiser and work by keyboard. No blank line may stand in the result: Markdown would take
over behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from assistant.records import Answer, Section, Sentence
from assistant.rendering.words import headline
from documents.names import quoted

LABELS = {"原文": "与文库原文逐字相同", "转述": "模型的说法，已与所标出处核对"}
MODES = {"原文摘录": "逐字摘自文库原文，未经大模型改写", "模型": "由大模型组织文字，逐句核对过出处"}


def stages(answer: Answer, identity: str) -> Iterator[str]:
    """The message growing section by section; the last one is whole."""
    parts = [_opening(answer)]
    for section in answer.sections:
        if section.sentences:
            parts.append(_section(section, identity, answer.mode == "模型"))
            yield _wrapped(parts, identity)
    parts += [
        _missing(answer),
        _more(answer, identity),
        _nearest(answer),
        _notes(answer),
        _actions(answer, identity),
    ]
    yield _wrapped(parts, identity)


def growing(answer: Answer, identity: str) -> str:
    """What there is while a model is still writing: its checked sentences so far, above the quotations."""
    waiting = (
        f'<p class="fz-waiting" role="status"><span class="fz-mode" title="{MODES["模型"]}">模型</span> '
        "正在组织文字，逐句核对后显示；下面的原文摘录已经可用。</p>"
    )
    sections = [_section(section, identity, True) for section in answer.sections if section.sentences]
    return _wrapped([_opening(answer), waiting, *sections, _missing(answer)], identity)


def whole(answer: Answer, identity: str) -> str:
    return list(stages(answer, identity))[-1]


def error(code: str, message: str, next_step: str) -> str:
    return f'<div class="fz-error" role="alert"><strong>{_text(message)}</strong><br>{_text(next_step)} <code>{_text(code)}</code></div>'


def _wrapped(parts: list[str], identity: str) -> str:
    return (
        f'<div class="fz-answer" id="answer-{identity}">' + "".join(part for part in parts if part) + "</div>"
    )


def _text(text: str) -> str:
    return escape(re.sub(r"\n\s*", "\n", text.strip())).replace("\n", "<br>")


def _opening(answer: Answer) -> str:
    completed = ""
    if answer.question.strip() != answer.asked.strip():
        completed = f'<p class="fz-completed">按此理解：<b>{_text(answer.question)}</b> <a href="#edit-question" title="改一改再问">改一改</a></p>'
    state = headline(answer)
    return completed + (f'<p class="fz-refusal"><b>{_text(state)}</b></p>' if state else "")


def _section(section: Section, identity: str, labelled: bool) -> str:
    """`labelled`: a model took part, so every sentence says whose words it is in."""
    title = f"<h3>{_text(section.title)}</h3>" if section.title else ""
    body = "".join(_sentence(sentence, identity, labelled) for sentence in section.sentences)
    return title + body


def _missing(answer: Answer) -> str:
    """What was looked for and not found, together at the end: a page of empty headings hides what there is."""
    items = [
        (f"<b>{_text(section.title)}</b>　" if section.title else "") + _text(section.empty)
        for section in answer.sections
        if section.empty and not section.sentences
    ]
    return f'<ul class="fz-missing">{"".join(f"<li>{item}</li>" for item in items)}</ul>' if items else ""


def _sentence(sentence: Sentence, identity: str, labelled: bool) -> str:
    kind = {"原文": "quote", "转述": "told", "编排": "own"}[sentence.label]
    label = ""
    if labelled and sentence.label != "编排":
        label = f'<span class="fz-label" title="{LABELS[sentence.label]}">{sentence.label}</span> '
    return f'<p class="fz-{kind}">{label}{_text(sentence.text)}{_links(sentence.citations, identity)}</p>'


def _links(numbers: tuple[int, ...], identity: str) -> str:
    return "".join(
        f' <a class="fz-cite" href="#cite-{identity}-{n}" title="看出处 {n}">{n}</a>' for n in numbers
    )


def _more(answer: Answer, identity: str) -> str:
    places = [
        f"{_text(quoted(c.hit.document.title))}{_text(c.pinpoint)}{_links((c.number,), identity)}"
        for c in answer.citations
        if c.number in answer.more
    ]
    if not places:
        return ""
    return f'<details class="fz-more"><summary>更多依据（{len(places)}）</summary><p>{"<br>".join(places)}</p></details>'


def _nearest(answer: Answer) -> str:
    if answer.status == "answered" or not answer.hits:
        return ""
    items = "".join(
        f'<li><a class="fz-open" href="#open-{escape(hit.document.id)}-{hit.passage.start}-{hit.passage.end}">'
        f"{_text(quoted(hit.document.title))}{_text(str(hit.passage.pinpoint))}</a></li>"
        for hit in answer.hits[:3]
    )
    return f'<div class="fz-nearest"><p>库中最接近的片段（并非答案）：</p><ul>{items}</ul></div>'


def _notes(answer: Answer) -> str:
    if not answer.notes:
        return ""
    return '<ul class="fz-notes">' + "".join(f"<li>{_text(note)}</li>" for note in answer.notes) + "</ul>"


def _actions(answer: Answer, identity: str) -> str:
    day = f"{answer.as_of.year}年{answer.as_of.month}月{answer.as_of.day}日"
    links = "".join(
        f'<a class="fz-act" href="#{name}-{identity}">{word}</a>'
        for name, word in (
            ("sources", f"出处（{len(answer.citations)}）"),
            ("copy", "复制（含出处）"),
            ("link", "复制链接"),
            ("retry", "重新回答"),
            ("feedback", "反馈"),
        )
        if name != "sources" or answer.citations
    )
    return (
        f'<p class="fz-meta"><span class="fz-mode" title="{MODES[answer.mode]}">{answer.mode}</span> '
        f"以{day}的效力为准　用时 {answer.seconds:.2f} 秒</p>"
        f'<p class="fz-actions">{links}</p>'
    )
