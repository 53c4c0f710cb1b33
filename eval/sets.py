"""Which sets there are, and which library each is asked of. Sets that need the shared corpus say so where it is absent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.library import Library

from .addresses import addresses
from .cases import SHARED, Case, asked_of, read_set
from .libraries import Where
from .practice import practice
from .statutes import statutes


@dataclass(frozen=True, slots=True)
class Set:
    """`cases` may need the library it is asked of (addresses are made from it). `ci` is how many cases CI asks, None for all.
    A set that is `held` back is asked only by name: every look at its results makes it older."""

    name: str
    where: Where
    cases: Callable[[Library], tuple[Case, ...]]
    ci: int | None = None
    held: bool = False

    @property
    def missing(self) -> str:
        """Why the set cannot run here, in Chinese; "" when it can."""
        absent = self.where == "national" and not SHARED.exists()
        return "这里没有 ../shared 语料，已跳过" if absent else ""


def _read(name: str, where: Where) -> Callable[[Library], tuple[Case, ...]]:
    return lambda library: asked_of(read_set(name), where)


SETS = (
    Set("library", "shipped", _read("library", "shipped")),
    Set("unanswerable", "shipped", _read("unanswerable", "shipped")),
    Set("addresses", "shipped", lambda library: addresses(library, 60)),
    Set("completeness", "shipped", _read("completeness", "shipped"), ci=0),
    Set("heldout", "shipped", _read("heldout", "shipped"), held=True),
    Set("governance", "national", _read("governance", "national"), ci=180),
    Set("versions", "national", _read("versions", "national")),
    Set("drafts", "national", _read("drafts", "national")),
    Set("unanswerable-national", "national", _read("unanswerable", "national"), ci=160),
    Set("addresses-national", "national", lambda library: addresses(library, 300), ci=60),
    Set("statutes", "national", statutes, ci=70),
    Set("practice", "national", practice, ci=80),
    Set("completeness-national", "national", _read("completeness", "national"), ci=0),
    Set("heldout-national", "national", _read("heldout", "national"), held=True),
)


def chosen(names: Sequence[str]) -> list[Set]:
    """The sets named, or folders of one (what from-feedback wrote); for none all that are not held back. KeyError names the first that is unknown."""
    known = {each.name: each for each in SETS}
    return (
        [_folder(name) or known[name] for name in names]
        if names
        else [each for each in SETS if not each.held]
    )


def _folder(name: str) -> Set | None:
    """A set outside eval/sets, asked of the largest library there is."""
    path = Path(name)
    if not (path / "queries.jsonl").exists():
        return None
    where: Where = "national" if SHARED.exists() else "shipped"
    return Set(path.name, where, lambda _: read_set(path.name, path.resolve().parent))


def sample(cases: tuple[Case, ...], count: int | None) -> tuple[Case, ...]:
    """`count` cases at even distances, so that a part runs through all types; the same part each time."""
    if count is None or count >= len(cases):
        return cases
    return tuple(cases[i * len(cases) // count] for i in range(count))
