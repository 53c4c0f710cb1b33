"""Which day a question is about: 2018年时, 2021年1月1日以前, 修订前. Reads the words only; choosing versions is the library's.

A year that merely belongs to the facts (我2019年入职) is not a day to judge by: only a year with a cue counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_CHINESE_YEAR = re.compile(r"[一二][〇零一二三四五六七八九]{3}(?=年)")
_DAY = r"(?P<year>(?:19|20)\d{2})年(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})[日号])?)?"
_BEFORE = re.compile(_DAY + r"(?:以前|之前|前(?!期|款|后)|施行前|实施前)")
_AT = re.compile(
    r"(?:截至|截止到?|截止|依照|按照?|依据|根据|以)?"
    + _DAY
    + r"(?:底|末|初|年底|年末)?(?:的时候|那时候?|当时|时(?!间|候|限|效)|期间|的?规定|的?法律|为准|有效|(?=[，,]))"
)
# 2023年版, 2023年修订的: the text adopted that year, though it may begin to hold later.
_EDITION = re.compile(_DAY + r"(?:版(?:本)?|修订的?|修正的?)")
# A question that opens with a year is asked of that year, unless what follows is something that happened then.
_LEADING = re.compile(
    r"^(?:在|到了?)?"
    + _DAY
    + r"(?!.{0,4}(?:签|入职|离职|买|购|借|租|结婚|离婚|出生|毕业|参加|去世|死亡|退休|立案|起诉|判|发生|开始|成立的|以来|以后|之后|后))"
)
_SINCE = re.compile(r"截(?:至|止到?)" + _DAY)
_LABEL = re.compile(r"[（(](?P<year>(?:19|20)\d{2})(?:年?(?:修订|修正|版)?)[）)]")
_OLD = re.compile(
    r"(?:修[订正改]|改)(?:以前|之前|前)|旧(?=[法版条规])|老版|原来的?(?=规定|条|法)|以前的规定|旧规定"
)


@dataclass(frozen=True, slots=True)
class When:
    """`day` is the day to judge by; `old` asks for the version before the present one. `span` is the text that said so,
    to be left out of the search ("" when nothing was said). `edition` is the year of the version that is named."""

    day: date | None = None
    old: bool = False
    span: str = ""
    edition: int | None = None


def find_day(text: str) -> When:
    """The first cue wins, 以前 before 时. A year alone means its last day: the version in force when the year closed."""
    plain = _CHINESE_YEAR.sub(lambda found: found.group().translate(_DIGITS), text)
    for pattern in (_BEFORE, _SINCE, _EDITION, _AT, _LABEL, _LEADING):
        found = pattern.search(plain)
        if found is None:
            continue
        day = _day(found)
        if day is None:
            continue
        if pattern is _BEFORE:
            day = _first(found) - timedelta(days=1)
        edition = day.year if pattern in (_EDITION, _LABEL) else None
        return When(day, False, text[found.start() : found.end()] if len(plain) == len(text) else "", edition)
    old = _OLD.search(text)
    return When(None, True, old.group()) if old else When()


def _first(found: re.Match[str]) -> date:
    """The first day of the stretch that is named."""
    parts = found.groupdict()
    return date(int(parts["year"]), int(parts["month"] or 1), int(parts["day"] or 1))


def _day(found: re.Match[str]) -> date | None:
    """The last day of the stretch that is named; None for a day that does not exist (2月30日)."""
    parts = found.groupdict()
    year, month, day = int(parts["year"]), parts.get("month"), parts.get("day")
    try:
        if month is None:
            return date(year, 12, 31)
        if day is None:
            following = date(year + int(month) // 12, int(month) % 12 + 1, 1)
            return following - timedelta(days=1)
        return date(year, int(month), int(day))
    except ValueError:
        return None
