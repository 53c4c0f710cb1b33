"""The short names that can be built from a title by rule, and what each may mean.

公司法解释三 for 最高人民法院关于适用《公司法》若干问题的规定（三）, 食安法实施条例, 上海养犬条例. Knows titles only; which
characters may stand around a name in a sentence is for `documents.names` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .identity import key_of
from .numerals import to_int
from .short_names import CUSTOMARY, GONE, ONLY_WITH_ARTICLE


@dataclass(frozen=True, slots=True)
class KnownNames:
    """`laws`: key of a name (`identity.key_of`) to identities, best first. `plain`: keys that may stand in running text
    without 《》 and without an article number behind them."""

    laws: Mapping[str, tuple[str, ...]]
    plain: frozenset[str]


_NUMBER = "（[一二三四五六七八九十]+）"
_ISSUED = re.compile(r"^(最高人民法院最高人民检察院|最高人民法院|最高人民检察院)(?=关于|对|于)")
_ISSUER_SHORT = {
    "最高人民法院": ("最高法", "最高院", "最高法院"),
    "最高人民检察院": ("最高检", "高检院", "最高检察院"),
    "最高人民法院最高人民检察院": ("两高", "最高法最高检"),
}
_APPLIES = re.compile(
    rf"关于(?:在.{{2,12}}中)?(?:适用|执行)《([^《》]+)》(.*?)(?:若干问题)?的?(?:若干)?(解释|规定|安排|补充规定)({_NUMBER})?$"
)
_TRIES = re.compile(rf"关于(?:审理|办理|审查)(.+?)案件.*?(解释|规定|意见)({_NUMBER}|（试行）)?$")
_BRANCH = re.compile(r"(?:等)?(?:民事|刑事|行政)?(?:公益诉讼)?(?:纠纷)?$")
_CARRIES_OUT = re.compile(r"^(.{2,12}?)(?:贯彻)?实施《([^《》]+)》(若干规定|具体办法|办法|规定|条例|细则)$")
_REGION = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,3}?(?:省|自治区)|[\u4e00-\u9fff]{2,3}?市(?!场|政|容|民|区)|[\u4e00-\u9fff]{2,9}?自治[州县])"
)
# What identity_of leaves out, in the running text: 实施《水法》的若干规定
_WITHOUT_DE = re.compile(r"(实施.{1,30}法)((?:若干|具体)?(?:规定|办法))$")
_RULES = ("条例", "规定", "办法", "细则", "规则")


class _Table:
    """Names by rank; a better rank displaces a worse one, equal ranks gather."""

    def __init__(self) -> None:
        self.ranked: dict[str, tuple[int, list[str]]] = {}
        self.plain: set[str] = set()

    def put(self, name: str, rank: int, identity: str, alone: bool = True) -> None:
        self.enter(key_of(name), rank, identity, alone)

    def enter(self, key: str, rank: int, identity: str, alone: bool = True) -> None:
        before = self.ranked.get(key)
        if len(key) < 2 or (rank and key in GONE) or (before and before[0] < rank):
            return
        if before is None or before[0] > rank:
            self.ranked[key] = (rank, [identity])
        elif identity not in before[1]:
            before[1].append(identity)
        if alone and key not in ONLY_WITH_ARTICLE:
            self.plain.add(key)


def known_names(identities: Iterable[str]) -> KnownNames:
    """Ranks: 0 the title, 1 customary, 2 built by rule, 3 without its region. Only the best rank of a name counts."""
    titles = frozenset(identities)
    in_order = sorted(titles, key=lambda name: (len(name), name))
    table = _Table()
    for identity in in_order:
        table.put(identity, 0, identity)
    for name, meant in CUSTOMARY.items():
        for identity in meant:
            if identity in titles:
                table.put(name, 1, identity)
    shorts = _shorts()
    for identity in in_order:
        for name, alone in _built(identity, shorts):
            table.put(name, 2, identity, alone)
        optional = _WITHOUT_DE.sub(r"\1的\2", key_of(identity))
        table.enter(optional, 2, identity)
        local = _REGION.match(identity)
        if local and identity.endswith(_RULES):
            table.put(identity[local.end() :], 3, identity, alone=False)
    return KnownNames({key: tuple(found) for key, (_, found) in table.ranked.items()}, frozenset(table.plain))


def _shorts() -> Mapping[str, tuple[str, ...]]:
    """Customary short names of a law that mean nothing else; used to build names of the texts under it."""
    shorts: dict[str, list[str]] = {}
    for name, meant in CUSTOMARY.items():
        if len(meant) == 1 and name.endswith("法") and len(name) >= 3:
            shorts.setdefault(meant[0], []).append(name)
    return {law: tuple(names) for law, names in shorts.items()}


def _built(identity: str, shorts: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, bool]]:
    yield from _digits(identity)
    yield from _without_stage(identity)
    if identity.startswith("宪法修正案（"):
        yield "宪法修正案", True
    law = next((identity[:n] for n in range(len(identity) - 2, 2, -1) if identity[:n] in shorts), None)
    if law is not None:
        for short in shorts[law]:
            yield short + identity[len(law) :], True
    carries = _CARRIES_OUT.match(identity)
    if carries:
        yield f"{carries[1]}{carries[2]}实施{carries[3]}", True
        yield f"{carries[1]}实施{carries[2]}{carries[3]}", True
    yield from _without_shi(identity)
    issued = _ISSUED.match(identity)
    if issued:
        rest = identity[issued.end() :]
        yield rest, len(rest) >= 10
        for short in _ISSUER_SHORT[issued[1]]:
            yield short + rest, True
        yield from _interpretation(rest, shorts)


def _digits(identity: str) -> Iterator[tuple[str, bool]]:
    """刑法修正案11 for 刑法修正案（十一）."""
    number = re.search(r"（([一二三四五六七八九十]+)）$", identity)
    if number:
        yield f"{identity[: number.start()]}{to_int(number[1])}", True


_STAGE = re.compile(r"(?:（(?:试行|暂行|示范文本|示范稿|草案|征求意见稿|送审稿|讨论稿|样本|范本)）)+$")


def _without_stage(identity: str) -> Iterator[tuple[str, bool]]:
    """示例市公示办法 for 示例市公示办法（试行）, in running text too if it is the name of a rule. A title of just that name wins."""
    stage = _STAGE.search(identity)
    if stage:
        bare = identity[: stage.start()]
        yield bare, bare.endswith(_RULES) and len(bare) >= 7


def _without_shi(identity: str) -> Iterator[tuple[str, bool]]:
    """上海养犬管理条例 for 上海市养犬管理条例."""
    local = _REGION.match(identity)
    if local and identity[local.end() - 1] in "省市" and identity.endswith(_RULES):
        yield identity[: local.end() - 1] + identity[local.end() :], True


def _interpretation(rest: str, shorts: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, bool]]:
    applies = _APPLIES.match(rest)
    if applies:
        law, topic, kind, number = applies[1], applies[2].strip("有关的"), applies[3], applies[4] or ""
        for name in (law, *shorts.get(law, ())):
            for word in dict.fromkeys(("司法解释", "解释", kind)):
                yield from _numbered(f"{name}{topic}{word}", number)
                if topic and topic.endswith(("编", "编通则")):
                    yield from _numbered(f"{topic}{word}", number)
        return
    tries = _TRIES.match(rest)
    if tries:
        topic, number = tries[1], tries[3] or ""
        for name in dict.fromkeys((topic, _BRANCH.sub("", topic))):
            if len(name) >= 2:
                for form in (
                    f"{name}司法解释",
                    f"{name}案件司法解释",
                    f"{name}{tries[2]}",
                    f"{name}案件{tries[2]}",
                ):
                    yield from _numbered(form, number)


def _numbered(name: str, number: str) -> Iterator[tuple[str, bool]]:
    """Without its number the name is known too, but may then mean several."""
    yield name + number, "司法解释" in name or "法" in name[:-2]
    if number:
        yield from _digits(name + number)
        yield name, False
