"""What stands in another place than in the passage.

Words may change places within a part of a sentence; parties, figures, and what denies, permits or orders may not.
"""

from __future__ import annotations

from collections.abc import Sequence

from .align import light
from .compared import Compared, text
from .tokens import Token

_FIXED = ("not", "number", "order", "only", "except", "exempt", "bound", "place", "title")
_PREPOSITIONS = ("从", "向", "对", "给", "被", "为", "由", "报", "经", "因", "送", "抄", "达")


def check(c: Compared) -> str:
    """Words may change places within a part of a sentence; who acts, figures and what denies, permits or orders may not."""
    matched = list(c.copied.items())
    for (i, p), (j, q) in zip(matched, matched[1:], strict=False):
        if c.claim[i].clause != c.claim[j].clause or q == p + 1:
            continue
        reachable = c.source[p].part == c.source[q].part or _in_list(c, p, q)
        reachable = reachable or _topical(c, i, p, q)
        listed = c.claim[j].joined and c.source[p].clause == c.source[q].clause
        if not reachable or (q < p and not listed and _fixed(c.claim[i])):
            return f"语序与原文不同：“{text(c.claim[j : j + 6])}”"
    return _twice(c) or _acts(c) or _sensitive(c, matched) or _instead(c, matched) or _roles(c)


def _twice(c: Compared) -> str:
    """One denial, permission or figure of the passage may not serve two clauses of the sentence."""
    taken: dict[int, int] = {}
    for i, p in c.copied.items():
        if p in taken and c.claim[i].kind == "number":
            return f"原文只说了一次“{c.claim[i].text}”"
        if p in taken and _fixed(c.claim[i]) and c.copied.get(i + 1) != c.copied.get(taken[p] + 1):
            return f"原文只说了一次“{text(c.source[p : p + 4])}”"
        taken.setdefault(p, i)
    return ""


def _acts(c: Compared) -> str:
    """Who does a thing in the sentence does it in the passage: by his own clause, or as the subject of the one before."""
    rows: dict[int, list[tuple[int, int]]] = {}
    for i, p in c.copied.items():
        rows.setdefault(c.claim[i].clause, []).append((i, p))
    for row in rows.values():
        named = {p for _, p in row}
        party: int | None = None
        for i, p in row:
            if p in c.acting:
                party = p
            elif party is not None and not light(c.claim[i]) and _of_another(c, party, p, named):
                return f"主体与原文不符：“{text(c.claim[max(0, i - 6) : i + 4])}”"
    return ""


def _of_another(c: Compared, party: int, p: int, named: set[int]) -> bool:
    """Whether what stands at `p` is done, in the passage, by another than the one at `party`."""
    own, here = c.source[party].clause, c.source[p].clause
    if own == here:
        return False
    if here < own:
        return True
    head = [at for at in c.clauses[here] if at < p and at in c.acting]
    return any(at not in named for at in head)


def _in_list(c: Compared, p: int, q: int) -> bool:
    """`q` stands in the list that the part of `p` opens."""
    between = c.source[p + 1 : q + 1]
    return c.source[p].opens and q > p and not any(t.opens and t.part != c.source[p].part for t in between)


def _topical(c: Compared, i: int, p: int, q: int) -> bool:
    """The subject that an earlier part begins with, before a later clause that has none of its own."""
    begins = all(i - step in c.copied and c.copied[i - step] == p - step for step in range(_length(c, i)))
    start = p - _length(c, i) + 1
    opens = start >= 0 and (start == 0 or c.source[start - 1].part != c.source[p].part)
    clause = c.clauses[c.source[q].clause]
    bare = all(light(c.source[at]) for at in clause if at < q)
    return q > p and begins and opens and bare and not c.conditional(c.source[q].clause)


def _length(c: Compared, i: int) -> int:
    """Tokens from the beginning of the clause of the sentence to token `i`."""
    return i + 1 - next(at for at, t in enumerate(c.claim) if t.clause == c.claim[i].clause)


def _instead(c: Compared, matched: Sequence[tuple[int, int]]) -> str:
    """Words moved between two that stand around something left out say it of another matter."""
    chunks: list[list[tuple[int, int]]] = []
    for i, p in matched:
        if chunks and p == chunks[-1][-1][1] + 1 and i == chunks[-1][-1][0] + 1:
            chunks[-1].append((i, p))
        else:
            chunks.append([(i, p)])
    for one, two in zip(chunks, chunks[1:], strict=False):
        (i, p), (j, q) = one[-1], two[0]
        listed = c.claim[j].joined and c.source[p].clause == c.source[q].clause
        if c.claim[i].clause == c.claim[j].clause and not listed and _fills(c, p, q):
            return f"语序与原文不同：“{text(c.claim[max(0, i - 3) : j + 4])}”"
    for before, moved, after in zip(chunks, chunks[1:], chunks[2:], strict=False):
        left, right = before[-1][1], after[0][1]
        between = [at for at in range(left + 1, right) if at not in c.used and not light(c.source[at])]
        inside = left < moved[0][1] < right
        if left < right and between and not inside and c.source[left].clause == c.source[right].clause:
            return f"语序与原文不同：“{text(c.claim[moved[0][0] : after[0][0] + 2])}”"
    return ""


def _fills(c: Compared, p: int, q: int) -> bool:
    """What stands at `q` follows `p` in the sentence, but not in the passage, and something was left out behind `p` or before
    `q`: it stands in the place of that. A coordinate clause that is said without the one before it does not."""
    here, there = c.source[p].clause, c.source[q].clause
    if here == there and q > p:
        return False
    inside = c.clauses[there]
    before = [at for at in inside if at < q]
    if all(at not in c.used and light(c.source[at]) for at in before):
        return False
    lost_behind = p + 1 < len(c.source) and _lost(c, p + 1) and c.source[p + 1].clause == here
    lost_before = bool(before) and _lost(c, before[-1])
    return lost_behind or lost_before


def _lost(c: Compared, at: int) -> bool:
    return at not in c.used and not light(c.source[at]) and c.source[at].kind == "word"


def _roles(c: Compared) -> str:
    """To whom and from whom: the preposition before a party is the passage's."""
    back = {p: i for i, p in c.copied.items()}
    acting = c.acting
    for at in sorted(acting):
        if acting.get(at - 1) == acting[at] or at not in back:
            continue
        theirs = c.source[at - 1].text if at else ""
        ours = c.claim[back[at] - 1].text if back[at] else ""
        theirs, ours = (word if word in _PREPOSITIONS else "" for word in (theirs, ours))
        if theirs != ours and not {theirs, ours} <= {"", "由", "因"}:
            return f"主体与原文不符：“{text(c.claim[back[at] : back[at] + 4])}”"
    return ""


def _sensitive(c: Compared, matched: Sequence[tuple[int, int]]) -> str:
    acting = c.acting
    order: dict[int, list[tuple[int, int]]] = {}
    for i, p in matched:
        if _fixed(c.claim[i]) or p in acting:
            order.setdefault(c.claim[i].clause, []).append((i, p))
    for row in order.values():
        for (i, p), (j, q) in zip(row, row[1:], strict=False):
            if q < p and not (c.claim[j].joined or acting.get(p, -1) == acting.get(q, -2)):
                return f"语序与原文不同：“{text(c.claim[i : j + 4])}”"
    return ""


def _fixed(token: Token) -> bool:
    return token.kind in _FIXED or (token.kind == "modal" and token.text != "oblige")
