"""The library as LangChain components: embeddings, vector store, retriever, answer chain.

They hold what a program built on LangChain expects and nothing else; searching and answering happen in `index` and
`assistant.ask`. No community package is used, nothing is pickled.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.messages import AIMessage
from langchain_core.messages.content import Citation
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda
from langchain_core.vectorstores import VectorStore
from pydantic import ConfigDict

from index.embedder import Embedder, load_embedder
from index.library import Library
from index.records import Filter, Hit

from ..ask import Assistant
from ..records import Answer
from ..rendering.as_json import text_of


class FazhiEmbeddings(Embeddings):
    """An `Embedder` under LangChain's name; without one, the built-in model."""

    def __init__(self, embedder: Embedder | None = None) -> None:
        self.embedder = embedder or load_embedder(None)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[float(value) for value in row] for row in self.embedder.encode_documents(texts)]

    def embed_query(self, text: str) -> list[float]:
        return [float(value) for value in self.embedder.encode_queries([text])[0]]


class FazhiVectorStore(VectorStore):
    """Exact cosine search over documents held in memory; adding an id again replaces it. For programs that bring their
    own texts: a library on disk is reached through `FazhiRetriever`."""

    def __init__(self, embedding: Embeddings | None = None) -> None:
        self.embedding = embedding or FazhiEmbeddings()
        self._documents: dict[str, Document] = {}
        self._vectors: dict[str, np.ndarray] = {}

    @property
    def embeddings(self) -> Embeddings:
        return self.embedding

    def add_texts(
        self,
        texts: Iterable[str],
        metadatas: list[dict[str, Any]] | None = None,
        *,
        ids: list[str] | None = None,
        **kwargs: Any,
    ) -> list[str]:
        """The ids, given or made, in the order of `texts`."""
        texts = list(texts)
        metadatas = metadatas or [{} for _ in texts]
        ids = ids or [str(uuid.uuid4()) for _ in texts]
        if not len(texts) == len(metadatas) == len(ids):
            raise ValueError(
                f"{len(texts)} texts, {len(metadatas)} metadatas and {len(ids)} ids do not match"
            )
        vectors = self.embedding.embed_documents(texts)
        for key, text, metadata, vector in zip(ids, texts, metadatas, vectors, strict=True):
            self._documents[key] = Document(id=key, page_content=text, metadata=metadata)
            self._vectors[key] = np.asarray(vector, dtype=np.float32)
        return ids

    def delete(self, ids: list[str] | None = None, **kwargs: Any) -> bool:
        for key in list(self._documents) if ids is None else ids:
            self._documents.pop(key, None)
            self._vectors.pop(key, None)
        return True

    def get_by_ids(self, ids: Sequence[str], /) -> list[Document]:
        return [self._copy(key) for key in ids if key in self._documents]

    def similarity_search(self, query: str, k: int = 4, **kwargs: Any) -> list[Document]:
        return [document for document, _ in self.similarity_search_with_score(query, k)]

    def similarity_search_with_score(
        self, query: str, k: int = 4, **kwargs: Any
    ) -> list[tuple[Document, float]]:
        """Cosine, bigger is nearer; ties by id."""
        if not self._documents:
            return []
        asked = np.asarray(self.embedding.embed_query(query), dtype=np.float32)
        scores = {key: _cosine(asked, vector) for key, vector in self._vectors.items()}
        best = sorted(scores, key=lambda key: (-scores[key], key))[:k]
        return [(self._copy(key), scores[key]) for key in best]

    @classmethod
    def from_texts(
        cls,
        texts: list[str],
        embedding: Embeddings,
        metadatas: list[dict[str, Any]] | None = None,
        *,
        ids: list[str] | None = None,
        **kwargs: Any,
    ) -> FazhiVectorStore:
        store = cls(embedding)
        store.add_texts(texts, metadatas, ids=ids)
        return store

    def _copy(self, key: str) -> Document:
        return self._documents[key].model_copy(deep=True)


def _cosine(a: np.ndarray, b: np.ndarray) -> float:
    length = float(np.linalg.norm(a) * np.linalg.norm(b))
    return float(a @ b) / length if length else 0.0


class FazhiRetriever(BaseRetriever):
    """The library's own search. `metadata` of each document holds title, pinpoint, status, offsets, score and ranks."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Library
    k: int = 10
    filter: Filter = Filter()

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, k: int | None = None
    ) -> list[Document]:
        return [document(hit) for hit in self.library.search(query, k=k or self.k, filter=self.filter)]


def document(hit: Hit) -> Document:
    """A hit as a LangChain document; `id` is the passage's key."""
    described = hit.document
    return Document(
        id=hit.passage.key,
        page_content=hit.passage.text,
        metadata={
            "document": described.id,
            "title": described.title,
            "kind": described.kind.value,
            "date": described.date.isoformat() if described.date else None,
            "status": hit.validity.status.value,
            "source": described.source,
            "pinpoint": str(hit.passage.pinpoint),
            "headings": list(hit.passage.headings),
            "start": hit.passage.start,
            "end": hit.passage.end,
            "score": hit.score,
            "ranks": dict(hit.ranks),
        },
    )


def answer_chain(assistant: Assistant) -> Runnable[str, AIMessage]:
    """Question → AIMessage whose text block carries LangChain's `Citation` annotations, each at its [n]."""

    def answered(question: str) -> AIMessage:
        return message(assistant.ask(question))

    return RunnableLambda(answered).with_config(run_name="fazhi")


def message(answer: Answer) -> AIMessage:
    """An answer as a message; status, reason and notes stand in `response_metadata`."""
    text = text_of(answer)
    annotations = [
        annotation for n in answer.citations if (annotation := _annotation(text, n.number, answer))
    ]
    block = {"type": "text", "text": text, "annotations": annotations}
    return AIMessage(
        content=[block],
        response_metadata={
            "status": answer.status,
            "reason": answer.reason.value if answer.reason else None,
            "mode": answer.mode,
            "as_of": answer.as_of.isoformat(),
            "notes": list(answer.notes),
        },
    )


def _annotation(text: str, number: int, answer: Answer) -> Citation | None:
    """`start_index`, `end_index` are the place of [n] in the answer's text, as LangChain defines them."""
    mark = f"[{number}]"
    at = text.find(mark)
    if at < 0:
        return None
    citation = next(citation for citation in answer.citations if citation.number == number)
    described = citation.hit.document
    return Citation(
        type="citation",
        id=f"{citation.hit.passage.key}:{citation.start}",
        title=described.title,
        start_index=at,
        end_index=at + len(mark),
        cited_text=citation.quote,
        extras={
            "document": described.id,
            "pinpoint": citation.pinpoint,
            "status": citation.hit.validity.status.value,
            "start": citation.start,
            "end": citation.end,
        },
    )
