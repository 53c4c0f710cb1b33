"""What is kept of runs is read back as it was written, and floors follow from it."""

import json
from dataclasses import replace
from pathlib import Path

from eval import baseline
from eval.baseline import Kept, floors, keep, marks
from eval.cases import Place
from eval.names import grouped
from eval.records import mean
from eval.run import Outcome
from tests.eval_answers import answer, case, cite, hit, outcome, refusal

KEPT = {
    "s": Kept(
        {"R@10": {"a": 0.25, "b": 1.0}, "引文逐字": {"a": 1.0}},
        {"a": "《示例法》第一条", "b": "未作答：库外"},
    )
}


def test_a_baseline_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    baseline.write(KEPT, tmp_path / "b.json")
    assert baseline.baseline(tmp_path / "b.json") == KEPT


def test_a_case_is_a_line_so_that_a_change_is_a_change_of_one_line(tmp_path: Path) -> None:
    baseline.write(KEPT, tmp_path / "b.json")
    lines = (tmp_path / "b.json").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith('"a"')] == [
        '"a": {"answer": "《示例法》第一条", "scores": {"R@10": 0.25, "引文逐字": 1}},'
    ]


def test_there_is_no_baseline_before_the_first(tmp_path: Path) -> None:
    assert baseline.baseline(tmp_path / "none.json") == {}
    assert baseline.thresholds(tmp_path / "none.toml") == {}
    assert baseline.history(tmp_path / "none.jsonl") == []


def test_a_run_leaves_scores_and_answers_in_one_line() -> None:
    outcomes = (
        Outcome(case(id="a"), answer=answer(cite(1), cite(2, at=hit(1)), more=(2,))),
        Outcome(case(id="b"), answer=refusal()),
        Outcome(case(id="c"), error="坏了"),
        Outcome(case(id="d"), turned_away="EMPTY_QUESTION"),
    )
    kept = keep({"s": {"R@10": {"a": 1 / 3}}}, {"s": outcomes})["s"]
    assert kept.scores == {"R@10": {"a": 0.3333}}
    assert kept.answers == {
        "a": "《示例市公示办法》第二条",
        "b": "未作答：库外",
        "c": "出错：坏了",
        "d": "退回：EMPTY_QUESTION",
    }


def test_a_floor_lies_below_the_mean_by_a_margin_that_grows_for_few_cases_and_gates_need_none() -> None:
    many = {f"c{i}": 0.8 for i in range(300)}
    few = {f"c{i}": 0.8 for i in range(10)}
    found = floors(
        {"s": Kept({"R@10": many, "版本正确": few, "引文逐字": many, "R@5": dict.fromkeys(few, 0.1)})}
    )
    assert found == {"s": {"R@10": 0.77, "版本正确": 0.65}}


def test_floors_are_written_as_they_are_read(tmp_path: Path) -> None:
    many = Kept({"R@10": {f"c{i}": 0.8 for i in range(300)}})
    baseline.write_floors({"unanswerable-national": many}, tmp_path / "t.toml")
    assert baseline.thresholds(tmp_path / "t.toml") == {"unanswerable-national": {"R@10": 0.77}}


def test_the_history_grows_by_a_line_of_means(tmp_path: Path) -> None:
    path = tmp_path / "h.jsonl"
    for value in (0.5, 0.7):
        baseline.remember({"s": {"R@10": {"a": value, "b": 0.1}}}, "2026-01-01", path)
    assert [run["means"]["s"]["R@10"] for run in baseline.history(path)] == [0.3, 0.4]
    assert all(
        json.loads(line)["date"] == "2026-01-01" for line in path.read_text(encoding="utf-8").splitlines()
    )


def test_the_history_ends_with_the_means_of_the_committed_baseline() -> None:
    runs = baseline.history()
    latest = {name: means for run in runs for name, means in run["means"].items()}
    for name, kept in baseline.baseline().items():
        assert abs(latest[name]["R@10"] - mean(kept.scores["R@10"])) < 1e-3 if "R@10" in kept.scores else True


def test_a_case_whose_gold_changed_is_not_held_against_its_old_score(tmp_path: Path) -> None:
    """Two more places to find make every product look worse; the others are compared as before."""
    same, changed = outcome(answer(cite(1))), outcome(answer(cite(1)), id="d")
    kept = keep({"s": {"R@10": {"c": 1.0, "d": 1.0}}}, {"s": [same, changed]})
    baseline.write(kept, tmp_path / "b.json")
    recorded = baseline.baseline(tmp_path / "b.json")["s"]
    more = replace(
        changed, case=replace(changed.case, gold=(*changed.case.gold, Place("示例市公示办法", "第一条")))
    )
    assert recorded.comparable(marks([same, changed])) == recorded
    assert recorded.comparable(marks([same, more])).scores == {"R@10": {"c": 1.0}}


def test_a_record_without_marks_is_compared_as_it_is() -> None:
    kept = Kept({"R@10": {"c": 1.0}}, {"c": ""})
    assert kept.comparable({"c": "12345678"}) is kept


def test_a_title_is_named_once_and_its_own_marks_are_nested() -> None:
    places = [
        ("《行政处罚法》要点", "一、"),
        ("《行政处罚法》要点", "二、"),
        ("《甲法》", "第一条"),
        ("乙法", "第二条"),
    ]
    assert grouped(places) == "《〈行政处罚法〉要点》一，二；《甲法》第一条；《乙法》第二条"
