"""One identity for all versions of a law, another for every other text."""

import pytest

from documents.identity import fold, identity_of, key_of


@pytest.mark.parametrize(
    ("title", "identity"),
    [
        ("中华人民共和国行政处罚法", "行政处罚法"),
        ("中华人民共和国行政处罚法(2021-01-22)", "行政处罚法"),
        ("《中华人民共和国行政处罚法》", "行政处罚法"),
        ("公司法（2018修正）", "公司法"),
        ("公司法（2023年修订）", "公司法"),
        ("公司法(2018年第四次修正)", "公司法"),
        ("公司法 【2018】", "公司法"),
        ("示例市燃气管理条例（2013年12月28日修正）", "示例市燃气管理条例"),
        ("刑法修正案（十二）(2023-12-29)", "刑法修正案（十二）"),
        (
            "最高人民法院、最高人民检察院关于办理示例案件的解释(二)",
            "最高人民法院最高人民检察院关于办理示例案件的解释（二）",
        ),
        (
            "最高人民法院　最高人民检察院关于办理示例案件的解释（二）",
            "最高人民法院最高人民检察院关于办理示例案件的解释（二）",
        ),
        ("示例省实施〈中华人民共和国水法〉办法", "示例省实施《水法》办法"),
        ("示例省实施《水法》的若干规定", "示例省实施《水法》若干规定"),
        ("中华人民共和国宪法修正案（2018年）", "宪法修正案（2018年）"),
        ("中华人民共和国宪法修正案(2018-03-11)", "宪法修正案（2018年）"),
        ("中国（上海）自由贸易试验区条例", "中国（上海）自由贸易试验区条例"),
        ("中华人民共和国", "中华人民共和国"),
    ],
)
def test_title_gives_identity(title: str, identity: str) -> None:
    assert identity_of(title) == identity


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("刑法", "刑法修正案（十一）"),
        ("刑法修正案（十一）", "刑法修正案（十二）"),
        ("示例解释（一）", "示例解释（二）"),
        ("示例解释", "示例解释（一）"),
        ("示例规则", "示例规则（试行）"),
        ("宪法修正案（2004年）", "宪法修正案（2018年）"),
        ("公司法", "公司法（修订草案）"),
        ("最高人民法院关于示例问题的规定", "最高人民检察院关于示例问题的规定"),
    ],
)
def test_different_texts_keep_different_identities(one: str, other: str) -> None:
    assert identity_of(one) != identity_of(other)


def test_an_identity_is_its_own_identity() -> None:
    for title in (
        "中华人民共和国行政处罚法(2021-01-22)",
        "宪法修正案（2018年）",
        "示例省实施〈中华人民共和国水法〉办法",
    ):
        assert identity_of(identity_of(title)) == identity_of(title)


def test_spellings_of_one_name_share_a_key() -> None:
    assert key_of("《中华人民共和国公司法》解释（三）") == key_of("公司法解释三")


def test_folding_remembers_where_each_character_stood() -> None:
    text = "依照《中华人民共和国 水法》第３条"
    folded = fold(text)
    assert folded.text == "依照水法第3条"
    assert len(folded.at) == len(folded.text) + 1
    assert text[folded.at[2]] == "水"
    assert folded.at[-1] == len(text)
