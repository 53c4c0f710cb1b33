"""Complete what was chosen: the article of which two 款 were, the point a sentence was taken from, the list of which two
points were. Adds only what stands around the chosen stretches; chooses nothing itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from documents.records import Passage

from ..evidence.select import Choice, shorten_list
from ..evidence.spans import Span, whole_article
from ..understand.kinds import Type
from .plan import LIST, WHOLE, Material
from .points import opening

TWICE = 600  # characters of an article or point that is quoted whole when two of its stretches were chosen
SPOKEN_WHOLE = 420  # characters of a point of a speech that is quoted whole where completeness is asked for
HEADED = 0.6  # share of the question's weight in a heading that makes the whole list the answer
AT_LENGTH = (
    3  # chosen stretches of one point from which the point itself is the answer, not the list it stands in
)
SIBLINGS = 9  # points of a list that is completed
LISTED_WHOLE = 500  # characters of a list whose points are quoted whole, not by their first sentences
COMPLETE = frozenset({Type.LIST, Type.HOW, Type.OTHER})


@dataclass(frozen=True, slots=True)
class Entry:
    """What is quoted together: `spans` of one passage in reading order, or `points` of one list behind the first."""

    choice: Choice
    spans: tuple[Span, ...]
    points: tuple[Span, ...] = ()


def completed(chosen: Sequence[Choice], material: Material) -> list[Entry]:
    """One entry for each passage, or for each list that is completed, in the order of the first choice of each."""
    by_passage: dict[str, list[Choice]] = {}
    for choice in chosen:
        by_passage.setdefault(choice.hit.passage.key, []).append(choice)
    dwelt_on = any(len(members) >= AT_LENGTH for members in by_passage.values())
    entries: list[Entry] = []
    done: set[str] = set()
    for key, members in by_passage.items():
        if key in done:
            continue
        siblings = () if dwelt_on else _siblings(members[0], by_passage, material)
        if siblings:
            done.update(span.hit.passage.key for span in siblings)
            entries.append(Entry(members[0], siblings[:1], siblings[1:]))
        else:
            entries.append(Entry(members[0], _around(members, material)))
    return entries


def _around(members: Sequence[Choice], material: Material) -> tuple[Span, ...]:
    """The whole passage where it is short enough for what was asked and chosen, else the chosen stretches themselves."""
    first = members[0]
    whole = whole_article(first.hit)
    article = first.hit.passage.pinpoint.article is not None
    limit = TWICE if len(members) > 1 else 0
    if material.question.type in COMPLETE:
        limit = max(limit, WHOLE if article else SPOKEN_WHOLE)
    if whole is not None and len(whole.text) <= limit:
        return (whole,)
    found: dict[tuple[str, int, int], Span] = {}
    for choice in members:
        for span in shorten_list(choice, material.question, material.weights, LIST):
            found[span.key] = span
    return tuple(sorted(found.values(), key=lambda span: span.start))


def _siblings(choice: Choice, chosen: dict[str, list[Choice]], material: Material) -> tuple[Span, ...]:
    """All points of the list in a speech or guide of which two were chosen, of as many as the question counts, or whose
    heading carries the question; () where there is no such list."""
    path = choice.hit.passage.pinpoint.path
    asked = material.question
    wanted = asked.type in COMPLETE or asked.count is not None
    if not wanted or material.passages is None or len(path) < 2:
        return ()
    listed = [
        passage
        for passage in material.passages(choice.hit.document.id)
        if passage.pinpoint.article is None
        and len(passage.pinpoint.path) == len(path)
        and passage.pinpoint.path[:-1] == path[:-1]
    ]
    beside = sum(_of_one_list(members[0], choice) for members in chosen.values())
    borne = beside > 1 or _headed(choice, material)
    if len(listed) > SIBLINGS or not (borne if asked.count is None else asked.count == len(listed)):
        return ()
    total = sum(len(passage.text) for passage in listed)
    spans = (_point(choice, passage, whole=total <= LISTED_WHOLE) for passage in listed)
    return tuple(span for span in spans if span is not None)


def _headed(choice: Choice, material: Material) -> bool:
    """Whether the heading above the point carries the question: then all that stands under it answers."""
    headings = choice.hit.passage.headings
    rare = {word: material.weights.rarity(word) for word in material.question.words}
    total = sum(rare.values()) or 1.0
    own = headings[-1] if headings else ""
    return sum(weight for word, weight in rare.items() if word in own) / total >= HEADED


def _of_one_list(a: Choice, b: Choice) -> bool:
    one, other = a.hit.passage.pinpoint, b.hit.passage.pinpoint
    return (
        a.hit.document.id == b.hit.document.id
        and one.article is None
        and len(one.path) == len(other.path)
        and one.path[:-1] == other.path[:-1]
    )


def _point(choice: Choice, passage: Passage, *, whole: bool) -> Span | None:
    """A point of a list: all of it, or how it opens."""
    span = whole_article(replace(choice.hit, passage=passage))
    return span if span is None or whole else opening(span)
