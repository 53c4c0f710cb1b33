"""Verdicts on drafts: by overlap, the two words for a missing article alike, faults where none was planted."""

import pytest

from documents.citations import Finding, Verdict
from eval.cases import Case, Cited
from eval.drafts import ALL, QUIET, draft_scores
from eval.run import Outcome

DRAFT = "依据《甲法》第三条和《乙法》第四条办理，另见《丙法》第五条。"
PLANTED = (Cited(2, 9, ("存在",)), Cited(10, 17, ("条号不存在",)))


def outcome(*verdicts: Verdict, error: str = "") -> Outcome:
    spots = [(2, 9), (10, 17), (22, 29)]
    findings = tuple(
        Finding(start=start, end=end, citation=DRAFT[start:end], verdict=verdict)
        for (start, end), verdict in zip(spots, verdicts, strict=False)
    )
    case = Case(id="d", set="drafts", question=DRAFT, type="草稿", citations=PLANTED)
    return Outcome(case, findings=findings, error=error)


@pytest.mark.parametrize(
    ("verdicts", "all_", "quiet"),
    [
        ((Verdict.EXISTS, Verdict.WRONG_ARTICLE), 1.0, 1.0),
        ((Verdict.EXISTS, Verdict.EXISTS), 0.5, 1.0),
        ((Verdict.WRONG_WORDS, Verdict.WRONG_ARTICLE), 0.5, 1.0),
        ((Verdict.EXISTS, Verdict.WRONG_ARTICLE, Verdict.NO_SUCH_LAW), 1.0, 0.0),
        ((Verdict.EXISTS, Verdict.WRONG_ARTICLE, Verdict.EXISTS), 1.0, 1.0),
        ((), 0.0, 1.0),
    ],
)
def test_each_planted_citation_has_its_verdict(
    verdicts: tuple[Verdict, ...], all_: float, quiet: float
) -> None:
    found = {score.measure: score.value for score in draft_scores([outcome(*verdicts)])}
    assert (found[ALL], found[QUIET]) == (all_, quiet)


def test_accuracy_is_given_for_each_verdict() -> None:
    found = {score.measure: score.value for score in draft_scores([outcome(Verdict.EXISTS, Verdict.EXISTS)])}
    assert (found["核验·存在"], found["核验·条号不存在"]) == (1.0, 0.0)


def test_a_draft_that_failed_scores_0_everywhere() -> None:
    assert {score.value for score in draft_scores([outcome(error="坏了")])} == {0.0}
