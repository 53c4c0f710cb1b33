"""Ask a thousand varied questions and hold every citation against the library: words, place, origin. Not a matter of degree:
each count of faults has to be 0.

The place of each quotation is worked out anew from the document's text (read again into articles and 款, and for articles a
second time by their headings alone), never taken from the answer.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, zip_longest
from pathlib import Path

from assistant.records import Answer, Citation
from assistant.rendering import as_json
from documents.errors import FazhiError, InputError
from documents.numerals import to_int
from documents.pinpoint import Pinpoint
from documents.records import Document, Kind, Passage
from documents.structure import structure
from documents.units import units
from index.library import Library

from .cases import SHARED, read_set, rows
from .run import TODAY, System
from .statutes import in_development

SEED = 11
SETS = ("library", "governance", "versions", "unanswerable")
_ARTICLE = re.compile(
    r"^[ \t　#*]*第([〇零一二三四五六七八九十百千]+)条(?:之([一二三四五六七八九十]+))?(?![、和至或的第规])",
    re.MULTILINE,
)


@dataclass(slots=True)
class Audit:
    """Counts of an audit. `faults` are "kind: question → what is wrong", all of them."""

    questions: int = 0
    answered: int = 0
    refused: int = 0
    sent_back: int = 0
    citations: int = 0
    wide: int = 0  # citations that name an article where one 款 of it would do
    seconds: list[float] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The result in Chinese, a line each."""
        kinds = Counter(fault.partition("：")[0] for fault in self.faults)
        said = "、".join(f"{reason} {count}" for reason, count in self.reasons.most_common())
        ordered = sorted(self.seconds) or [0.0]
        return [
            f"提问 {self.questions}：作答 {self.answered}，拒答 {self.refused}（{said}），退回 {self.sent_back}",
            f"引文 {self.citations} 条：不在库中原文 {kinds['原文']}，地址不对 {kinds['地址']}，出处不对 {kinds['出处']}，出错 {kinds['出错']}；"
            f"地址偏宽 {self.wide}",
            f"问答 p50 {1000 * statistics.median(ordered):.1f} ms，p95 {1000 * ordered[int(0.95 * (len(ordered) - 1))]:.1f} ms，"
            f"最长 {1000 * ordered[-1]:.1f} ms",
        ]


def questions(count: int, folder: Path = SHARED / "training") -> list[str]:
    """`count` different questions of all sources in turn, the same each time. Statute questions of the training split only."""
    own = [case.question for name in SETS for case in read_set(name)]
    statute = [
        row["question"] for row in rows(folder / "statute_questions.jsonl") if not in_development(row["id"])
    ]
    others = [
        _questions(folder / f"{name}.jsonl.gz")
        for name in ("consultations", "policy_questions", "citizen_messages")
    ]
    sources = [own, statute, *others]
    for source in sources:
        random.Random(SEED).shuffle(source)
    mixed = (question for question in chain.from_iterable(zip_longest(*sources)) if question)
    return list(dict.fromkeys(mixed))[:count]


def _questions(path: Path) -> list[str]:
    if not path.exists():
        return []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line)["question"] for line in file]


