"""Which words of a text were changed into which. Characters in, edits out; knows nothing of articles or laws."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

# Half-width punctuation and spacing are typography, not wording. One character for one, so that positions stay.
_TYPOGRAPHY = str.maketrans(",;:?!()<>\u3000\n\t\"“”„‘’'", "，；：？！（）〈〉   “““““““")
# What is never cut: an article number, a figure, the name of the state. All else goes by characters.
_TOKEN = re.compile(
    r"第[〇零一二三四五六七八九十百千]+[条款项章节](?:之[一二三四五六七八九十]+)?|\d+|中华人民共和国|中国|.",
    re.DOTALL,
)
_ISLAND = 3  # equal runs up to this length between two changes read better as part of one change


@dataclass(frozen=True, slots=True)
class Edit:
    """One piece of a comparison. The `old` of all edits in order is the old text, the `new` the new text; one of the
    two is "" for an insertion or a deletion; for what stayed both are equal but for typography."""

    kind: Literal["same", "delete", "insert", "replace"]
    old: str
    new: str

    def __str__(self) -> str:
        old, new = "".join(self.old.split()), "".join(self.new.split())
        if self.kind == "same":
            return new
        if self.kind == "insert":
            return f"增加“{new}”"
        return f"删去“{old}”" if self.kind == "delete" else f"将“{old}”改为“{new}”"


def edits(old: str, new: str) -> tuple[Edit, ...]:
    """In reading order; () for two empty texts. Differences of punctuation width, quotes and spacing count as the same."""
    if plain(old) == plain(new):
        return (Edit("same", old, new),) if old or new else ()
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    matcher = SequenceMatcher(
        None,
        [t.translate(_TYPOGRAPHY) for t in before],
        [t.translate(_TYPOGRAPHY) for t in after],
        autojunk=False,
    )
    pieces = [("".join(before[a:b]), "".join(after[c:d])) for _, a, b, c, d in matcher.get_opcodes()]
    return tuple(_named(old_piece, new_piece) for old_piece, new_piece in _joined(pieces))


def plain(text: str) -> str:
    """The wording alone: one width of punctuation, no spaces."""
    return "".join(text.translate(_TYPOGRAPHY).split())


def _joined(pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Short islands of equal characters between changes are drawn into them: 应当在七日 → 可于五日 is one change."""
    joined: list[tuple[str, str]] = []
    for index, (before, after) in enumerate(pieces):
        same = plain(before) == plain(after)
        island = same and len(before) <= _ISLAND and 0 < index < len(pieces) - 1
        if joined and (island or not same) and plain(joined[-1][0]) != plain(joined[-1][1]):
            joined[-1] = (joined[-1][0] + before, joined[-1][1] + after)
        else:
            joined.append((before, after))
    return joined


def _named(before: str, after: str) -> Edit:
    if plain(before) == plain(after):
        return Edit("same", before, after)
    return Edit("delete" if not after else "insert" if not before else "replace", before, after)


def bigrams(text: str) -> Counter[str]:
    """Pairs of neighbouring characters; a text of one character is its own pair."""
    return Counter(text[i : i + 2] for i in range(len(text) - 1)) if len(text) > 1 else Counter(text)


def similarity(old: Counter[str], new: Counter[str]) -> float:
    """Dice coefficient of two bags of bigrams, 0 to 1; two empty bags are alike."""
    total = old.total() + new.total()
    return 2 * (old & new).total() / total if total else 1.0
