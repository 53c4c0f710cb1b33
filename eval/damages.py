"""Five ways to break the product on purpose, by what it is built from, to prove that the gate sees each for what it is.

Nothing of the product is patched: a damage is a wrapper around a sound library or assistant, or a library built wrongly.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from assistant.ask import Assistant
from assistant.evidence.on_day import OnDay
from assistant.records import Answer, Citation, Section, Sentence
from documents.recognise import Hints
from index.library import Library
from index.records import Filter, Hit

from .libraries import SHIPPED, shipped
from .run import DEPTH, EVERYTHING, TODAY, Asked, System


@dataclass(frozen=True, slots=True)
class Damage:
    """`seen` are the measures of which at least one must turn red, with the kind of breach (gate, or floor and baseline)."""

    name: str
    system: Callable[[], AbstractContextManager[System]]
    seen: tuple[str, ...]
    gate: bool = False


class OneSearcher(OnDay):
    """Fusion off: only what the vectors found, in their order."""

    def search(self, query: str, *, k: int = 10, filter: Filter = EVERYTHING) -> tuple[Hit, ...]:  # noqa: A002
        found = super().search(query, k=2 * DEPTH, filter=filter)
        dense = sorted(
            (hit for hit in found if "dense" in hit.ranks),
            key=lambda hit: (hit.ranks["dense"], hit.passage.key),
        )
        return tuple(dense[:k])


class Shifted(OnDay):
    """Every passage says that it begins one character later than it does."""

    def search(self, query: str, *, k: int = 10, filter: Filter = EVERYTHING) -> tuple[Hit, ...]:  # noqa: A002
        return tuple(_shifted(hit) for hit in super().search(query, k=k, filter=filter))


def _shifted(hit: Hit) -> Hit:
    passage = hit.passage
    return replace(hit, passage=replace(passage, start=passage.start + 1, end=passage.end + 1))


class Obliging:
    """Abstention off: where the assistant refuses, the nearest passage is given for an answer."""

    def __init__(self, assistant: Asked) -> None:
        self.assistant = assistant

    def ask(
        self,
        question: str,
        *,
        filter: Filter = EVERYTHING,  # noqa: A002
        today: date | None = None,
        previous: Answer | None = None,
    ) -> Answer:
        answer = self.assistant.ask(question, filter=filter, today=today, previous=previous)
        if answer.status != "refused" or not answer.hits:
            return answer
        hit = answer.hits[0]
        nearest = Citation(1, hit, hit.passage.start, hit.passage.end, str(hit.passage.pinpoint))
        section = Section("", (Sentence(nearest.quote, (1,)),))
        return replace(
            answer, status="answered", reason=None, sections=(section,), citations=(nearest,), more=()
        )


@contextmanager
def sound() -> Iterator[System]:
    with shipped() as library:
        yield System.of(library)


@contextmanager
def fusion_off() -> Iterator[System]:
    with shipped() as library:
        yield System(OneSearcher(library, TODAY))


@contextmanager
def newest_removed() -> Iterator[System]:
    """Of the law that the library holds in two versions, the newer is gone."""
    with shipped() as library:
        versions: dict[str, list[tuple[date, str]]] = {}
        for document in library.documents():
            if document.date is not None:
                versions.setdefault(document.identity, []).append((document.date, document.id))
        newest = [max(found)[1] for found in versions.values() if len(found) > 1]
        library.remove(newest)
        yield System.of(library)


@contextmanager
def quotes_shifted() -> Iterator[System]:
    with shipped() as library:
        yield System(Shifted(library, TODAY))


@contextmanager
def abstention_off() -> Iterator[System]:
    with shipped() as library:
        held = OnDay(library, TODAY)
        yield System(held, Obliging(Assistant(held)))


@contextmanager
def titles_dropped() -> Iterator[System]:
    """A library whose texts were added under numbers instead of their titles."""
    with tempfile.TemporaryDirectory(prefix="fazhi-eval-") as folder:
        with Library.open(Path(folder) / "library", create=True) as library:
            texts = [path for path in sorted(SHIPPED.rglob("*")) if path.suffix in {".md", ".txt", ".html"}]
            for number, path in enumerate(texts, 1):
                library.add([path], Hints(title=f"文件{number:03d}"))
            yield System.of(library)


DAMAGES = (
    Damage("只用一种检索（不融合）", fusion_off, ("R@10", "nDCG@10", "RR@10", "Success@1", "R@5", "R@100")),
    Damage("抽走一部法的新版本", newest_removed, ("版本正确",)),
    Damage("引文错开一个字", quotes_shifted, ("引文逐字",), gate=True),
    Damage("从不拒答", abstention_off, ("应拒即拒",)),
    Damage("索引里没有题名", titles_dropped, ("R@10", "nDCG@10", "RR@10", "Success@1", "R@5", "R@100")),
)
