"""The gate refuses for a floor, a fall below the baseline and a broken promise, and names the cases."""

from pathlib import Path

from eval.figures import BEGIN, END, put, table
from eval.gate import judge, thresholds

CASES = [f"c{i}" for i in range(40)]
ROOT = Path(__file__).resolve().parent.parent


def values(**measures: float) -> dict[str, dict[str, float]]:
    return {name: dict.fromkeys(CASES, value) for name, value in measures.items()}


def test_a_good_run_passes() -> None:
    new = values(**{"R@10": 0.8, "引文逐字": 1.0})
    assert judge("s", new, {"R@10": 0.7}, {"scores": values(**{"R@10": 0.8})}) == []


def test_below_the_floor() -> None:
    (breach,) = judge("s", values(**{"R@10": 0.6}), {"R@10": 0.7}, {})
    assert (breach.kind, breach.measure) == ("floor", "R@10")


def test_a_measure_with_a_floor_may_not_go_missing() -> None:
    (breach,) = judge("s", {}, {"R@10": 0.7}, {})
    assert breach.kind == "floor"


def test_significantly_below_the_baseline_names_the_cases() -> None:
    old = values(**{"R@10": 0.9})
    new = {"R@10": {case: 0.9 if i > 20 else 0.2 for i, case in enumerate(CASES)}}
    (breach,) = judge("s", new, {}, {"scores": old})
    assert breach.kind == "baseline"
    assert set(breach.cases) == set(CASES[:21])


def test_one_broken_quotation_breaks_the_gate_whatever_the_mean() -> None:
    new = {"引文逐字": {**dict.fromkeys(CASES, 1.0), "c7": 0.5}}
    (breach,) = judge("s", new, {}, {})
    assert (breach.kind, breach.cases) == ("gate", ("c7",))


def test_every_threshold_names_a_measure_and_lies_between_nothing_and_all() -> None:
    for floors in thresholds().values():
        assert all(0 < floor <= 1 for floor in floors.values())


def test_the_readme_shows_the_baselines_figures() -> None:
    for name in ("README.md", "README.en.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert BEGIN in text
        assert END in text
        assert put(text) == text, "run: python -m eval figures"
        assert table().count("\n") >= 2
