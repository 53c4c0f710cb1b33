"""Two versions of a law compared article by article: 新增, 删除, 修改, 移位, 未变.

Renumbering is recognised by the wording, not by the number. Every article of either version stands in exactly one
change, so the counts reconcile. Prints nothing; which of the two is the newer is the caller's to say.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .pinpoint import Pinpoint
from .records import Passage
from .wording import Edit, bigrams, edits, plain


class ChangeKind(StrEnum):
    ADDED = "新增"
    REMOVED = "删除"
    CHANGED = "修改"
    MOVED = "移位"
    SAME = "未变"


@dataclass(frozen=True, slots=True)
class Change:
    """One article in both versions, or in one. Texts are without the label (第十条); `edits` is empty unless 修改, or
    移位 where nothing but the numbers of articles it cites changed."""

    kind: ChangeKind
    old: Pinpoint | None
    new: Pinpoint | None
    old_text: str = ""
    new_text: str = ""
    edits: tuple[Edit, ...] = ()

    @property
    def renumbered(self) -> bool:
        return self.old is not None and self.new is not None and self.old != self.new

    def __str__(self) -> str:
        place = " → ".join(dict.fromkeys(str(p) for p in (self.old, self.new) if p is not None))
        words = "；".join(str(edit) for edit in self.edits if edit.kind != "same")
        return f"{self.kind}　{place}" + (f"　{words}" if words else "")


@dataclass(frozen=True, slots=True)
class Diff:
    """Changes in the order of the new version; what was removed stands where it stood."""

    changes: tuple[Change, ...]

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)

    @property
    def counts(self) -> Mapping[ChangeKind, int]:
        counted = Counter(change.kind for change in self.changes)
        return {kind: counted[kind] for kind in ChangeKind}


@dataclass(frozen=True, slots=True)
class _Article:
    pinpoint: Pinpoint
    text: str
    plain: str  # without spaces and with the numbers of cited articles taken out


_LEAST = 0.35  # below this two articles of one place share only the words that all articles share
_LEAST_ELSEWHERE = 0.6  # an article that jumped over others has to be more alike


def diff(old: Sequence[Passage], new: Sequence[Passage]) -> Diff:
    """Passages of one document each, in reading order. Two empty versions give no changes."""
    before, after = _articles(old), _articles(new)
    pairs = _align(before, after)
    changes: list[tuple[tuple[int, int, int], Change]] = []
    for i, j in pairs.items():
        changes.append(((j, 1, i), _pair(before[i], after[j])))
    for j in set(range(len(after))) - set(pairs.values()):
        changes.append(((j, 1, -1), Change(ChangeKind.ADDED, None, after[j].pinpoint, "", after[j].text)))
    place = -1
    for i, article in enumerate(before):
        if i in pairs:
            place = pairs[i]
        else:
            removed = Change(ChangeKind.REMOVED, article.pinpoint, None, article.text, "")
            changes.append(((place, 2, i), removed))
    return Diff(tuple(change for _, change in sorted(changes, key=lambda item: item[0])))


def _articles(passages: Sequence[Passage]) -> list[_Article]:
    """Pieces of one article joined; a passage without an article (序言, a point) is one of its own."""
    grouped: dict[Pinpoint, list[Passage]] = defaultdict(list)
    for passage in passages:
        place = passage.pinpoint.article_only() if passage.pinpoint.article is not None else passage.pinpoint
        grouped[place].append(passage)
    return [
        _Article(place, text, _CITED.sub("第条", plain(text)))
        for place, members in grouped.items()
        for text in ["\n".join(_LABEL.sub("", p.text, count=1).strip() for p in members)]
    ]


_CITED = re.compile(r"第[〇零一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十]+)?")
_LABEL = re.compile(
    r"^[#*\s]*第[〇零一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十]+)?[*\s\u3000]*"
)


def _pair(old: _Article, new: _Article) -> Change:
    same_place = old.pinpoint == new.pinpoint
    if plain(old.text) == plain(new.text):
        kind = ChangeKind.SAME if same_place else ChangeKind.MOVED
        return Change(kind, old.pinpoint, new.pinpoint, old.text, new.text)
    kind = ChangeKind.MOVED if old.plain == new.plain and not same_place else ChangeKind.CHANGED
    return Change(kind, old.pinpoint, new.pinpoint, old.text, new.text, edits(old.text, new.text))


def _align(old: Sequence[_Article], new: Sequence[_Article]) -> dict[int, int]:
    """Old index to new index, each used once. First the best matching that keeps the order, then what jumped."""
    likeness = _likeness(old, new)
    pairs = _in_order(len(old), len(new), likeness)
    free_new = set(range(len(new))) - set(pairs.values())
    jumps = sorted(
        (-score, i, j)
        for (i, j), score in likeness.items()
        if i not in pairs and j in free_new and score >= _LEAST_ELSEWHERE
    )
    for _, i, j in jumps:
        if i not in pairs and j in free_new:
            pairs[i] = j
            free_new.discard(j)
    return pairs


def _likeness(old: Sequence[_Article], new: Sequence[_Article]) -> dict[tuple[int, int], float]:
    """Dice of bigrams, rare ones counting more, for pairs that share any; a little more for the same number."""
    old_bags, new_bags = [bigrams(a.plain) for a in old], [bigrams(a.plain) for a in new]
    held = Counter(pair for bag in old_bags + new_bags for pair in bag)
    weight = {pair: 1.0 / (1.0 + count / 8) for pair, count in held.items()}
    sizes = [sum(n * weight[p] for p, n in bag.items()) for bag in old_bags + new_bags]
    postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for i, bag in enumerate(old_bags):
        for pair, count in bag.items():
            postings[pair].append((i, count))
    likeness: dict[tuple[int, int], float] = {}
    for j, bag in enumerate(new_bags):
        shared: dict[int, float] = defaultdict(float)
        for pair, count in bag.items():
            for i, held_count in postings.get(pair, ()):
                shared[i] += weight[pair] * min(count, held_count)
        for i, common in shared.items():
            score = 2 * common / (sizes[i] + sizes[len(old) + j])
            if old[i].pinpoint == new[j].pinpoint:
                score = min(1.0, score + 0.05)
            if score >= _LEAST:
                likeness[(i, j)] = score
    return likeness


def _in_order(n: int, m: int, likeness: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """The matching without crossings of the greatest summed likeness."""
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    for i in range(n - 1, -1, -1):
        row, below = best[i], best[i + 1]
        for j in range(m - 1, -1, -1):
            value = below[j] if below[j] >= row[j + 1] else row[j + 1]
            score = likeness.get((i, j))
            if score is not None and score + below[j + 1] > value:
                value = score + below[j + 1]
            row[j] = value
    pairs: dict[int, int] = {}
    i = j = 0
    while i < n and j < m:
        score = likeness.get((i, j))
        if score is not None and best[i][j] == score + best[i + 1][j + 1]:
            pairs[i] = j
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs
