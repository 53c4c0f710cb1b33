"""Dates as Chinese texts write them: 2021年1月22日, 二〇二一年一月二十二日, 2021-01-22. Knows nothing of what a date means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from .numerals import NUMERAL_CHARACTERS, to_int

_C = f"[{NUMERAL_CHARACTERS}]"
DATE = re.compile(
    rf"(?P<year>\d{{4}}|[一二]{_C}{{3}})\s*年\s*(?P<month>\d{{1,2}}|{_C}{{1,2}})\s*月\s*(?P<day>\d{{1,2}}|{_C}{{1,3}})\s*日"
    r"|(?P<y>(?:19|20)\d{2})[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})(?!\d)"
)


def find_dates(text: str) -> Iterator[tuple[int, int, date]]:
    """(start, end, date) from left to right; what is no day of the calendar (2月30日) is passed over."""
    for match in DATE.finditer(text):
        day = to_date(match)
        if day is not None:
            yield match.start(), match.end(), day


def to_date(match: re.Match[str]) -> date | None:
    """The day a match of `DATE` names, or None if the calendar has no such day."""
    parts = (
        (match["year"], match["month"], match["day"])
        if match["year"]
        else (match["y"], match["m"], match["d"])
    )
    try:
        return date(to_int(parts[0]), to_int(parts[1]), to_int(parts[2]))
    except ValueError:
        return None
