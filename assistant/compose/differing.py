"""Texts in force that give different numbers for the same thing: said in one line, with the authority and date of each.

Compares the surroundings of numbers (days, amounts, shares) in stretches of different texts. Resolves nothing: which of
two holds is for those who may interpret them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from documents.authority import Order, compare
from documents.records import Status
from index.segment import normalise

from ..evidence.cues import COUNTED
from ..evidence.select import Choice
from ..records import Section, Sentence
from ..understand.kinds import Type
from .draft import Draft, title_of
from .groups import group_of
from .plan import WRITTEN, Material

TITLE = "规定不一致"
_LOOKED_AT = 16
_WORDS = 3  # content words of a question below which what it is about is too little said
_CARRIED = 0.8  # share of what the best carries of the question that the other has to carry itself
_WINDOW = 18  # characters to either side of a number that say what it is about
_ALIKE = 0.3  # Jaccard of the character pairs of two surroundings from which they are about the same thing
_GONE = frozenset({Status.AMENDED, Status.REPEALED, Status.NOT_YET})


@dataclass(frozen=True, slots=True)
class Number:
    """`written` as it stands in the text, `value` in digits, `unit` without 个; `around` are the character pairs beside it."""

    choice: Choice
    written: str
    value: str
    unit: str
    around: frozenset[str]


def differing(material: Material, draft: Draft) -> list[Section]:
    """One section with one line for each text that says otherwise than the best; [] where none does."""
    asked = material.question
    if asked.type is not Type.QUANTITY or len(asked.words) < _WORDS or not material.choices:
        return []
    compared = [c for c in material.choices[:_LOOKED_AT] if _holds(c)]
    if not compared:
        return []
    first, *others = compared
    sentences = []
    seen = {first.hit.document.identity}
    for other in others:
        apart = other.hit.document.identity not in seen and _carries(other, first)
        pair = _pair(first, other) if apart else None
        if pair is not None:
            seen.add(other.hit.document.identity)
            sentences.append(_said(*pair, draft))
    return [Section(TITLE, tuple(sentences))] if sentences else []


def _carries(other: Choice, first: Choice) -> bool:
    """Whether a stretch speaks of what was asked as much as the best does, itself and with what stands around it."""
    measured = ((other.own, first.own), (other.cover, first.cover), (other.score, first.score))
    return all(one >= _CARRIED * best for one, best in measured)


def _holds(choice: Choice) -> bool:
    return group_of(choice.hit.document) in WRITTEN and choice.hit.validity.status not in _GONE


def _pair(a: Choice, b: Choice) -> tuple[Number, Number] | None:
    """The two numbers whose surroundings are most alike, if they are about the same thing and differ."""
    pairs = [(_alike(x, y), x, y) for x in _numbers(a) for y in _numbers(b) if x.unit == y.unit]
    if not pairs:
        return None
    best, x, y = max(pairs, key=lambda row: row[0])
    return (x, y) if best >= _ALIKE and x.value != y.value else None


def _numbers(choice: Choice) -> Iterator[Number]:
    text = choice.span.text
    for found in COUNTED.finditer(text):
        before, behind = text[max(0, found.start() - _WINDOW) : found.start()], text[found.end() :][:_WINDOW]
        around = _pairs(re.split("[。；]", before)[-1]) | _pairs(re.split("[。；]", behind)[0])
        unit = "日" if found["unit"] == "天" else found["unit"]
        value = normalise(found["value"] + found["unit"]).removesuffix(found["unit"])
        yield Number(choice, found.group(), value, unit, around)


def _pairs(text: str) -> frozenset[str]:
    letters = "".join(c for c in text if c.isalnum())
    return frozenset(letters[i : i + 2] for i in range(len(letters) - 1))


def _alike(a: Number, b: Number) -> float:
    return len(a.around & b.around) / max(1, len(a.around | b.around))


def _said(a: Number, b: Number, draft: Draft) -> Sentence:
    numbers = tuple(dict.fromkeys(draft.number(n.choice.span) for n in (a, b)))
    text = f"{_named(a)}；{_named(b)}。{_standing(a, b)}适用时请核对各自的适用范围和效力。"
    return Sentence(text, numbers, "编排")


def _named(number: Number) -> str:
    """《行政诉讼法》（法律，2017年6月27日）第六十七条第一款写“十五日”"""
    described = number.choice.hit.document
    day = described.date
    dated = f"，{day.year}年{day.month}月{day.day}日" if day else ""
    name = title_of(described)
    return f"{name}（{described.kind.value}{dated}）{number.choice.span.pinpoint}写“{number.written}”"


def _standing(a: Number, b: Number) -> str:
    """How the two stand to each other, where that is settled."""
    order = compare(a.choice.hit.document, b.choice.hit.document)
    higher = {Order.HIGHER: a, Order.LOWER: b}.get(order)
    return f"{title_of(higher.choice.hit.document)}的效力等级较高，" if higher else ""
