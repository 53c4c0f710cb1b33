"""Check the citations of a draft: is the law there, is the article there, do the quoted words stand in it, does it hold.

Looks only at what is cited by name (《…》第…条, 刑法第…条); 本办法第十条 of the draft itself is not checked. The library is
seen through a small port; nothing is searched for beyond the law that is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Protocol

from .address import Address, find_addresses
from .cited import Quote, Text, find_quotes
from .identity import key_of
from .names import LawNames, quoted
from .pinpoint import Pinpoint
from .records import Description, Passage, Status
from .short_names import GONE
from .validity import Validity
from .wording import Edit, edits


class Verdict(StrEnum):
    """Only the worst that is true of a citation, in this order from the bottom."""

    EXISTS = "存在"
    WRONG_WORDS = "文字不符"
    WRONG_ARTICLE = "条号不符"
    NOT_IN_FORCE = "已失效"
    NO_SUCH_LAW = "库中无此法"


class Holdings(Protocol):
    """What a library has to answer; `index.library.Library` does."""

    def names(self) -> LawNames: ...
    def documents(self) -> Sequence[Description]: ...
    def passages(self, id: str) -> Sequence[Passage]: ...  # noqa: A002
    def validity(self, day: date | None = None) -> Mapping[str, Validity]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One citation of the draft, at `start`..`end` of its text.

    `document` is the text that was compared with: the version in force, or the one whose words were quoted. `current`
    is the version in force where that is another. `true_text` is what stands at the place cited (or, for 文字不符,
    where the quoted words most nearly stand); `edits` lead from the quoted words to it. `suggestion` is the place where the
    quoted words stand, or the counterpart of an article that is gone. `note` says it all in Chinese.
    """

    start: int
    end: int
    citation: str
    verdict: Verdict
    law: str = ""
    pinpoint: Pinpoint | None = None
    document: Description | None = None
    current: Description | None = None
    status: Status | None = None
    quote: str = ""
    true_text: str = ""
    edits: tuple[Edit, ...] = ()
    suggestion: Pinpoint | None = None
    note: str = ""

    def __str__(self) -> str:
        changed = "；".join(str(edit) for edit in self.edits if edit.kind != "same")
        return f"{self.verdict}　{self.citation}　{self.note}" + (f"　差异：{changed}" if changed else "")


def check(text: str, holdings: Holdings, day: date | None = None) -> tuple[Finding, ...]:
    """In the order of the draft. `day` is the day on which the cited law has to hold; None means today."""
    checker = _Checker(holdings, day or date.today())
    addresses = [
        a for a in find_addresses(text, holdings.names()) if a.name and not a.name.startswith(("本", "该"))
    ]
    quotes = find_quotes(text, addresses)
    return tuple(checker.check(text, address, quotes.get(index)) for index, address in enumerate(addresses))


