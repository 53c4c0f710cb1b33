"""The points of a speech or plan as a complete list: 五大难题是哪五个. Each point by its own first sentence, none left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from documents.records import Passage, Role
from documents.units import units
from index.records import Hit

from ..evidence.select import Weights
from ..evidence.spans import Span, sentences_of
from ..understand.question import Question

_LOOKED_AT = 8  # hits whose surroundings are searched for a list
_NAMED = re.compile(r"[二三四五六七八九十][个大项条种方]?面?[^，。？?是有指包哪的]{2,8}")
LABEL = 12  # characters of a first sentence that only names the point
_LONGEST = 12  # points of a list that fits a screen
_ENOUGH = 0.6  # share of the question's weight that the list's own heading must carry


@dataclass(frozen=True, slots=True)
class PointList:
    """`head` is the line that opens the list, () where the source has none of its own."""

    head: tuple[Span, ...]
    points: tuple[Span, ...]


def find_points(
    question: Question,
    weights: Weights,
    hits: Sequence[Hit],
    passages: Callable[[str], Sequence[Passage]],
) -> PointList | None:
    """The list that the question asks for by name, in the first hit whose surroundings hold it; None where there is none."""
    best: tuple[float, PointList] | None = None
    seen: set[tuple[str, tuple[str, ...]]] = set()
    spoken = [hit for hit in hits if hit.passage.pinpoint.article is None]
    for hit in spoken[:_LOOKED_AT]:
        for parent in _parents(hit):
            if (hit.document.id, parent) in seen:
                continue
            seen.add((hit.document.id, parent))
            heading = _heading(hit, parent)
            cover = _cover(question, heading, weights)
            if cover < _ENOUGH or (best and cover <= best[0]):
                continue
            found = _collect(hit, parent, passages(hit.document.id))
            if 1 < len(found.points) <= _LONGEST and question.count in (None, len(found.points)):
                best = (cover, found)
    return best[1] if best else None


def _parents(hit: Hit) -> list[tuple[str, ...]]:
    path = hit.passage.pinpoint.path
    if hit.passage.pinpoint.article is not None or not path:
        return []
    return [path] + ([path[:-1]] if len(path) > 1 else [])


def _heading(hit: Hit, parent: tuple[str, ...]) -> str:
    """What the source calls the list: the heading above its points, or the line of its own that opens it."""
    path, headings = hit.passage.pinpoint.path, hit.passage.headings
    own_line = units(hit.passage)[0].pinpoint.path == parent
    if len(parent) < len(path) or (headings and not own_line):
        return headings[-1] if headings else ""
    return hit.passage.text.split("。")[0]


def _cover(question: Question, heading: str, weights: Weights) -> float:
    named = _NAMED.search(question.query)
    if named and named.group() in heading:
        return 1.0
    rare = {word: weights.rarity(word) for word in question.words}
    total = sum(rare.values()) or 1.0
    return sum(weight for word, weight in rare.items() if word in heading) / total


def _collect(hit: Hit, parent: tuple[str, ...], passages: Sequence[Passage]) -> PointList:
    head: tuple[Span, ...] = ()
    points: dict[tuple[str, ...], Span] = {}
    for passage in passages:
        if passage.pinpoint.path[: len(parent)] != parent or passage.pinpoint.article is not None:
            continue
        inside = replace(hit, passage=passage)
        for unit in units(passage):
            path = unit.pinpoint.path
            span = Span(inside, unit.start, unit.end, str(unit.pinpoint))
            if path == parent and unit.role == Role.HEAD and not head:
                head = (sentences_of(span)[-1],)
            elif len(path) == len(parent) + 1 and path not in points:
                points[path] = opening(span)
    return PointList(head, tuple(points.values()))


def opening(span: Span) -> Span:
    """The first sentence; with the second where the first is only a label."""
    pieces = sentences_of(span)
    if len(pieces) > 1 and len(pieces[0].text) <= LABEL:
        return replace(pieces[0], end=pieces[1].end)
    return pieces[0] if pieces else span
