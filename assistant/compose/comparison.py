"""A和B有什么区别: what the texts say of each side, side by side. No difference is stated that no text states."""

from __future__ import annotations

from collections.abc import Sequence

from ..evidence.cues import defining
from ..evidence.select import Choice, shorten_list
from ..records import Section
from .draft import Draft
from .plan import LIST, Material

_EACH = 2
_OPENING = 1.5  # the score of an article that opens the law of that name


def compare(
    material: Material, sides: Sequence[tuple[str, tuple[Choice, ...]]], draft: Draft
) -> list[Section]:
    """`sides` are the names and the choices found for each, best first. A side without any says so."""
    sections = []
    for name, choices in sides:
        chosen = _for_side(name, choices)
        sentences = tuple(
            draft.quote(shorten_list(choice, material.question, material.weights, LIST), choice.same)
            for choice in chosen
        )
        sections.append(Section(name, sentences, "" if sentences else f"库中未找到关于“{name}”的规定。"))
    return sections


def _for_side(name: str, choices: Sequence[Choice]) -> list[Choice]:
    """Those that name the side, definitions first."""
    naming = [c for c in choices if c.own > 0.5]
    defines = defining(name)
    ranked = sorted(enumerate(naming), key=lambda pair: (not defines.search(pair[1].span.text), pair[0]))
    found = [choice for _, choice in ranked]
    settled = bool(found) and (found[0].score >= _OPENING or defines.search(found[0].span.text) is not None)
    return found[:1] if settled else found[:_EACH]
