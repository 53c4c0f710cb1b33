"""Check one sentence of a language model against the passages it cites. Deterministic; no model is asked.

A sentence may stand in the model's words only when everything in it can be confirmed: the citations exist, the law and the
article it names are those of the passage, quotations are word for word, and `edits` finds nothing inserted, left out or moved
that could turn the meaning. A sentence that cites what is there but cannot be confirmed gives way to the passage's own
sentence; one that cites nothing near is struck. What is not covered: whether a true sentence answers the question.
Limits are fixed here; nothing relaxes them to keep a sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from documents.pinpoint import Pinpoint

from .attribution import opening, part_of, titled
from .compared import matter
from .edits import confirm
from .figures import numbers
from .passage import nearest
from .tokens import tokens

QUOTE = 4  # characters from which a quotation must stand in a passage word for word

_QUOTED = re.compile(r"[“「『\"]([^”」』\"]+)[”」』\"]")
_TITLE = re.compile(r"《([^》]+)》")
_CITED = re.compile(r"\[(\d+)\]")
_STRETCH = re.compile(r"(?P<text>[^\[]*(?:\[(?!\d+\])[^\[]*)*)(?P<marks>(?:\s*\[\d+\])*)")
_NORM = re.compile(r"应当|必须|不得|可以|有权|禁止|处以|罚款|第[〇零一二三四五六七八九十百千\d]+条")


@dataclass(frozen=True, slots=True)
class Source:
    """A numbered passage as the model saw it; `place` is where `text` stands, as far as it is known."""

    number: int
    title: str
    place: Pinpoint
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """`text` is what may be shown: citation marks off, quotations as stored. `reason` says, in Chinese, why a sentence is
    无依据 or gave way to the passage's own words (`replaced`); empty otherwise."""

    label: Literal["原文", "转述", "编排", "无依据"]
    text: str
    citations: tuple[int, ...] = ()
    reason: str = ""
    replaced: bool = False


def verify(sentence: str, sources: Mapping[int, Source]) -> Verdict:
    """One sentence with its [n] marks. An uncited sentence passes only as 编排, when it states no norm and no figure."""
    cited = tuple(dict.fromkeys(int(number) for number in _CITED.findall(sentence)))
    text = _CITED.sub("", sentence).strip()
    missing = [number for number in cited if number not in sources]
    if missing:
        return Verdict("无依据", text, (), f"引用了不存在的序号 {missing}")
    if not cited:
        return Verdict("编排", text) if _connects(text) else Verdict("无依据", text, (), "没有注明依据")
    judged = [_stretch(text, [sources[n] for n in marks]) for text, marks in _stretches(sentence)]
    reason = next((one.reason for one in judged if one.reason), "")
    if not reason:
        label: Literal["原文", "转述"] = "原文" if all(one.verbatim for one in judged) else "转述"
        carried = tuple(dict.fromkeys(number for one in judged for number in one.carried))
        return Verdict(label, "".join(one.text for one in judged).strip(), carried)
    return _replaced(sentence, sources, cited, reason)


def _replaced(sentence: str, sources: Mapping[int, Source], cited: tuple[int, ...], reason: str) -> Verdict:
    """What the passages themselves say of it; 无依据 when one of them says nothing near."""
    quotes: list[str] = []
    for text, marks in _stretches(sentence):
        found = [quote for n in marks if (quote := nearest(text, sources[n].text))]
        if not found:
            return Verdict("无依据", _CITED.sub("", sentence).strip(), cited, reason)
        quotes += [quote for quote in found if quote not in quotes]
    return Verdict("原文", "".join(f"“{quote}”" for quote in quotes), cited, reason, replaced=True)


def _stretches(sentence: str) -> list[tuple[str, tuple[int, ...]]]:
    """The pieces of a sentence with the numbers that stand behind each; what follows the last number belongs to it."""
    found: list[tuple[str, tuple[int, ...]]] = []
    for match in _STRETCH.finditer(sentence):
        marks = tuple(int(number) for number in _CITED.findall(match["marks"]))
        if marks:
            found.append((match["text"], marks))
        elif match["text"] and found:
            found[-1] = (found[-1][0] + match["text"], found[-1][1])
    return found


@dataclass(frozen=True, slots=True)
class _Stretch:
    """`carried`: the numbers that confirm it. `verbatim`: all but the attribution stands in the passage as it is."""

    text: str
    reason: str = ""
    carried: tuple[int, ...] = ()
    verbatim: bool = False


def _stretch(text: str, sources: Sequence[Source]) -> _Stretch:
    text, reason = _quotations(text, sources)
    match = opening(text.lstrip())
    body = (text.lstrip()[match.end() :] if match else text).strip('“”「」『』"。；; ，,')
    reasons: dict[int, str] = {}
    verbatim = False
    for source in sources:
        part = part_of(match["place"] or "", source.place, source.text) if match else source.text
        if match and match["title"] and not titled(match["title"][1:-1], source.title):
            reasons[source.number] = f"所引片段不属于{match['title']}"
        elif part is None:
            reasons[source.number] = f"所引片段不是{match['place'] if match else ''}"
        else:
            reasons[source.number] = confirm(body, source.title, part)
            verbatim = verbatim or (bool(body) and _stored(body, part) is not None)
    carried = tuple(number for number, why in reasons.items() if not why)
    return _Stretch(text, reason or ("" if carried else next(iter(reasons.values()))), carried, verbatim)


def _connects(text: str) -> bool:
    """A heading or a turn of phrase, which states nothing: 主要要求如下："""
    if _NORM.search(text) or _TITLE.search(text) or _QUOTED.search(text) or numbers(text):
        return False
    found = tokens(text)
    if any(token.kind != "word" and token.kind not in ("and", "also") for token in found):
        return False
    return len(text) <= 40 and (text.rstrip().endswith(("：", ":")) or len(matter(found)) <= 6)


def _quotations(text: str, sources: Sequence[Source]) -> tuple[str, str]:
    for match in reversed(list(_QUOTED.finditer(text))):
        quote = match[1]
        stored = next((found for source in sources if (found := _stored(quote, source.text))), None)
        if stored is None:
            short = len(_squeeze(quote)) < QUOTE
            if short or any(_squeeze(quote) in _squeeze(source.title) for source in sources):
                continue
            return text, f"引文与原文不一致：“{quote[:30]}”"
        text = text[: match.start(1)] + stored + text[match.end(1) :]
    return text, ""


def _stored(quote: str, text: str) -> str | None:
    """The store's own span that equals `quote` but for white space and the width of punctuation; None if none does."""
    wanted = _squeeze(quote)
    places = [i for i, character in enumerate(text) if _squeeze(character)]
    flat = "".join(_squeeze(text[i]) for i in places)
    if not wanted or len(flat) != len(places):
        return quote if quote and quote in text else None
    at = flat.find(wanted)
    return text[places[at] : places[at + len(wanted) - 1] + 1] if at >= 0 else None


def _squeeze(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).replace("“", '"').replace("”", '"').split())
