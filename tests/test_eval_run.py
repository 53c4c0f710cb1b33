"""Asking the cases: follow-ups in order, one outcome for every case, a day that does not move with the calendar."""

from datetime import date
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.evidence.on_day import OnDay
from documents.errors import StoreError
from documents.records import Status
from eval.cases import Case, Cited, Place
from eval.run import TODAY, System, run
from index.library import Library
from index.records import Filter
from tests.small_library import small_library


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return small_library(tmp_path_factory.mktemp("run"))


def case(question: str, **fields: object) -> Case:
    known = {"id": question, "set": "s", "question": question, "type": "t"}
    return Case(**(known | fields))  # type: ignore[arg-type]


def test_an_outcome_has_the_answer_and_the_hits_of_what_was_asked(library: Library) -> None:
    gold = (Place("示例市养犬管理条例", "第二条", "一点五米"),)
    found = System.of(library).answer(case("《示例市养犬管理条例》第二条", gold=gold))
    assert found.answer is not None
    assert "一点五米" in found.answer.citations[0].quote
    assert found.hits
    assert found.seconds > 0


def test_earlier_questions_are_asked_first(library: Library) -> None:
    found = System.of(library).answer(case("那第三条呢？", previous=("《示例市养犬管理条例》第二条",)))
    assert found.answer is not None
    assert "二百元" in found.answer.citations[0].quote


def test_the_day_asked_about_goes_along(library: Library) -> None:
    found = System.of(library).answer(case("《示例市养犬管理条例》第二条", as_of=date(2018, 1, 1)))
    assert found.answer is not None
    assert "三米" in found.answer.citations[0].quote


def test_a_draft_is_checked_instead_of_answered(library: Library) -> None:
    draft = "依据《示例市养犬管理条例》第九十条处罚。"
    found = System.of(library).answer(case(draft, citations=(Cited(2, 17, ("条号不存在",)),)))
    assert [finding.citation for finding in found.findings] == ["《示例市养犬管理条例》第九十条"]


def test_a_question_that_cannot_be_read_is_sent_back_and_is_no_failure(library: Library) -> None:
    found = System.of(library).answer(case("　"))
    assert (found.turned_away, found.error) == ("EMPTY_QUESTION", "")


class Broken:
    """An assistant whose parts fail."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def ask(self, question: str, **_: object) -> None:
        raise self.error


@pytest.mark.parametrize("error", [StoreError("X", "库坏了", "请修复"), KeyError("k"), OSError("disk")])
def test_a_failure_is_an_outcome_with_its_reason_and_the_rest_goes_on(
    library: Library, error: Exception
) -> None:
    system = System(OnDay(library, TODAY), Broken(error))  # type: ignore[arg-type]
    found = run(system.answer, [case("甲"), case("乙")], jobs=2)
    assert [outcome.case.question for outcome in found] == ["甲", "乙"]
    assert all(outcome.error and outcome.answer is None for outcome in found)


def test_now_is_the_day_of_the_evaluation_wherever_nothing_else_is_said(library: Library) -> None:
    early = OnDay(library, date(2016, 1, 1))
    assert "三米" in early.search("携犬出户牵引绳", k=1)[0].passage.text
    assert "一点五米" in OnDay(library, TODAY).search("携犬出户牵引绳", k=1)[0].passage.text
    newest = early.search("携犬出户牵引绳", k=1, filter=Filter(as_of=date(2023, 1, 1)))
    assert "一点五米" in newest[0].passage.text
    later = {d.id for d in library.documents() if d.effective == date(2022, 9, 1)}
    assert {early.validity()[one].status for one in later} == {Status.NOT_YET}
    assert OnDay(library, TODAY).validity() == library.validity(TODAY)


def test_the_assistant_answers_as_of_the_day_it_is_told(library: Library) -> None:
    assistant = Assistant(library)
    quoted = {
        day: "".join(c.quote for c in assistant.ask("携犬出户牵引绳不得超过多长？", today=day).citations)
        for day in (date(2016, 1, 1), TODAY)
    }
    assert "三米" in quoted[date(2016, 1, 1)] and "一点五米" not in quoted[date(2016, 1, 1)]
    assert "一点五米" in quoted[TODAY]


def test_every_case_is_ticked(library: Library) -> None:
    ticked: list[int] = []
    run(System.of(library).answer, [case("？"), case("？？")], tick=lambda: ticked.append(1))
    assert len(ticked) == 2


def test_the_library_is_asked_through_the_day(library: Library, tmp_path: Path) -> None:
    assert OnDay(library, TODAY).folder == library.folder
    assert OnDay(library, TODAY).fingerprint() == library.fingerprint()
