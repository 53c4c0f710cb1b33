"""The audit finds what it is there to find."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.ask import Assistant
from assistant.audit import faults
from assistant.explain import explain
from assistant.records import Answer, Citation, QuoteError
from index.library import Library
from index.records import Filter
from tests import example_library

QUESTIONS = (
    "星河公示法第四条",
    "哪些情形不予公示？",
    "如何落实公示制度？",
    "三大难点是哪三个？",
    "讲话里怎么说公示工作",
    "红烧肉怎么做",
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return example_library.build(tmp_path_factory.mktemp("audited"))


@pytest.fixture(scope="module")
def answer(library: Library) -> Answer:
    return Assistant(library).ask("星河公示法第四条")


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_sound_answer_has_no_fault(library: Library, question: str) -> None:
    assert faults(Assistant(library).ask(question), library) == ()


def _altered(answer: Answer, **changes: object) -> Answer:
    first = replace(answer.citations[0], **changes)  # type: ignore[arg-type]
    return replace(answer, citations=(first, *answer.citations[1:]))


def test_a_wrong_place_is_found(library: Library, answer: Answer) -> None:
    assert any("stands at" in fault for fault in faults(_altered(answer, pinpoint="第五条"), library))


def test_a_sentence_that_does_not_hold_its_citation_is_found(library: Library, answer: Answer) -> None:
    shorter = _altered(answer, start=answer.citations[0].start + 3)
    section = replace(answer.sections[0].sentences[0], text="《星河公示法》第四条：“机关可以公示。”")
    wrong = replace(shorter, sections=(replace(answer.sections[0], sentences=(section,)),))
    assert any("does not hold" in fault for fault in faults(wrong, library))


def test_a_changed_passage_is_found(library: Library, answer: Answer) -> None:
    citation = answer.citations[0]
    passage = replace(citation.hit.passage, text=citation.hit.passage.text.replace("应当", "可以"))
    forged = replace(citation, hit=replace(citation.hit, passage=passage))
    assert any("quotation is not" in f for f in faults(replace(answer, citations=(forged,)), library))


def test_a_citation_outside_its_passage_cannot_be_made(answer: Answer) -> None:
    citation = answer.citations[0]
    with pytest.raises(QuoteError):
        Citation(1, citation.hit, citation.start, citation.hit.passage.end + 1, "第四条")


def test_explaining_says_who_found_a_passage_and_which_words_it_holds(library: Library) -> None:
    explanation = explain(Assistant(library).ask("公示由谁负责？"), library, Filter())
    cited = [row for row in explanation.passages if row.numbers]
    assert cited
    assert "公示" in cited[0].held
    assert any("第" in line for line in cited[0].found)


def test_explaining_names_what_was_not_looked_at(library: Library) -> None:
    assistant = Assistant(library)
    whole = explain(assistant.ask("公示由谁负责？"), library, Filter())
    only = Filter(documents=frozenset({library.documents()[0].id}))
    narrow = explain(assistant.ask("公示由谁负责？", filter=only), library, only)
    others = len(library.documents()) - 1
    assert f"不在所选范围内：{others} 件文献" in narrow.left_out
    assert not any("所选范围" in line for line in whole.left_out)
