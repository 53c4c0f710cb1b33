"""Passages and headings before they are numbered: what the readers of statutes and of points hand over."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from documents.pinpoint import Pinpoint
from documents.records import Heading


@dataclass(frozen=True, slots=True)
class Draft:
    """A passage to be: offsets in the document, headings from the outermost inwards, the address of its first unit."""

    start: int
    end: int
    headings: tuple[str, ...]
    pinpoint: Pinpoint


@dataclass(slots=True)
class Found:
    """What reading yields, in reading order. `open_headings` are those whose content has not ended yet."""

    drafts: list[Draft] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)

    def extend(self, other: Found) -> None:
        self.drafts += other.drafts
        self.headings += other.headings


@dataclass(frozen=True, slots=True)
class Open:
    """A heading while its content is being read. `rank` decides which later heading closes it."""

    rank: int
    label: str
    title: str
    start: int
    line: str = ""  # as printed, where label and title do not make it up

    @property
    def printed(self) -> str:
        if self.line:
            return self.line
        return f"{self.label} {self.title}".strip() if self.title else self.label


def closed(headings: list[tuple[int, Open]], end: int) -> list[Heading]:
    """Headings with their ends: each ends where the next of its level or an outer one starts; the last at `end`."""
    stops: dict[int, int] = {}  # level: start of the nearest later heading of that level
    result: list[Heading] = []
    for level, opened in reversed(headings):
        stop = min((start for other, start in stops.items() if other <= level), default=end)
        # 一看…，二看…: the sentence goes on, the point's own words end where the next one begins
        own = opened.title[: max(0, stop - opened.start - len(opened.label))].rstrip("，,；;、 ")
        result.append(Heading(level, opened.label, own, opened.start, stop))
        stops[level] = opened.start
    return result[::-1]


def under_volume(found: Found, volume: str) -> Found:
    """The same under one more heading, the volume of a code that stands in several files: 合同编."""
    found.drafts = [replace(draft, headings=(volume, *draft.headings)) for draft in found.drafts]
    return found
