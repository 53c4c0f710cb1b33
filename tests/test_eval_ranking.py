"""Ranking measures: a hit stands for the places it holds, a place counts once, nothing found is 0."""

from dataclasses import replace

from eval.cases import Place
from eval.ranking import RANKING, ranking, recall_within
from eval.run import Outcome
from tests.eval_answers import NEW, case, hit

LAW = "示例市公示办法"
OLD_TITLE = replace(NEW, title="另一部办法", identity="另一部办法")
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


def test_a_hit_that_holds_several_places_takes_one_rank() -> None:
    three = tuple(Place(LAW, "第二条", words) for words in ("处罚决定", "七日内", "公示期"))
    gold = (*three, Place(LAW, "第一条", "规范公示"))
    others = (hit(1, OLD_TITLE),) * 3
    found = values(Outcome(case(gold=gold), (hit(2), *others, hit(1))))
    assert found["R@5", "c"] == 1.0


def test_recall_within_what_is_read_stops_at_the_very_character() -> None:
    found = Outcome(case(gold=TWO), (hit(1), hit(2)))
    first, second = hit(1).passage.text, hit(2).passage.text
    until = first.index("规范公示") + 4
    then = len(first) + second.index("七日内") + 3
    read = [recall_within(found, n) for n in (1, until - 1, until, then - 1, then, 10 * then)]
    assert read == [0.0, 0.0, 0.5, 0.5, 1.0, 1.0]
    assert recall_within(Outcome(case()), 100) == 0.0
