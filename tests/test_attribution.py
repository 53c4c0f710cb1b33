"""A sentence names its law and article as a lawyer does; they must be those of the passage it cites."""

import pytest

from assistant.chain.attribution import opening, part_of, titled
from documents.pinpoint import Pinpoint

ARTICLE = "第六条 请求书应当写明：\n（一）姓名；\n（二）地址。\n请求书应当签名。"


@pytest.mark.parametrize(
    ("text", "title", "place"),
    [
        ("根据《水法》第六条，应当", "《水法》", "第六条"),
        ("《水法》第六条第二款规定，应当", "《水法》", "第六条第二款"),
        (
            "《最高人民法院关于适用《水法》的解释》第六条规定，应当",
            "《最高人民法院关于适用《水法》的解释》",
            "第六条",
        ),
        ("第六条规定：应当", None, "第六条"),
    ],
)
def test_an_attribution_is_read(text: str, title: str | None, place: str) -> None:
    match = opening(text)
    assert match is not None
    assert (match["title"], match["place"]) == (title, place)


@pytest.mark.parametrize("text", ["应当签名", "请求书第六页", "经营者应当备案"])
def test_what_names_no_source_has_none(text: str) -> None:
    assert opening(text) is None


@pytest.mark.parametrize(
    ("title", "source", "same"),
    [
        ("行政处罚法", "中华人民共和国行政处罚法", True),
        ("示例市执法公示办法", "示例市执法公示办法（示范文本）", True),
        ("行政许可法", "示例省实施行政许可法办法", False),
        ("行政处罚法", "中华人民共和国行政许可法", False),
    ],
)
def test_a_law_is_known_by_its_short_name_and_by_no_others(title: str, source: str, same: bool) -> None:
    assert titled(title, source) is same


@pytest.mark.parametrize(
    ("place", "held"),
    [
        ("第六条", ARTICLE),
        ("第六条第二款", "请求书应当签名。"),
        ("第六条第一款第（二）项", "第六条 请求书应当写明：\n（二）地址。"),
        ("第六条第三款", None),
        ("第七条", None),
    ],
)
def test_a_paragraph_named_narrows_the_passage(place: str, held: str | None) -> None:
    assert part_of(place, Pinpoint(article=6), ARTICLE) == held


def test_a_passage_that_is_one_paragraph_is_that_paragraph_only() -> None:
    own = Pinpoint(article=6, paragraph=2)
    assert part_of("第六条第二款", own, "请求书应当签名。") == "请求书应当签名。"
    assert part_of("第六条第一款", own, "请求书应当签名。") is None
