"""Judged citations: what a reader saw counts by its grade, what nobody saw is left out and counted as unseen."""

from dataclasses import replace
from typing import Any

from assistant.records import Answer
from eval.cases import Place
from eval.held import Held
from eval.judged import coverage, grade, on_topic
from eval.run import Outcome
from tests.eval_answers import Shelf, answer, cite, hit, outcome, refusal

HELD = Held(Shelf())
LAW = "示例市公示办法"
JUDGED = (Place(LAW, "第一条", "为了规范公示", grade=0), Place(LAW, "第二条", "公示期为三年", grade=1))
FIRST = cite(2, at=hit(1))


def asked(given: Answer | None, **fields: Any) -> Outcome:
    return outcome(given, **({"judged": JUDGED} | fields))


def test_a_gold_place_counts_though_a_reader_graded_another_part_of_the_stretch_0() -> None:
    case = asked(None).case
    assert grade(case, cite(1)) == 2
    assert grade(case, cite(1, "公示期为三年。")) == 1
    assert grade(case, FIRST) == 0
    assert grade(replace(case, judged=JUDGED[1:]), FIRST) is None


def test_the_share_is_of_what_was_read() -> None:
    assert on_topic(asked(answer(cite(1), FIRST)), HELD) == 0.5
    assert on_topic(asked(answer(cite(1), FIRST), judged=JUDGED[1:]), HELD) == 1.0
    assert on_topic(asked(answer(FIRST), judged=JUDGED[1:]), HELD) is None


def test_what_is_only_offered_as_more_does_not_count() -> None:
    assert on_topic(asked(replace(answer(cite(1), FIRST), more=(2,))), HELD) == 1.0


def test_nothing_cited_is_0_and_no_judgements_no_measure() -> None:
    assert [on_topic(asked(given), HELD) for given in (refusal(), None, answer())] == [0.0, 0.0, 0.0]
    assert on_topic(asked(answer(cite(1)), judged=None), HELD) is None


def test_a_question_read_while_it_was_refused_counts_as_nothing_cited() -> None:
    """Left out, it would make a product that refuses look precise."""
    assert on_topic(asked(refusal(), judged=()), HELD) == 0.0


def test_coverage_counts_the_citations_nobody_saw() -> None:
    seen = asked(answer(cite(1), FIRST))
    unseen = asked(answer(FIRST), judged=JUDGED[1:])
    assert coverage([seen, unseen, asked(refusal()), asked(answer(FIRST), judged=None)]) == (2, 3)
