"""Which sets there are, and which library each is asked of. Sets that need the shared corpus say so where it is absent."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from index.library import Library

from .addresses import addresses
from .cases import SHARED, Case, read_set, statutes
from .libraries import national, shipped


@dataclass(frozen=True, slots=True)
class Set:
    """`where` opens the library it is asked of; `cases` may need that library (addresses are made from it).
    `ci` is how many cases CI asks, None for all, 0 for none."""

    name: str
    where: Callable[[], AbstractContextManager[Library]]
    cases: Callable[[Library], tuple[Case, ...]]
    ci: int | None = None

    @property
    def missing(self) -> str:
        """Why the set cannot run here, in Chinese; "" when it can."""
        return "缺少 ../shared，已跳过" if self.where is national and not SHARED.exists() else ""


def _read(name: str) -> Callable[[Library], tuple[Case, ...]]:
    return lambda library: read_set(name)


SETS = (
    Set("library", shipped, _read("library")),
    Set("unanswerable", shipped, _read("unanswerable")),
    Set("addresses", shipped, lambda library: addresses(library, 60)),
    Set("governance", national, _read("governance")),
    Set("versions", national, _read("versions")),
    Set("statutes", national, lambda library: statutes(), ci=0),
    Set("addresses-national", national, lambda library: addresses(library, 300), ci=60),
)


def chosen(names: list[str]) -> list[Set]:
    """The sets named, all for none. KeyError names the first that is unknown."""
    known = {each.name: each for each in SETS}
    return [known[name] for name in names] if names else list(SETS)


def sample(cases: tuple[Case, ...], count: int | None) -> tuple[Case, ...]:
    """Every n-th case, so that a part runs through all types; the same part each time."""
    if count is None or count >= len(cases):
        return cases
    step = max(1, len(cases) // max(1, count))
    return cases[::step][:count]
