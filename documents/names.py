"""What a law is called: one identity per law over its versions, and the short names people use for it.

Works on titles alone. Knows nothing of article numbers (`documents.address`), of dates (`documents.validity`) or of
which version holds. Names are never invented: `resolve` answers only with identities of titles it was given.
"""

from __future__ import annotations

import re

STATE = "中华人民共和国"

_CHARACTERS = str.maketrans("()[]【】〔〕［］〈〉<>＜＞«»０１２３４５６７８９", "（）（）（）（）（）《》《》《》《》0123456789")
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
    return _STAMP.sub(lambda m: m.group() if m.group() == "（）" else "", text) or text
