"""The answer and its parts. Rendering them (terminal, page, JSON, docx) happens at the edge, never here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

from documents.errors import FazhiError
from index.records import Hit

Status = Literal["answered", "refused", "failed"]


class Reason(StrEnum):
    """Why a question was not answered (the value is what the user reads and what --json carries)."""

    OUT_OF_LIBRARY = "库外"
    NO_SUCH_ARTICLE = "条号不存在"
    NOT_IN_FORCE = "已失效"
    TOO_BROAD = "问题过宽"
    NOT_UNDERSTOOD = "没有听懂"
    FAILED = "系统故障"


class QuoteError(FazhiError):
    """A quotation that does not stand in the passage it is attributed to: never shown, always a fault of ours."""


@dataclass(frozen=True, slots=True)
class Citation:
    """`start`, `end` are offsets in the document; the quotation is cut from the passage by them, never given.

    `pinpoint` is the place of the quotation itself (款, 项, point), narrower than or equal to the passage's.
    """

    number: int
    hit: Hit
    start: int
    end: int
    pinpoint: str  # as printed: 第四十八条第二款; 三、（二）“三要”

    def __post_init__(self) -> None:
        passage = self.hit.passage
        if not (passage.start <= self.start < self.end <= passage.end):
            raise QuoteError(
                "QUOTE_OUTSIDE", f"引文 {self.start}–{self.end} 不在片段 {passage.start}–{passage.end} 之内"
            )

    @property
    def quote(self) -> str:
        offset = self.hit.passage.start
        return self.hit.passage.text[self.start - offset : self.end - offset]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer with the numbers of the citations that carry it. `label`: 原文, 转述 or 编排 (the answer's
    own connecting words, which state no law)."""

    text: str
    citations: tuple[int, ...] = ()
    label: Literal["原文", "转述", "编排"] = "原文"


@dataclass(frozen=True, slots=True)
class Section:
    """A titled group of an answer: 法定依据, 工作要求（讲话）, 谁来做 … `empty` says what was looked for and not found."""

    title: str
    sentences: tuple[Sentence, ...] = ()
    empty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`sections[0]` may have an empty title: the lead sentence. `more` are citations under 更多依据, not in the text.

    `question` is the completed question (follow-ups resolved), `asked` what was typed. `mode` says who wrote it.
    `chance` is the calibrated chance that the hits answer (None where nothing was weighed); `timings` are seconds by step.
    """

    asked: str
    question: str
    status: Status
    reason: Reason | None = None
    sections: tuple[Section, ...] = ()
    citations: tuple[Citation, ...] = ()
    more: tuple[int, ...] = ()
    hits: tuple[Hit, ...] = ()
    as_of: date
    mode: Literal["原文摘录", "模型"] = "原文摘录"
    notes: tuple[str, ...] = ()
    followups: tuple[str, ...] = ()
    struck: int = 0
    seconds: float = 0.0
    chance: float | None = None
    timings: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        numbers = {citation.number for citation in self.citations}
        used = {n for section in self.sections for sentence in section.sentences for n in sentence.citations}
        if not (used | set(self.more)) <= numbers:
            raise QuoteError("CITATION_MISSING", f"答案引用了不存在的序号 {sorted(used - numbers)}")
