"""Check one sentence of a language model against the passages it cites. Deterministic; no model is asked.

What is covered: citations that exist, quotations word for word, law names, article numbers, quantities with their
bounds, modal words (应当, 可以, 不得) and negation clause by clause, parties, and how much of the wording the passages
carry. What is not: whether a true sentence answers the question.
Limits are fixed here; nothing relaxes them to keep a sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from documents.pinpoint import Pinpoint, find_pinpoints

from .figures import modals, numbers, parties

SUPPORT = 0.55  # share of a sentence's character pairs that stand in the cited passages
CLAUSE_SUPPORT = 0.30  # the same for each of its clauses
QUOTE = 4  # characters from which a quotation must stand in a passage word for word

_QUOTED = re.compile(r"[“「『\"]([^”」』\"]+)[”」』\"]")
_TITLE = re.compile(r"《([^》]+)》")
_CITED = re.compile(r"\[(\d+)\]")
_ATTRIBUTION = re.compile(
    r"^(?:根据|依据|依照|按照|对照)?(?:《[^》]+》)?(?:第[^，,：:规]{1,24}条[^，,：:]{0,12})?(?:的?规定|明确|要求|指出|提出)?[，,：:]"
)
_CLAUSES = re.compile(r"[，,；;。：:！!？?\n]")
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
    for check in (_titles, _articles, _quantities, _parties, _modality, _support):
        reason = reason or check(text, chosen)
    if reason:
        return Verdict("无依据", text, cited, reason)
    return Verdict("原文" if verbatim else "转述", text, cited)


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


def _quantities(text: str, sources: Sequence[Source]) -> str:
    stated = {number for source in sources for number in numbers(source.text + "\n" + source.title)}
    for number in sorted(numbers(text)):
        same = {other.bound for other in stated if other[:2] == number[:2]}
        if not number.unit:  # a bare Arabic figure matches its value under any unit
            same = {other.bound for other in stated if other.value == number.value}
        if not same or (number.bound not in same and (number.bound or "" not in same)):
            return f"数字与原文不符：{number.value:g}{number.unit}{number.bound}"
    return ""


def _parties(text: str, sources: Sequence[Source]) -> str:
    wording = "\n".join(source.text + source.title for source in sources)
    strange = sorted(party for party in parties(_TITLE.sub("", text)) if party not in wording)
    return f"所引片段中没有“{strange[0]}”" if strange else ""


def _modality(text: str, sources: Sequence[Source]) -> str:
    """Each clause must say 应当, 可以, 不得 or deny exactly where the nearest wording of the passages does."""
    windows = [window for source in sources for window in _windows(source.text)]
    for clause in _clauses(_ATTRIBUTION.sub("", text)):
        said = modals(clause)
        nearest = _nearest(clause, windows)
        if not nearest:
            continue
        meant = modals(nearest)
        changed = said - meant
        dropped = (meant - said) & {"forbid", "deny"}
        if changed or dropped:
            return f"情态词与原文不符：“{clause[:24]}”／原文“{nearest[:24]}”"
    return ""


def _support(text: str, sources: Sequence[Source]) -> str:
    known = {pair for source in sources for pair in _pairs(source.text + source.title)}
    body = _ATTRIBUTION.sub("", text)
    pairs = _pairs(body)
    if pairs and len(pairs & known) / len(pairs) < SUPPORT:
        return "所引片段不足以支持这句话"
    for clause in _clauses(body):
        own = _pairs(clause)
        if len(own) >= 5 and len(own & known) / len(own) < CLAUSE_SUPPORT:
            return f"所引片段没有说“{clause[:24]}”"
    return ""


def _clauses(text: str) -> list[str]:
    return [clause for part in _CLAUSES.split(text) if len(clause := part.strip("“”「」 \u3000")) >= 4]


def _windows(text: str) -> list[str]:
    """Clauses of a passage, alone and in runs of two and three: a paraphrase may join them."""
    clauses = _clauses(text)
    return [
        "，".join(clauses[start : start + size])
        for size in (1, 2, 3)
        for start in range(len(clauses) - size + 1)
    ]


def _nearest(clause: str, windows: Sequence[str]) -> str:
    """The window whose character pairs agree best (F1), ties to the shorter; "" when none shares a third."""
    own = _pairs(clause)
    best, nearest = 1 / 3, ""
    for window in windows:
        pairs = _pairs(window)
        score = 2 * len(own & pairs) / max(1, len(own) + len(pairs))
        if score > best:
            best, nearest = score, window
    return nearest


def _pairs(text: str) -> set[str]:
    """Character pairs of the wording, modal words and punctuation left out, so that they cannot decide nearness."""
    flat = re.sub(
        r"应当|必须|不得|可以|禁止|不予|不|[^\u4e00-\u9fffA-Za-z0-9]", "", unicodedata.normalize("NFKC", text)
    )
    return {flat[i : i + 2] for i in range(len(flat) - 1)}
