"""Why each passage of an answer is there: who found it where, which words of the question it holds, whether it was used.

Reads a finished answer; searches nothing again.
"""

from __future__ import annotations

from dataclasses import dataclass

from index.segment import words

from .records import Answer
from .understand.question import content_words

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


def explain(answer: Answer) -> tuple[Explained, ...]:
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
