"""Words that every rendering shares: where a citation stands, what a refusal and a failure are called."""

from __future__ import annotations

from collections.abc import Iterable

from documents.names import quoted, unwrapped
from documents.records import Description, Kind, Status
from index.records import Hit

from ..records import Answer, Citation, Section, Sentence

DISCLAIMER = "以上为库中原文摘录，供查阅参考；涉及个案的，以有权机关的认定为准。"

UNBINDING = frozenset({Kind.SPEECH, Kind.CASE, Kind.MODEL_TEXT, Kind.OTHER})
"""Texts that are not in force or out of force."""


def headline(answer: Answer) -> str:
    """One line for what is not an answer; "" for an answer."""
    if answer.status == "answered":
        return ""
    reason = answer.reason.value if answer.reason else "原因不明"
    return (
        f"未作答（{reason}）"
        if answer.status == "refused"
        else f"系统故障（{reason}）：本次未能查询，不代表没有规定"
    )


def marks(sentence: Sentence) -> str:
    return "".join(f"[{number}]" for number in sentence.citations)


def laid_out(answer: Answer) -> tuple[Section, ...]:
    """The sections as they are read: several that were looked for and not found are one line at the end, because a page of
    empty headings hides what there is."""
    empty = [section for section in answer.sections if section.empty and not section.sentences]
    if len(empty) < 2 or not all(section.title for section in empty):
        return answer.sections
    titles = "、".join(section.title for section in empty)
    return (*(s for s in answer.sections if s not in empty), Section(titles, (), "库中未找到直接的规定。"))


def listed(answer: Answer) -> tuple[tuple[Citation, ...], tuple[Citation, ...]]:
    """Citations that stand in the text, and those under 更多依据."""
    more = set(answer.more)
    shown = tuple(c for c in answer.citations if c.number not in more)
    return shown, tuple(c for c in answer.citations if c.number in more)


def place(citation: Citation) -> str:
    """《行政处罚法》（2021年1月22日，未核实）第四十八条第二款, as official documents name a source."""
    return f"{title(citation.hit.document, citation.hit.validity.status)}{citation.pinpoint.rstrip('、')}"


def title(described: Description, status: Status | None = None) -> str:
    name = unwrapped(described.title)
    if described.volume and described.volume not in name:
        name += f"·{described.volume}"
    shown = None if described.kind in UNBINDING else status
    bracket = [part for part in (described.number, _day(described), _status(shown)) if part]
    return quoted(name) + (f"（{'，'.join(bracket)}）" if bracket else "")


def _day(described: Description) -> str:
    day = described.date
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def _status(status: Status | None) -> str:
    return "" if status is None else f"效力{status.value}" if status is Status.UNVERIFIED else status.value


def one_line(text: str) -> str:
    """Line ends inside a quotation closed up: Chinese needs no space there."""
    return "".join(line.strip() for line in text.splitlines())


def beginning(hit: Hit, length: int = 80) -> str:
    """The first words of a passage in one line, without the number of the article that stands before them anyway."""
    line = " ".join(hit.passage.text.split())
    line = line.removeprefix(str(hit.passage.pinpoint.article_only())).lstrip()
    return line if len(line) <= length else line[: length - 1] + "…"


def joined(lines: Iterable[str]) -> str:
    return "\n".join(lines).strip() + "\n"
