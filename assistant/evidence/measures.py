"""What is measured of one stretch: how much of the question it carries, and whether it shows the mark that is wanted.

A stretch is scored by how much of the question it carries, weighted by how rare the words are, by whether it shows the
mark that the kind of question wants (a number of days, 由…负责, 是指), and by how near its passage was found. Chooses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from documents.records import Kind
from index.records import Hit
from index.segment import normalise

from ..understand.question import Question
from .cues import act_of, cue_for, defining, strength
from .near import Near
from .spans import Span

# How much a word counts that stands not in the stretch but in its headings, title or the rest of its article.
_NEARBY = 0.6
_HEADED = 0.85  # the same for words of its headings and title: they say what it is about
_CUE = 0.22
_LOOSE = 0.3  # of that for a mark which may belong to another act
_PRIOR = 0.45
_PRIOR_OF_FEW = 0.65  # one or two words stand in many places: where it was found says more
_FEW = 2
_GENERIC_WEIGHT = 0.35
_GENERIC = frozenset(
    "落实 推进 加强 做好 开展 推行 完善 健全 强化 实施 提升 提高 全面 深化 推动 建设 制度 工作 要求 机制 措施 重点 方面 内容 标准 条件 程序 步骤 "
    "职责 责任 原则 范围 种类 情况 处理 办理 申请 期限 时间 时限 多少 保障 管理 规范 贯彻 单位 部门 人员 机关 政府 国家 社会 组织 个人 公司 法律 法规 "
    "条例 依法 主要 哪里 需要 怎么办 出现 发生 存在 认为 使用 通过 提供 以上 以下 之后 之前 期间 当事人 方式 方法 材料".split()
)
_DEFINES = 0.4  # a sentence that defines the very term asked for
_PENALTY = (
    0.3  # for articles about the text itself: its purpose, its scope of application, its coming into force
)
_ABOUT_ITSELF = re.compile(
    r"制定本(?:法|条例|规定|办法|细则|规则|解释|决定)|自(?:公布|发布|\d{4}年|[一二]〇).{0,14}(?:起)?施行|适用本(?:法|条例|规定|办法)。$"
)
_FRAME = (("引言",), ("落款",), ("开头",), ("结尾",))  # of a speech or decision: greetings and what led to it
_AMENDING = re.compile(r"修正案|修改.*的决定|修正的决定")  # their text stands in the law they amend
# Between stretches that fit alike, the one that binds more comes first.
_AUTHORITY = {
    Kind.CONSTITUTION: 0.1,
    Kind.LAW: 0.1,
    Kind.ADMINISTRATIVE_REGULATION: 0.07,
    Kind.SUPERVISION_REGULATION: 0.06,
    Kind.INTERPRETATION: 0.05,
    Kind.PARTY_RULE: 0.04,
    Kind.DEPARTMENT_RULE: 0.02,
    Kind.NORMATIVE: 0.02,
    Kind.CASE: -0.25,
    Kind.OTHER: -0.3,
    Kind.MODEL_TEXT: -0.1,
}
_TITLED = (
    0.08  # for texts that are about a thing asked of by their very title, before those of some other trade
)
_NAMED = 0.2  # for texts of the law that the question names
_LOCAL = (Kind.LOCAL_REGULATION, Kind.LOCAL_RULE)
_ELSEWHERE = 0.15  # for rules of a place that was not asked about
_COMPOUND, _APART = 4, 4
_DERIVED, _SUFFIXES = 3, frozenset("会书权费证制案人者单款金期罪物品法")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """`rarity` gives a word's weight, bigger for rarer. `alternatives` are other words for the same thing. `near` gives the
    cosines of stretches with the question, where the model on board is used."""

    rarity: Callable[[str], float]
    alternatives: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    near: Near | None = None

    def weight(self, word: str) -> float:
        """What a word counts in a question: its rarity, less for words of administration that fit any subject."""
        return self.rarity(word) * (_GENERIC_WEIGHT if word in _GENERIC else 1.0)


@dataclass(frozen=True, slots=True)
class Choice:
    """`score` in about [0, 1.3] is the sum of what is measured; `chance` in [0, 1], that it answers, is what choosing goes by, and `bears`, that it bears on
    the question at all. `cover` is the
    share of the question's weight that stands in the stretch or its surroundings, `own` in the stretch itself; `cue` says
    how surely it shows what the kind of question wants, in [0, 1]. `same` are stretches of other texts that say the same."""

    span: Span
    score: float
    cover: float
    own: float
    cue: float
    words: tuple[str, ...] = ()
    same: tuple[Span, ...] = ()
    chance: float = 0.0
    bears: float = 1.0

    @property
    def hit(self) -> Hit:
        return self.span.hit


def naming(words: Iterable[str]) -> list[str]:
    """The words that say what a question is about, without those of administration that fit any subject."""
    return [word for word in words if word not in _GENERIC]


def prior_of(hit: Hit, rank: int) -> float:
    """In [0, 1]: how near the passage was found. The calibrated chance where there is one, else its rank."""
    if "exact" in hit.ranks:
        return 1.0
    if hit.relevance is not None:
        return hit.relevance
    return 1.0 / (1.0 + 0.12 * rank)


class Scorer:
    """Holds what is computed once per question."""

    def __init__(self, question: Question, weights: Weights) -> None:
        self.question = question
        self.weights = [
            (word, weights.weight(word), (*_stem(word), *weights.alternatives.get(word, ())))
            for word in question.words
        ]
        self.total = sum(weight for _, weight, _ in self.weights) or 1.0
        self.cue = cue_for(question.type, question.query)
        self.act = act_of(question.type, question.query, question.words)
        self.naming = naming(question.words)
        self.prior = _PRIOR if len(question.words) > _FEW else _PRIOR_OF_FEW
        self.defines = defining(question.subject) if question.subject else None

    def around(self, hit: Hit) -> tuple[float, float]:
        """The shares of the question's weight in the whole passage with its headings and title, and in the title alone."""
        title, passage = hit.document.title, hit.passage
        text = "\n".join((title, *passage.headings, passage.text))
        cover = sum(
            w for word, w, others in self.weights if word in text or any(_means(o, text) for o in others)
        )
        titled = sum(w for word, w, _ in self.weights if word in title)
        return cover / self.total, titled / self.total

    def promise(self, prior: float, cover: float) -> float:
        """What a passage is worth being cut up for."""
        return self.prior * prior + (1 - self.prior) * cover

    def judge(self, span: Span, prior: float) -> Choice:
        own, nearby, words = self._carried(span)
        cover = own + nearby
        sure = strength(self.cue, span.text, self.act, stands) if self.cue else 0.0
        sure = max(sure, _LOOSE) if sure == 0.0 and self.cue and self.cue.search(span.text) else sure
        score = self.prior * prior + (1 - self.prior) * cover + _CUE * sure * min(1.0, 2 * cover)
        return Choice(
            span, score + self._adjusted(span, cover), cover, own, sure if sure > _LOOSE else 0.0, words
        )

    def _carried(self, span: Span) -> tuple[float, float, tuple[str, ...]]:
        """The shares of the question's weight in the stretch and around it, and the words that stand in the stretch."""
        passage, text = span.hit.passage, span.text
        titles = "\n".join((span.hit.document.title, *passage.headings))
        own, nearby, words = 0.0, 0.0, []
        for word, weight, others in self.weights:
            if stands(word, text):
                own += weight
                words.append(word)
            elif any(_means(other, text) for other in others):
                own += 0.8 * weight
                words.append(word)
            elif word in titles:
                nearby += _HEADED * weight
            elif stands(word, passage.text) or any(_means(other, passage.text) for other in others):
                nearby += _NEARBY * weight
        return own / self.total, nearby / self.total, tuple(words)

    def _adjusted(self, span: Span, cover: float) -> float:
        """What the text itself adds or takes: its authority, whether it was named, whether it speaks of itself."""
        described, text = span.hit.document, span.text
        change = _AUTHORITY.get(described.kind, 0.0) * cover
        if _ABOUT_ITSELF.search(text) or framing(span.hit):
            change -= _PENALTY
        if described.identity in self.question.laws:
            change += _NAMED
        if described.kind in _LOCAL and not _asked_for(described.region, self.question):
            change -= _ELSEWHERE
        if _AMENDING.search(described.title):
            change -= _PENALTY / 2
        if any(word in described.title for word in self.naming):
            change += _TITLED
        if self.defines is not None and self.defines.search(text):
            change += _DEFINES
        return change


