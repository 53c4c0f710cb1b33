"""A place of which nothing is held does not keep national law from answering; a local text that is named does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from assistant.evidence.elsewhere import local_text
from tests import example_library


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    library = example_library.build(tmp_path_factory.mktemp("elsewhere"))
    yield Assistant(library)
    library.close()


@pytest.mark.parametrize(
    "typed",
    ["我在苏州，机关多久公示办事结果？", "苏州市的机关多久公示办事结果？", "苏州这边机关多久公示办事结果？"],
)
def test_what_holds_everywhere_is_searched_without_the_place(assistant: Assistant, typed: str) -> None:
    asked = assistant.understood(typed)
    assert "苏州" not in asked.query and "苏州" not in "".join(asked.words)
    assert asked.text == typed and asked.scope.places == ("苏州",)
    assert "苏州" in asked.scope.regions


def test_a_region_that_is_law_of_its_own_is_kept(assistant: Assistant) -> None:
    assert "香港" in assistant.understood("香港的机关多久公示办事结果？").query


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("苏州市养犬管理条例对狗绳怎么规定", "苏州市养犬管理条例"),
        ("想看湖南省信访办法", "湖南省信访办法"),
        ("苏州对养狗有什么规定", ""),
        ("苏州的机关怎么公示", ""),
    ],
)
def test_a_local_text_is_known_by_its_title(assistant: Assistant, typed: str, title: str) -> None:
    asked = assistant.understood(typed)
    assert local_text(asked, assistant.holdings()) == title


def test_a_local_text_that_is_not_held_is_said_not_to_be_held(assistant: Assistant) -> None:
    answer = assistant.ask("苏州市公示办事结果办法规定多久公示？")
    assert answer.status == "refused"
    assert "库中没有《苏州市公示办事结果办法》" in answer.sections[0].sentences[0].text


def test_the_answer_from_national_law_says_that_nothing_local_is_held(assistant: Assistant) -> None:
    answer = assistant.ask("我在苏州，星河公示法规定多少日内公示办事结果？")
    assert answer.status == "answered"
    assert any("苏州" in note for note in answer.notes)
