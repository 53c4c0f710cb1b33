"""The sentence of a passage that a restatement speaks of, with what belongs to it: the head of its list, its exception.

Cuts only at the ends of sentences and lines; what comes out stands in the passage, in its order.
"""

from __future__ import annotations

import re

from .likeness import cover, pairs

NEAREST = 0.35  # share of a restatement's character pairs that the passage's sentences must hold
SHORT = 100  # characters up to which a passage is quoted whole
_MORE = 0.2  # share of the pairs that a further sentence must add
_ITEM = re.compile(r"\s*[（(][一二三四五六七八九十\d]+[）)]")


def nearest(text: str, passage: str) -> str:
    """The passage's own words on what `text` says; "" when it says nothing near."""
    if cover(text, passage) < NEAREST:
        return ""
    if len(passage) <= SHORT:
        return passage.strip()
    pieces = [
        piece
        for line in passage.split("\n")
        for piece in re.findall(r"[^。]+。?[”』」]?|。", line)
        if piece.strip()
    ]
    chosen: set[int] = set()
    wanted = pairs(text)
    total = max(1, len(wanted))
    while wanted:
        best = max(range(len(pieces)), key=lambda at: (len(wanted & pairs(pieces[at])), -at))
        gained = wanted & pairs(pieces[best])
        if not gained or (chosen and len(gained) < _MORE * total):
            break
        chosen.add(best)
        wanted -= gained
    for at in sorted(chosen):
        chosen |= _belonging(pieces, at)
    return _joined(pieces, sorted(chosen))


def _belonging(pieces: list[str], at: int) -> set[int]:
    """The head of the list an item stands in, and the sentence behind that excepts something."""
    found = {at}
    if _ITEM.match(pieces[at]):
        head = next((i for i in range(at, -1, -1) if not _ITEM.match(pieces[i])), at)
        found.add(head)
    if at + 1 < len(pieces) and re.match(r"但|前款规定.*除外", pieces[at + 1]):
        found.add(at + 1)
    return found


def _joined(pieces: list[str], chosen: list[int]) -> str:
    text = ""
    for before, at in zip([chosen[0] - 1 if chosen else 0, *chosen], chosen, strict=False):
        text += ("" if at == before + 1 or not text else "……") + pieces[at].strip()
    return text
