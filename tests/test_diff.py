"""Two versions of a law, article by article."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.diff import ChangeKind, Diff, diff
from documents.load import load
from documents.numerals import to_chinese
from documents.records import Passage

from .law_texts import law

CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus" / "laws"

ARTICLES = (
    "为了规范示例活动，保护参加者的权益，制定本法。",
    "示例机关负责全国的示例监督管理工作。",
    "申请人应当自收到通知之日起七日内提交材料。",
    "违反本法第三条规定的，处五百元以下罚款。",
    "国家鼓励社会力量参与示例设施的建设与维护。",
    "示例场所应当配备消防器材并定期检查维修。",
)


def version(*articles: str) -> tuple[Passage, ...]:
    return law("示例法", *(f"第{to_chinese(n)}条 {text}" for n, text in enumerate(articles, 1)))[1]


def said(result: Diff) -> list[str]:
    return [f"{c.kind}{c.old or ''}→{c.new or ''}" for c in result]


def test_nothing_changed() -> None:
    result = diff(version(*ARTICLES), version(*ARTICLES))
    assert {c.kind for c in result} == {ChangeKind.SAME}
    assert len(result) == len(ARTICLES)


def test_an_article_put_in_moves_those_behind_it() -> None:
    added = "示例评估由独立专家按照科学方法进行，结果向社会公布。"
    result = diff(version(*ARTICLES[:2]), version(ARTICLES[0], added, ARTICLES[1]))
    assert said(result) == ["未变第一条→第一条", "新增→第二条", "移位第二条→第三条"]


def test_an_article_taken_out_is_shown_where_it_stood() -> None:
    result = diff(version(*ARTICLES[:3]), version(ARTICLES[0], ARTICLES[2]))
    assert said(result) == ["未变第一条→第一条", "删除第二条→", "移位第三条→第二条"]


def test_changed_words_are_named() -> None:
    (change,) = [c for c in diff(version(*ARTICLES), version(*_with(2, "七日", "五日"))) if c.edits]
    assert change.kind is ChangeKind.CHANGED
    assert str(change) == "修改　第三条　将“七”改为“五”"
    assert not change.old_text.startswith("第三条")


def test_an_article_may_be_moved_and_changed() -> None:
    changed = _with(2, "七日", "五日")
    result = diff(version(*ARTICLES[:3]), version(ARTICLES[0], ARTICLES[4], ARTICLES[1], changed[2]))
    assert said(result)[-1] == "修改第三条→第四条"
    assert list(result)[-1].renumbered


def test_a_cited_number_alone_does_not_make_a_moved_article_changed() -> None:
    moved = _with(3, "第三条", "第四条")
    result = diff(version(*ARTICLES[:4]), version(ARTICLES[0], ARTICLES[5], *moved[1:4]))
    change = list(result)[-1]
    assert (change.kind, str(change.old), str(change.new)) == (ChangeKind.MOVED, "第四条", "第五条")
    assert [(e.old, e.new) for e in change.edits if e.kind != "same"] == [("第三条", "第四条")]


def test_an_article_that_jumped_over_others_is_recognised() -> None:
    result = diff(version(*ARTICLES[:4]), version(ARTICLES[3], *ARTICLES[:3]))
    assert result.counts[ChangeKind.MOVED] == 4
    assert "移位第四条→第一条" in said(result)


def test_punctuation_width_is_no_change() -> None:
    result = diff(version("甲应当：登记。"), version("甲应当:登记。"))
    assert result.counts[ChangeKind.SAME] == 1


def test_a_long_article_in_pieces_is_one_article() -> None:
    whole = version("甲应当登记。" * 3)
    pieces = (whole[0], *version("乙应当申请。")[:1])
    assert len(diff(pieces, pieces)) == 1  # both carry 第一条


@pytest.mark.parametrize(("old", "new"), [((), ()), (("甲。",), ()), ((), ("甲。",))])
def test_an_empty_side(old: tuple[str, ...], new: tuple[str, ...]) -> None:
    result = diff(version(*old) if old else (), version(*new) if new else ())
    assert result.counts[ChangeKind.REMOVED] == len(old)
    assert result.counts[ChangeKind.ADDED] == len(new)


@given(st.lists(st.integers(0, 5), max_size=7), st.lists(st.integers(0, 5), max_size=7))
def test_every_article_stands_in_exactly_one_change(old: list[int], new: list[int]) -> None:
    before = version(*(ARTICLES[i] for i in old)) if old else ()
    after = version(*(ARTICLES[i] for i in new)) if new else ()
    result = diff(before, after)
    assert sorted(str(c.old) for c in result if c.old) == sorted(str(p.pinpoint) for p in before)
    assert sorted(str(c.new) for c in result if c.new) == sorted(str(p.pinpoint) for p in after)
    assert sum(result.counts.values()) == len(result)


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.exists(), reason="no corpus here")
def test_two_versions_of_company_law_are_compared_in_time() -> None:
    files = sorted(CORPUS.rglob("公司法(*.md"))
    old, new = (load(path).structure.passages for path in files[-2:])
    started = time.perf_counter()
    result = diff(old, new)
    assert time.perf_counter() - started < 2
    counts = result.counts
    kept = counts[ChangeKind.CHANGED] + counts[ChangeKind.MOVED] + counts[ChangeKind.SAME]
    assert kept + counts[ChangeKind.REMOVED] == 218
    assert kept + counts[ChangeKind.ADDED] == 266


def _with(index: int, old: str, new: str) -> tuple[str, ...]:
    return tuple(text.replace(old, new) if i == index else text for i, text in enumerate(ARTICLES))
