"""An answer as the JSON object of the command line and the HTTP interface. Every field of the contract, nothing of a screen.

`document.text[start:end] == quote` for every citation.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Protocol

from documents.records import Description, Status
from index.records import Hit

from ..records import Answer, Citation
from ..settings import Settings
from .words import headline, laid_out, marks


class Counted(Protocol):
    @property
    def documents(self) -> int: ...
    @property
    def passages(self) -> int: ...


class Counting(Protocol):
    """What the object says of the library."""

    def fingerprint(self) -> str: ...
    def counts(self) -> Counted: ...


def render(
    answer: Answer, library: Counting | None = None, settings: Settings | None = None
) -> dict[str, Any]:
    """JSON types only. `library` and `settings` are left out of the object when they are not given."""
    record: dict[str, Any] = {
        "question": answer.question,
        "asked": answer.asked,
        "status": answer.status,
        "reason": answer.reason.value if answer.reason else None,
        "answer": text_of(answer),
        "as_of": answer.as_of.isoformat(),
        "mode": answer.mode,
        "sections": [
            {
                "title": section.title,
                "empty": section.empty,
                "sentences": [
                    {"text": s.text, "citations": list(s.citations), "label": s.label}
                    for s in section.sentences
                ],
            }
            for section in answer.sections
        ],
        "citations": [citation_record(citation) for citation in answer.citations],
        "more": list(answer.more),
        "notes": list(answer.notes),
        "followups": list(answer.followups),
        "struck": answer.struck,
        "chance": None if answer.chance is None else round(answer.chance, 4),
        "hits": [hit_record(hit) for hit in answer.hits],
    }
    if library is not None:
        counts = library.counts()
        record["library"] = {
            "fingerprint": library.fingerprint(),
            "documents": counts.documents,
            "passages": counts.passages,
        }
    record["version"] = _version()
    if settings is not None:
        record["settings"] = {
            "embedder": settings.embedder,
            "reranker": settings.reranker,
            "model": settings.llm_model if settings.has_model else None,
        }
    record["seconds"] = round(answer.seconds, 4)
    record["timings"] = {step: round(seconds, 5) for step, seconds in answer.timings.items()}
    return record


def text_of(answer: Answer) -> str:
    """The answer as one text with [n] behind each sentence; sections by line, empty slots named."""
    lines = [headline(answer)] if headline(answer) else []
    for section in laid_out(answer):
        if section.title:
            lines.append(f"{section.title}：")
        lines += [f"{sentence.text}{marks(sentence)}" for sentence in section.sentences]
        if section.empty and not section.sentences:
            lines.append(section.empty)
    return "\n".join(lines)


def citation_record(citation: Citation) -> dict[str, Any]:
    return {
        "n": citation.number,
        "document": document_record(citation.hit.document, citation.hit.validity.status),
        "pinpoint": citation.pinpoint,
        "headings": list(citation.hit.passage.headings),
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
    }


def hit_record(hit: Hit) -> dict[str, Any]:
    """`ranks` and `score` say why it was found; `relevance` is null before calibration."""
    ranks: Mapping[str, int] = hit.ranks
    return {
        "document": document_record(hit.document, hit.validity.status),
        "pinpoint": str(hit.passage.pinpoint),
        "headings": list(hit.passage.headings),
        "text": hit.passage.text,
        "start": hit.passage.start,
        "end": hit.passage.end,
        "score": round(float(hit.score), 6),
        "relevance": None if hit.relevance is None else round(float(hit.relevance), 4),
        "ranks": {name: int(rank) for name, rank in ranks.items()},
    }


def document_record(described: Description, status: Status) -> dict[str, Any]:
    return {
        "id": described.id,
        "title": described.title,
        "volume": described.volume,
        "kind": described.kind.value,
        "status": status.value,
        "date": described.date.isoformat() if described.date else None,
        "number": described.number,
        "issuer": described.issuer,
        "region": described.region,
        "source": described.source,
    }


def _version() -> str:
    try:
        return version("fazhi")
    except PackageNotFoundError:  # run from a folder that was never installed
        return "0"
