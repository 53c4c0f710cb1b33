"""The gate refuses for failures, broken promises, floors and falls below the baseline, and names the cases."""

from pathlib import Path
from typing import Any

import pytest

from eval.baseline import Kept, baseline, thresholds
from eval.figures import BEGIN, END, put, table
from eval.gate import changes, judge
from eval.measures import MEASURES
from eval.ranking import RANKING, WITHIN
from eval.run import Outcome
from eval.sets import SETS
from tests.eval_answers import answer, case, cite, refusal

CASES = [f"c{i}" for i in range(40)]
ROOT = Path(__file__).resolve().parent.parent
NONE = Kept()


def values(**measures: float) -> dict[str, dict[str, float]]:
    return {name: dict.fromkeys(CASES, value) for name, value in measures.items()}


def test_a_good_run_passes() -> None:
    new = values(**{"R@10": 0.8, "引文逐字": 1.0})
    assert judge("s", new, {"R@10": 0.7}, Kept(values(**{"R@10": 0.8}))) == []


def test_below_the_floor() -> None:
    (breach,) = judge("s", values(**{"R@10": 0.6}), {"R@10": 0.7}, NONE)
    assert (breach.kind, breach.measure) == ("floor", "R@10")


def test_a_measure_with_a_floor_may_not_go_missing() -> None:
    (breach,) = judge("s", {}, {"R@10": 0.7}, NONE)
    assert breach.kind == "floor"


def test_significantly_below_the_baseline_names_the_cases_deepest_first() -> None:
    new = {"R@10": {case: 0.9 if i > 20 else 0.2 for i, case in enumerate(CASES)}}
    new["R@10"]["c7"] = 0.1
    (breach,) = judge("s", new, {}, Kept(values(**{"R@10": 0.9})))
    assert breach.kind == "baseline"
    assert breach.cases[0] == "c7"
    assert set(breach.cases) == set(CASES[:21])


def test_a_fall_of_one_case_is_no_fall() -> None:
    new = {"R@10": {**dict.fromkeys(CASES, 0.9), "c7": 0.0}}
    assert judge("s", new, {}, Kept(values(**{"R@10": 0.9}))) == []


def test_a_fall_that_is_certain_but_tiny_stops_nobody() -> None:
    assert judge("s", values(**{"R@10": 0.899}), {}, Kept(values(**{"R@10": 0.9}))) == []


@pytest.mark.parametrize("measure", [measure.name for measure in MEASURES if measure.gate])
def test_one_broken_promise_breaks_the_gate_whatever_the_mean(measure: str) -> None:
    new = {measure: {**dict.fromkeys(CASES, 1.0), "c7": 0.5}}
    (breach,) = judge("s", new, {}, NONE)
    assert (breach.kind, breach.cases) == ("gate", ("c7",))


@pytest.mark.parametrize("failed", [{"error": "坏了"}, {"answer": answer(status="failed")}])
def test_a_failure_is_refused_by_itself_whoever_says_it(failed: dict[str, Any]) -> None:
    (breach,) = judge("s", {}, {}, NONE, [Outcome(case(), **failed)])
    assert (breach.kind, breach.cases) == ("error", ("c",))


def test_cases_answered_otherwise_are_named_with_old_and_new_answer_the_worse_first() -> None:
    outcomes = [Outcome(case(id="a"), answer=answer(cite(1))), Outcome(case(id="b"), answer=refusal())]
    old = Kept({"引用完整": {"a": 0.0, "b": 1.0}}, {"a": "未作答：库外", "b": "《示例市公示办法》第二条"})
    found = changes("s", outcomes, {"引用完整": {"a": 1.0, "b": 0.0}}, old)
    assert [(change.case, change.old, change.new) for change in found] == [
        ("b", "《示例市公示办法》第二条", "未作答：库外"),
        ("a", "未作答：库外", "《示例市公示办法》第二条"),
    ]
    assert (found[0].worse, found[1].better) == (("引用完整",), ("引用完整",))


def test_an_answer_as_before_is_no_change() -> None:
    old = Kept({}, {"c": "未作答：库外"})
    assert changes("s", [Outcome(case(), answer=refusal())], {}, old) == []


def test_every_threshold_names_a_measure_of_a_set_and_lies_between_nothing_and_all() -> None:
    known = {*RANKING, WITHIN, *(measure.name for measure in MEASURES)}
    for name, floors in thresholds().items():
        assert name in {each.name for each in SETS}
        for measure, floor in floors.items():
            assert 0 < floor <= 1
            assert measure in known or measure.startswith("核验")


def test_the_committed_baseline_passes_its_own_gate() -> None:
    for name, kept in baseline().items():
        assert judge(name, kept.scores, thresholds().get(name, {}), kept) == []


def test_the_readme_shows_the_baselines_figures() -> None:
    for name in ("README.md", "README.en.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert BEGIN in text
        assert END in text
        assert put(text) == text, "run: python -m eval figures"
        assert table().count("\n") >= 2
