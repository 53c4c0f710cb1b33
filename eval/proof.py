"""Does the gate see what was broken? Runs the small set on a sound product, then on each damaged one against it.

The sound run is the baseline, and its floors are the floors: nothing committed is needed, and nothing else can turn red.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .baseline import floors, keep
from .cases import Case, read_set
from .damages import DAMAGES, Damage, sound
from .gate import Breach, judge
from .measures import score
from .records import Table, table
from .run import Outcome, System, run

SET = "library"


@dataclass(frozen=True, slots=True)
class Proof:
    """All that turned red; `seen` says whether the measure that should was among it."""

    breaches: tuple[Breach, ...]
    seen: bool


def prove() -> Iterator[Proof]:
    """For each of DAMAGES in turn."""
    cases = read_set(SET)
    with sound() as system:
        outcomes, values = _run(system, cases)
    kept = keep({SET: values}, {SET: outcomes})
    for damage in DAMAGES:
        with damage.system() as system:
            found, broken = _run(system, cases)
        breaches = tuple(judge(SET, broken, floors(kept).get(SET, {}), kept[SET], found))
        yield Proof(breaches, seen(damage, breaches))


def seen(damage: Damage, breaches: tuple[Breach, ...]) -> bool:
    """A broken promise by the gate, anything else by floor or baseline; with cases to look at."""
    kinds = {"gate"} if damage.gate else {"floor", "baseline"}
    return any(breach.measure in damage.seen and breach.kind in kinds and breach.cases for breach in breaches)


def _run(system: System, cases: tuple[Case, ...]) -> tuple[tuple[Outcome, ...], Table]:
    outcomes = run(system.answer, cases)
    return outcomes, table(score(outcomes, system.library))
