"""Statute questions: the fixed split, and articles of a law that was renumbered since found where they stand today."""

import json
from pathlib import Path

import pytest

from documents.pinpoint import Pinpoint
from eval.statutes import in_development, split_name, statutes
from index.library import Library
from tests.small_library import EMBEDDER

HEAD = "# 中华人民共和国示例法\n\n（{} 自{}起施行）\n\n<!-- INFO END -->\n\n"
TEXTS = {
    "示例法(2018-01-01).md": HEAD.format("2018年1月1日第一届人民代表大会通过", "2018年3月1日")
    + "第一条 为了规范公示，制定本法。\n\n第二条 处罚决定应当在七日内向社会公示，公示期为三年。\n",
    "示例法(2024-01-01).md": HEAD.format("2024年1月1日第一届人民代表大会修订", "2024年3月1日")
    + "第一条 为了规范公示，制定本法。\n\n第二条 本法所称公示，是指主动公开。\n\n"
    "第三条 处罚决定应当在十日内向社会公示，公示期为三年。\n",
}
ROWS = [
    {
        "id": "q-0",
        "question": "处罚多久公示？",
        "articles": ["中华人民共和国示例法第二条", "中华人民共和国示例法第一条"],
    },
    {"id": "q-1", "question": "训练用的？", "articles": ["中华人民共和国示例法第一条"]},
    {"id": "q-6", "question": "没有的法？", "articles": ["不存在的法第九条"]},
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("statutes")
    (folder / "texts").mkdir()
    for name, text in TEXTS.items():
        (folder / "texts" / name).write_text(text, encoding="utf-8")
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS)
    (folder / "statute_questions.jsonl").write_text(text, encoding="utf-8")
    made = Library.open(folder / "library", embedder=EMBEDDER, create=True)
    made.add([folder / "texts"])
    return made


def test_only_the_development_split_is_asked_and_renumbered_articles_are_found_today(
    library: Library,
) -> None:
    first, none = statutes(library, Path(library.folder).parent)
    assert (first.id, none.id) == ("q-0", "q-6")
    assert [(place.pinpoint, "公示" in place.quote) for place in first.gold] == [
        ("第三条", True),
        ("第一条", True),
    ]


def test_an_article_that_the_library_lacks_stays_as_it_was_named(library: Library) -> None:
    none = statutes(library, Path(library.folder).parent)[1]
    assert [(place.title, place.pinpoint, place.quote) for place in none.gold] == [
        ("不存在的法", "第九条", "")
    ]


@pytest.mark.parametrize(
    ("name", "title", "place"),
    [
        ("个体工商户条例第二条", "个体工商户条例", Pinpoint(article=2)),
        ("中华人民共和国刑法第一百二十条之一", "中华人民共和国刑法", Pinpoint(article=120, insertion=1)),
    ],
)
def test_a_name_is_split_into_title_and_place(name: str, title: str, place: Pinpoint) -> None:
    assert split_name(name) == (title, place)


def test_the_split_is_every_sixth_number() -> None:
    assert [n for n in range(13) if in_development(f"stard-{n}")] == [0, 6, 12]
