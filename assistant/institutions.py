"""From the name of an institution (行政执法公示, 两法衔接) to the articles that lay it down, where their wording differs.

A table kept by hand, `institutions.txt`. An entry counts only if the library holds the article and its text still has the
word in brackets: a renumbered article is left out, never guessed. Nothing is quoted from the table itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from documents.pinpoint import Pinpoint

FILE = Path(__file__).with_name("institutions.txt")
_ENTRY = re.compile(
    r"(?P<law>.+?)(?P<place>第[〇零一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?)（(?P<anchor>[^）]+)）"
)


@dataclass(frozen=True, slots=True)
class Basis:
    """An article that an institution rests on. `anchor` has to stand in it."""

    law: str
    pinpoint: Pinpoint
    anchor: str


@dataclass(frozen=True, slots=True)
class Institution:
    names: tuple[str, ...]
    bases: tuple[Basis, ...]


def named_in(text: str) -> tuple[Institution, ...]:
    """Institutions named in `text`, the longest name first; one whose name lies within another's is left out."""
    found = [(name, one) for one in institutions() for name in one.names if name in text]
    found.sort(key=lambda pair: (-len(pair[0]), pair[0]))
    kept: list[tuple[str, Institution]] = []
    for name, one in found:
        if not any(name in longer or one is other for longer, other in kept):
            kept.append((name, one))
    return tuple(one for _, one in kept)


@cache
def institutions() -> tuple[Institution, ...]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return tuple(_parse(line) for line in lines if line.strip() and not line.startswith("#"))


def _parse(line: str) -> Institution:
    """Raises ValueError for a line that is not of the form names = articles: the table is ours."""
    names, equals, rest = line.partition("=")
    bases = tuple(
        Basis(found["law"].strip(), Pinpoint.parse(found["place"]), found["anchor"])
        for found in (_ENTRY.fullmatch(part.strip()) for part in rest.split("、"))
        if found is not None
    )
    if not equals or len(bases) != len(rest.split("、")):
        raise ValueError(f"institutions.txt: {line!r}")
    return Institution(tuple(name.strip() for name in names.split("|")), bases)
