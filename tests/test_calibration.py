"""Weights and thresholds come out of labelled evidence, the same every time."""

from __future__ import annotations

import json

from assistant.evidence.calibration import Labelled, chances, errors, fit, threshold
from assistant.evidence.decide import THRESHOLDS, Evidence, chance_of, thresholds


def _evidence(cover: float, near: float | None = 0.5) -> Evidence:
    return Evidence(
        relevance=None,
        near=near,
        cover=cover,
        own=cover,
        union=cover,
        unknown=1 - cover,
        missing=0.0,
        foreign=0.0,
        agree=1.0,
        words=0.4,
        legal=0.5,
        factual=0.0,
    )


ROWS = [Labelled(_evidence(0.55 + 0.01 * i), True) for i in range(40)]
ROWS += [Labelled(_evidence(0.05 + 0.01 * i), False) for i in range(40)]


def test_evidence_that_separates_is_separated() -> None:
    weights = fit(ROWS)
    limit = threshold(chances(ROWS, weights), ROWS)
    found = errors(chances(ROWS, weights), ROWS, limit)
    assert (found.answered, found.refused) == (0.0, 0.0)


def test_the_same_rows_give_the_same_weights() -> None:
    assert fit(ROWS) == fit(list(ROWS))


def test_a_measure_that_some_rows_lack_gets_no_weight() -> None:
    assert "near" not in fit([*ROWS, Labelled(_evidence(0.5, near=None), True)])


def test_errors_count_each_kind_against_its_own() -> None:
    found = errors(chances(ROWS, fit(ROWS)), ROWS, 0.0)
    assert (found.answered, found.refused) == (1.0, 0.0)


def test_the_file_names_the_command_that_made_it_and_covers_every_case() -> None:
    record = json.loads(THRESHOLDS.read_text(encoding="utf-8"))
    assert "assistant.evidence.calibration" in record["made_by"]
    assert set(record["answer"]) == set(record["weights"]) == {"lexical", "near", "calibrated"}
    assert all(0 < limit < 1 for limit in thresholds().answer.values())


def test_more_evidence_is_never_less_chance() -> None:
    assert chance_of(_evidence(0.9, near=0.7)) > chance_of(_evidence(0.1, near=0.1))