def audit(library: Library, asked: Sequence[str], tick: Callable[[], None] | None = None) -> Audit:
    """Never stops at a fault. `tick` is called after each question."""
    system, result, shelf = System.of(library), Audit(), _Shelf(library)
    for question in asked:
        result.questions += 1
        began = time.perf_counter()
        try:
            answer = system.assistant.ask(question, today=TODAY)
        except InputError:
            result.sent_back += 1
        except (FazhiError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            result.faults.append(f"出错：{question} → {type(error).__name__} {error}")
        else:
            result.seconds.append(time.perf_counter() - began)
            _weigh(question, answer, shelf, result)
        if tick:
            tick()
    return result


def _weigh(question: str, answer: Answer, shelf: _Shelf, result: Audit) -> None:
    if answer.status == "answered":
        result.answered += 1
    else:
        result.refused += 1
        result.reasons[answer.reason.value if answer.reason else ""] += 1
    result.citations += len(answer.citations)
    for citation, shown in zip(answer.citations, as_json.render(answer)["citations"], strict=True):
        for fault in _faults(citation, shown, shelf):
            result.faults.append(f"{fault}　[{question[:40]}]")
        result.wide += shelf.wide(citation)


def _faults(citation: Citation, shown: dict[str, object], shelf: _Shelf) -> Iterator[str]:
    document = shelf.document(citation.hit.document.id)
    where = f"《{document.title}》{citation.pinpoint} {citation.quote[:30]!r}"
    stored = document.text[citation.start : citation.end]
    if not stored.strip() or not stored == citation.quote == shown["quote"]:
        yield f"原文：{where}"
    if document.title != citation.hit.document.title or shown["pinpoint"] != citation.pinpoint:
        yield f"出处：{where}"
    if problem := shelf.misplaced(citation):
        yield f"地址：{where}，{problem}"


class _Shelf:
    """Documents read again from their text, to look places up in."""

    def __init__(self, library: Library) -> None:
        self.document = lru_cache(maxsize=2000)(library.document)
        self.passages = lru_cache(maxsize=2000)(lambda id: structure(self.document(id)).passages)  # noqa: A006
        self.headings = lru_cache(maxsize=2000)(lambda id: article_headings(self.document(id)))  # noqa: A006

    def misplaced(self, citation: Citation) -> str:
        """Why the place named is not where the quotation stands; "" when it is."""
        cited = _parsed(citation.pinpoint)
        if cited is None:
            return "地址读不出来"
        places = [place for _, place in self._under(citation)]
        outside = [place for place in places if not cited.covers(place)]
        if outside or not places:
            return f"应为 {outside[0] if outside else '（不在任何片段内）'}"
        if cited.article is None and any(place.article for place in places) and str(cited):
            return f"没有条号，应为 {places[0]}"
        by_heading = self._article(citation)
        if cited.article is not None and by_heading not in (None, (cited.article, cited.insertion)):
            return f"条标题是第{by_heading}条"
        return ""

    def wide(self, citation: Citation) -> bool:
        """The article is named where the quotation stands in one of several 款 of it."""
        cited, under = _parsed(citation.pinpoint), self._under(citation)
        if cited is None or cited.article is None or cited.paragraph or cited.item:
            return False
        return len({(p.paragraph, p.item) for _, p in under}) == 1 and any(p.paragraph for _, p in under)

    def _under(self, citation: Citation) -> list[tuple[Passage, Pinpoint]]:
        """The smallest places the quotation touches, with the passages they are in."""
        passages: tuple[Passage, ...] = self.passages(citation.hit.document.id)
        return [
            (passage, unit.pinpoint)
            for passage in passages
            if passage.start < citation.end and citation.start < passage.end
            for unit in units(passage)
            if unit.start < citation.end and citation.start < unit.end
        ]

    def _article(self, citation: Citation) -> tuple[int, int | None] | None:
        """The last article heading at or before the quotation; None for texts without."""
        found = None
        for start, number in self.headings(citation.hit.document.id):
            if start > citation.start:
                break
            found = number
        return found


def _parsed(text: str) -> Pinpoint | None:
    try:
        return Pinpoint.parse(text)
    except ValueError:
        return Pinpoint() if not text else None


def article_headings(document: Document) -> tuple[tuple[int, tuple[int, int | None]], ...]:
    """(offset, (article, insertion)) of every line that opens with 第…条; () for what is no statute in force on its own words."""
    if (
        document.kind in (Kind.SPEECH, Kind.CASE, Kind.INTERPRETATION, Kind.NORMATIVE)
        or "附件" in document.text
    ):
        return ()
    if re.search(r"修正案|决定|修改", document.title):
        return ()
    return tuple(
        (match.start(), (to_int(match[1]), to_int(match[2]) if match[2] else None))
        for match in _ARTICLE.finditer(document.text)
    )
