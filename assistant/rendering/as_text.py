"""复制（含出处）: an answer to paste into a document, plain or Markdown, with a numbered list of sources.

Sources are written as official documents write them: 〔1〕《行政处罚法》（2021年1月22日）第四十八条第二款.
"""

from __future__ import annotations

from documents.names import quoted

from ..records import Answer
from .as_markdown import escape
from .words import DISCLAIMER, headline, joined, laid_out, listed, one_line, place


def render(answer: Answer) -> str:
    """Plain text. Refusals name the nearest passages instead of sources."""
    lines = [answer.question, ""]
    if headline(answer):
        lines += [headline(answer)]
    for section in laid_out(answer):
        if section.title:
            lines += [f"【{section.title}】"]
        for sentence in section.sentences:
            marks = "".join(f"〔{number}〕" for number in sentence.citations)
            lines.append(f"{one_line(sentence.text)}{marks}")
        if section.empty and not section.sentences:
            lines.append(section.empty)
    lines += _sources(answer) + _notes(answer)
    return joined(lines)


def render_markdown(answer: Answer) -> str:
    """The same with Markdown headings and footnote marks, for editors; everything of the library is escaped."""
    lines = [f"## {escape(answer.question)}", ""]
    if headline(answer):
        lines += [f"**{escape(headline(answer))}**", ""]
    for section in laid_out(answer):
        if section.title:
            lines += [f"### {escape(section.title)}", ""]
        for sentence in section.sentences:
            marks = "".join(f"[^{number}]" for number in sentence.citations)
            lines += [f"{escape(one_line(sentence.text))}{marks}", ""]
        if section.empty and not section.sentences:
            lines += [section.empty, ""]
    shown, _ = listed(answer)
    lines += [f"[^{c.number}]: {escape(place(c))}" for c in shown]
    lines += ["", *(f"> {escape(note)}" for note in answer.notes)]
    return joined(lines)


def _sources(answer: Answer) -> list[str]:
    if answer.status != "answered":
        near = [f"{quoted(hit.document.title)}{hit.passage.pinpoint}" for hit in answer.hits]
        return ["", "最接近的片段（并非答案）：", *near] if near else []
    shown, more = listed(answer)
    lines = ["", "出处：", *(f"〔{c.number}〕{place(c)}" for c in shown)]
    if more:
        lines += ["更多依据：", *(f"〔{c.number}〕{place(c)}" for c in more)]
    return lines


def _notes(answer: Answer) -> list[str]:
    day = answer.as_of
    lines = [f"注：{note}" for note in answer.notes]
    if answer.status == "answered":
        lines.append(f"查询日期：以{day.year}年{day.month}月{day.day}日为准。{DISCLAIMER}")
    return ["", *lines] if lines else []
