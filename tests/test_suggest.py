"""Suggested questions are questions, few, and never the one just asked."""

from __future__ import annotations

import pytest

from assistant.ask import Assistant
from index.library import Library
from tests import example_library


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return example_library.build(tmp_path_factory.mktemp("suggested"))


@pytest.mark.parametrize(
    "question",
    ["如何落实公示制度？", "星河公示法第四条", "哪些情形不予公示？", "公示由谁负责？", "红烧肉怎么做"],
)
def test_suggestions_are_few_and_new(library: Library, question: str) -> None:
    answer = Assistant(library).ask(question)
    assert len(answer.followups) <= 4
    assert len(set(answer.followups)) == len(answer.followups)
    assert question not in answer.followups
    assert not any("哪些情形" in text for text in answer.followups)


def test_beside_an_article_its_neighbours_and_its_other_version_are_offered(library: Library) -> None:
    offered = Assistant(library).ask("星河公示法第四条").followups
    assert "《星河公示法》第五条" in offered
    assert any(text.startswith("修订前的") for text in offered)


def test_what_is_offered_beside_an_article_can_be_asked(library: Library) -> None:
    assistant = Assistant(library)
    for text in assistant.ask("星河公示法第四条").followups[:2]:
        assert assistant.ask(text).status == "answered"
