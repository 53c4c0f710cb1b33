"""Take out of a text what a person cannot see. Changes nothing visible: full-width forms and spaces stay.

Dropped: control characters and whole terminal escape sequences, bidirectional and zero-width characters, soft
hyphens, variation selectors, tags, private use, lone surrogates, noncharacters. All line ends become \\n.
"""

from __future__ import annotations

import re
from collections import Counter

from documents.records import Note

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_ESCAPES = re.compile("\x1b\\[[0-?]*[ -/]*[@-~]|\x1b\\][^\x07\x1b\n]*(?:\x07|\x1b\\\\)")
_CONTROLS = "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_ZERO_WIDTH = (
    "\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U0010ffff"
_BROKEN = "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff" + "".join(
    f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 15)
)
_SORTS = {
    "控制字符": _CONTROLS,
    "双向控制符": _BIDI,
    "零宽字符": _ZERO_WIDTH,
    "私用区字符": _PRIVATE,
    "损坏的字符": _BROKEN,
}
_UNSEEN = re.compile(f"[{''.join(_SORTS.values())}]")
_SORT_OF = {sort: re.compile(f"[{characters}]") for sort, characters in _SORTS.items()}


def clean(text: str) -> tuple[str, Counter[str]]:
    """The text as seen, and how many characters of each sort were dropped; an empty counter if none.

    A byte order mark at the very start is part of the encoding, not of the text, and is not counted.
    """
    text = text.removeprefix("\ufeff")
    # The distinct characters of a text are some hundreds: looking at them first saves a scan of every character.
    distinct = "".join(set(text))
    if _LINE_ENDS.search(distinct):
        text = _LINE_ENDS.sub("\n", text)
    dropped: Counter[str] = Counter()
    if "\x1b" in distinct:
        text, count = _ESCAPES.subn("", text)
        dropped["控制字符"] += count
    if not _UNSEEN.search(distinct):
        return text, +dropped
    for sort, pattern in _SORT_OF.items():
        if pattern.search(distinct):
            text, count = pattern.subn("", text)
            dropped[sort] += count
    return text, +dropped


def unseen_note(dropped: Counter[str]) -> Note | None:
    """None if nothing was dropped."""
    if not dropped:
        return None
    counted = "、".join(f"{sort}{count}个" for sort, count in dropped.items())
    return Note("INVISIBLE_CHARACTERS", f"已去除看不见的字符：{counted}")


def shown_name(name: str) -> str:
    """A file's name without its folders, fit for a message. Never used as a path."""
    return shown_path(name.replace("\\", "/").rstrip("/").rpartition("/")[2])


def shown_path(name: str, limit: int = 120) -> str:
    """A path fit for a message: no controls, one line, at most `limit` characters."""
    seen = clean(name)[0].replace("\n", " ").replace("\t", " ").strip()
    if not seen:
        return "（无名文件）"
    return seen if len(seen) <= limit else f"{seen[: limit - 21]}…{seen[-20:]}"
