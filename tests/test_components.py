"""LangChain citizenship: its own standard suites over our embeddings and vector store, and the retriever over a library."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from langchain_core.embeddings import Embeddings
from langchain_core.messages.content import Citation
from langchain_core.output_parsers import StrOutputParser
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import RunnableLambda
from langchain_core.vectorstores import VectorStore
from langchain_tests.integration_tests import (
    EmbeddingsIntegrationTests,
    RetrieversIntegrationTests,
    VectorStoreIntegrationTests,
)
from langchain_tests.unit_tests import EmbeddingsUnitTests

from assistant.ask import Assistant
from assistant.chain.components import FazhiEmbeddings, FazhiRetriever, FazhiVectorStore, answer_chain
from index.library import Library

SHIPPED = Path(__file__).resolve().parent.parent / "documents" / "library"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("chain") / "library", create=True) as opened:
        opened.add([SHIPPED])
        yield opened


class TestEmbeddings(EmbeddingsUnitTests):
    @property
    def embeddings_class(self) -> type[Embeddings]:
        return FazhiEmbeddings


class TestEmbeddingsAtWork(EmbeddingsIntegrationTests):
    @property
    def embeddings_class(self) -> type[Embeddings]:
        return FazhiEmbeddings


class TestVectorStore(VectorStoreIntegrationTests):
    @pytest.fixture
    def vectorstore(self) -> VectorStore:
        return FazhiVectorStore(self.get_embeddings())


class TestRetriever(RetrieversIntegrationTests):
    @pytest.fixture(autouse=True)
    def _open(self, library: Library) -> None:
        TestRetriever.library = library  # type: ignore[attr-defined]

    @property
    def retriever_constructor(self) -> type[BaseRetriever]:
        return FazhiRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, object]:
        return {"library": TestRetriever.library}  # type: ignore[attr-defined]

    @property
    def retriever_query_example(self) -> str:
        return "行政执法公示"


def test_a_retrieved_document_carries_its_place(library: Library) -> None:
    (first, *_) = FazhiRetriever(library=library, k=3).invoke("行政执法公示的内容由谁审核")
    stored = library.document(first.metadata["document"]).text
    assert stored[first.metadata["start"] : first.metadata["end"]] == first.page_content
    assert first.metadata["pinpoint"]


def test_the_chain_answers_with_citation_annotations(library: Library) -> None:
    message = answer_chain(Assistant(library)).invoke("什么是行政执法公示制度？")
    content: list[Any] = list(message.content)
    (block,) = content
    assert message.response_metadata["status"] == "answered"
    assert block["annotations"]
    for annotation in block["annotations"]:
        assert block["text"][annotation["start_index"] : annotation["end_index"]].startswith("[")
        assert annotation["cited_text"]


def test_annotations_are_langchains_own_citations(library: Library) -> None:
    """Their keys are the type's, the quotation stands in the store, and the standard blocks carry them on."""
    message = answer_chain(Assistant(library)).invoke("什么是行政执法公示制度？")
    content: list[Any] = list(message.content)
    annotations = content[0]["annotations"]
    for annotation in annotations:
        assert set(annotation) <= set(Citation.__annotations__)
        assert annotation["type"] == "citation"
        stored = library.document(annotation["extras"]["document"]).text
        assert stored[annotation["extras"]["start"] : annotation["extras"]["end"]] == annotation["cited_text"]
    blocks: list[Any] = list(message.content_blocks)
    (block,) = blocks
    assert block["type"] == "text"
    assert [a["cited_text"] for a in block["annotations"]] == [a["cited_text"] for a in annotations]


def test_the_chain_is_a_runnable_among_others(library: Library) -> None:
    questions = ["什么是行政执法公示制度？", "火星移民怎么办签证？"]
    chain = answer_chain(Assistant(library))
    answered, refused = chain.batch(questions)
    assert [answered.response_metadata["status"], refused.response_metadata["status"]] == [
        "answered",
        "refused",
    ]
    assert asyncio.run(chain.ainvoke(questions[0])).content == answered.content
    assert [piece.content for piece in chain.stream(questions[0])] == [answered.content]
    composed = RunnableLambda(str.strip) | chain | StrOutputParser()
    assert composed.invoke(f"  {questions[0]} ") == answered.text


def test_vectors_that_do_not_match_their_texts_are_refused() -> None:
    with pytest.raises(ValueError, match="2 texts"):
        FazhiVectorStore().add_texts(["甲", "乙"], ids=["1"])
