"""A question of an earlier day that describes a law is answered from the version of that day, or said not to be held."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

import pytest

from assistant.ask import Assistant
from index.records import Filter, Hit
from tests import example_library


class OneLaw:
    """A library that finds articles of one law only, as a library does in which nothing else is near."""

    def __init__(self, library: Any) -> None:
        self.library = library

    def __getattr__(self, name: str) -> Any:
        return getattr(self.library, name)

    def search(self, query: str, *, k: int = 10, filter: Filter = Filter()) -> Sequence[Hit]:  # noqa: A002, B008
        hits = self.library.search(query, k=30, filter=filter)
        return [hit for hit in hits if hit.document.identity == "星河公示法"][:k]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    library = example_library.build(tmp_path_factory.mktemp("earlier"))
    yield Assistant(cast(Any, OneLaw(library)))
    library.close()


def _said(assistant: Assistant, question: str) -> tuple[str, str]:
    answer = assistant.ask(question)
    return answer.status, "".join(s.text for section in answer.sections for s in section.sentences)


def test_the_version_of_that_day_answers(assistant: Assistant) -> None:
    status, said = _said(assistant, "2018年时，机关多少日内公示办事结果？")
    assert status == "answered" and "三十日" in said and "二十日" not in said


def test_a_law_held_in_later_versions_only_is_not_answered_from_them_or_from_another(
    assistant: Assistant,
) -> None:
    status, said = _said(assistant, "2010年时，星河公示的结果要多少日内公示？")
    assert status == "refused" and "当时还没有施行" in said
