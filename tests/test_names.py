"""Names of laws: full, customary and built ones, in isolation and in running text."""

import time

import pytest

from assistant.compose.draft import title_of
from assistant.rendering import words
from documents.names import LawNames, quoted, unwrapped
from documents.records import Description, Kind
from documents.short_names import CUSTOMARY, GONE, ONLY_WITH_ARTICLE

TITLES = (
    "中华人民共和国宪法修正案（2018年）",
    "中华人民共和国宪法修正案（2004年）",
    "最高人民法院关于适用刑法第十二条几个问题的解释",
    "中华人民共和国行政处罚法(2021-01-22)",
    "中华人民共和国行政处罚法(2017-09-01)",
    "中华人民共和国治安管理处罚法",
    "中华人民共和国刑法",
    "中华人民共和国刑法修正案（十一）",
    "中华人民共和国刑事诉讼法",
    "中华人民共和国民事诉讼法",
    "中华人民共和国行政诉讼法",
    "中华人民共和国公司法",
    "中华人民共和国水法",
    "中华人民共和国教育法",
    "中华人民共和国劳动合同法",
    "中华人民共和国食品安全法实施条例",
    "中华人民共和国食品安全法",
    "中华人民共和国民法典",
    "物业管理条例",
    "上海市养犬管理条例",
    "示例省示例市养犬管理条例",
    "青岛市养犬管理条例",
    "河南省实施《中华人民共和国水法》办法",
    "最高人民法院关于适用《中华人民共和国公司法》若干问题的规定（三）",
    "最高人民法院关于适用《中华人民共和国民法典》婚姻家庭编的解释（一）",
    "最高人民法院关于适用《中华人民共和国民法典》婚姻家庭编的解释（二）",
    "最高人民法院、最高人民检察院关于办理盗窃刑事案件适用法律若干问题的解释",
)


@pytest.fixture(scope="module")
def names() -> LawNames:
    return LawNames.from_titles(TITLES)


@pytest.mark.parametrize(
    ("name", "laws"),
    [
        ("行政处罚法", ("行政处罚法",)),
        ("《中华人民共和国行政处罚法》", ("行政处罚法",)),
        ("处罚法", ("行政处罚法", "治安管理处罚法")),
        ("治安处罚法", ("治安管理处罚法",)),
        ("刑诉法", ("刑事诉讼法",)),
        ("诉讼法", ("民事诉讼法", "刑事诉讼法", "行政诉讼法")),
        ("食安法实施条例", ("食品安全法实施条例",)),
        ("刑法修正案11", ("刑法修正案（十一）",)),
        ("刑法修正案十一", ("刑法修正案（十一）",)),
        ("公司法解释三", ("最高人民法院关于适用《公司法》若干问题的规定（三）",)),
        ("公司法司法解释（三）", ("最高人民法院关于适用《公司法》若干问题的规定（三）",)),
        ("公司法解释3", ("最高人民法院关于适用《公司法》若干问题的规定（三）",)),
        ("婚姻家庭编解释（一）", ("最高人民法院关于适用《民法典》婚姻家庭编的解释（一）",)),
        ("盗窃司法解释", ("最高人民法院最高人民检察院关于办理盗窃刑事案件适用法律若干问题的解释",)),
        ("两高关于办理盗窃刑事案件适用法律若干问题的解释",) * 1
        + (("最高人民法院最高人民检察院关于办理盗窃刑事案件适用法律若干问题的解释",),),
        ("上海养犬管理条例", ("上海市养犬管理条例",)),
        ("河南省水法实施办法", ("河南省实施《水法》办法",)),
        ("物业管理条例", ("物业管理条例",)),
        ("宪法修正案", ("宪法修正案（2004年）", "宪法修正案（2018年）")),
        ("宪法修正案（2018年）", ("宪法修正案（2018年）",)),
        ("没有的法", ()),
        ("", ()),
    ],
)
def test_a_name_resolves(names: LawNames, name: str, laws: tuple[str, ...]) -> None:
    assert names.resolve(name) == laws


def test_a_title_without_its_region_gives_every_region(names: LawNames) -> None:
    assert set(names.resolve("养犬管理条例")) >= {"上海市养犬管理条例", "青岛市养犬管理条例"}


def test_an_unnumbered_short_name_gives_every_number(names: LawNames) -> None:
    assert len(names.resolve("民法典婚姻家庭编解释")) == 2


@pytest.mark.parametrize("name", ["合同法", "婚姻法", "物权法"])
def test_a_law_that_is_gone_is_not_the_tail_of_another(names: LawNames, name: str) -> None:
    # 劳动合同法 is in the library, 合同法 is not: answering from the former would be wrong law.
    assert names.resolve(name) == ()


