"""Ask every case once and keep what came back. Scores nothing.

A case that raises becomes an outcome with an error, never a missing one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from assistant.ask import Assistant
from assistant.evidence.on_day import OnDay
from assistant.records import Answer
from documents.citations import Finding, check
from documents.errors import FazhiError, InputError
from index.library import Library
from index.records import Filter, Hit

from .cases import Case

DEPTH = 100
TODAY = date(2026, 1, 1)  # answers about "now" must not change with the calendar
EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class Outcome:
    """`hits` are the search's first hundred, `answer` what a user would read, `findings` what was said of a draft;
    `turned_away` is the code with which the question itself was sent back to its asker, `error` what failed. A system that
    only searches gives hits alone."""

    case: Case
    hits: tuple[Hit, ...] = ()
    answer: Answer | None = None
    seconds: float = 0.0
    error: str = ""
    turned_away: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def failure(self) -> str:
        """What failed, be it that asking raised or that the answer says so itself; "" when nothing did."""
        said = "回答为 failed" if self.answer is not None and self.answer.status == "failed" else ""
        return self.error or said


class Asked(Protocol):
    """What is asked: the assistant, or one that was damaged on purpose."""

    def ask(
        self,
        question: str,
        *,
        filter: Filter = ...,  # noqa: A002
        today: date | None = None,
        previous: Answer | None = None,
    ) -> Answer: ...


class System:
    """The product as it is measured: a library on a fixed day and the assistant over it."""

    def __init__(self, library: OnDay, assistant: Asked | None = None) -> None:
        self.library = library
        self.assistant = assistant or Assistant(library)

    @classmethod
    def of(cls, library: Library) -> System:
        return cls(OnDay(library, TODAY))

    def answer(self, case: Case) -> Outcome:
        try:
            return self._drafted(case) if case.citations else self._asked(case)
        except InputError as error:
            return Outcome(case, turned_away=error.code)
        except FazhiError as error:
            return Outcome(case, error=str(error))
        except (ArithmeticError, AttributeError, LookupError, OSError, TypeError, ValueError) as error:
            return Outcome(case, error=f"{type(error).__name__}: {error}")

    def _asked(self, case: Case) -> Outcome:
        """Earlier questions of a follow-up are asked first, in order, and not timed."""
        filter_ = Filter(as_of=case.as_of)
        previous: Answer | None = None
        for question in case.previous:
            previous = self.assistant.ask(question, filter=filter_, today=TODAY, previous=previous)
        began = time.perf_counter()
        answer = self.assistant.ask(case.question, filter=filter_, today=TODAY, previous=previous)
        seconds = time.perf_counter() - began
        hits: tuple[Hit, ...] = ()
        if case.gold:
            hits = tuple(self.library.search(answer.question, k=DEPTH, filter=Filter(as_of=answer.as_of)))
        return Outcome(case, hits, answer, seconds)

    def _drafted(self, case: Case) -> Outcome:
        began = time.perf_counter()
        findings = check(case.question, self.library, TODAY)
        return Outcome(case, seconds=time.perf_counter() - began, findings=findings)


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
