"""Ranking measures: a hit stands for the places it holds, a place counts once, nothing found is 0."""

from dataclasses import replace

from eval.cases import Place
from eval.ranking import RANKING, ranking, recall_within
from eval.run import Outcome
from tests.eval_answers import case, hit

LAW = "示例市公示办法"
TWO = (Place(LAW, "第一条", "规范公示"), Place(LAW, "第二条", "七日内"))


def values(*outcomes: Outcome) -> dict[tuple[str, str], float]:
    return {(score.measure, score.case): score.value for score in ranking(outcomes)}


def test_every_case_with_gold_has_every_measure_and_one_without_hits_has_0() -> None:
    found = values(Outcome(case(), (hit(2),)), Outcome(case(id="none")))
    assert len(found) == 2 * (len(RANKING) + 1)
    assert all(value == (1.0 if key == "c" else 0.0) for (_, key), value in found.items())


def test_recall_is_over_places_and_the_first_right_hit_gives_the_reciprocal_rank() -> None:
    found = values(Outcome(case(gold=TWO), (hit(1),)))
    assert found["R@10", "c"] == 0.5
    second = values(Outcome(case(), (hit(1), hit(2))))
    assert second["RR@10", "c"] == 0.5
    assert second["Success@1", "c"] == 0.0


def test_the_same_place_found_twice_counts_once() -> None:
    again = replace(hit(2), score=0.5)
    assert values(Outcome(case(gold=TWO), (hit(2), again)))["R@10", "c"] == 0.5


def test_unanswerable_cases_are_not_ranked() -> None:
    assert ranking([Outcome(case(answerable=False), (hit(2),))]) == []


def test_recall_within_what_is_read_stops_when_the_room_is_used_up_and_never_before_the_first_hit() -> None:
    found = Outcome(case(gold=TWO), (hit(1), hit(2)))
    long = len(hit(1).passage.text)
    assert [recall_within(found, n) for n in (1, long, long + 1, 10 * long)] == [0.5, 0.5, 0.5, 1.0]
    assert recall_within(Outcome(case()), 100) == 0.0
