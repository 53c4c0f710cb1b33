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
    + r"(?:底|末|初|年底|年末)?(?:的时候|那时候?|当时|时(?!间|候|限|效)|期间|的?规定|的?法律|为准|有效|版(?:本)?|修订的?|修正的?|(?=[，,]))"
)
_SINCE = re.compile(r"截(?:至|止到?)" + _DAY)
_LABEL = re.compile(r"[（(](?P<year>(?:19|20)\d{2})(?:年?(?:修订|修正|版)?)[）)]")
_OLD = re.compile(
    r"(?:修[订正改]|改)(?:以前|之前|前)|旧(?=[法版条规])|老版|原来的?(?=规定|条|法)|以前的规定|旧规定"
)


@dataclass(frozen=True, slots=True)
class When:
    """`day` is the day to judge by; `old` asks for the version before the present one. `span` is the text that said so,
    to be left out of the search ("" when nothing was said)."""

    day: date | None = None
    old: bool = False
    span: str = ""


def find_day(text: str) -> When:
    """The first cue wins, 以前 before 时. A year alone means its last day: the version in force when the year closed."""
    plain = _CHINESE_YEAR.sub(lambda found: found.group().translate(_DIGITS), text)
    for pattern in (_BEFORE, _SINCE, _AT, _LABEL):
        found = pattern.search(plain)
        if found is None:
            continue
        day = _day(found)
        if day is None:
            continue
        if pattern is _BEFORE:
            day = _first(found) - timedelta(days=1)
        return When(day, False, text[found.start() : found.end()] if len(plain) == len(text) else "")
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
