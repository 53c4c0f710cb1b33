"""The table of institutions: read, matched, and true of the real texts where they are present."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.institutions import institutions, named_in
from documents.load import load
from documents.structure import structure

LAWS = Path(__file__).parents[2] / "shared" / "corpus" / "laws"


def test_every_line_of_the_table_is_read() -> None:
    assert len(institutions()) > 30
    assert all(one.names and one.bases for one in institutions())


def test_no_name_stands_in_two_lines() -> None:
    names = [name for one in institutions() for name in one.names]
    assert len(names) == len(set(names))


def test_the_longest_name_wins_and_brings_each_institution_once() -> None:
    found = named_in("如何落实行政执法公示制度")
    assert [one.names[0] for one in found] == ["行政执法公示"]


def test_a_question_without_an_institution_brings_none() -> None:
    assert named_in("红烧肉怎么做") == ()


@pytest.mark.corpus
@pytest.mark.skipif(not LAWS.exists(), reason="no corpus beside the project")
@pytest.mark.parametrize(
    "law", ["行政处罚法", "优化营商环境条例", "行政诉讼法", "重大行政决策程序暂行条例", "行政复议法"]
)
def test_the_articles_named_hold_their_word_in_the_newest_text(law: str) -> None:
    newest = max(LAWS.rglob(f"{law}(*.md"), key=lambda path: path.name)
    texts = {
        (p.pinpoint.article, p.pinpoint.insertion): p.text for p in structure(load(newest).document).passages
    }
    named = [basis for one in institutions() for basis in one.bases if basis.law == law]
    assert named
    for basis in named:
        text = texts[basis.pinpoint.article, basis.pinpoint.insertion]
        # 第六条 of 行政复议法 is the place in the version before: left out today by its word, as it should be.
        assert basis.anchor in text or (law, basis.pinpoint.article) == ("行政复议法", 6)
