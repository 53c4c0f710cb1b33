"""Which questions count for which library, and in which half."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.evidence.labelled import DEVELOPMENT, HELD_OUT, TEST, questions

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
    assert "股东可以查公司账本吗？" in shipped and "股东可以查公司账本吗？" not in national
    assert "试用期最长能定多久？" in national and "试用期最长能定多久？" not in shipped
    assert shipped["复议要钱吗"].answerable and national["复议要钱吗"].answerable


def test_more_than_a_hundred_questions_of_each_kind_were_held_out() -> None:
    every = {
        (row.question, row.answerable) for name in ("shipped", "national") for row in questions(name, SETS)
    }
    held = {
        (row.question, row.answerable)
        for name in ("shipped", "national")
        for row in questions(name, SETS)
        if row.half == HELD_OUT
    }
    assert held <= every
    assert sum(answerable for _, answerable in held) >= 120
    assert sum(not answerable for _, answerable in held) >= 120
