"""An answer for a terminal: plain characters, wrapped at the width of the window, no colour codes of the documents' own."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Iterator

from documents.names import quoted

from ..records import Answer
from .words import beginning, headline, joined, laid_out, listed, marks, place

_NO_START = frozenset("，。；：、？！）》”’」』…—]〕】%")
_WIDEST = 100


def render(answer: Answer, width: int | None = None) -> str:
    """`width` in columns; that of the window when not given, at most 100."""
    columns = max(20, min(width or shutil.get_terminal_size((80, 24)).columns, _WIDEST))
    lines: list[str] = []
    if answer.question != answer.asked.strip():
        lines += _wrapped(f"问：{answer.question}", columns, "　　")
    if headline(answer):
        lines += [headline(answer)]
    for section in laid_out(answer):
        if section.title:
            lines += ["", f"【{section.title}】"]
        for sentence in section.sentences:
            lines += _wrapped(f"{sentence.text} {marks(sentence)}".rstrip(), columns, "  ")
        if section.empty and not section.sentences:
            lines += _wrapped(section.empty, columns, "  ")
    lines += _tail(answer, columns)
    return joined(lines).rstrip("\n")


def _tail(answer: Answer, columns: int) -> list[str]:
    lines: list[str] = []
    shown, more = listed(answer)
    if shown:
        lines += [
            "",
            "出处",
            *(x for c in shown for x in _wrapped(f"[{c.number}] {place(c)}", columns, "    ")),
        ]
    if more:
        lines += [
            "",
            "更多依据",
            *(x for c in more for x in _wrapped(f"[{c.number}] {place(c)}", columns, "    ")),
        ]
    if answer.status == "refused" and answer.hits:
        lines.append("")
        for hit in answer.hits:
            text = f"· {quoted(hit.document.title)}{hit.passage.pinpoint}：{beginning(hit)}"
            lines += _wrapped(text, columns, "  ")
    if answer.notes:
        lines += ["", *(x for note in answer.notes for x in _wrapped(f"注：{note}", columns, "    "))]
    if answer.followups:
        lines += ["", "可以接着问：" + " / ".join(answer.followups)]
    return lines


def _wrapped(text: str, columns: int, indent: str) -> list[str]:
    """Lines of at most `columns`; a line never begins with a closing mark."""
    return [
        line
        for paragraph in text.splitlines()
        if paragraph.strip()
        for line in _fold(paragraph, columns, indent)
    ]


def _fold(text: str, columns: int, indent: str) -> Iterator[str]:
    line, used = "", 0
    for character in text:
        wide = 2 if unicodedata.east_asian_width(character) in "WFA" else 1
        if used + wide > columns and character not in _NO_START:
            yield line.rstrip()
            line, used = indent, sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in indent)
            if character == " ":
                continue
        line += character
        used += wide
    if line.strip():
        yield line.rstrip()
