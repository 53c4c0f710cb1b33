"""Check one sentence of a language model against the passages it cites. Deterministic; no model is asked.

What is covered: citations that exist, quotations word for word, law names, article numbers, quantities with their
bounds, modal words (应当, 可以, 不得) with whom and what they govern, negation, parties, and how much of the wording the passages
carry. What is not: whether a true sentence answers the question.
Limits are fixed here; nothing relaxes them to keep a sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from documents.pinpoint import Pinpoint, find_pinpoints

from .agreement import (
    conditions,
    invented,
    modality,
    nearest,
    parties_of,
    polarity,
    roles,
    supported,
    universal,
)
from .clauses import clauses, plain
from .figures import DENIAL, STOPS, arabic, force_of, numbers, parties
from .quantities import quantities, short_clauses
from .whole import connectives, exceptions, levels, often, order

SUPPORT = 0.55  # share of a sentence's character pairs that stand in the cited passages
CLAUSE_SUPPORT = 0.30  # the same for each of its clauses
QUOTE = 4  # characters from which a quotation must stand in a passage word for word

_QUOTED = re.compile(r"[“「『\"]([^”」』\"]+)[”」』\"]")
_TITLE = re.compile(r"《([^》]+)》")
_CITED = re.compile(r"\[(\d+)\]")
_ATTRIBUTION = re.compile(
    r"^(?:根据|依据|依照|按照|对照)?(?:《[^》]+》)?(?:第[^，,：:规]{1,24}条[^，,：:]{0,12})?(?:的?规定|明确|要求|指出|提出)?[，,：:]"
)
_DENYING = re.compile(rf"不得|禁止|严禁|不准|不允许|不可以|不能|不应当|不予|不再|{DENIAL.pattern}")
_REACHES = r"(?:(?:不得|禁止|严禁|不准|不能)[^，。；]*|(?:不|未|无|没有|非|除|免[予于除])[^，。；]{0,8})"
_PARTICLES = re.compile(r"应当|必须|不得|可以|禁止|不予|期限|不|的|为|[^\u4e00-\u9fffA-Za-z0-9]")
_NORM = re.compile(r"应当|必须|不得|可以|有权|禁止|处以|罚款|第[〇零一二三四五六七八九十百千\d]+条")


@dataclass(frozen=True, slots=True)
class Source:
    """A numbered passage as the model saw it."""

    number: int
    title: str
    place: Pinpoint
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """`text` is what may be shown: citation marks off, quotations replaced by the store's own text. `reason` says, in
    Chinese, why a sentence is 无依据; empty otherwise."""

    label: Literal["原文", "转述", "编排", "无依据"]
    text: str
    citations: tuple[int, ...] = ()
    reason: str = ""


def verify(sentence: str, sources: Mapping[int, Source]) -> Verdict:
    """One sentence with its [n] marks. An uncited sentence passes only as 编排, when it states no norm and no figure."""
    cited = tuple(dict.fromkeys(int(number) for number in _CITED.findall(sentence)))
    text = _CITED.sub("", sentence).strip()
    missing = [number for number in cited if number not in sources]
    if missing:
        return Verdict("无依据", text, (), f"引用了不存在的序号 {missing}")
    if not cited:
        plain = not (_NORM.search(text) or _TITLE.search(text) or _QUOTED.search(text) or numbers(text))
        return (
            Verdict("编排", text)
            if plain and len(text) <= 40
            else Verdict("无依据", text, (), "没有注明依据")
        )
    chosen = [sources[number] for number in cited]
    text, reason, verbatim = _quotations(text, chosen)
    checks: tuple[Callable[[str, Sequence[Source]], str], ...] = (_titles, _articles)
    if not (verbatim and _whole(text, chosen)):
        checks += (_amounts, _parties, _authorities, _clause_by_clause, _denial, _support)
    for check in checks:
        reason = reason or check(text, chosen)
    if reason:
        return Verdict("无依据", text, cited, reason)
    return Verdict("原文" if verbatim else "转述", text, cited)


def _whole(text: str, sources: Sequence[Source]) -> bool:
    """Whether the sentence is a whole sentence of a passage: nothing was left out that could turn it."""
    body = _squeeze(_ATTRIBUTION.sub("", text).strip('“”「」『』"。；; '))
    return any(
        body == _squeeze(sentence) for source in sources for sentence in re.split(r"[。\n]", source.text)
    )


def _quotations(text: str, sources: Sequence[Source]) -> tuple[str, str, bool]:
    """(text with quotations as stored, reason, whether all of it but the attribution is quotation)."""
    for match in reversed(list(_QUOTED.finditer(text))):
        quote = match[1]
        stored = next((found for source in sources if (found := _stored(quote, source.text))), None)
        if stored is None:
            short = len(_squeeze(quote)) < QUOTE
            if short or any(_squeeze(quote) in _squeeze(source.title) for source in sources):
                continue
            return text, f"引文与原文不一致：“{quote[:30]}”", False
        text = text[: match.start(1)] + stored + text[match.end(1) :]
    body = _ATTRIBUTION.sub("", text).strip('“”「」『』"。；; ')
    verbatim = bool(body) and any(_stored(body, source.text) for source in sources)
    return text, "", verbatim


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


def _titles(text: str, sources: Sequence[Source]) -> str:
    for title in _TITLE.findall(text):
        short = _squeeze(title).removeprefix("中华人民共和国")
        if not any(short in _squeeze(source.title) or short in _squeeze(source.text) for source in sources):
            return f"所引片段中没有《{title}》"
    return ""


def _articles(text: str, sources: Sequence[Source]) -> str:
    for start, end, place in find_pinpoints(text):
        if place.article is None:
            continue
        named = any(source.place.article_only() == place.article_only() for source in sources)
        mentioned = any(place == other for source in sources for _, _, other in find_pinpoints(source.text))
        if not (named or mentioned):
            return f"所引片段不是{text[start:end]}"
    return ""


def _amounts(text: str, sources: Sequence[Source]) -> str:
    return quantities(text, [(source.title, source.text) for source in sources])


def _parties(text: str, sources: Sequence[Source]) -> str:
    wording = "\n".join(source.text + source.title for source in sources)
    strange = sorted(party for party in parties(_TITLE.sub("", text)) if plain(party) not in plain(wording))
    return f"所引片段中没有“{strange[0]}”" if strange else ""


def _authorities(text: str, sources: Sequence[Source]) -> str:
    passages = [source.title + "。" + source.text for source in sources]
    body = _ATTRIBUTION.sub("", text)
    reasons = (check(body, passages) for check in (levels, often, exceptions, connectives, order))
    return next((reason for reason in reasons if reason), "")


def _clause_by_clause(text: str, sources: Sequence[Source]) -> str:
    """Each clause against the clauses of the passages that it comes from."""
    body = _ATTRIBUTION.sub("", text)
    stated = [clause for source in sources for clause in clauses(source.text)]
    known = parties_of(stated)
    for clause in clauses(body):
        near = nearest(clause, stated)
        reason = (
            modality(clause, near, stated)
            or roles(clause, near, known)
            or conditions(clause, near, body, stated)
            or universal(clause, near, body)
            or polarity(clause, near, stated)
            or invented(clause, stated, known)
        )
        if not near and force_of(clause.text) and supported(clause, stated) < SUPPORT:
            reason = reason or f"所引片段没有说“{clause.text[:24]}”"
        if reason:
            return reason
    return ""


def _denial(text: str, sources: Sequence[Source]) -> str:
    """不, 未, 无, 不得 may be neither added to nor dropped from the words they stand before."""
    body = _ATTRIBUTION.sub("", text)
    stated = [sentence for source in sources for sentence in _sentences(source.text)]
    whole = "\n".join(source.text for source in sources)
    plainly = "，".join(clause for clause in body.split("，") if not clause.rstrip("。；").endswith("的"))
    for sentence in _nearest(body, stated):
        denied = {word for word in _denied(sentence) if word[0] not in "在向以对从将把因由"}
        for word in sorted(denied & _affirmed(plainly, denied) - _affirmed(whole, denied)):
            return f"原文对“{word}”是否定的"
    for word in sorted(_denied(body)):
        if word in whole and not re.search(rf"{_REACHES}{word}", whole):
            return f"原文对“{word}”没有否定"
    return ""


def _denied(text: str) -> set[str]:
    """The two characters behind each denial or prohibition."""
    return {
        word
        for match in _DENYING.finditer(text)
        if len(word := re.sub(r"[^\u4e00-\u9fff]", "", text[match.end() : match.end() + 3])[:2]) == 2
    }


def _affirmed(text: str, words: set[str]) -> set[str]:
    """Those of `words` that stand somewhere in the text with no denial right before them."""
    return {
        word
        for word in words
        for match in re.finditer(re.escape(word), text)
        if not re.search(r"[不未无非禁免没至][^，。；、]{0,3}$", text[: match.start()])
    }


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in STOPS.split(text) if sentence.strip()]


def _nearest(body: str, stated: Sequence[str]) -> list[str]:
    """The sentence that shares most character pairs with the body, and every one of which it holds the most part."""
    pairs = _pairs(body)
    shared = [len(pairs & _pairs(sentence)) for sentence in stated]
    most = max(shared, default=0)
    return [
        sentence
        for sentence, count in zip(stated, shared, strict=True)
        if count and (count == most or count >= 0.6 * len(_pairs(sentence)))
    ]


def _support(text: str, sources: Sequence[Source]) -> str:
    known = {pair for source in sources for pair in _pairs(source.text + source.title)}
    body = _ATTRIBUTION.sub("", text)
    pairs = _pairs(body)
    if pairs and len(pairs & known) / len(pairs) < SUPPORT:
        return "所引片段不足以支持这句话"
    for clause in short_clauses(body):
        own = _pairs(clause)
        if len(own) >= 5 and len(own & known) / len(own) < CLAUSE_SUPPORT:
            return f"所引片段没有说“{clause[:24]}”"
    return ""


def _pairs(text: str) -> set[str]:
    """Character pairs of the wording. Modal words, particles and punctuation are left out: they must not decide nearness."""
    flat = _PARTICLES.sub("", arabic(unicodedata.normalize("NFKC", text)))
    return {flat[i : i + 2] for i in range(len(flat) - 1)}
