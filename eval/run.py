"""Ask every case once and keep what came back. Scores nothing.

A case that raises becomes an outcome with an error, never a missing one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

from assistant.ask import Assistant
from assistant.records import Answer
from documents.errors import FazhiError
from index.library import Library
from index.records import Filter, Hit

from .cases import Case

DEPTH = 100
TODAY = date(2026, 1, 1)  # answers about "now" must not change with the calendar


@dataclass(frozen=True, slots=True)
class Outcome:
    """`hits` are the search's first hundred, `answer` what a user would read; `error` why there is neither."""

    case: Case
    hits: tuple[Hit, ...] = ()
    answer: Answer | None = None
    seconds: float = 0.0
    error: str = ""


class System:
    """The product as it is measured: a library and the assistant over it."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.assistant = Assistant(library)

    def answer(self, case: Case) -> Outcome:
        """Earlier questions of a follow-up are asked first, in order, and not timed."""
        filter_ = Filter(as_of=case.as_of)
        try:
            previous: Answer | None = None
            for question in case.previous:
                previous = self.assistant.ask(question, filter=filter_, today=TODAY, previous=previous)
            began = time.perf_counter()
            answer = self.assistant.ask(case.question, filter=filter_, today=TODAY, previous=previous)
            seconds = time.perf_counter() - began
            hits = self.library.search(answer.question, k=DEPTH, filter=Filter(as_of=answer.as_of))
        except FazhiError as error:
            return Outcome(case, error=str(error))
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            return Outcome(case, error=f"{type(error).__name__}: {error}")
        return Outcome(case, hits, answer, seconds)


def run(
    ask: Callable[[Case], Outcome],
    cases: Sequence[Case],
    *,
    jobs: int = 1,
    tick: Callable[[], None] | None = None,
) -> tuple[Outcome, ...]:
    """Outcomes in the order of `cases`. `tick` is called after each."""

    def one(case: Case) -> Outcome:
        outcome = ask(case)
        if tick:
            tick()
        return outcome

    if jobs == 1:
        return tuple(one(case) for case in cases)
    with ThreadPoolExecutor(jobs) as pool:
        return tuple(pool.map(one, cases))


def by_set(outcomes: Iterable[Outcome]) -> Mapping[str, tuple[Outcome, ...]]:
    """Outcomes by the name of their set, sets in order of appearance."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(outcome.case.set, []).append(outcome)
    return {name: tuple(group) for name, group in groups.items()}
