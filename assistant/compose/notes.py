"""What a reader has to know beside the answer: which version, which day, what is unverified, what was not held.

One line each, none twice. States facts of the library; quotes no law.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from documents.names import quoted
from documents.records import Description, Kind, Status
from index.records import Filter, Hit

from ..evidence.holdings import Holdings
from ..records import Citation
from ..understand.question import Question
from . import Composed

_BINDING = frozenset(Kind) - {Kind.SPEECH, Kind.CASE, Kind.MODEL_TEXT, Kind.OTHER}


def notes_on(question: Question, composed: Composed, scope: Filter, holdings: Holdings) -> tuple[str, ...]:
    """In the order of weight: day, stale texts, versions of what is quoted, region, what is unverified."""
    hits = _one_each(composed.citations)
    said = _one_each([c for c in composed.citations if c.number not in composed.more])
    lines = [*_day(question, scope, said), *_stale(hits, holdings), *_versions(said, holdings)]
    lines += [*_region(question, scope, holdings), *_unverified(hits)]
    return tuple(dict.fromkeys(lines))


def _one_each(citations: Sequence[Citation]) -> list[Hit]:
    return list({c.hit.document.id: c.hit for c in citations}.values())


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _day(question: Question, scope: Filter, said: Sequence[Hit]) -> Iterator[str]:
    if scope.as_of is not None and said and all(hit.validity.status is Status.NOT_YET for hit in said):
        yield f"库中没有{_chinese(scope.as_of)}时有效的文本，以上引自后来的版本。"
    elif scope.as_of is not None:
        yield f"按{_chinese(scope.as_of)}时有效的版本作答。"
    elif question.before_amendment:
        yield "库中没有更早的版本，以下为现有版本的规定。"


def _stale(hits: Iterable[Hit], holdings: Holdings) -> Iterator[str]:
    for hit in hits:
        validity = hit.validity
        if validity.status is Status.AMENDED:
            newer = _find(holdings, hit.document.identity, validity.current)
            since = f"现行文本为{_chinese(newer.date)}的版本" if newer and newer.date else "已有更新的版本"
            yield f"{quoted(hit.document.title)}{_dated(hit.document)}已被修改，{since}；此处引文不是现行规定。"
        elif validity.status is Status.REPEALED:
            yield f"{quoted(hit.document.title)}已废止，引文不是现行规定。{validity.reason}"
        elif validity.status is Status.NOT_YET:
            yield f"{quoted(hit.document.title)}尚未生效。{validity.reason}"


def _versions(hits: Iterable[Hit], holdings: Holdings) -> Iterator[str]:
    """Several versions are held: say which one was quoted."""
    for hit in hits:
        described = hit.document
        if described.identity not in holdings.versioned or described.date is None:
            continue
        if hit.validity.status in (Status.AMENDED, Status.REPEALED):
            continue
        others = [
            d.date
            for d in holdings.versions[described.identity]
            if d.volume == described.volume and d.id != described.id and d.date
        ]
        if others:
            years = "、".join(_chinese(day) for day in sorted(set(others)))
            yield f"{quoted(described.title)}引自{_chinese(described.date)}的版本；库中另有{years}的版本。"


def _region(question: Question, scope: Filter, holdings: Holdings) -> Iterator[str]:
    held = {
        region for region in holdings.regions for name in question.scope.regions if region.startswith(name)
    }
    wanted = [name for name in question.scope.regions if not any(region.startswith(name) for region in held)]
    if wanted and not scope.regions:
        yield f"库中没有{'、'.join(wanted)}的地方性法规和规章，以下为全国性规定。"


def _unverified(hits: Iterable[Hit]) -> Iterator[str]:
    if any(hit.validity.status is Status.UNVERIFIED and hit.document.kind in _BINDING for hit in hits):
        yield "效力状态未核实：以上以库内最新文本为准，正式引用前请核对是否现行有效。"


def _find(holdings: Holdings, identity: str, document: str | None) -> Description | None:
    return next((d for d in holdings.versions.get(identity, ()) if d.id == document), None)


def _dated(described: Description) -> str:
    return f"（{_chinese(described.date)}）" if described.date else ""
