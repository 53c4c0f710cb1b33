"""The plain assembly finds what it should, and is compared on the same questions by type."""

import pytest

from eval.cases import Case, Place
from eval.compare import EVERY, compare, counted, verdict
from eval.plain import PlainAssembly
from eval.sets import Set
from index.embedder import HashedEmbedder
from index.library import Library
from tests.small_library import small_library

GOLD = (Place("示例市养犬管理条例", "第二条", "一点五米"),)
CASES = (
    Case(id="rope", set="s", question="携犬出户牵引绳不得超过多长？", type="多少", gold=GOLD),
    Case(
        id="banana",
        set="s",
        question="香蕉运输许可有效期多久？",
        type="口语",
        gold=(Place("示例市香蕉运输管理规定", "第二条", "十五日"),),
    ),
    Case(id="none", set="s", question="红烧肉怎么做？", type="不可答", answerable=False),
    Case(id="follow", set="s", question="那第三条呢？", type="追问", previous=("养犬",), gold=GOLD),
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return small_library(tmp_path_factory.mktemp("compare"))


def test_the_plain_assembly_finds_words_best_first(library: Library) -> None:
    documents = [library.document(d.id) for d in library.documents()]
    plain = PlainAssembly(documents, HashedEmbedder(64))
    outcome = plain.answer(CASES[1])
    assert "香蕉" in outcome.hits[0].document.title
    assert [hit.score for hit in outcome.hits] == sorted((hit.score for hit in outcome.hits), reverse=True)
    for hit in outcome.hits:
        text = library.document(hit.document.id).text
        assert text[hit.passage.start : hit.passage.end] == hit.passage.text


def test_both_are_measured_on_the_same_answerable_questions_by_type(library: Library) -> None:
    made = Set("s", "shipped", lambda _: CASES)
    rows = list(compare(library, [made]))
    recall = {row.type: row for row in rows if row.measure == "R@10"}
    assert set(recall) == {EVERY, "多少", "口语"}
    assert recall[EVERY].ours.cases == recall[EVERY].theirs.cases == 2
    assert recall[EVERY].ours.mean == 1.0
    assert recall[EVERY].difference.mean == recall[EVERY].ours.mean - recall[EVERY].theirs.mean
    assert {row.measure for row in rows if row.type == EVERY} > {"R@10", "R@1000字", "R@2000字", "R@4000字"}
    assert recall["多少"].as_json()["ours"]["mean"] == 1.0


def test_a_place_without_words_can_be_found_by_who_knows_no_articles(library: Library) -> None:
    """第二条 alone names an article; the plain assembly is held to the article's first words instead."""
    bare = Case(
        id="bare",
        set="s",
        question="牵引绳不得超过一点五米",
        type="多少",
        gold=(Place("示例市养犬管理条例", "第二条"),),
    )
    (row,) = (
        row
        for row in compare(library, [Set("s", "shipped", lambda _: (bare,))])
        if row.measure == "R@10" and row.type == EVERY
    )
    assert row.theirs.mean == 1.0


def test_a_type_is_won_or_lost_only_where_the_interval_says_so() -> None:
    gaps = {"甲": (0.1, 0.3), "乙": (-0.3, -0.1), "丙": (-0.1, 0.2), EVERY: (0.1, 0.2)}
    rows = [
        {"set": "s", "type": kind, "measure": "R@10", "difference": {"low": low, "high": high, "cases": 9}}
        for kind, (low, high) in gaps.items()
    ]
    assert [verdict(row["difference"]) for row in rows] == ["胜", "负", "平", "胜"]
    assert counted(rows, "R@10") == "R@10：按类型，1 类胜，1 类负，1 类平，0 类题数太少（负：s·乙）"
    assert verdict({"low": 0.1, "high": 0.3, "cases": 1}) == "少"
