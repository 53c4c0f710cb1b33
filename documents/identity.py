"""One name per law over its versions, and the one spelling in which names are compared.

Works on a single title. Which short names a library knows is for `documents.names`, which version holds for
`documents.validity`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

STATE = "中华人民共和国"

_CHARACTERS = str.maketrans(
    "()[]【】〔〕［］〈〉<>＜＞«»０１２３４５６７８９", "（）（）（）（）（）《》《》《》《》0123456789"
)
_SPACE = re.compile(r"[\s\u3000\u200b-\u200f\u2060\ufeff]+")
# (2021-01-22) （2018修正） （2018年修订） （2013年12月28日修正） （1997年修订版） （修订） （2020年版）
_STAMP = re.compile(
    r"（(?:\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?|\d{4}年?)?(?:第[一二三四五六七八九十]+次)?(?:修正|修订|修改|公布|通过|发布)?"
    r"[本版文]?）"
)
# 宪法修正案 has no number of its own: the year is its name, and a later one does not replace an earlier one.
_YEAR_IS_NAME = re.compile(r"^宪法修正案（(\d{4})年?）?")
_ISSUERS = "最高人民法院|最高人民检察院|公安部|国家安全部|司法部|民政部|海关总署|中国证券监督管理委员会"
_ISSUED_BY = re.compile(rf"^(?:(?:{_ISSUERS})[、,，]?)+")
# 实施《水法》的若干规定 and 实施《水法》若干规定 are one regulation at two times.
_OPTIONAL = re.compile(r"(?<=[\u4e00-\u9fff])》的(?=(?:若干|具体)?(?:规定|实施|办法))")


def tidy(title: str) -> str:
    """One form for brackets, digits and spaces; 中华人民共和国 and the wrapping 《》 dropped. Length may change."""
    text = _SPACE.sub("", title.translate(_CHARACTERS))
    if text.startswith("《") and text.endswith("》") and text.find("》") == len(text) - 1:
        text = text[1:-1]
    text = text.replace(STATE, "") or text
    issued = _ISSUED_BY.match(text)
    if issued:
        text = re.sub("[、,，]", "", issued.group()) + text[issued.end() :]
    return text


def identity_of(title: str) -> str:
    """The name shared by all versions of one law.

    Dropped: 中华人民共和国, dates and years in brackets with 修正 or 修订, spaces, the comma between joint issuers.
    Kept: what makes another text of it: （一）, （试行）, 刑法修正案（十一）, and the year of a 宪法修正案.
    """
    text = tidy(title)
    amendment = _YEAR_IS_NAME.match(text)
    if amendment:
        return f"宪法修正案（{amendment.group(1)}年）"
    return _OPTIONAL.sub("》", _STAMP.sub(_keep_empty, text)) or text


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as names are compared: brackets, commas, spaces and 中华人民共和国 gone. `at[i]` is where character i of
    it stood in the text that was folded; one more entry at the end is the length of that text."""

    text: str
    at: tuple[int, ...]


_DROPPED = re.compile(rf"{STATE}|[\s\u3000\u200b《》〈〉<>＜＞（）()、,，]+")
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


def fold(text: str) -> Folded:
    kept: list[int] = []
    position = 0
    for match in _DROPPED.finditer(text):
        kept.extend(range(position, match.start()))
        position = match.end()
    kept.extend(range(position, len(text)))
    return Folded("".join([text[i] for i in kept]).translate(_DIGITS), (*kept, len(text)))


def key_of(name: str) -> str:
    """What the spellings of one name share: 公司法解释（三） and 《中华人民共和国公司法》解释三 have one key."""
    return _DROPPED.sub("", identity_of(name))


def _keep_empty(match: re.Match[str]) -> str:
    return match.group() if match.group() == "（）" else ""
