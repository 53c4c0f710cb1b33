"""The labels of headings and points in an address: 三、 （二） “三要” 附件2. One spelling, one printing, one order for each.

Works on a single label; what an address made of labels is, is for `documents.pinpoint`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .numerals import NUMERAL as _N
from .numerals import to_chinese, to_int

PLACES = ("序言", "引言", "开头", "正文", "结尾", "附则", "主送", "落款", "附件目录", "注释", "文末")
"""Places of a text that have a name but no number; they print without quotation marks."""
_AT_THE_END = ("结尾", "落款", "注释", "文末")

_CASE_PLACES = "关键词|裁判要点|裁判要旨|裁判理由|裁判结果|法院裁判|处理结果|基本案情|简要案情|案情回顾|典型意义|法官解读|适用解析|案例分析"


_OPEN, _CLOSE, _S = "[（(]", "[）)]", r"[ \u3000\t]*"
_CHINESE = "[〇○零一二两三四五六七八九十百千廿卅]+"
LABEL = re.compile(
    rf"(?P<division>第{_N}部分)|第(?P<point>{_N})点"
    rf"|(?P<comma>{_CHINESE})[、．.]|(?P<decimal>\d+(?:\.\d+)+)|(?P<arabic>\d+)[.．、](?!\d)"
    rf"|{_OPEN}{_S}(?P<bracket>{_N}){_S}{_CLOSE}|(?P<circled>[①-⑳])|(?P<latin>[a-z])[)）]"
    rf"|[“\"「](?P<quoted>[^”\"」]+)[”\"」]|(?P<place>{'|'.join(PLACES)}|{_CASE_PLACES})"
)


@lru_cache(maxsize=4096)
def canonical_label(text: str) -> str:
    """One spelling for each label: (二) and （2） stay apart, (二) and （二） do not; 1．, 1、 and 1. are 1."""
    match = LABEL.fullmatch(text.strip())
    if match is None:
        return text.strip().translate(str.maketrans('“”"「」', "‘’’‘’"))
    kind, value = match.lastgroup, match[match.lastgroup or 0]
    if kind in ("comma", "point"):
        return f"{to_chinese(to_int(value))}、"
    if kind == "arabic":
        return f"{to_int(value)}."
    if kind == "bracket":
        return f"（{to_int(value)}）" if value.isdecimal() else f"（{to_chinese(to_int(value))}）"
    if kind == "latin":
        return f"{value}）"
    if kind == "division":
        return f"第{to_chinese(to_int(value[1:-2]))}部分"
    return value


def annex_label(text: str) -> str:
    """附件2 for 附件二, 附件 2 and 附件２; 附表 stays 附表."""
    stripped = text.strip().rstrip("：:").strip()
    number = stripped[2:].strip()
    return stripped[:2] + (str(to_int(number)) if number else "")


def printed(label: str) -> str:
    """A numbered label as it is, any other in quotation marks: 三、 but “三要”."""
    match = LABEL.fullmatch(label)
    return label if match and match.lastgroup != "quoted" else f"“{label}”"


@lru_cache(maxsize=4096)
def step(label: str) -> tuple[int, str]:
    """Where a label stands among its neighbours in reading order."""
    if label in ("序言", "引言", "开头", "主送"):
        return (-1, label)
    if label in _AT_THE_END:
        return (1_000_000 + _AT_THE_END.index(label), label)
    number = re.search(rf"{_N}|[①-⑳]", label)
    try:
        return (to_int(number[0]) if number else 1, label)
    except ValueError:
        return (1, label)
