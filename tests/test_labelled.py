"""Which questions count for which library, and in which half."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.evidence.labelled import DEVELOPMENT, HELD_OUT, TEST, questions, wordings

SETS = Path(__file__).resolve().parent.parent / "eval" / "sets"


@pytest.mark.parametrize("name", ["shipped", "national"])
def test_every_half_holds_both_kinds(name: str) -> None:
    found = questions(name, SETS)
    for half in (DEVELOPMENT, TEST, HELD_OUT):
        kinds = {row.answerable for row in found if row.half == half}
        assert kinds == {True, False}


def test_the_halves_share_no_question() -> None:
    found = questions("shipped", SETS)
    development = {row.question for row in found if row.half == DEVELOPMENT}
    assert not development & {row.question for row in found if row.half == TEST}


def test_what_was_held_out_is_in_no_other_set() -> None:
    found = questions("national", SETS)
    held = {row.question for row in found if row.half == HELD_OUT}
    assert not held & {row.question for row in found if row.half != HELD_OUT}


def test_a_question_counts_only_for_the_library_it_speaks_of() -> None:
    shipped = {row.question: row for row in questions("shipped", SETS) if row.half == HELD_OUT}
    national = {row.question: row for row in questions("national", SETS) if row.half == HELD_OUT}
    assert "表兄妹可以登记结婚吗" in shipped and "表兄妹可以登记结婚吗" not in national
    assert "公司出资最晚几年内缴足" in national and "公司出资最晚几年内缴足" not in shipped
    assert shipped["红头文件里能不能写罚款"].answerable and national["红头文件里能不能写罚款"].answerable


@pytest.mark.parametrize("name", ["shipped", "national"])
def test_enough_questions_of_each_kind_were_held_out(name: str) -> None:
    held = [row.answerable for row in questions(name, SETS) if row.half == HELD_OUT]
    assert sum(held) >= 90 and len(held) - sum(held) >= 250


def test_wording_is_learned_from_no_question_that_is_reported_on() -> None:
    learned = {row.question: row.answerable for row in wordings(SETS)}
    reported = {
        row.question
        for name in ("shipped", "national")
        for row in questions(name, SETS)
        if row.half != DEVELOPMENT
    }
    assert not reported & set(learned)
    assert {True, False} == set(learned.values())


def test_law_that_one_library_lacks_is_worded_as_law_all_the_same() -> None:
    learned = {row.question: row.answerable for row in wordings(SETS)}
    assert learned["孩子改姓要不要爸爸同意"] and not learned["普京今年多大岁数"]
    assert "江苏省安全生产条例第二十条" not in learned
