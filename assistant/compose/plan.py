"""How long an answer may be and how far below its best stretch another may lie. One place for all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..kinds import Type
from ..question import Question
from ..select import Choice, Weights
from .groups import Group, group_of

CHARACTERS = 900  # of quotations and frames: about a screen
CITATIONS = 12
LIST = 320  # characters of a list that is quoted whole though it was not asked for
MORE = 8

# Stretches beside the lead, by group. A question of one line gets one line and what else bears on it.
_BRIEF = {Group.LAW: 2, Group.POLICY: 1, Group.SPEECH: 1, Group.REFERENCE: 1}
_FULL = {Group.LAW: 5, Group.POLICY: 2, Group.SPEECH: 3, Group.REFERENCE: 2}
_LED = frozenset({Type.DEFINITION, Type.QUANTITY, Type.PERMISSION, Type.ACTOR, Type.LIST, Type.LIABILITY})

_NEAR_BEST = 0.78
_NEAR_COVER = 0.8


@dataclass(frozen=True, slots=True)
class Material:
    """What there is to compose from: stretches best first, merged; `spare` are all, for a second look."""

    question: Question
    choices: tuple[Choice, ...]
    weights: Weights
    versioned: frozenset[str] = frozenset()


def leads(type_: Type) -> bool:
    """Whether the answer opens with the one sentence that answers."""
    return type_ in _LED


def lead_of(material: Material) -> Choice | None:
    """The best stretch that shows the mark of the question; the best at all where none of the near ones does."""
    choices = material.choices
    if not choices:
        return None
    near = [c for c in choices if c.score >= 0.8 * choices[0].score and c.cover >= 0.8 * choices[0].cover]
    return next((choice for choice in near if choice.cue), choices[0])


def bearing(choices: Sequence[Choice], best: Choice, brief: bool) -> list[Choice]:
    """The choices that bear on the question nearly as much as `best`, not more of each group than fits."""
    limits, taken = _BRIEF if brief else _FULL, dict.fromkeys(Group, 0)
    kept = []
    for choice in choices:
        group = group_of(choice.hit.document)
        near = choice.score >= _NEAR_BEST * best.score and choice.cover >= _NEAR_COVER * best.cover
        if near and taken[group] < limits[group]:
            taken[group] += 1
            kept.append(choice)
    return kept
