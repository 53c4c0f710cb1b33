"""The audit finds what is wrong with a citation, and nothing wrong with sound answers."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.records import Answer, Citation
from eval.audit import Audit, _Shelf, _weigh, article_headings, audit, questions
from eval.run import System
from index.library import Library
from tests.small_library import small_library

ASKED = [
    "《示例市养犬管理条例》第三条",
    "执法结果几天内公示？",
    "红烧肉怎么做？",
    "  ",
    "如何落实执法公示？",
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return small_library(tmp_path_factory.mktemp("audit"))


@pytest.fixture
def answer(library: Library) -> Answer:
    return System.of(library).assistant.ask("《示例市养犬管理条例》第三条")


def faults(library: Library, answer: Answer, citation: Citation) -> list[str]:
    result = Audit()
    _weigh("问", replace(answer, citations=(citation,), sections=(), more=()), _Shelf(library), result)
    return [fault.partition("：")[0] for fault in result.faults]


def test_sound_answers_have_no_faults_and_everything_is_counted(library: Library) -> None:
    result = audit(library, ASKED)
    assert result.faults == []
    assert result.questions == 5
    assert (result.answered + result.refused, result.sent_back) == (4, 1)
    assert result.citations > 0
    assert len(result.seconds) == 4
    assert result.lines()[0].startswith("提问 5")


def test_a_citation_as_it_was_made_is_right(library: Library, answer: Answer) -> None:
    assert faults(library, answer, answer.citations[0]) == []


@pytest.mark.parametrize(
    "pinpoint", ["第二条", "第三条第（一）项", "第三条之一", "不是地址", "第三条第二款", "第一款"]
)
def test_a_wrong_place_is_found(library: Library, answer: Answer, pinpoint: str) -> None:
    assert faults(library, answer, replace(answer.citations[0], pinpoint=pinpoint)) == ["地址"]


def test_words_that_are_not_the_stores_are_found(library: Library, answer: Answer) -> None:
    citation = answer.citations[0]
    passage = citation.hit.passage
    forged = replace(citation.hit, passage=replace(passage, text=passage.text.replace("罚款", "奖励")))
    assert faults(library, answer, replace(citation, hit=forged)) == ["原文"]


def test_another_title_is_found(library: Library, answer: Answer) -> None:
    citation = answer.citations[0]
    forged = replace(citation.hit, document=replace(citation.hit.document, title="别的条例"))
    assert faults(library, answer, replace(citation, hit=forged)) == ["出处"]


def test_headings_are_read_by_themselves(library: Library) -> None:
    (document,) = [d for d in library.documents() if "香蕉" in d.title]
    text = replace(library.document(document.id), kind="行政法规")  # type: ignore[arg-type]
    assert [number for _, number in article_headings(text)] == [(1, None), (2, None)]


def test_questions_are_varied_different_and_always_the_same(tmp_path: Path) -> None:
    asked = questions(300, tmp_path)
    assert len(set(asked)) == len(asked) == 300
    assert asked == questions(300, tmp_path)
    assert questions(10, tmp_path) == asked[:10]
