import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.labels import canonical_label
from documents.pinpoint import Pinpoint, find_pinpoints, match_pinpoint

small = st.none() | st.integers(min_value=1, max_value=60)


@st.composite
def statutory(draw: st.DrawFn) -> Pinpoint:
    return Pinpoint(
        article=draw(st.integers(min_value=1, max_value=2000)),
        insertion=draw(small),
        paragraph=draw(small),
        item=draw(small),
        subitem=draw(small),
        annex=draw(st.sampled_from([None, "附件", "附件2"])),
    )


@st.composite
def heading_path(draw: st.DrawFn) -> Pinpoint:
    label = st.sampled_from(
        ["一、", "十二、", "（一）", "（十三）", "1.", "12.", "（1）", "①", "5.1.3", "a）", "第一部分"]
        + ["三要", "一是", "首先", "第二", "其一", "开头", "结尾", "序言", "基本案情", "总体要求"]
    )
    path = draw(st.lists(label, min_size=1, max_size=4))
    return Pinpoint(path=tuple(path), paragraph=draw(small), annex=draw(st.sampled_from([None, "附件3"])))


@given(statutory() | heading_path())
def test_a_printed_pinpoint_reads_back_as_itself(pinpoint: Pinpoint) -> None:
    assert Pinpoint.parse(str(pinpoint)) == pinpoint


def test_every_article_to_two_thousand_reads_back_with_and_without_insertion_and_parts() -> None:
    for article in range(1, 2001):
        for insertion in (None, 1, 12):
            for paragraph, item, subitem in (
                (None, None, None),
                (2, None, None),
                (None, 3, None),
                (1, 21, 2),
            ):
                pinpoint = Pinpoint(
                    article=article, insertion=insertion, paragraph=paragraph, item=item, subitem=subitem
                )
                assert Pinpoint.parse(str(pinpoint)) == pinpoint


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("第48条第2款", "第四十八条第二款"),
        ("四十八条", "第四十八条"),
        ("48条2款", "第四十八条第二款"),
        ("第４８条第２款", "第四十八条第二款"),
        ("第四十八条 第二款", "第四十八条第二款"),
        ("第48条（二）项", "第四十八条第（二）项"),
        ("第48条(二)", "第四十八条第（二）项"),
        ("第48条第二项", "第四十八条第（二）项"),
        ("第10-1条", "第十条之一"),
        ("第十之一条", "第十条之一"),
        ("第一百二十条之一", "第一百二十条之一"),
        ("第120条之1第3项", "第一百二十条之一第（三）项"),
        ("1260条", "第一千二百六十条"),
        ("第十条的第二款", "第十条第二款"),
        ("第三章第二节", "第三章第二节"),
        ("第二编第一分编第三章", "第二编第一分编第三章"),
        ("三、(二)“三要”", "三、（二）“三要”"),
        ("第三点", "三、"),
        ("附件二第三条", "附件2第三条"),
        ("序言第七自然段", "序言第七自然段"),
        ("", ""),
    ],
)
def test_every_form_people_type_is_read(typed: str, printed: str) -> None:
    assert str(Pinpoint.parse(typed)) == printed


@pytest.mark.parametrize("text", ["红烧肉", "48", "第二条例", "第十条第二款但书", "第条", "条", "第一二十条"])
def test_what_is_no_pinpoint_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a pinpoint"):
        Pinpoint.parse(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("依照本法第十条、第十二条第二款的规定", ["第十条", "第十二条第二款"]),
        ("第五十一条第二款第一项和第三款", ["第五十一条第二款第（一）项", "第五十一条第三款"]),
        (
            "第三条第（一）、（二）项和第（五）项",
            ["第三条第（一）项", "第三条第（二）项", "第三条第（五）项"],
        ),
        ("第三条第一款（一）（二）项", ["第三条第一款第（一）项", "第三条第一款第（二）项"]),
        ("第一百二十条之一至第一百二十条之三", ["第一百二十条之一", "第一百二十条之三"]),
        ("前款规定与第二款规定", ["第二款"]),
        ("第三章第一节、第二节", ["第三章第一节", "第三章第二节"]),
        ("第二项目标、第一条件、第三人、第二章程", []),
        ("第十条的规定，第七条", ["第十条", "第七条"]),
    ],
)
def test_addresses_are_found_in_running_text(text: str, found: list[str]) -> None:
    spans = find_pinpoints(text)
    assert [str(pinpoint) for _, _, pinpoint in spans] == found
    assert all(start < end for start, end, _ in spans)


@given(st.text(alphabet="第一二十百条款项目之（）()、和章节 附件0123至的。", max_size=60))
def test_finding_never_fails_and_spans_do_not_overlap(text: str) -> None:
    last = 0
    for start, end, _ in find_pinpoints(text):
        assert last <= start < end <= len(text)
        last = end


def test_an_address_behind_a_law_name_may_leave_out_the_first_character() -> None:
    found = match_pinpoint("行政处罚法48条2款规定", 5)
    assert found is not None
    assert (found[0], str(found[1])) == (10, "第四十八条第二款")


def test_an_article_covers_its_parts_but_not_the_article_inserted_after_it() -> None:
    whole = Pinpoint.parse("第十条")
    assert whole.covers(Pinpoint.parse("第十条第二款"))
    assert not whole.covers(Pinpoint.parse("第十条之一"))
    assert not whole.covers(Pinpoint.parse("附件第十一条"))
    assert Pinpoint().covers(whole)
    assert Pinpoint(path=("三、",)).covers(Pinpoint(path=("三、", "（二）")))
    assert not Pinpoint(path=("三、", "（二）")).covers(Pinpoint(path=("三、",)))


def test_pinpoints_sort_in_reading_order() -> None:
    order = [
        "第二条",
        "第十条",
        "第十条第一款",
        "第十条第一款第（二）项",
        "第十条第二款",
        "第十条之一",
        "第十一条",
        "附件第一条",
    ]
    pinpoints = [Pinpoint.parse(text) for text in order]
    assert sorted(reversed(pinpoints), key=lambda p: p.sort_key) == pinpoints
    paths = [Pinpoint(path=p) for p in (("开头",), ("二、",), ("二、", "一要"), ("十、",), ("结尾",))]
    assert sorted(reversed(paths), key=lambda p: p.sort_key) == paths


@pytest.mark.parametrize(
    ("text", "label"),
    [("(二)", "（二）"), ("1．", "1."), ("１、", "1."), ("（2）", "（2）"), ("第３部分", "第三部分")],
)
def test_labels_have_one_spelling(text: str, label: str) -> None:
    assert canonical_label(text) == label
