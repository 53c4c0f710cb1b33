"""Passages and headings before they are numbered: what the readers of statutes and of points hand over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from documents.pinpoint import Pinpoint
from documents.records import Heading

from .lines import Line


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
    result: list[Heading] = []
    for index, (level, opened) in enumerate(headings):
        stop = next((later.start for other, later in headings[index + 1 :] if other <= level), end)
        result.append(Heading(level, opened.label, opened.title, opened.start, stop))
    return result


def size(lines: list[Line]) -> int:
    return lines[-1].end - lines[0].start if lines else 0


def windows(lines: list[Line], limit: int) -> Iterator[list[Line]]:
    """Neighbouring lines in groups of at most `limit` characters, never across a page break; a longer line stands alone."""
    group: list[Line] = []
    for line in lines:
        if group and (line.broken or line.end - group[0].start > limit):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def under_volume(found: Found, volume: str) -> Found:
    """The same under one more heading, the volume of a code that stands in several files: 合同编."""
    found.drafts = [replace(draft, headings=(volume, *draft.headings)) for draft in found.drafts]
    return found