class _Checker:
    def __init__(self, holdings: Holdings, day: date) -> None:
        self.holdings = holdings
        self.day = day
        self.validity = holdings.validity(day)
        self.by_law: dict[str, list[Description]] = {}
        for description in holdings.documents():
            self.by_law.setdefault(description.identity, []).append(description)
        for versions in self.by_law.values():
            versions.sort(key=lambda d: (self._standing(d), d.date or date.min, d.id), reverse=True)
        self.texts: dict[str, Text] = {}

    def _standing(self, description: Description) -> int:
        validity = self.validity.get(description.id)
        if validity is None or validity.status in (Status.IN_FORCE, Status.UNVERIFIED):
            return 2 if validity is None or validity.current is None else 1
        return 0

    def check(self, text: str, address: Address, quote: Quote | None) -> Finding:
        base = Finding(
            start=address.start,
            end=address.end,
            citation=text[address.start : address.end],
            verdict=Verdict.EXISTS,
            law=address.laws[0] if address.laws else "",
            pinpoint=address.pinpoint,
            quote=quote.text if quote else "",
        )
        if not address.laws:
            return replace(base, verdict=Verdict.NO_SUCH_LAW, note=_not_held(address.name))
        findings = [
            self._against(replace(base, law=law), self._cited(law, base.citation)) for law in address.laws
        ]
        best = min(enumerate(findings), key=lambda item: (_GRAVITY[item[1].verdict], item[0]))[1]
        if len(findings) > 1:
            return replace(
                best, note=f"{best.note}（简称可指：{'、'.join(quoted(law) for law in address.laws[:4])}）"
            )
        return best

    def _cited(self, law: str, citation: str) -> list[Text]:
        """The versions to look in, the one meant first: a year in the citation (2018修正), else the version in force."""
        versions = self.by_law.get(law, [])
        year = re.search(r"[（(]([12]\d{3})[年\d\-]*", citation)
        if year:
            versions = sorted(versions, key=lambda d: not _of_year(d, int(year[1])))
        return [self._text(description) for description in versions]

    def _text(self, description: Description) -> Text:
        if description.id not in self.texts:
            self.texts[description.id] = Text.of(description, self.holdings.passages(description.id))
        return self.texts[description.id]

    def _against(self, finding: Finding, versions: list[Text]) -> Finding:
        """民法典 is several files of one version: the file that has the article is the one cited."""
        if not versions:
            return replace(finding, verdict=Verdict.NO_SUCH_LAW, note=_not_held(finding.law))
        meant = versions[0].description
        together = [t for t in versions if t.description.date == meant.date and self._standing(t.description)]
        if finding.pinpoint is not None and meant.volume:
            having = [text for text in together if text.at(finding.pinpoint)]
            versions = [*having, *(text for text in versions if text not in having)]
        finding = self._placed(finding, versions)
        return self._held(finding)

    def _placed(self, finding: Finding, versions: list[Text]) -> Finding:
        meant = versions[0]
        finding = replace(finding, document=meant.description)
        if finding.pinpoint is None:
            return replace(finding, note=f"{quoted(meant.description.title)}在库中")
        true_text = meant.at(finding.pinpoint)
        if not true_text:
            return self._no_place(finding, versions)
        finding = replace(finding, true_text=true_text)
        if not finding.quote:
            return replace(finding, note=f"{finding.pinpoint}存在")
        return self._worded(finding, versions)

    def _worded(self, finding: Finding, versions: list[Text]) -> Finding:
        """The quoted words: at the place cited, elsewhere in the law, in another version, or nowhere."""
        meant, place = versions[0], finding.pinpoint or Pinpoint()
        if meant.says(finding.quote, place):
            return replace(finding, note=f"{place}存在，引文一致")
        elsewhere = meant.where(finding.quote, near=place)
        if elsewhere is not None:
            note = f"引文不在{place}，在{elsewhere}"
            older = next((v for v in versions[1:] if v.says(finding.quote, place)), None)
            note += f"（{place}是{_dated(older.description)}的条号）" if older else ""
            return replace(finding, verdict=Verdict.WRONG_ARTICLE, suggestion=elsewhere, note=note)
        for version in versions[1:]:
            if version.where(finding.quote, near=place) is not None:
                return self._older(finding, version)
        nearest, likeness = meant.nearest(finding.quote, place)
        if nearest is not None and nearest != place.article_only() and likeness >= _CLEARLY:
            true_text = meant.at(nearest)
            note = f"引文不在{place}，与{nearest}相近而文字有出入"
            changed = edits(finding.quote, meant.stretch(finding.quote, nearest))
            return replace(
                finding,
                verdict=Verdict.WRONG_ARTICLE,
                suggestion=nearest,
                true_text=true_text,
                edits=changed,
                note=note,
            )
        changed = edits(finding.quote, meant.stretch(finding.quote, place))
        note = f"{place}存在，但引文与原文不一致"
        return replace(finding, verdict=Verdict.WRONG_WORDS, edits=changed, note=note)

    def _older(self, finding: Finding, version: Text) -> Finding:
        place = version.where(finding.quote, near=finding.pinpoint or Pinpoint())
        current = finding.document
        said = version.description.date.year if version.description.date else "另一"
        note = f"引文出自{said}年文本{place}，与{_dated(current)}的文字不同"
        if current is None or self._standing(current) == 0:
            return replace(finding, document=version.description, note=note)
        return replace(
            finding,
            verdict=Verdict.NOT_IN_FORCE,
            document=version.description,
            current=current,
            edits=edits(
                finding.quote, self._text(current).stretch(finding.quote, finding.pinpoint or Pinpoint())
            ),
            note=note,
        )

    def _no_place(self, finding: Finding, versions: list[Text]) -> Finding:
        meant, place = versions[0], finding.pinpoint or Pinpoint()
        where = meant.where(finding.quote, near=place) if finding.quote else None
        note = f"{_dated(meant.description)}没有{place}" + (f"，引文在{where}" if where else "")
        for version in versions[1:]:
            old_text = version.at(place)
            if old_text and (not finding.quote or version.says(finding.quote, place)):
                counterpart = where or meant.nearest(old_text, place, least=_CLEARLY)[0]
                note = f"{place}见于{_dated(version.description)}；{note}"
                note += f"，相应内容在{counterpart}" if counterpart and not where else ""
                return replace(
                    finding,
                    verdict=Verdict.WRONG_ARTICLE,
                    true_text=old_text,
                    suggestion=counterpart,
                    note=note,
                )
        if meant.at(place.article_only()):
            note += f"（有{place.article_only()}）"
        return replace(finding, verdict=Verdict.WRONG_ARTICLE, suggestion=where, note=note)

    def _held(self, finding: Finding) -> Finding:
        """Add whether the text compared with holds on the day. A law out of force outweighs wrong words."""
        document = finding.document
        validity = self.validity.get(document.id) if document else None
        if document is None or validity is None:
            return finding
        finding = replace(finding, status=validity.status)
        if validity.status is Status.NOT_YET:
            return replace(
                finding, verdict=Verdict.NOT_IN_FORCE, note=f"{finding.note}；尚未生效：{validity.reason}"
            )
        if validity.status not in (Status.AMENDED, Status.REPEALED):
            return finding
        current = next(
            (d for d in self.by_law[document.identity] if d.id == validity.current), finding.current
        )
        note = f"{finding.note}；{validity.status}：{validity.reason}"
        return replace(finding, verdict=Verdict.NOT_IN_FORCE, current=current, note=note)


_CLEARLY = 0.6  # likeness from which two wordings are taken for one provision
_GRAVITY = {verdict: place for place, verdict in enumerate(Verdict)}


def _of_year(description: Description, year: int) -> bool:
    return any(day is not None and day.year == year for day in (description.adopted, description.effective))


def _dated(description: Description | None) -> str:
    if description is None:
        return "库内文本"
    year = f"（{description.date.year}年）" if description.date else ""
    return f"{quoted(description.title)}{year}"


def worst_first(findings: Sequence[Finding]) -> Iterator[Finding]:
    """The gravest first; ties in the order of the draft."""
    return iter(sorted(findings, key=lambda f: (-_GRAVITY[f.verdict], f.start)))


def _not_held(name: str) -> str:
    gone = "；此名称的法已废止或被取代，请改引现行规定" if key_of(name) in GONE else ""
    return f"库中没有{quoted(name)}，未能核对{gone}"
