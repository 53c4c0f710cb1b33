from datetime import date
from pathlib import Path

import pytest

from documents.pinpoint import Pinpoint
from documents.records import Status
from index.library import Library
from index.records import Filter
from tests.small_library import EMBEDDER, regulation, small_library


@pytest.mark.parametrize(
    ("question", "title", "place"),
    [
        ("示例市行政执法公示办法第三条", "示例市行政执法公示办法", "第三条"),
        ("《示例市行政执法公示办法》第4条第2项", "示例市行政执法公示办法", "第四条"),
        ("示例市养犬管理条例第三条怎么规定的", "示例市养犬管理条例", "第三条"),
    ],
)
def test_an_address_that_exists_comes_first(tmp_path: Path, question: str, title: str, place: str) -> None:
    hit = small_library(tmp_path).search(question)[0]
    assert (hit.document.title, str(hit.passage.pinpoint), hit.ranks["exact"]) == (title, place, 1)
    assert hit.relevance == 1.0


def test_an_address_that_does_not_exist_gives_nothing_exact(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    assert library.lookup("示例市养犬管理条例", Pinpoint(article=900)) == ()
    assert all("exact" not in hit.ranks for hit in library.search("示例市养犬管理条例第九百条"))


def test_several_addresses_come_in_the_order_of_the_question(tmp_path: Path) -> None:
    hits = small_library(tmp_path).search("示例市养犬管理条例第三条和示例市夜市管理办法第一条")
    assert [hit.document.title for hit in hits[:2]] == ["示例市养犬管理条例", "示例市夜市管理办法"]
    assert [hit.ranks["exact"] for hit in hits[:2]] == [1, 2]
    assert hits[0].score > hits[1].score > hits[2].score


def test_the_version_is_the_one_in_force_on_the_day(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    now = library.lookup("示例市养犬管理条例", Pinpoint(article=3))
    then = library.lookup("示例市养犬管理条例", Pinpoint(article=3), Filter(as_of=date(2016, 1, 1)))
    assert ["二百元" in hit.passage.text for hit in now] == [True]
    assert ["五十元" in hit.passage.text for hit in then] == [True]


def test_a_law_in_no_force_any_more_is_given_with_its_status_when_named(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    night = next(d for d in library.documents() if "夜市" in d.title)
    library.set_status(night.id, Status.REPEALED)
    hit = library.lookup("示例市夜市管理办法", Pinpoint(article=1))[0]
    assert hit.validity.status is Status.REPEALED


def test_an_article_that_was_split_is_given_whole(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library", embedder=EMBEDDER, create=True)
    items = "\n".join(
        f"（{'一二三四五六七八九十'[i]}）" + f"第{i}类情形应当记载清楚。" * 30 for i in range(10)
    )
    library.add_bytes(
        "长.txt", regulation("示例市长条文规定", ["总的规定。", "有下列情形之一的：\n" + items, "附则。"])
    )
    document = library.documents()[0].id
    pieces = [p for p in library.passages(document) if p.pinpoint.article == 2]
    hit = library.lookup("示例市长条文规定", Pinpoint(article=2, item=3))[0]
    assert len(pieces) > 1, "the text is long enough to be split"
    assert (hit.passage.start, hit.passage.end) == (pieces[0].start, pieces[-1].end)
    assert hit.passage.text == library.document(document).text[hit.passage.start : hit.passage.end]
    assert str(hit.passage.pinpoint) == "第二条"
    found = library.search("示例市长条文规定第二条", k=10)
    assert [h.passage.pinpoint.article for h in found].count(2) == 1


def test_a_law_without_an_article_gives_its_first_passage(tmp_path: Path) -> None:
    hit = small_library(tmp_path).lookup("示例市夜市管理办法", None)[0]
    assert hit.passage.ordinal == 0


def test_a_name_nobody_knows_gives_nothing(tmp_path: Path) -> None:
    assert small_library(tmp_path).lookup("不存在的法", Pinpoint(article=1)) == ()


def test_a_text_set_in_points_is_cited_by_article(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library", embedder=EMBEDDER, create=True)
    text = "示例市城市管理补充规定\n\n一、为了保持街道整洁，制定本规定。\n\n二、沿街商户负责门前清扫。\n"
    library.add_bytes("示例市城市管理补充规定.txt", text.encode())
    (hit,) = library.lookup("示例市城市管理补充规定", Pinpoint(article=2))
    assert "门前清扫" in hit.passage.text
    assert library.lookup("示例市城市管理补充规定", Pinpoint(article=9)) == ()
