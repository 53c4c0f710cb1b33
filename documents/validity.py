"""Which version of a law holds on a given day. Computed from all documents together; never stored, never guessed.

Versions share an identity (and a volume). What a person or the source stated wins; the day of effect decides
尚未生效; a newer version makes the older 已修改, a repeal found in a text makes it 已废止; the newest version without a
statement stays 未核实（库内最新）. 修正案 and decisions on amendment replace nothing: they are texts of their own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .names import quoted
from .records import Description, Kind, Status
from .repeals import Repeal


@dataclass(frozen=True, slots=True)
class Validity:
    """What a document is on the day that was asked about. `current` is the id of the version in force instead, if any.

    `since` is the first day in force, `until` the first day no longer in force; None where the texts do not say.
    """

    status: Status
    current: str | None = None
    since: date | None = None
    until: date | None = None
    reason: str = ""  # in Chinese, for the reader


_SINGLE = frozenset((Kind.SPEECH, Kind.CASE, Kind.OTHER))
_BY_ISSUER = frozenset((Kind.NORMATIVE, Kind.PARTY_RULE, Kind.MODEL_TEXT))
_AMENDING = re.compile(
    r"修正案(?:（[^）]*）)?$|关于(?:修改|修订|修正|废止|批准|宣布失效).*的决定|的补充规定|的修正案"
)
_PUBLICATION = timedelta(days=270)  # the longest seen between adoption and publication of one interpretation


def assess(descriptions: Sequence[Description], repeals: Sequence[Repeal], day: date) -> dict[str, Validity]:
    """One entry for every document, by id. The order of the inputs does not matter."""
    by_id = {description.id: description for description in descriptions}
    repealed = _by_law(repeals, by_id)
    groups: dict[tuple[str | None, ...], list[Description]] = {}
    for description in by_id.values():
        groups.setdefault(_group(description), []).append(description)
    found: dict[str, Validity] = {}
    for members in groups.values():
        timeline = _Timeline.of(members, day)
        for description in members:
            found[description.id] = _judge(
                description, timeline, repealed.get(description.identity, ()), by_id
            )
    return found


def since(description: Description) -> date | None:
    """The first day in force: the day of effect; for an amended law that does not name it, the day it was adopted."""
    return description.effective or description.adopted


def replaces(description: Description) -> bool:
    """Whether a newer text of this name replaces an older one. Speeches, cases and amendments do not.

    Of models only those do that have a day of effect, as the regulations have that they show: guides have none.
    """
    if description.kind is Kind.MODEL_TEXT and description.effective is None:
        return False
    return description.kind not in _SINGLE and not _AMENDING.search(description.identity)


def _group(description: Description) -> tuple[str | None, ...]:
    if not replaces(description):
        return (description.id,)
    issuer = description.issuer if description.kind in _BY_ISSUER else None
    return (description.identity, description.volume, description.region, issuer)


@dataclass(frozen=True, slots=True)
class _Timeline:
    """`versions` are ordered by date, undated ones first; `begins` is the first day of each; `same` maps a duplicate
    to the version it repeats."""

    day: date
    versions: tuple[Description, ...]
    begins: Mapping[str, date | None]
    same: Mapping[str, str]
    current: Description | None  # in force that day

    @classmethod
    def of(cls, members: Sequence[Description], day: date) -> _Timeline:
        ordered = sorted(members, key=lambda d: (d.date or date.min, since(d) or date.min, d.id))
        same: dict[str, str] = {}
        for earlier, later in zip(ordered, ordered[1:], strict=False):
            if _repeats(earlier, later):
                same[earlier.id] = later.id
        versions = tuple(d for d in ordered if d.id not in same)
        begins = _begins(versions)
        in_force = [d for d in versions if (begins[d.id] or date.min) <= day and _usable(d)]
        return cls(day, versions, begins, same, in_force[-1] if in_force else None)

    def until(self, description: Description) -> date | None:
        """The first day on which a later version holds; None if there is none in the library."""
        place = self.versions.index(description)
        later = [self.begins[d.id] for d in self.versions[place + 1 :] if _usable(d)]
        days = [d for d in later if d is not None]
        return min(days) if days else None


def _begins(versions: Sequence[Description]) -> dict[str, date | None]:
    """An amended text often still prints the day of effect of its first version: then the day of amendment counts."""
    begins: dict[str, date | None] = {}
    before: date | None = None
    for description in versions:
        day = since(description)
        if day is not None and before is not None and day <= before:
            day = max(day, description.date or day)
        begins[description.id] = day
        before = day or before
    return begins


def _usable(description: Description) -> bool:
    """A text stated as not yet in force, without a day of effect, does not displace the version before it."""
    return not (description.stated_status is Status.NOT_YET and description.effective is None)


def _repeats(earlier: Description, later: Description) -> bool:
    if earlier.date is None or later.date is None:
        return False
    if earlier.date == later.date:
        return True
    # One text under its day of adoption and under its day of publication: both take effect on the same later day.
    return (
        earlier.effective is not None
        and earlier.effective == later.effective
        and earlier.effective >= earlier.date
        and later.date - earlier.date <= _PUBLICATION
    )


@dataclass(frozen=True, slots=True)
class _Ended:
    """A repeal with its day and the title of the text that says so."""

    day: date
    title: str
    by: str


def _by_law(repeals: Sequence[Repeal], by_id: Mapping[str, Description]) -> dict[str, tuple[_Ended, ...]]:
    found: dict[str, list[_Ended]] = {}
    for repeal in repeals:
        source = by_id.get(repeal.by)
        day = since(source) if source else None
        if source is not None and day is not None and source.identity != repeal.law:
            found.setdefault(repeal.law, []).append(_Ended(day, source.title, source.id))
    return {law: tuple(sorted(ended, key=lambda e: (e.day, e.by))) for law, ended in found.items()}


def _judge(
    description: Description, timeline: _Timeline, ended: Sequence[_Ended], by_id: Mapping[str, Description]
) -> Validity:
    day = timeline.day
    repeat = timeline.same.get(description.id)
    while repeat is not None and repeat in timeline.same:
        repeat = timeline.same[repeat]
    shown = by_id[repeat] if repeat else description
    begins = since(description) if repeat else timeline.begins[description.id]
    until = timeline.until(shown)
    current = timeline.current
    instead = current.id if current is not None and current.id != description.id else None
    end = next((e for e in ended if description.date is None or e.day > description.date), None)
    if end is not None and (until is None or end.day < until):
        until = end.day
    stated = _stated(description, begins, until, day)
    if stated is not None:
        return Validity(stated, instead if stated is not Status.IN_FORCE else None, begins, until, "据标注")
    if begins is not None and day < begins:
        return Validity(Status.NOT_YET, instead, begins, until, f"自{_said(begins)}起施行")
    if until is not None and day >= until:
        if end is not None and end.day == until:
            return Validity(
                Status.REPEALED, None, begins, until, f"自{_said(until)}起被{quoted(end.title)}废止"
            )
        return Validity(Status.AMENDED, instead, begins, until, _newer(current, until))
    return _unverified(description, timeline, begins, until, repeat)


def _stated(description: Description, begins: date | None, until: date | None, day: date) -> Status | None:
    """What was stated, where the day asked about does not lie outside what the dates say of it."""
    status = description.stated_status
    if status is None or status is Status.UNVERIFIED:
        return None
    if status is Status.NOT_YET:
        return status if description.effective is None else None
    if begins is not None and day < begins:
        return None
    if status is not Status.IN_FORCE and until is not None and day < until:
        return None  # stated of today; on the day asked about it still held
    return status


def _unverified(
    description: Description,
    timeline: _Timeline,
    begins: date | None,
    until: date | None,
    repeat: str | None,
) -> Validity:
    if repeat is not None:
        return Validity(Status.UNVERIFIED, repeat, begins, until, "未核实：与库内另一份同名文本为同一版本")
    if begins is None and len(timeline.versions) > 1:
        newest = timeline.current
        instead = newest.id if newest is not None and newest is not description else None
        return Validity(Status.UNVERIFIED, instead, None, None, "未核实：文本未载日期，库内另有同名文本")
    if until is not None:
        return Validity(Status.UNVERIFIED, None, begins, until, f"未核实：{_said(timeline.day)}当日的版本")
    when = "" if description.effective or not begins else "；施行日期未载明，以通过（公布）日期计"
    return Validity(Status.UNVERIFIED, None, begins, None, f"未核实（库内最新{when}）")


def _newer(current: Description | None, until: date) -> str:
    if current is None or current.date is None:
        return f"自{_said(until)}起有新版本"
    return f"已有{_said(current.date)}的版本，自{_said(since(current) or current.date)}起施行"


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
