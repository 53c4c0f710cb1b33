"""Law names and places in running text and in questions, in every form people type."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.address import Address, find_addresses
from documents.identity import identity_of
from documents.names import LawNames
from documents.numerals import to_chinese
from documents.pinpoint import Pinpoint

NAMES = LawNames.from_titles(
    (
        "中华人民共和国宪法修正案（2018年）",
        "中华人民共和国宪法修正案（2004年）",
        "最高人民法院关于适用刑法第十二条几个问题的解释",
        "中华人民共和国行政处罚法",
        "中华人民共和国治安管理处罚法",
        "中华人民共和国刑法",
        "中华人民共和国民法典",
        "中华人民共和国公司法",
        "中华人民共和国立法法",
        "中华人民共和国教育法",
        "中华人民共和国劳动合同法",
        "河南省实施《中华人民共和国水法》办法",
    )
)


def found(text: str) -> list[tuple[str, str]]:
    return [
        (a.laws[0] if a.laws else f"?{a.name}", str(a.pinpoint or "")) for a in find_addresses(text, NAMES)
    ]


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("《中华人民共和国行政处罚法》第四十八条第二款", [("行政处罚法", "第四十八条第二款")]),
        ("行政处罚法48条2款", [("行政处罚法", "第四十八条第二款")]),
        ("处罚法第48条（二）项", [("行政处罚法", "第四十八条第（二）项")]),
        ("刑法第一百二十条之一", [("刑法", "第一百二十条之一")]),
        ("刑法第120-1条", [("刑法", "第一百二十条之一")]),
        ("行政处罚法48条第2款", [("行政处罚法", "第四十八条第二款")]),
        ("第四十八条 行政处罚法", [("行政处罚法", "第四十八条")]),
        ("第四十八条第二款《行政处罚法》", [("行政处罚法", "第四十八条第二款")]),
        ("第三条，行政处罚法另有规定", [("?", "第三条"), ("行政处罚法", "")]),
        ("民法典1260条", [("民法典", "第一千二百六十条")]),
        ("民法典合同编第五百零九条", [("民法典", "第五百零九条")]),
        ("行政处罚法第４８条", [("行政处罚法", "第四十八条")]),
        ("刑法第二百三十四条规定了什么", [("刑法", "第二百三十四条")]),
        ("刑法234条、235条怎么判", [("刑法", "第二百三十四条"), ("刑法", "第二百三十五条")]),
        ("刑法234", [("刑法", "第二百三十四条")]),
        ("公司法（2018修正）第十六条和第二十条", [("公司法", "第十六条"), ("公司法", "第二十条")]),
        ("《立法法》第十条、第十二条第二款和第十五条",)
        + ([("立法法", "第十条"), ("立法法", "第十二条第二款"), ("立法法", "第十五条")],),
        ("行政处罚法第三十九条和第四十八条", [("行政处罚法", "第三十九条"), ("行政处罚法", "第四十八条")]),
        ("治安管理处罚法第四十三条与刑法第二百三十四条",)
        + ([("治安管理处罚法", "第四十三条"), ("刑法", "第二百三十四条")],),
        ("行政处罚法的第五条讲了什么", [("行政处罚法", "第五条")]),
        ("行政处罚法 第四十八条 第二款", [("行政处罚法", "第四十八条第二款")]),
        ("《河南省实施〈中华人民共和国水法〉办法》第三条", [("河南省实施《水法》办法", "第三条")]),
        ("合同法第五十二条规定了什么", [("?合同法", "第五十二条")]),
        ("请问海事仲裁促进法第三条", [("?海事仲裁促进法", "第三条")]),
        ("农村教育法第五条", [("?农村教育法", "第五条")]),
        ("《未有之法》第三条，《某某管理办法》", [("?未有之法", "第三条"), ("?某某管理办法", "")]),
        ("《实践论》讲了什么", []),
        ("那第四十八条第二款呢", [("?", "第四十八条第二款")]),
        ("48条2款呢", [("?", "第四十八条第二款")]),
        ("行政处罚法讲了什么", [("行政处罚法", "")]),
        ("落实行政处罚法十条措施", [("行政处罚法", "")]),
        ("刑法2018", [("刑法", "")]),
        ("《民法典》关于诉讼时效的第一百八十八条怎么说", [("民法典", "第一百八十八条")]),
        ("行政处罚法里关于听证的规定是第六十三条吗", [("行政处罚法", "第六十三条")]),
        ("根据《刑法》，本合同第十条无效", [("刑法", ""), ("?", "第十条")]),
        ("民法典有几编？第十条呢", [("民法典", ""), ("?", "第十条")]),
        ("按照《通知》和《暂行办法》办理", []),
        ("宪法修正案（2018年）第三条", [("宪法修正案（2018年）", "第三条")]),
        ("最高人民法院关于适用刑法第十二条几个问题的解释第二条",)
        + ([("最高人民法院关于适用刑法第十二条几个问题的解释", "第二条")],),
        ("河南省实施《水法》的办法第三条", [("河南省实施《水法》办法", "第三条")]),
        ("三条意见", []),
        ("", []),
    ],
)
def test_addresses_are_found(text: str, addresses: list[tuple[str, str]]) -> None:
    assert found(text) == addresses


def test_the_span_covers_name_and_place() -> None:
    text = "依照《行政处罚法》第五条、第六条办理"
    first, second = find_addresses(text, NAMES)
    assert text[first.start : first.end] == "《行政处罚法》第五条"
    assert text[second.start : second.end] == "第六条"
    assert (first.name, second.name) == ("行政处罚法", "行政处罚法")


FORMS = (
    "《中华人民共和国{law}》第{chinese}条",
    "《{law}》第{chinese}条",
    "中华人民共和国{law}第{chinese}条",
    "{law}第{chinese}条",
    "{law}{chinese}条",
    "{law}第{number}条",
    "{law}{number}条",
    "{law} 第 {number} 条",
    "{law}的第{number}条",
    "请问{law}第{full}条规定了什么？",
)


@given(
    st.sampled_from(["行政处罚法", "刑法", "民法典", "公司法", "河南省实施《水法》办法"]),
    st.integers(1, 2000),
    st.sampled_from(FORMS),
)
def test_every_article_in_every_form_is_read(law: str, number: int, form: str) -> None:
    full = str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    text = form.format(law=law, number=number, chinese=to_chinese(number), full=full)
    (address,) = find_addresses(text, NAMES)
    assert (address.laws, address.pinpoint) == ((law,), Pinpoint(article=number))


@given(
    st.integers(1, 2000),
    st.none() | st.integers(1, 20),
    st.none() | st.integers(1, 30),
    st.none() | st.integers(1, 40),
)
def test_a_printed_place_is_read_back(
    article: int, insertion: int | None, paragraph: int | None, item: int | None
) -> None:
    place = Pinpoint(article=article, insertion=insertion, paragraph=paragraph, item=item)
    assert [a.pinpoint for a in find_addresses(f"《刑法》{place}", NAMES)] == [place]


@given(st.text(alphabet="刑法第一二十百条款项（）《》、和48 行政处罚公司的本规定", max_size=40))
def test_any_text_gives_ordered_spans_that_do_not_overlap(text: str) -> None:
    addresses: list[Address] = find_addresses(text, NAMES)
    assert all(0 <= a.start < a.end <= len(text) for a in addresses)
    assert all(one.end <= other.start for one, other in zip(addresses, addresses[1:], strict=False))


CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus" / "laws"


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.exists(), reason="no corpus here")
def test_every_title_of_the_corpus_is_read_back_in_four_forms() -> None:
    titles = [
        path.read_text(encoding="utf-8").split("\n", 1)[0].lstrip("# ") for path in CORPUS.rglob("*.md")
    ]
    titles = [title for title in titles if re.search("法|条例|规定|办法|解释", title)]
    names = LawNames.from_titles(titles)
    missed = []
    for title in dict.fromkeys(titles):
        for form in ("《{}》第三条第二款", "{}第三条", "{}3条", "根据{}第3条规定"):
            placed = [a for a in find_addresses(form.format(title), names) if a.pinpoint is not None]
            if [a.laws[:1] for a in placed] != [(identity_of(title),)]:
                missed.append(form.format(title))
    assert len(missed) <= len(titles) * 4 * 0.001, missed[:5]
