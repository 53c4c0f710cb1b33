"""What is noted beside an answer: versions of what is quoted, not of what is only listed as further support."""

from dataclasses import replace
from datetime import date

from assistant.compose import Composed
from assistant.compose.notes import notes_on
from assistant.evidence.holdings import Holdings
from assistant.records import Citation
from documents.names import LawNames
from documents.records import Status
from index.records import Filter
from tests.composing import asked, hit

OLD, NEW = date(2010, 5, 1), date(2021, 1, 1)


def test_a_version_is_noted_for_what_is_quoted_and_not_for_what_is_only_listed() -> None:
    quoted, listed = (
        hit("第一条 公示应当及时。", "星河法", day=NEW),
        hit("第一条 登记应当及时。", "月影法", day=NEW),
    )
    older = [
        replace(found.document, id=f"{found.document.id}-2010", adopted=OLD) for found in (quoted, listed)
    ]
    versions = {
        found.document.identity: [found.document, other]
        for found, other in zip((quoted, listed), older, strict=True)
    }
    holdings = Holdings(LawNames({}), 2, versions, frozenset(versions), frozenset(), None)
    citations = tuple(
        Citation(number, found, found.passage.start, found.passage.end, "第一条")
        for number, found in enumerate((quoted, listed), start=1)
    )
    notes = notes_on(asked("公示要多快？"), Composed((), citations, more=(2,)), Filter(), holdings)
    assert any("《星河法》引自2021年1月1日的版本；库中另有2010年5月1日的版本" in note for note in notes)
    assert not any("月影法" in note for note in notes)


def test_a_text_that_did_not_hold_on_the_day_asked_about_is_not_called_valid_then() -> None:
    later = hit("第一条 公示应当及时。", "星河法", day=NEW, status=Status.NOT_YET)
    citation = Citation(1, later, later.passage.start, later.passage.end, "第一条")
    holdings = Holdings(LawNames({}), 1, {}, frozenset(), frozenset(), None)
    notes = notes_on(asked("公示要多快？"), Composed((), (citation,)), Filter(as_of=OLD), holdings)
    assert any("没有2010年5月1日时有效的文本" in note for note in notes)
    assert not any("时有效的版本作答" in note for note in notes)
