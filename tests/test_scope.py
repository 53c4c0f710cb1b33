"""Which texts a question is limited to."""

import pytest

from assistant.understand.scope import find_scope
from documents.records import Kind


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("讲话里怎么说示例制度", {Kind.SPEECH}),
        ("领导讲话中对示例工作有什么要求", {Kind.SPEECH}),
        ("只看法律，听证的范围", {Kind.CONSTITUTION, Kind.LAW}),
        ("司法解释中怎么规定", {Kind.INTERPRETATION}),
        ("地方性法规里有没有", {Kind.LOCAL_REGULATION}),
        ("有什么案例", {Kind.CASE}),
        ("法律依据是什么", set()),
        ("法律责任有哪些", set()),
        ("听证的条件", set()),
    ],
)
def test_scope_words_limit_the_kinds(text: str, kinds: set[Kind]) -> None:
    assert find_scope(text).kinds == kinds


def test_provinces_and_countries_are_told_apart() -> None:
    scope = find_scope("河南省和美国的规定")
    assert scope.regions == ("河南",)
    assert scope.countries == ("美国",)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("深圳居住证要多少积分", ("深圳",)),
        ("星河县县长姓什么", ("星河县",)),
        ("在星河市开店要什么手续", ("星河市",)),
        ("河南的听证标准", ("河南",)),
        ("设区的市能立什么法", ()),
        ("各市县怎么落实", ()),
        ("市场监管部门管什么", ()),
        ("城市规划由谁批", ()),
        ("咱们县的低保标准是多少", ()),
    ],
)
def test_places_in_china_are_known_by_name_or_by_their_last_letter(
    text: str, places: tuple[str, ...]
) -> None:
    assert find_scope(text).places == places
