"""Which laws a text says it repeals."""

from pathlib import Path

import pytest

from documents.load import load
from documents.records import Kind
from documents.repeals import find_repeals

from .law_texts import law


def repealed(last: str, title: str = "中华人民共和国示例法", kind: Kind = Kind.LAW) -> list[str]:
    document, passages = law(title, "第一条 为了示例，制定本法。", last, kind=kind)
    found = find_repeals(document, passages)
    assert all(document.text[r.start : r.end].startswith("《") for r in found)
    assert all(r.by == document.id for r in found)
    return [r.law for r in found]


@pytest.mark.parametrize(
    ("last", "laws"),
    [
        (
            "第二条 本法自2030年1月1日起施行。《甲示例条例》、《中华人民共和国乙示例法》同时废止。",
            ["甲示例条例", "乙示例法"],
        ),
        ("第二条 本法自2030年1月1日起施行，《甲示例条例》同时废止。", ["甲示例条例"]),
        ("第二条 本法施行之日起，2001年1月1日国务院发布的《甲示例条例》即行废止。", ["甲示例条例"]),
        ("第二条 《甲示例条例》自本法施行之日起废止。", ["甲示例条例"]),
        ("第二条 根据《关于修改〈甲示例条例〉的决定》修正的《甲示例条例》同时废止。", ["甲示例条例"]),
        ("第二条 根据2010年示例市第二次修改的《甲示例条例》同时废止。", ["甲示例条例"]),
        ("第二条 《甲示例条例》中关于登记的规定同时废止。", []),
        ("第二条 对不适应需要的《甲示例条例》应当及时修改或者废止。", []),
        ("第二条 《甲示例许可证》有效期满的，依照《甲示例条例》办理。", []),
        ("第二条 本法自2030年1月1日起施行。", []),
        ("第二条 《示例省实施〈中华人民共和国水法〉办法》同时废止。", ["示例省实施《水法》办法"]),
        ("第二条 《甲示例条例》同时废止。本法与《乙示例条例》不一致的，适用本法。", ["甲示例条例"]),
    ],
)
def test_repeals_are_read(last: str, laws: list[str]) -> None:
    assert repealed(last) == laws


def test_a_court_names_its_own_interpretation_without_itself() -> None:
    title = "最高人民法院关于示例案件的解释"
    found = repealed(
        "第二条 本解释自2030年1月1日起施行。《关于旧示例案件的解释》同时废止。", title, Kind.INTERPRETATION
    )
    assert found == ["最高人民法院关于旧示例案件的解释"]


def test_a_law_is_repealed_once() -> None:
    assert repealed("第二条 《甲示例条例》同时废止。《甲示例条例》同时废止。") == ["甲示例条例"]


CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus" / "laws"


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.exists(), reason="no corpus here")
def test_the_civil_code_repeals_nine_laws() -> None:
    loaded = load(CORPUS / "民法典" / "附则.md")
    found = [repeal.law for repeal in find_repeals(loaded.document, loaded.structure.passages)]
    assert len(found) == 9
    assert {"婚姻法", "合同法", "物权法", "民法总则"} <= set(found)
