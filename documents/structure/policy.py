"""The frame of an official document (公文): whom it is addressed to (主送), signature and date (落款), annexes (附件), and the
lines under it all: notes, copies (抄送), printing (印发)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

from documents.dates import DATE

from .lines import Line
from .marks import annex_mark, annex_title, article_mark, point_label

_ADDRESSEE = re.compile(
    r"(?:各|市|省|区|县|有关|全国|中央|国务院|驻|[\u4e00-\u9fff]{2,12}(?:政府|法院|检察院|厅|局|委|部)).{0,200}[：:]"
)
_LISTED = re.compile(r"附件?[：:]")
_SIGNATURE = re.compile(r"[\u4e00-\u9fff（）()、\s\u3000*]{2,50}")


@dataclass(frozen=True, slots=True)
class Frame:
    """`lines` are those of the text proper, `annexes` the list of annexes under it; what a document lacks is empty."""

    addressee: Line | None
    lines: list[Line]
    annexes: list[Line]
    signature: list[Line]


@dataclass(frozen=True, slots=True)
class Annex:
    label: str
    heading: Line
    title: str
    lines: list[Line]


# 抄送：…, 示例市人民政府办公室  2024年2月2日印发, （此件公开发布）, （联系人：…）, 主题词：…
_CLOSING = re.compile(
    rf"抄[ \u3000]*[送报发][:：].+|主题词[:：].+|[（(](?:此件|联系人|联系电话|主动公开|依申请公开|不予公开|共印)[^（）()]{{0,80}}[）)]"
    rf"|[（(]?(?:此件|公开方式[:：]|信息公开选项[:：])[^。]{{0,40}}[）)]?|(?:[\u4e00-\u9fff（）()]{{2,40}}[ \u3000]*)?(?:{DATE.pattern})[ \u3000]*印发"
    r"|分送[:：].+|校对[:：].{0,30}|共印[ \u3000]?\d+[ \u3000]?份"
)
_ENDNOTE = re.compile(
    r"[［\[〔【]注[ \u3000]?\d*[］\]〕】].+|注[:：]?|注[ \u3000]?\d*[:：].+|注[ \u3000]?释[:：]?"
)


def split_closing(lines: list[Line]) -> tuple[list[Line], list[tuple[str, list[Line]]]]:
    """The text, and what stands under it at the very end: runs of endnotes (注释) and of lines of despatch (文末)."""
    stop = len(lines)
    while stop > 1 and _closing(lines[stop - 1]):
        stop -= 1
    runs = [(name, list(run)) for name, run in groupby(lines[stop:], _closing) if name]
    return lines[:stop], runs


def _closing(line: Line) -> str | None:
    if _ENDNOTE.fullmatch(line.text):
        return "注释"
    return "文末" if _CLOSING.fullmatch(line.text) else None


def read_frame(lines: list[Line]) -> Frame:
    """Split off 主送 and 落款. A signature counts only with its date on a line of its own."""
    addressee = None
    if (
        lines
        and len(lines[0].text) <= 200
        and not point_label(lines[0].text)
        and _ADDRESSEE.fullmatch(lines[0].text)
    ):
        addressee, lines = lines[0], lines[1:]
    signed = _signature_start(lines)
    lines, signature = lines[:signed], lines[signed:]
    listed = next((i for i, line in enumerate(lines) if i and _LISTED.match(line.text)), len(lines))
    if any(not point_label(line.text) for line in lines[listed + 1 :]):
        listed = len(lines)
    return Frame(addressee, lines[:listed], lines[listed:], signature)


def _signature_start(lines: list[Line]) -> int:
    dated = next(
        (i for i in range(len(lines) - 1, max(0, len(lines) - 5), -1) if _is_date(lines[i].text)), None
    )
    if dated is None:
        return len(lines)
    first = dated
    while first > 0 and dated - first < 3 and _is_signature(lines[first - 1]):
        first -= 1
    return first


def split_annexes(lines: list[Line]) -> tuple[list[Line], list[Annex]]:
    """The text and its annexes. An annex begins with 附件1 alone on a line (or as a heading); 附件：1.… is only their list."""
    starts = [
        i
        for i, line in enumerate(lines)
        if i > 0
        and (label := annex_mark(line.text))
        and (line.level or (not annex_title(line.text) and label))
    ]
    if not starts:
        return lines, []
    annexes = []
    for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True):
        head, rest = lines[start], lines[start + 1 : stop]
        title = annex_title(head.text)
        if not title and rest and _is_title(rest[0]):
            title, rest = rest[0].text, rest[1:]
        annexes.append(Annex(annex_mark(head.text) or "附件", head, title, rest))
    return lines[: starts[0]], annexes


def _is_date(text: str) -> bool:
    return DATE.fullmatch(text.strip("（）() ")) is not None


def _is_signature(line: Line) -> bool:
    return _SIGNATURE.fullmatch(line.text) is not None and not line.level and not point_label(line.text)


def _is_title(line: Line) -> bool:
    return (
        len(line.text) <= 50
        and line.text[-1] not in "。；：:;，"
        and not line.table
        and not point_label(line.text)
        and not article_mark(line.text)
    )
