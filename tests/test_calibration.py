"""Weights and thresholds come out of labelled evidence, the same every time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.evidence.calibration import (
    Weighed,
    chances,
    derive,
    errors,
    fit,
    names_for,
    out_of_fold,
    rates,
    threshold,
    weighed,
    weights_of,
)
from assistant.evidence.decide import THRESHOLDS, Evidence, chance_of, measures, thresholds
from assistant.evidence.labelled import Labelled
from tests.example_library import build


def _evidence(cover: float, near: float | None = 0.5, relevance: float | None = 0.5) -> Evidence:
    return Evidence(
        relevance=relevance,
        near=near,
        cover=cover,
        own=cover,
        union=cover,
        pairs=cover,
        alien=1 - cover,
        unknown=0.0,
        foreign=0.0,
        place=0.0,
        agree=1.0,
        unsaid=0.0,
        uncounted=0.0,
        field=0.1,
        particular=0.0,
        prose=0.0,
        answers=cover,
        bears=cover,
    )


NAMES = ("cover", "pairs")
ROWS = [Weighed(_evidence(0.55 + 0.01 * i), True, "a", "set") for i in range(40)]
ROWS += [Weighed(_evidence(0.05 + 0.01 * i), False, "a", "set") for i in range(40)]


def test_evidence_that_separates_is_separated() -> None:
    found = chances(ROWS, fit(ROWS, NAMES))
    assert errors(found, ROWS, threshold(found, ROWS)) == errors(found, ROWS, 0.5)
    assert (errors(found, ROWS, 0.5).answered, errors(found, ROWS, 0.5).refused) == (0.0, 0.0)


def test_the_same_rows_give_the_same_weights() -> None:
    assert fit(ROWS, NAMES) == fit(list(ROWS), NAMES)


def test_a_row_is_judged_by_weights_that_never_saw_it() -> None:
    odd = [*ROWS, Weighed(_evidence(0.95), False, "a", "lone")]
    judged, trusted = out_of_fold(odd, NAMES), chances(odd, fit(odd, NAMES))
    assert judged[-1] > trusted[-1]
    assert len(judged) == len(odd)


def test_libraries_and_answers_count_alike_whatever_their_size() -> None:
    rows = [*ROWS, *(Weighed(_evidence(0.5), True, "b", "set") for _ in range(7))]
    counts = weights_of(rows)
    assert counts[:40].sum() == pytest.approx(counts[40:80].sum()) == pytest.approx(counts[80:].sum())


def test_a_large_source_does_not_drown_a_small_one() -> None:
    rows = [Weighed(_evidence(0.1), False, "a", "large")] * 100 + [
        Weighed(_evidence(0.1), False, "a", "small")
    ] * 4
    counts = weights_of(rows)
    assert counts[:100].sum() / counts[100:].sum() == pytest.approx(5.0)


def test_errors_count_each_kind_against_its_own() -> None:
    found = errors(chances(ROWS, fit(ROWS, NAMES)), ROWS, 0.0)
    assert (found.answered, found.refused) == (1.0, 0.0)


def test_every_model_gets_the_measures_it_has() -> None:
    lexical = names_for("lexical", ROWS[0].evidence)
    assert not {"near", "relevance", "near_prose"} & set(lexical)
    assert {"near", "relevance", "relevance_prose"} <= set(names_for("calibrated", ROWS[0].evidence))
    assert set(derive(ROWS)["weights"]) == {"calibrated", "near", "lexical"}  # type: ignore[call-overload]


def test_no_rows_is_an_error() -> None:
    with pytest.raises(ValueError, match="empty"):
        derive([])


def test_the_file_names_the_command_that_made_it_and_fits_the_measures() -> None:
    record = json.loads(THRESHOLDS.read_text(encoding="utf-8"))
    assert "assistant.evidence.calibration" in record["made_by"]
    assert set(record["answer"]) == set(record["weights"]) == {"lexical", "near", "calibrated"}
    assert all(0 < limit < 1 for limit in thresholds().answer.values())
    known = {"bias", *measures(ROWS[0].evidence)}
    assert all(set(weights) <= known for weights in record["weights"].values())


def test_more_evidence_is_more_chance_with_any_model() -> None:
    for near, relevance in ((0.8, 0.9), (0.8, None), (None, None)):
        much, little = _evidence(0.9, near, relevance), _evidence(0.1, near and 0.1, relevance and 0.01)
        assert chance_of(much) > chance_of(little)


def test_questions_that_rules_decide_are_not_weighed_and_rates_count_what_the_user_gets(
    tmp_path: Path,
) -> None:
    with build(tmp_path) as library:
        assistant = Assistant(library)
        asked = [
            Labelled("星河公示法规定多久公示办事结果？", True, "dev", "set"),
            Labelled("《月影登记法》怎么规定？", False, "dev", "set"),
            Labelled("星河公示法第九十条", False, "dev", "set"),
            Labelled("？？？", False, "test", "set"),
        ]
        kept = [row.question for row in weighed(assistant, asked, "small")]
        assert kept == [asked[0].question]
        lines = list(rates(assistant, asked))
    assert "test: wrongly answered 0/1 = 0.0% (set 0/1)" in lines
    assert any(line.startswith("dev: wrongly answered 0/2") for line in lines)
