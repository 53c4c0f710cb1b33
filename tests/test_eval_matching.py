"""A passage stands at a gold place by law, version, file, article and words."""

from dataclasses import replace
from datetime import date

import pytest

from documents.pinpoint import Pinpoint
from eval.cases import Place
from eval.matching import quoted, same_law, squeeze, stands_in
from tests.eval_answers import NEW, OLD, passage

LAW = "《示例市公示办法》"


@pytest.mark.parametrize(
    ("place", "held"),
    [
        (Place(LAW, "第二条", "七日内公示"), True),
        (Place(LAW, "第二条", "七 日内\n公示"), True),
        (Place(LAW, "第二条第一款", "七日内公示"), True),
        (Place(LAW, "第一条", "公示"), False),
        (Place(LAW, "第二条", "十日内公示"), False),
        (Place("示例市信访办法", "第二条", "七日内公示"), False),
        (Place(LAW, "第二条"), True),
        (Place(LAW, "第二条之一"), False),
        (Place(LAW, ""), True),
        (Place("别的题名", "第二条", "七日内公示", source="公示办法.txt"), True),
        (Place(LAW, "第二条", "七日内公示", source="办法.txt"), False),
        (Place(LAW, "第二条", "七日内公示", day=date(2024, 7, 1)), True),
        (Place(LAW, "第二条", "七日内公示", day=date(2019, 5, 1)), False),
    ],
)
def test_a_passage_stands_at_a_place(place: Place, held: bool) -> None:
    assert stands_in(place, NEW, passage(2)) is held


@pytest.mark.parametrize(
    ("pinpoint", "held"),
    [("三、“二要”", True), ("三、“二要”1.", True), ("三、“三要”", False), ("三、", False)],
)
def test_a_point_of_a_speech_without_words_is_known_by_its_path(pinpoint: str, held: bool) -> None:
    """As feedback names it."""
    spoken = replace(passage(2), pinpoint=Pinpoint(path=("三、", "二要")))
    assert stands_in(Place(LAW, pinpoint), NEW, spoken) is held


def test_versions_of_one_law_are_one_law() -> None:
    assert same_law(LAW, NEW)
    assert same_law("示例市公示办法", OLD)


@pytest.mark.parametrize(
    ("pinpoint", "quote", "cited", "held"),
    [
        ("第二条", "七日内", "第二条", True),
        ("第二条", "公示期", "第二条", False),
        ("第三条", "七日内", "第二条", False),  # neighbouring articles share words
        ("三、", "七日内", "第二条", True),
        ("第二条第一款", "", "第二条", True),
        ("第二条", "", "第二条第一款", True),
        ("第三条", "", "第二条", False),
        ("三、", "", "三、", True),
    ],
)
def test_a_quotation_carries_a_place(pinpoint: str, quote: str, cited: str, held: bool) -> None:
    assert quoted(Place(LAW, pinpoint, quote), NEW, "处罚决定应当在七日内公示。", cited) is held


def test_width_and_white_space_do_not_count() -> None:
    assert squeeze("（一） ２０ 日") == squeeze("(一)20日")
