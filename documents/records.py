"""The records every room shares. They hold and compare; they do not read files, search or print screens.

`Description` is all that is known of a document but its text; `Document` adds the text. A `Passage` is one
article (条) or one point of a speech: the unit that is indexed, found and cited. `Unit` is a piece of a passage
with an address of its own (款, 项, 目, a run-in point), down to which answers quote.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from .pinpoint import Pinpoint


class Kind(StrEnum):
    """What a document is. The order carries no rank: see `documents.authority`."""

    CONSTITUTION = "宪法"
    LAW = "法律"
    ADMINISTRATIVE_REGULATION = "行政法规"
    SUPERVISION_REGULATION = "监察法规"
    DEPARTMENT_RULE = "部门规章"
    LOCAL_REGULATION = "地方性法规"
    LOCAL_RULE = "地方政府规章"
    INTERPRETATION = "司法解释"
    NORMATIVE = "规范性文件"
    PARTY_RULE = "党内法规"
    SPEECH = "讲话"
    CASE = "案例"
    MODEL_TEXT = "示范文本"
    OTHER = "其他"


class Status(StrEnum):
    IN_FORCE = "现行有效"
    NOT_YET = "尚未生效"
    AMENDED = "已修改"
    REPEALED = "已废止"
    UNVERIFIED = "未核实"


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """A document without its text.

    `id` is derived from title and text, so the same content has the same id in every library.
    `identity` is shared by all versions of one law (title without 中华人民共和国, dates and years);
    `volume` tells apart the files of one code (民法典: 合同编), which are parts, not versions.
    `stated_status` is what a person or the source said; None when nobody did. What holds on a given day is
    computed from all versions together (`documents.validity`), never stored here.
    """

    id: str
    title: str
    kind: Kind
    identity: str
    volume: str | None = None
    issuer: str | None = None
    region: str | None = None
    number: str | None = None  # 文号
    speaker: str | None = None
    occasion: str | None = None
    adopted: date | None = None
    effective: date | None = None
    stated_status: Status | None = None
    source: str = ""  # path or upload name, as added
    format: str = "txt"
    ocr: bool = False

    @property
    def date(self) -> date | None:
        """The day by which versions are ordered: adoption (last amendment), else effect."""
        return self.adopted or self.effective


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Description):
    """`text` is the reading order of the source, unchanged but for line ends (\\n) and invisible characters."""

    text: str

    def __repr__(self) -> str:
        return f"Document({self.id!r}, {self.title!r}, {len(self.text)} characters)"


@dataclass(frozen=True, slots=True)
class Heading:
    """One line of a document's outline. `level` 1 is the outermost; `label` is 第五章 or 三、; `end` is where its content ends."""

    level: int
    label: str
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """`text == document.text[start:end]`. `headings` run from the outermost inwards, as printed in the source.

    `ordinal` counts from 0 within the document, in reading order. A long article is split at 款 or 项 only; each
    piece then carries the pinpoint of its first unit.
    """

    document: str  # Description.id
    ordinal: int
    start: int
    end: int
    text: str
    headings: tuple[str, ...]
    pinpoint: Pinpoint

    @property
    def key(self) -> str:
        """Unique in the library and the same in every library that holds the same text."""
        return f"{self.document}:{self.ordinal}"


class Role(StrEnum):
    HEAD = "head"  # the lead-in of a list: 有下列情形之一的：
    PARAGRAPH = "paragraph"
    ITEM = "item"
    SUBITEM = "subitem"
    POINT = "point"  # a run-in point of a speech: 一要…


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of a passage with its own address. Offsets are in the document. Units of one passage do not overlap,
    stand in reading order and leave out only the article label and white space between them."""

    pinpoint: Pinpoint
    role: Role
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention of another article in running text: 依照本法第十条、《立法法》第七十二条.

    `start`, `end` are offsets in the citing document; `law` is the identity named, the citing document's own for 本法.
    `pinpoint` is None when only the law is named.
    """

    start: int
    end: int
    law: str
    pinpoint: Pinpoint | None


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader of an import report should know. `code` is stable (HIDDEN_TEXT, MISSING_ARTICLE …)."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What a document was taken for and what was found in it."""

    kind: Kind
    format: str
    characters: int
    parts: int = 0
    chapters: int = 0
    sections: int = 0
    articles: int = 0
    points: int = 0
    passages: int = 0
    missing: tuple[str, ...] = ()  # 第十二条
    duplicate: tuple[str, ...] = ()
    notes: tuple[Note, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Structure:
    """A document cut up: `outline` and `passages` in reading order. Passages do not overlap."""

    outline: tuple[Heading, ...]
    passages: tuple[Passage, ...]
    report: ImportReport
