"""Why each passage of an answer is there and what was left out: who found it where, which words of the question it holds,
whether it was quoted; which synonyms were searched too; which documents were not looked at, and why.

Reads a finished answer and the library's descriptions; searches nothing again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from documents.names import quoted
from documents.records import Description
from index.filters import NOT_CURRENT, holds, passes
from index.lexicon import load_lexicon
from index.records import Filter, Validity
from index.segment import words

from .records import Answer
from .understand.question import content_words, understand

if TYPE_CHECKING:
    from index.library import Library

_SEARCHERS = {
    "exact": "条号",
    "lexical": "词语",
    "dense": "语义",
    "rerank": "重排",
}


@dataclass(frozen=True, slots=True)
class Explained:
    """`found` are lines such as 词语第3; `held` and `absent` are content words of the question; `numbers` the citations cut
    from this passage, () where it was only looked at."""

    title: str
    pinpoint: str
    found: tuple[str, ...]
    relevance: float | None
    score: float
    held: tuple[str, ...]
    absent: tuple[str, ...]
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """`kind` is what sort of answer was wanted; `chance` the calibrated chance that the passages answer, None where a rule
    decided; `left_out` are lines saying what was not looked at and why."""

    kind: str
    words: tuple[str, ...]
    synonyms: tuple[str, ...]
    chance: float | None
    left_out: tuple[str, ...]
    passages: tuple[Explained, ...]


def explain(answer: Answer, library: Library, wanted: Filter) -> Explanation:
    """`wanted` is the filter the question was asked with."""
    asked = understand(answer.question, library.names(), words)
    return Explanation(
        kind=asked.type.value,
        words=tuple(asked.words),
        synonyms=load_lexicon(library.folder).expansions(asked.query),
        chance=answer.chance,
        left_out=tuple(_left_out(answer, library, wanted)),
        passages=_passages(answer),
    )


def _passages(answer: Answer) -> tuple[Explained, ...]:
    """In the order of the hits; passages that are cited but no longer among the hits follow."""
    hits = {hit.passage.key: hit for hit in answer.hits}
    hits |= {c.hit.passage.key: c.hit for c in answer.citations if c.hit.passage.key not in hits}
    asked = content_words(answer.question, words)
    rows = []
    for key, hit in hits.items():
        around = "\n".join((hit.document.title, *hit.passage.headings, hit.passage.text))
        rows.append(
            Explained(
                title=hit.document.title,
                pinpoint=str(hit.passage.pinpoint),
                found=tuple(
                    f"{_SEARCHERS.get(name, name)}第{rank}" for name, rank in sorted(hit.ranks.items())
                ),
                relevance=hit.relevance,
                score=hit.score,
                held=tuple(word for word in asked if word in around),
                absent=tuple(word for word in asked if word not in around),
                numbers=tuple(c.number for c in answer.citations if c.hit.passage.key == key),
            )
        )
    return tuple(rows)


def _left_out(answer: Answer, library: Library, wanted: Filter) -> list[str]:
    documents = library.documents()
    validity = library.validity(answer.as_of)
    inside = [one for one in documents if passes(one, wanted)]
    lines = []
    if len(inside) < len(documents):
        lines.append(f"不在所选范围内：{len(documents) - len(inside)} 件文献")
    old = [one for one in inside if not holds(one, validity, wanted)]
    counts = Counter(_why(validity[one.id]) for one in old)
    lines += [f"{why}：{count} 件文献" for why, count in sorted(counts.items())]
    return lines + _versions(answer, old, validity)


def _why(known: Validity) -> str:
    return f"截至该日{known.status}" if known.status in NOT_CURRENT else "同一版本另有更完整的文本"


def _versions(answer: Answer, old: list[Description], validity: Mapping[str, Validity]) -> list[str]:
    """The other versions of what was quoted, by name."""
    quoted_laws = {citation.hit.document.identity for citation in answer.citations}
    return [
        f"{quoted(one.title)}（{one.date or '日期不详'}）：{_why(validity[one.id])}"
        for one in old
        if one.identity in quoted_laws
    ]
