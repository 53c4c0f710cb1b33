"""Every measure on answers made by hand: what is right scores 1, what is wrong 0, what failed 0 and never nothing."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assistant.records import Answer, Reason
from documents.records import Status
from eval import measures
from eval.cases import Place
from eval.held import Held
from eval.measures import MEASURES, score
from eval.run import Outcome
from tests.eval_answers import NEW, OLD, Shelf, answer, case, cite, hit, outcome, refusal

HELD = Held(Shelf())
GOOD = answer(cite(1))


def shifted() -> Answer:
    """A citation whose passage says that it begins a character later than it does."""
    found = hit(2)
    moved = replace(
        found, passage=replace(found.passage, start=found.passage.start + 1, end=found.passage.end + 1)
    )
    return answer(replace(cite(1), hit=moved))


@pytest.mark.parametrize(
    ("given", "value"),
    [(GOOD, 1.0), (shifted(), 0.0), (None, 0.0), (answer(cite(1), *shifted().citations), 0.5)],
)
def test_a_quotation_is_the_stored_text_at_its_offsets(given: Answer | None, value: float) -> None:
    assert measures.quote_exactness(outcome(given), HELD) == value


def test_a_refusal_has_no_quotation_to_be_wrong() -> None:
    assert measures.quote_exactness(outcome(refusal()), HELD) is None


def test_a_citation_of_what_the_library_does_not_hold_is_fabricated() -> None:
    other = replace(hit(2), document=replace(NEW, title="另一部办法"))
    assert measures.fabrication(outcome(GOOD), HELD) == 1.0
    assert measures.fabrication(outcome(answer(cite(1, at=other))), HELD) == 0.0


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("处罚决定应当在七日内公示。", 1.0),
        ("处罚决定应当在七日内公示", 1.0),
        ("罚决定应当在七日内公示。", 0.0),
        ("处罚决定应当在七", 0.0),
    ],
)
def test_a_quotation_begins_and_ends_where_a_clause_does(words: str, value: float) -> None:
    assert measures.boundaries(outcome(answer(cite(1, words))), HELD) == value


def test_a_set_that_is_refused_as_it_should_be_needs_no_score_for_boundaries() -> None:
    """A floor under it would fail the product for its first faultless run."""
    assert measures.boundaries(outcome(GOOD, answerable=False), HELD) is None


def old(status: Status) -> Answer:
    return answer(cite(1, at=hit(2, OLD, status)))


@pytest.mark.parametrize(
    ("given", "fields", "value"),
    [
        (GOOD, {}, 1.0),
        (old(Status.UNVERIFIED), {}, 0.0),
        (old(Status.AMENDED), {}, 0.0),
        (old(Status.UNVERIFIED), {"question": "2020年时几日内公示？"}, 0.0),
        (old(Status.AMENDED), {"question": "修订前几日内公示？"}, 1.0),
        (replace(old(Status.IN_FORCE), as_of=date(2020, 1, 1)), {"as_of": date(2020, 1, 1)}, 1.0),
        (replace(GOOD, as_of=date(2024, 6, 1)), {"as_of": date(2024, 6, 1)}, 0.0),
        (None, {}, 0.0),
    ],
)
def test_superseded_law_is_never_current_by_dates_alone(
    given: Answer | None, fields: dict[str, Any], value: float
) -> None:
    assert measures.validity(outcome(given, **fields), HELD) == value


def test_a_text_that_the_case_rules_out_may_be_cited_only_as_superseded() -> None:
    ruled_out = {"must_not_cite": ("示例市公示办法",)}
    given = [GOOD, old(Status.REPEALED), refusal(), None]
    assert [measures.avoided(outcome(one, **ruled_out), HELD) for one in given] == [0.0, 1.0, 1.0, 0.0]
    assert measures.avoided(outcome(GOOD), HELD) is None


def test_the_first_citation_of_the_law_must_be_of_the_edition_asked_for() -> None:
    assert measures.edition(outcome(GOOD, edition=date(2024, 5, 1)), HELD) == 1.0
    assert measures.edition(outcome(GOOD, edition=date(2024, 7, 1)), HELD) == 1.0
    assert measures.edition(outcome(GOOD, edition=date(2019, 5, 1)), HELD) == 0.0
    assert measures.edition(outcome(None, edition=date(2019, 5, 1)), HELD) == 0.0


def test_precision_counts_what_is_shown_and_recall_what_is_quoted() -> None:
    both = answer(cite(1), cite(2, at=hit(1)))
    assert measures.citation_precision(outcome(both), HELD) == 0.5
    assert measures.citation_precision(outcome(replace(both, more=(2,))), HELD) == 1.0
    assert measures.citation_recall(outcome(answer(cite(1, "公示期为三年。"))), HELD) == 0.0
    assert measures.citation_recall(outcome(GOOD), HELD) == 1.0
    points = (Place("示例市公示办法", "第二条", "七日内"), Place("示例市公示办法", "第一条", "规范公示"))
    assert measures.completeness(outcome(GOOD, points=points), HELD) == 0.5
    assert measures.completeness(outcome(both, points=points), HELD) == 1.0
    assert measures.completeness_shown(outcome(replace(both, more=(2,)), points=points), HELD) == 0.5
    assert measures.completeness_shown(outcome(None, points=points), HELD) == 0.0


@pytest.mark.parametrize(
    ("found", "refused", "named"),
    [
        (outcome(refusal(), answerable=False, reason="库外"), 1.0, 1.0),
        (outcome(refusal(Reason.TOO_BROAD), answerable=False, reason="库外"), 1.0, 0.0),
        (outcome(refusal(), answerable=False), 1.0, None),
        (outcome(GOOD, answerable=False, reason="库外"), 0.0, 0.0),
        (outcome(None, answerable=False, reason="库外"), 0.0, 0.0),
        (Outcome(case(answerable=False, reason="没有听懂"), turned_away="EMPTY_QUESTION"), 1.0, 1.0),
    ],
)
def test_a_failure_is_no_refusal_and_a_question_sent_back_is(
    found: Outcome, refused: float, named: float | None
) -> None:
    assert measures.refused(found, HELD) == refused
    assert measures.reason_named(found, HELD) == named


def test_an_answerable_question_refused_or_failed_is_not_answered() -> None:
    given = (GOOD, refusal(), None, answer())
    assert [measures.answered(outcome(one), HELD) for one in given] == [1.0, 0.0, 0.0, 0.0]


def test_an_answer_without_a_citation_breaks_the_promise_of_one() -> None:
    """Nothing to be wrong is no excuse for an answer; it is one for a refusal."""
    assert measures.quote_exactness(outcome(answer()), HELD) == 0.0
    assert measures.fabrication(outcome(answer()), HELD) == 0.0
    assert measures.fabrication(outcome(refusal()), HELD) is None


def test_an_address_is_right_when_the_first_citation_is_that_very_place() -> None:
    where = {"set": "addresses", "gold": (Place("示例市公示办法", "第二条", "处罚决定应当"),)}
    assert measures.address(outcome(GOOD, **where), HELD) == 1.0
    assert measures.address(outcome(answer(cite(1, at=hit(1))), **where), HELD) == 0.0
    absent = {"set": "addresses", "answerable": False, "reason": "条号不存在"}
    assert measures.address(outcome(refusal(Reason.NO_SUCH_ARTICLE), **absent), HELD) == 1.0


def test_every_measure_that_applies_gives_every_case_a_score_the_failed_ones_0() -> None:
    """A missing answer is zero, never absent."""
    good = replace(outcome(GOOD), hits=(hit(2),))
    failed = Outcome(case(id="failed"), error="坏了")
    values: dict[str, dict[str, float]] = {}
    for one in score([good, failed], Shelf()):
        values.setdefault(one.measure, {})[one.case] = one.value
    assert {"R@10", "引文逐字", "引用完整", "应答即答"} <= set(values)
    assert all(set(cases) == {"c", "failed"} for cases in values.values())
    assert all(cases["failed"] == 0 for cases in values.values())
    assert all(cases["c"] == 1 for cases in values.values())


def test_the_gates_are_quotation_origin_and_validity() -> None:
    assert [measure.name for measure in MEASURES if measure.gate] == ["引文逐字", "出处真实", "效力正确"]
