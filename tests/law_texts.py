"""Small invented laws for the tests of documents/: written here, cut up by the real structure."""

from __future__ import annotations

from datetime import date

from documents.identity import identity_of
from documents.recognise import document_id
from documents.records import Document, Kind, Passage, Status
from documents.structure import structure

Law = tuple[Document, tuple[Passage, ...]]


def law(
    title: str,
    *lines: str,
    kind: Kind = Kind.LAW,
    adopted: str | None = None,
    effective: str | None = None,
    stated: Status | None = None,
    region: str | None = None,
) -> Law:
    """`lines` become paragraphs of their own, as in the corpus."""
    text = "\n\n".join((f"# {title}", "<!-- INFO END -->", *lines))
    document = Document(
        id=document_id(title + str(adopted), text),
        title=title,
        kind=kind,
        identity=identity_of(title),
        adopted=date.fromisoformat(adopted) if adopted else None,
        effective=date.fromisoformat(effective) if effective else None,
        stated_status=stated,
        region=region,
        text=text,
    )
    return document, structure(document).passages
