"""Where each token of a sentence comes from in a passage: the cheapest way to copy, jump and insert.

Knows nothing of meaning; `edits` judges what was inserted, left out and moved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from .tokens import Token

LIGHT = frozenset(
    "的地得了是为对于在把将由其该此这那也又还则就才已所之而但向与到中内时等都均既以即可应当如若经因有关下列本"
)
_INSERT, _INSERT_LIGHT, _INSERT_OPERATOR, _INSERT_FIGURE = 1.0, 0.35, 1.6, 4.0
_BACK, _BACK_NEAR, _FAR, _PART, _BEGIN = 2.2, 1.0, 2.2, 1.6, 0.2
_NEW_CLAUSE = 1.2  # a jump costs less where a clause of the sentence begins
_BEAM = 6.0  # ways that cost this much more than the best are given up

Path = tuple["Path", int, int] | None


def light(token: Token) -> bool:
    """Words that carry no matter of their own, and 和."""
    return token.kind in ("and", "also") or (token.kind == "word" and token.text in LIGHT)


def align(claim: Sequence[Token], source: Sequence[Token]) -> dict[int, int]:
    """Claim position to source position, for the tokens that were copied; those left out were inserted."""
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, token in enumerate(source):
        places[token.text, token.kind].append(at)
    ways: dict[int, tuple[float, Path]] = {
        -1: (0.0, None)
    }  # last copied source position to the cheapest way there
    for i, token in enumerate(claim):
        opening = i == 0 or claim[i - 1].clause != token.clause
        arrived = {
            at: min(
                ((cost + _jump(source, last, at, opening), path) for last, (cost, path) in ways.items()),
                key=lambda way: way[0],
            )
            for at in places.get((token.text, token.kind), ())
        }
        insert = _insertion(token)
        new = {last: (cost + insert, path) for last, (cost, path) in ways.items()}
        for at, (cost, path) in arrived.items():
            if at not in new or cost < new[at][0]:
                new[at] = (cost, (path, i, at))
        best = min(cost for cost, _ in new.values())
        ways = {at: way for at, way in new.items() if way[0] <= best + _BEAM}
    path = min(ways.values(), key=lambda way: way[0])[1]
    found: dict[int, int] = {}
    while path is not None:
        path, i, at = path
        found[i] = at
    return dict(sorted(found.items()))


def _insertion(token: Token) -> float:
    if light(token):
        return _INSERT_LIGHT
    if token.kind == "word":
        return _INSERT
    return _INSERT_FIGURE if token.kind in ("number", "place", "title") else _INSERT_OPERATOR


def _jump(source: Sequence[Token], last: int, at: int, opening: bool) -> float:
    """What it costs to copy `at` after `last`; -1 is the beginning."""
    if at == last + 1 and last >= 0:
        return 0.0
    if last < 0:
        return _BEGIN
    here, there = source[last], source[at]
    if at <= last:
        cost = _BACK if here.part != there.part else _BACK_NEAR
    elif here.sentence != there.sentence:
        cost = _FAR
    elif here.part != there.part:
        cost = _PART
    else:
        cost = 0.3 + 0.1 * min(at - last - 1, 10)
    return max(0.1, cost - _NEW_CLAUSE) if opening else cost
