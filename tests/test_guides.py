"""What no law fills is filled from the guide on the subject, whole and under its own name; over the shipped texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.records import Answer
from index.library import Library
from tests.small_library import EMBEDDER

TEXTS = Path(__file__).resolve().parent.parent / "documents" / "library"
QUESTION = "如何落实行政执法公示制度？"


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> Answer:
    library = Library.open(tmp_path_factory.mktemp("guides") / "library", embedder=EMBEDDER, create=True)
    library.add([TEXTS / "guide_publicity.md", TEXTS / "guide_recording.md", TEXTS / "speech_secretary.txt"])
    return Assistant(library).ask(QUESTION)


def _section(answer: Answer, title: str) -> str:
    return "\n".join(
        s.text for section in answer.sections if section.title == title for s in section.sentences
    )


def test_every_slot_the_guide_speaks_to_is_filled(answer: Answer) -> None:
    assert all(_section(answer, title) for title in ("谁来做", "做什么", "何时", "依据"))


def test_the_points_of_a_section_come_complete(answer: Answer) -> None:
    done = _section(answer, "做什么")
    assert all(point in done for point in ("事前公示", "事中公示", "事后公示", "撤回和更正"))


def test_a_guide_is_named_as_one_and_never_given_out_as_law(answer: Answer) -> None:
    assert all("示范文本" in _section(answer, title) for title in ("谁来做", "做什么", "何时"))
    assert _section(answer, "依据").startswith("库中没有规定此事的法律")
    assert "法定依据" not in [section.title for section in answer.sections]


def test_what_follows_a_breach_comes_first(tmp_path: Path) -> None:
    (tmp_path / "示例市出庭应诉规定(2022-01-01).txt").write_text(
        "示例市出庭应诉规定\n\n第一条 被诉机关负责人应当出庭应诉。\n\n"
        "第二条 被诉机关负责人不出庭应诉的，由市人民政府责令改正，并依法给予处分。\n",
        encoding="utf-8",
    )
    library = Library.open(tmp_path / "library", embedder=EMBEDDER, create=True)
    library.add([tmp_path / "示例市出庭应诉规定(2022-01-01).txt"])
    found = Assistant(library).ask("机关负责人不出庭应诉怎么办？")
    assert found.sections[0].title == "责任"
    assert "责令改正" in found.sections[0].sentences[0].text
