"""Texts in force with other numbers for the same thing are set side by side; what merely has a number is not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.compose.differing import TITLE, differing
from assistant.compose.draft import Draft
from documents.records import Kind, Status
from index.library import Library
from tests.composing import choice, hit, material
from tests.small_library import EMBEDDER

QUESTION = "被告收到起诉状副本后多少天内提供证据？"
LAW = "第六十七条 被告应当在收到起诉状副本之日起十五日内向法院提交证据。"
RULES = "第一条 被告应当在收到起诉状副本之日起10日内，提供全部证据。"
CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus" / "laws"


def _lines(*hits: object) -> list[str]:
    choices = [choice(h) for h in hits]  # type: ignore[arg-type]
    return [s.text for section in differing(material(QUESTION, choices), Draft()) for s in section.sentences]


def test_two_numbers_for_one_thing_are_named_with_authority_and_date() -> None:
    law = hit(LAW, "星河诉讼法", day=date(2017, 6, 27), article=67)
    rules = hit(RULES, "星河证据规定", kind=Kind.INTERPRETATION, day=date(2002, 7, 24))
    (line,) = _lines(law, rules)
    assert "《星河诉讼法》（法律，2017年6月27日）第六十七条写“十五日”" in line
    assert "《星河证据规定》（司法解释，2002年7月24日）第一条写“10日”" in line


def test_which_text_ranks_higher_is_said_where_it_is_settled() -> None:
    (line,) = _lines(hit(LAW, "星河诉讼法"), hit(RULES, "星河条例", kind=Kind.ADMINISTRATIVE_REGULATION))
    assert "《星河诉讼法》的效力等级较高" in line


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("第一条 被告应当在收到起诉状副本之日起15日内，提供全部证据。", {}),  # the same in digits
        (RULES, {"status": Status.REPEALED}),
        (RULES, {"kind": Kind.SPEECH}),
        ("第九条 经院长批准，可以延长十日；证人出庭的费用由败诉的一方负担。", {}),  # another thing
        ("第一条 被告应当在收到起诉状副本之日起10个月内，提供全部证据。", {}),  # another unit
    ],
)
def test_what_does_not_differ_is_not_said_to(text: str, more: dict[str, object]) -> None:
    assert _lines(hit(LAW, "星河诉讼法"), hit(text, "另一部规定", **more)) == []  # type: ignore[arg-type]


def test_two_passages_of_one_text_are_no_conflict() -> None:
    assert _lines(hit(LAW, "星河诉讼法"), hit(RULES, "星河诉讼法", ordinal=1, article=1)) == []


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus is not here")
def test_the_deadline_for_evidence_differs_in_the_law_and_the_older_interpretation(tmp_path: Path) -> None:
    names = ("行政诉讼法(2017-06-27).md", "最高人民法院关于行政诉讼证据若干问题的规定*.md")
    files = [path for name in names for path in CORPUS.rglob(name)]
    assert len(files) == len(names)
    library = Library.open(tmp_path / "library", embedder=EMBEDDER, create=True)
    library.add(files)
    answer = Assistant(library).ask("行政诉讼被告应当在收到起诉状副本之日起多少天内提供证据？")
    (section,) = [s for s in answer.sections if s.title == TITLE]
    assert "十五日" in section.sentences[0].text
    assert "10日" in section.sentences[0].text
    assert len(section.sentences[0].citations) == 2
