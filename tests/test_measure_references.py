"""The figures of resolved references, and the promise they hold over the whole corpus."""

from pathlib import Path

import pytest

from documents.load import load
from documents.measure_references import count, measure

from .law_texts import law

CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus" / "laws"


def test_what_is_there_is_found_and_what_is_not_has_a_reason() -> None:
    one = law(
        "中华人民共和国甲示例法",
        "第一条 依照本法第二条、第九条。",
        "第二条 依照《乙示例法》第一条第二款、《丙示例法》第一条。",
    )
    other = law("中华人民共和国乙示例法", "第一条 只有一款。")
    counts = count([one, other])
    own, there, elsewhere = counts["本法第X条"], counts["《…》第X条（库内）"], counts["《…》第X条（库外）"]
    assert (own.total, own.articles, own.places) == (2, 1, 1)
    assert [miss.reason for miss in own.misses] == ["条号大于末条"]
    assert (there.total, there.articles, there.places) == (1, 1, 0)
    assert [miss.reason for miss in there.misses] == ["有此条，无此款项"]
    assert elsewhere.total == 1 and not elsewhere.misses


def test_a_citation_older_than_the_versions_held_says_so() -> None:
    one = law("中华人民共和国甲示例法", "第一条 依照《乙示例法》第九条。", adopted="2001-01-01")
    other = law("中华人民共和国乙示例法", "第一条 只有一条。", adopted="2020-01-01")
    (miss,) = count([one, other])["《…》第X条（库内）"].misses
    assert miss.reason == "条号大于末条（引用的版本早于库内各版本）"


def test_rows_can_be_printed(tmp_path: Path) -> None:
    path = tmp_path / "甲示例法.md"
    path.write_text("# 甲示例法\n\n<!-- INFO END -->\n\n第一条 依照本法第九条。\n", encoding="utf-8")
    loaded = load(path)
    rows = list(measure([(loaded.document, loaded.structure.passages)]))
    assert rows[0] == "文献 1 篇"
    assert any("第九条" in row for row in rows)


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.exists(), reason="no corpus here")
def test_references_of_the_national_laws_resolve() -> None:
    folders = ("刑法", "宪法相关法", "行政法", "诉讼与非诉讼程序法", "民法典")
    loaded = (load(path) for name in folders for path in sorted((CORPUS / name).glob("*.md")))
    texts = [(one.document, one.structure.passages) for one in loaded]
    counts = count(texts)
    for name in ("本法第X条", "前款、前条、本条", "《…》第X条（库内）"):
        counted = counts[name]
        assert counted.articles / counted.total >= 0.98, (name, counted.misses[:5])
