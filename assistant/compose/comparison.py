"""A和B有什么区别: what the texts say of each side, side by side. No difference is stated that no text states."""

from __future__ import annotations

from collections.abc import Sequence, Set

from ..evidence.cues import defining
from ..evidence.select import Choice, shorten_list, stands
from ..records import Section
from .draft import Draft
from .plan import LIST, Material

_EACH = 2
_NEAR = 6  # best stretches for the whole question, whose texts speak of both sides
_OPENING = 1.5  # the score of an article that opens the law of that name


def compare(
    material: Material, sides: Sequence[tuple[str, tuple[Choice, ...]]], draft: Draft
) -> list[Section]:
    """`sides` are the names and the choices found for each, best first. A side that no text speaks of by its name says so: a
    rule that only shares a word with it (a lease that is to be put on record, for 行政备案) tells no difference."""
    sections = []
    near = {choice.hit.document.id for choice in material.choices[:_NEAR]}
    for name, choices in sides:
        chosen = _for_side(name, choices, near)
        sentences = tuple(
            draft.quote(shorten_list(choice, material.question, material.weights, LIST), choice.same)
            for choice in chosen
        )
        sections.append(
            Section(
                name,
                sentences,
                "" if sentences else f"库中没有给“{name}”下定义或者专门规定它的条文，无法据原文比较。",
            )
        )
    return sections


def _for_side(name: str, choices: Sequence[Choice], near: Set[str]) -> list[Choice]:
    """Those that name the side, definitions first; without one, only of the texts that speak of both."""
    defines = defining(name)
    naming = [c for c in choices if c.own > 0.5 and (_names(name, c) or defines.search(c.span.text))]
    ranked = sorted(enumerate(naming), key=lambda pair: (not defines.search(pair[1].span.text), pair[0]))
    found = [choice for _, choice in ranked]
    settled = bool(found) and (found[0].score >= _OPENING or defines.search(found[0].span.text) is not None)
    return found[:1] if settled else [c for c in found if c.hit.document.id in near][:_EACH]


def _names(name: str, choice: Choice) -> bool:
    """Whether the stretch, its headings or its title have the side as it was named; a compound may stand apart."""
    hit = choice.hit
    around = "\n".join((hit.document.title, *hit.passage.headings))
    return name in around or stands(name, choice.span.text)