def test_a_law_that_is_gone_is_known_when_the_library_has_it() -> None:
    assert LawNames.from_titles(["中华人民共和国合同法"]).resolve("合同法") == ("合同法",)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("行政处罚法和刑法有什么区别", ["行政处罚法", "刑法"]),
        ("违反《中华人民共和国水法》的", ["中华人民共和国水法"]),
        ("刑法修正案（十一）对刑法的修改", ["刑法修正案（十一）", "刑法"]),
        ("公司法定代表人的责任", []),
        ("行政处罚法规定，可以听证吗", ["行政处罚法"]),  # 规定 goes on, 法规 does not
        ("刑法制定的目的", ["刑法"]),
        ("行政处罚法律责任", []),
        ("农村教育法怎么规定", []),
        ("污水法", []),
        ("公司法实施细则", []),
        ("刑法、水法", ["刑法", "水法"]),
        ("依照《处罚法》处理", ["处罚法"]),
        ("根据处罚法处理", []),  # too ordinary without an article
        ("", []),
        ("法", []),
    ],
)
def test_names_are_found_in_running_text(names: LawNames, text: str, found: list[str]) -> None:
    spans = names.find(text)
    assert [text[start:end] for start, end, _ in spans] == found
    assert all(laws for _, _, laws in spans)


def test_the_longest_name_wins(names: LawNames) -> None:
    text = "最高人民法院关于适用《中华人民共和国公司法》若干问题的规定（三）怎么说"
    ((start, end, laws),) = names.find(text)
    assert (text[start:end], laws[0]) == (
        text[: text.index("怎")],
        "最高人民法院关于适用《公司法》若干问题的规定（三）",
    )


def test_the_order_of_titles_changes_nothing() -> None:
    one, other = LawNames.from_titles(TITLES), LawNames.from_titles(reversed(TITLES))
    assert all(one.resolve(name) == other.resolve(name) for name in [*CUSTOMARY, *TITLES, "养犬管理条例"])


def test_no_customary_name_is_its_own_target_or_a_law_that_is_gone() -> None:
    assert not [name for name, laws in CUSTOMARY.items() if name in laws and name != "宪法"]
    assert not CUSTOMARY.keys() & GONE
    assert ONLY_WITH_ARTICLE


def test_no_titles_know_no_names() -> None:
    names = LawNames.from_titles([])
    assert names.find("刑法第一条") == [] and names.resolve("刑法") == ()
    assert names.ending_at("刑法第一条", 2) is None


def test_names_of_a_large_library_are_quick() -> None:
    names = LawNames.from_titles(f"示例{i}市第{i}类事项管理条例" for i in range(3500))
    started = time.perf_counter()
    names.find("示例7市第7类事项管理条例规定了什么")
    built = time.perf_counter() - started
    started = time.perf_counter()
    for _ in range(20):
        names.find("根据示例7市第7类事项管理条例，请问如何办理许可？" * 2)
    assert built < 3 and (time.perf_counter() - started) / 20 < 0.01  # generous: the machine may be busy


@pytest.mark.parametrize("stage", ["试行", "暂行", "示范文本"])
def test_a_title_is_known_without_the_stage_it_is_at(stage: str) -> None:
    identity = f"示例市执法公示办法（{stage}）"
    names = LawNames.from_titles([identity, "《示例处罚法》要点（示范文本）", "示例处罚法"])
    for text in ("《示例市执法公示办法》第七条", "示例市执法公示办法第七条", f"{identity}第七条"):
        assert [laws for _, _, laws in names.find(text)] == [(identity,)]
    assert [laws for _, _, laws in names.find("示例处罚法要点有哪些")] == [("示例处罚法",)]


def test_a_title_without_a_stage_wins_over_one_at_a_stage() -> None:
    names = LawNames.from_titles(["示例规则（试行）", "示例规则"])
    assert names.resolve("示例规则") == ("示例规则",)
    assert names.resolve("示例规则（试行）") == ("示例规则（试行）",)


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("示例法", "《示例法》"),
        ("《示例法》", "《示例法》"),
        ("《示例法》要点（示范文本）", "《〈示例法〉要点（示范文本）》"),
        ("关于修改《甲法》和《乙法》的决定", "《关于修改〈甲法〉和〈乙法〉的决定》"),
        ("", "《》"),
    ],
)
def test_a_title_is_printed_in_marks_that_nest(title: str, printed: str) -> None:
    assert quoted(title) == printed


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("《示例法》", "示例法"),
        ("《示例法》要点", "《示例法》要点"),
        ("《甲法》和《乙法》", "《甲法》和《乙法》"),
        ("示例法", "示例法"),
    ],
)
def test_only_marks_around_the_whole_title_are_taken_off(title: str, bare: str) -> None:
    assert unwrapped(title) == bare


def test_a_source_named_after_a_law_is_named_in_marks_that_nest() -> None:
    title = "《示例法》要点（示范文本）"
    described = Description(id="a", title=title, kind=Kind.MODEL_TEXT, identity=title)
    assert words.title(described) == "《〈示例法〉要点（示范文本）》" == title_of(described)