def _stem(word: str) -> tuple[str, ...]:
    """What a word of three letters is made from: 听证会 is about 听证, 决定书 about 决定."""
    return (word[:2],) if len(word) == _DERIVED and word[2] in _SUFFIXES else ()


def framing(hit: Hit) -> bool:
    """The greeting or the end of a speech, what led to a decision."""
    return hit.passage.pinpoint.path[:1] in _FRAME


def _asked_for(region: str | None, question: Question) -> bool:
    return region is not None and any(region.startswith(name) for name in question.scope.regions)


def _means(other: str, text: str) -> bool:
    """Whether a text has the words of another way to say it: 醉酒驾驶机动车 as 醉酒 … 驾驶."""
    return other in text or (" " in other and all(word in text for word in other.split()))


def stands(word: str, text: str) -> bool:
    """Digits in a word are normalised numerals (3日), so the text is read the same way; rare, hence not always. The halves of
    a compound may stand a little apart, either first: 解除劳动合同, 违法行为轻微."""
    if word in text:
        return True
    if len(word) == _COMPOUND and word.isalpha():
        first, second = word[:2], word[2:]
        return _near(first, second, text) or _near(second, first, text)
    return any(c.isdigit() for c in word) and word in normalise(text)


def _near(first: str, second: str, text: str) -> bool:
    at = text.find(first)
    while at >= 0:
        if second in text[at + 2 : at + 4 + _APART]:
            return True
        at = text.find(first, at + 2)
    return False
