"""The names of the laws of one library: full titles, customary short names and short names built by rule.

Works on titles alone. Knows nothing of article numbers (`documents.address`), of dates or of which version holds
(`documents.validity`). Names are never invented: every answer is an identity of a title it was given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from .identity import STATE, Folded, fold, identity_of, key_of
from .name_forms import KnownNames, known_names
from .short_names import CUSTOMARY, GONE

__all__ = ["LawNames", "begins_name", "identity_of", "quoted", "unwrapped"]

_ABSENT = GONE | CUSTOMARY.keys()

# What may stand directly before a law's name inside a sentence: 根据, 违反, 我国, 关于, 的, 和 …
_BEFORE = frozenset(
    "据照按依反犯用行彻施习改订定布及者是和与跟同或在对从由于国新旧原现的了问看查年版请把将被中以其该部讲说述有如若则即"
    "为等至遵循守背触解读学引参考见并且但又也而非指何里内下外后前时各本到会经因使让叫像比给向往当且可能否是么哪实贯落涉受合成除担备响括虑瞒匿尽算造张知付交过取无起售入得就纳循证履违审核据"
)
_BEFORE_WORDS = ("审理", "办理", "处理", "处分", "保存", "超出", "产生", "如何", "之前", "虚开")

# 公司法定代表人, 行政处罚法律责任, 刑法学, 公司法实施条例 (when only 公司法 is in the library), 刑法修正案
_GOES_ON = re.compile(
    r"(?<=法)(?:[规制](?!定)|[律人定治院庭官学理式系务警医]|典型|案例|(?:的)?(?:实施条例|实施细则|实施办法|司法解释|解释|修正案))"
    r"|(?<=[例定法则释])(?:实施细则|实施办法)"
)


_INNER = str.maketrans("《》", "〈〉")


def quoted(title: str) -> str:
    """The title in 《》, those inside it turned into 〈〉: 《〈行政处罚法〉要点》. A title that comes in its own 《》 keeps one pair."""
    return f"《{unwrapped(title).translate(_INNER)}》"


def unwrapped(title: str) -> str:
    """Without the 《》 around the whole title; those of a name inside it stay: 《行政处罚法》要点 is left as it is."""
    bare = title.strip()
    return bare[1:-1] if bare.startswith("《") and bare.find("》") == len(bare) - 1 else bare


def begins_name(text: str, start: int, length: int) -> bool:
    """Whether a name of `length` characters may begin at `start`: 教育法 in 农村教育法 is the tail of another name."""
    if start == 0 or length >= 7 or text.startswith(STATE, start - len(STATE)):
        return True
    before = text[start - 1]
    if not "\u4e00" <= before <= "\u9fff" or before in _BEFORE:
        return True
    return text.endswith(_BEFORE_WORDS, max(0, start - 2), start)


def _in_brackets(text: str, folded: Folded, position: int, length: int) -> bool:
    start, end = folded.at[position], folded.at[min(position + length, len(folded.at)) - 1] + 1
    return (
        text[_with_state(text, start) - 1 : _with_state(text, start)] == "《" and text[end : end + 1] == "》"
    )


def _with_state(text: str, start: int) -> int:
    begin = start - len(STATE)
    return begin if begin >= 0 and text.startswith(STATE, begin) else start


class LawNames:
    """The names by which the laws of one library are known. Immutable; the tables are built at the first question."""

    def __init__(self, identities: tuple[str, ...]) -> None:
        self.identities = identities

    @classmethod
    def from_titles(cls, titles: Iterable[str]) -> LawNames:
        return cls(tuple(sorted({identity_of(title) for title in titles})))

    def resolve(self, name: str) -> tuple[str, ...]:
        """Identities that `name` may mean, best first; () if none does. Several when the short name is ambiguous.

        A full title wins over a customary short name, that over one built by rule, that over a title without its
        region; only the best kind is given. Ties: the order of the customary table, else shorter first, then by text.
        """
        return self._known.get(key_of(name), ())

    def find(self, text: str) -> list[tuple[int, int, tuple[str, ...]]]:
        """(start, end, identities) of names in running text, with or without 《》, left to right, longest first.

        Names too ordinary to stand alone (处罚法, 消法) are left to `ending_at`; 公司法 in 公司法定代表人 is none.
        """
        folded = fold(text)
        found: list[tuple[int, int, tuple[str, ...]]] = []
        position = 0
        while position < len(folded.text) - 1:
            length = self._longest(folded, position, text)
            if length:
                start, end = self._span(text, folded, position, length)
                found.append((start, end, self._known[folded.text[position : position + length]]))
            position += length or 1
        return found

    def ending_at(self, text: str, end: int) -> tuple[int, tuple[str, ...]] | None:
        """The longest name that ends exactly at `end` (an article number follows there), and where it starts.

        Identities are () for a name that is known but not in the library: 合同法.
        """
        start = max(0, end - self._longest_name - len(STATE) * 2)
        folded = fold(text[start:end])
        for i in range(max(0, len(folded.text) - self._longest_name), len(folded.text) - 1):
            name = folded.text[i:]
            laws = self._known.get(name)
            if (laws or name in _ABSENT) and begins_name(text, start + folded.at[i], len(name)):
                return _with_state(text, start + folded.at[i]), laws or ()
        return None

    def _longest(self, folded: Folded, position: int, text: str) -> int:
        for length in self._lengths.get(folded.text[position : position + 2], ()):
            name = folded.text[position : position + length]
            if (
                (
                    name in self._plain
                    or (name in self._known and _in_brackets(text, folded, position, length))
                )
                and position + length <= len(folded.text)
                and begins_name(text, folded.at[position], length)
                and not _GOES_ON.match(text, folded.at[position + length - 1] + 1)
            ):
                return length
        return 0

    def _span(self, text: str, folded: Folded, position: int, length: int) -> tuple[int, int]:
        start, end = _with_state(text, folded.at[position]), folded.at[position + length - 1] + 1
        if text[end : end + 1] in ("）", ")") and re.search(r"[（(][^（）()]*$", text[start:end]):
            end += 1
        return start, end

    @cached_property
    def _names(self) -> KnownNames:
        return known_names(self.identities)

    @cached_property
    def _known(self) -> Mapping[str, tuple[str, ...]]:
        return self._names.laws

    @cached_property
    def _plain(self) -> frozenset[str]:
        return self._names.plain

    @cached_property
    def _lengths(self) -> Mapping[str, tuple[int, ...]]:
        lengths: dict[str, set[int]] = {}
        for name in self._known:
            lengths.setdefault(name[:2], set()).add(len(name))
        return {start: tuple(sorted(found, reverse=True)) for start, found in lengths.items()}

    @cached_property
    def _longest_name(self) -> int:
        return max((len(name) for name in self._known), default=0)
