"""Suggested questions are questions, few, and never the one just asked."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.ask import Assistant
from assistant.compose.suggest import suggest
from assistant.evidence.holdings import Holdings
from assistant.records import Answer, Citation
from index.library import Library
from tests import example_library
from tests.composing import asked, hit


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


DAY = date(2026, 1, 1)


def offered(question: str, text: str, library: Library, **more: object) -> tuple[str, ...]:
    """What is offered behind an answer that cites one article whole."""
    found = hit(text, "灯船法", article=4, **more)
    cited = Citation(1, found, found.passage.start, found.passage.end, "第四条")
    answer = Answer(
        asked=question, question=question, status="answered", citations=(cited,), hits=(found,), as_of=DAY
    )
    return suggest(asked(question), answer, Holdings.of(library))


@pytest.mark.parametrize(
    "question",
    [
        "邻居装修把我家墙弄裂了找谁赔",
        "村干部贪污归谁查",
        "房东不退押金怎么办",
        "单位开除我没给任何说法，我该找谁",
    ],
)
def test_what_is_no_name_of_a_thing_is_never_built_into_a_suggestion(library: Library, question: str) -> None:
    texts = offered(question, f"第四条 {question}，应当{question}。", library, headings=("第二章 灯船许可",))
    assert texts == ("《灯船法》关于灯船许可有哪些规定？", "《灯船法》第五条", "《灯船法》第三条")


def test_a_thing_that_the_cited_texts_name_is_asked_about_further(library: Library) -> None:
    texts = offered("如何落实灯船公示制度？", "第四条 灯船机关应当落实灯船公示。", library)
    assert texts[:3] == (
        "违反灯船公示制度的规定要承担什么责任？",
        "灯船公示制度的法律依据是什么？",
        "讲话里怎么说灯船公示制度？",
    )
    assert offered("如何落实灯船公示制度？", "第四条 船应当停。", library) == (
        "《灯船法》第五条",
        "《灯船法》第三条",
    )


def test_a_penalty_is_offered_only_where_somebody_is_bound_to_the_thing(library: Library) -> None:
    texts = offered("灯船文件由谁备案？", "第四条 灯船文件由灯船部门备案。", library)
    assert not any("违反" in text for text in texts)


def test_an_article_is_offered_whole_only_where_a_part_of_it_was_quoted(library: Library) -> None:
    assert "《灯船法》第四条" not in offered("几日内公示？", "第四条 应当在三日内公示。", library)
