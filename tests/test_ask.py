"""The whole path from a question to an answer, over a real library of invented texts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.ask import Assistant
from assistant.chain.writer import Written
from assistant.records import Answer, Reason
from documents.errors import InputError
from documents.records import Kind
from index.library import Library
from index.records import Filter
from tests import example_library


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return example_library.build(tmp_path_factory.mktemp("answers"))


@pytest.fixture(scope="module")
def assistant(library: Library) -> Assistant:
    return Assistant(library)


def _text(answer: Answer) -> str:
    return "\n".join(s.text for section in answer.sections for s in section.sentences)


def _titles(answer: Answer) -> list[str]:
    return [section.title for section in answer.sections]


def _quoted(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations if citation.number not in answer.more]


QUESTIONS = (
    "多久要公示办事结果？",
    "如何落实公示制度？",
    "什么是公示？",
    "哪些情形不予公示？",
    "公示由谁负责？",
    "三大难点是哪三个？",
    "机关可以借公示收费吗",
    "星河公示法第四条",
    "讲话里怎么说公示工作",
    "不按期公示要承担什么责任",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_quotation_stands_in_the_document_at_its_place(
    assistant: Assistant, library: Library, question: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert answer.citations
    for citation in answer.citations:
        assert (
            library.document(citation.hit.document.id).text[citation.start : citation.end] == citation.quote
        )
        assert citation.quote.strip() == citation.quote


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_same_question_gives_the_same_answer(assistant: Assistant, question: str) -> None:
    first, second = assistant.ask(question), assistant.ask(question)
    assert first.sections == second.sections
    assert first.citations == second.citations
    assert first.notes == second.notes


def test_a_named_article_is_quoted_whole_and_alone(assistant: Assistant) -> None:
    answer = assistant.ask("星河公示法第四条")
    assert [c.pinpoint for c in answer.citations] == ["第四条"]
    assert "二十日" in _text(answer)
    assert "三日内撤回" in _text(answer)


def test_a_named_item_brings_the_head_of_its_list(assistant: Assistant) -> None:
    answer = assistant.ask("星河公示法第五条第一款第二项")
    assert [q.rstrip("；") for q in _quoted(answer)] == [
        "有下列情形之一的，不予公示：",
        "（二）涉及个人隐私",
    ] or [
        "有下列情形之一的，不予公示：",
        "（二）涉及个人隐私的；",
    ] == _quoted(answer)


def test_the_only_paragraph_of_an_article_may_be_called_its_first(assistant: Assistant) -> None:
    assert assistant.ask("星河公示法第六条第一款").status == "answered"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("星河公示法第九十条", "共8条"),
        ("星河公示法第四条第九款", "共2款"),
        ("星河公示法第五条第一款第八项", "第（三）项为止"),
    ],
)
def test_an_address_that_does_not_exist_is_said_not_to_exist(
    assistant: Assistant, question: str, said: str
) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.reason) == ("refused", Reason.NO_SUCH_ARTICLE)
    assert said in _text(answer)
    assert not answer.citations


def test_a_law_that_is_not_held_is_no_missing_article(assistant: Assistant) -> None:
    answer = assistant.ask("《月影登记法》第三条")
    assert answer.reason is Reason.OUT_OF_LIBRARY
    assert "没有《月影登记法》" in _text(answer)


def test_a_short_question_gets_the_sentence_that_answers_with_its_exception(assistant: Assistant) -> None:
    answer = assistant.ask("星河公示法规定多久公示办事结果？")
    assert answer.sections[0].title == ""
    assert "二十日内公示办事结果。法律另有规定的除外。" in _quoted(answer)[0]


def test_a_list_comes_complete_with_its_head_and_with_what_takes_it_back(assistant: Assistant) -> None:
    text = _text(assistant.ask("哪些情形不予公示？"))
    assert all(
        part in text for part in ("不予公示：", "（一）", "（二）", "（三）", "但当事人另有约定的除外")
    )


def test_the_points_of_a_speech_come_in_full_number(assistant: Assistant) -> None:
    answer = assistant.ask("三大难点是哪三个？")
    assert [c.pinpoint for c in answer.citations][1:] == [
        "二、“一是”“一要”",
        "二、“一是”“二要”",
        "二、“一是”“三要”",
    ]


def test_how_questions_are_laid_out_and_an_empty_slot_is_said_to_be_empty(assistant: Assistant) -> None:
    answer = assistant.ask("如何落实公示制度？")
    assert _titles(answer)[:5] == ["谁来做", "做什么", "何时", "依据", "责任"]
    for section in answer.sections:
        assert section.sentences or section.empty.startswith("库中未找到")


def test_a_speech_is_never_under_a_legal_heading(assistant: Assistant) -> None:
    for question in QUESTIONS:
        for section in assistant.ask(question).sections:
            if section.title not in ("法定依据", "依据"):
                continue
            assert "讲话" not in "".join(sentence.text for sentence in section.sentences)


def test_the_present_version_answers_and_the_other_is_named(assistant: Assistant) -> None:
    answer = assistant.ask("星河公示法第四条", today=date(2026, 1, 1))
    assert "（2021年）" in _text(answer)
    assert any("库中另有2016年5月1日的版本" in note for note in answer.notes)


@pytest.mark.parametrize("question", ["2018年时，多久要公示办事结果？", "修订前的星河公示法第四条"])
def test_an_earlier_day_is_answered_from_the_version_of_that_day(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert "三十日" in _text(answer)
    assert "二十日" not in _text(answer)
    assert any("时有效的版本作答" in note for note in answer.notes)


def test_a_number_that_the_text_does_not_say_is_corrected(assistant: Assistant) -> None:
    answer = assistant.ask("星河公示法规定十日内公示办事结果，对吗")
    assert answer.sections[0].title == "更正"
    assert "“十日”" in answer.sections[0].sentences[0].text
    assert "“二十日”" in answer.sections[0].sentences[0].text


def test_a_number_that_the_text_does_say_is_left_alone(assistant: Assistant) -> None:
    assert "更正" not in _titles(assistant.ask("星河公示法规定二十日内公示办事结果，对吗"))


def test_unverified_law_is_never_passed_off_as_verified(assistant: Assistant) -> None:
    assert any("未核实" in note for note in assistant.ask("公示由谁负责？").notes)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("红烧肉怎么做", Reason.OUT_OF_LIBRARY),
        ("法国的公示制度由谁负责", Reason.OUT_OF_LIBRARY),
        ("asdfgh", Reason.NOT_UNDERSTOOD),
        ("第四条是什么", Reason.NOT_UNDERSTOOD),
        ("星河公示法", Reason.TOO_BROAD),
        ("法律", Reason.TOO_BROAD),
    ],
)
def test_a_refusal_says_why_and_quotes_nothing_as_an_answer(
    assistant: Assistant, question: str, reason: Reason
) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.reason) == ("refused", reason)
    assert not answer.citations
    assert len(answer.hits) <= 3
    assert _text(answer)


@pytest.mark.parametrize("question", ["", "\u3000", "问" * 5000])
def test_what_is_no_question_is_an_error_of_the_users(assistant: Assistant, question: str) -> None:
    with pytest.raises(InputError):
        assistant.ask(question)


@pytest.mark.parametrize(
    "question", ['公示" OR 1=1 --', "公示 NEAR(办事) * ^", "'; DROP TABLE documents;", "第" * 1500]
)
def test_operators_of_query_languages_are_only_characters(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status in ("answered", "refused")


def test_a_filter_of_the_door_is_kept_to(assistant: Assistant) -> None:
    answer = assistant.ask("公示工作有什么要求", filter=Filter(kinds=frozenset({Kind.SPEECH})))
    assert {hit.document.kind for hit in answer.hits} == {Kind.SPEECH}


def test_two_conversations_never_mix(assistant: Assistant) -> None:
    law = assistant.ask("星河公示法第四条")
    speech = assistant.ask("三大难点是哪三个？")
    assert assistant.ask("那第二款呢", previous=law).question == "《星河公示法》第四条第二款"
    assert "三大难点" in assistant.ask("依据是什么", previous=speech).question
    assert assistant.ask("那第二款呢").status == "refused"


class _Praise:
    """A writer that says nothing of its own."""

    def write(self, answer: Answer) -> Answer:
        from dataclasses import replace

        return replace(answer, mode="模型")

    def stream(self, answer: Answer) -> Iterator[Written]:
        yield Written(answer, False)
        yield Written(self.write(answer), True)


def test_an_answer_by_quotation_comes_before_what_a_model_makes_of_it(library: Library) -> None:
    grown = list(Assistant(library, model=_Praise()).grow("公示由谁负责？"))
    assert [answer.mode for answer in grown] == ["原文摘录", "原文摘录", "模型"]
    assert len(list(Assistant(library).grow("公示由谁负责？"))) == 1


def test_a_writer_words_answers_but_never_refusals(library: Library) -> None:
    assistant = Assistant(library, model=_Praise())
    assert assistant.ask("公示由谁负责？").mode == "模型"
    assert assistant.ask("红烧肉怎么做").mode == "原文摘录"


def test_the_answer_follows_the_library_when_it_changes(tmp_path_factory: pytest.TempPathFactory) -> None:
    library = example_library.build(tmp_path_factory.mktemp("changing"))
    assistant = Assistant(library)
    assert assistant.ask("星河公示法第四条").status == "answered"
    library.remove([d.id for d in library.documents() if d.identity == "星河公示法"])
    assert assistant.ask("星河公示法第四条").status == "refused"


@pytest.mark.parametrize("question", ["？？？", "嗯", "asdf qwer", "12345", "锟斤拷烫烫烫", "啊啊啊啊", "……"])
def test_what_cannot_be_read_is_refused_as_not_understood(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.reason) == ("refused", Reason.NOT_UNDERSTOOD)
    assert "没有听懂" in _text(answer)
