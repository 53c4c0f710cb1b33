"""Number citations and word the frame around quotations. The only place where an answer's sentences are made.

A sentence says whose text it is, then quotes; the frame itself states no law.
"""

from __future__ import annotations

from collections.abc import Sequence

from documents.identity import STATE
from documents.names import quoted, unwrapped
from documents.records import Description, Kind, Status
from index.records import Hit

from ..evidence.spans import Span
from ..records import Citation, Sentence

CHARACTERS = 900  # of quotations and frames: about a screen
CITATIONS = 12
_STALE = {Status.AMENDED: "已修改", Status.REPEALED: "已废止", Status.NOT_YET: "尚未生效"}


class Draft:
    """Gives each stretch one number, in the order of first use. `versioned` are identities of which the library holds
    several versions: their year is named, so that nobody takes one for the other."""

    def __init__(self, versioned: frozenset[str] = frozenset()) -> None:
        self.versioned = versioned
        self.characters = 0
        self._citations: dict[tuple[str, int, int], Citation] = {}

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(self._citations.values())

    def room(self) -> bool:
        """Whether another quotation fits the screen."""
        return self.characters < CHARACTERS and len(self._citations) < CITATIONS

    def cite(self, span: Span) -> int:
        known = self._citations.get(span.key)
        if known is None:
            known = Citation(len(self._citations) + 1, span.hit, span.start, span.end, span.pinpoint)
            self._citations[span.key] = known
        return known.number

    def number(self, span: Span) -> int:
        """The citation in which the stretch stands already, else one of its own."""
        held = (c.number for c in self._citations.values() if _within(span, c))
        return next(held, None) or self.cite(span)

    def cited(self, span: Span) -> bool:
        return span.key in self._citations

    def holds(self, span: Span) -> bool:
        """Whether the stretch lies within one that is quoted already."""
        return any(_within(span, citation) for citation in self._citations.values())

    def quote(self, spans: Sequence[Span], same: Sequence[Span] = ()) -> Sentence:
        """One sentence: source and place, then the stretches in quotation marks; `same` names the other texts that say so."""
        numbers = [self.cite(span) for span in spans]
        text = f"{self.source(spans[0].hit)}{_place(spans).rstrip('、')}：" + "".join(
            f"“{span.text}”" for span in spans
        )
        if same:
            numbers += [self.cite(span) for span in same]
            text += "（" + "、".join(f"{self.source(s.hit)}{s.pinpoint}" for s in same) + "同此）"
        self.characters += len(text)
        return Sentence(text, tuple(dict.fromkeys(numbers)), "原文")

    def point(self, span: Span) -> Sentence:
        """One point of a list whose source the sentence before has named."""
        self.characters += len(span.text) + 2
        return Sentence(f"“{span.text}”", (self.cite(span),), "原文")

    def stage(self, title: str, articles: str, opening: Span) -> Sentence:
        """One stage of a procedure: its heading and articles, then what it opens with."""
        text = f"{title}（{articles}）：“{opening.text}”"
        self.characters += len(text)
        return Sentence(text, (self.cite(opening),), "原文")

    def name(self, who: str, spans: Sequence[Span]) -> Sentence:
        """Whom a duty binds: words of the text itself, with the places that bind them."""
        places = "、".join(dict.fromkeys(f"{self.source(span.hit)}{span.pinpoint}" for span in spans))
        text = f"“{who}”（{places}）"
        self.characters += len(text)
        return Sentence(text, tuple(dict.fromkeys(self.number(span) for span in spans)), "原文")

    def source(self, hit: Hit) -> str:
        return source_name(hit, hit.document.identity in self.versioned)

    def list_sources(self, spans: Sequence[Span]) -> Sentence:
        """《甲法》第三条、第五条；《乙条例》第八条 — places already quoted, each with its number at the end."""
        places: dict[str, list[str]] = {}
        for span in spans:
            at = places.setdefault(self.source(span.hit), [])
            if span.pinpoint and span.pinpoint not in at:
                at.append(span.pinpoint)
        text = "；".join(name + "、".join(at) for name, at in places.items()) + "。"
        self.characters += len(text)
        return Sentence(text, tuple(sorted({self.number(span) for span in spans})), "编排")

    def refer(self, spans: Sequence[Span]) -> Sentence:
        """What was quoted above already, and no more than that: whether it answers is for the reader to see."""
        sentence = self.list_sources(spans)
        return Sentence(f"上面已引：{sentence.text}", sentence.citations, sentence.label)


def _within(span: Span, citation: Citation) -> bool:
    same = citation.hit.passage.document == span.hit.passage.document
    return same and citation.start <= span.start and span.end <= citation.end


def _place(spans: Sequence[Span]) -> str:
    """The places of the stretches together: a head and its 项 are named by the 项, two 款 by both."""
    places = list(dict.fromkeys(span.pinpoint for span in spans))
    heads = [p for p in places if any(other != p and other.startswith(p) for other in places)]
    return "、".join(place for place in places if place not in heads)


def source_name(hit: Hit, with_year: bool = False) -> str:
    """《行政处罚法》, with the year where versions could be confused and the status where it is not in force."""
    described = hit.document
    marks = [described.region] if described.region and described.region[:2] not in described.title else []
    if with_year and described.date:
        marks.append(f"{described.date.year}年")
    stale = _STALE.get(hit.validity.status)
    if stale:
        marks.append(stale)
    if described.kind is Kind.MODEL_TEXT and "示范" not in described.title:
        marks.append("示范文本")
    return title_of(described) + (f"（{'，'.join(marks)}）" if marks else "")


def title_of(described: Description) -> str:
    title = unwrapped(described.title).removeprefix(STATE) or described.title
    if described.volume and described.volume not in title:
        title += f"·{described.volume}"
    return quoted(title)
