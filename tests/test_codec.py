from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from documents.pinpoint import Pinpoint
from documents.records import Description, Heading, ImportReport, Kind, Note, Status
from index import codec

words = st.text(max_size=12)
numbers = st.none() | st.integers(1, 3000)


@given(
    st.builds(
        Pinpoint,
        article=numbers,
        insertion=numbers,
        paragraph=numbers,
        item=numbers,
        chapter=numbers,
        path=st.lists(words, max_size=3).map(tuple),
        annex=st.none() | words,
    )
)
def test_any_pinpoint_comes_back(pinpoint: Pinpoint) -> None:
    assert codec.decode_pinpoint(codec.encode_pinpoint(pinpoint)) == pinpoint


@given(
    st.builds(
        Description,
        id=words,
        title=words,
        kind=st.sampled_from(Kind),
        identity=words,
        adopted=st.none() | st.dates(),
        effective=st.none() | st.dates(),
        stated_status=st.none() | st.sampled_from(Status),
        issuer=st.none() | words,
        ocr=st.booleans(),
    )
)
def test_any_description_comes_back(description: Description) -> None:
    assert codec.decode_description(codec.encode_description(description)) == description


def test_a_field_of_a_later_program_is_passed_over() -> None:
    text = '{"id":"a","title":"b","kind":"法律","identity":"b","invented":1,"adopted":"2021-01-22"}'
    assert codec.decode_description(text).adopted == date(2021, 1, 22)


def test_outline_and_report_come_back() -> None:
    outline = (Heading(1, "第一章", "总则", 0, 10), Heading(2, "第一节", "一般规定", 3, 10))
    assert codec.decode_outline(codec.encode_outline(outline)) == outline
    report = ImportReport(Kind.LAW, "md", 10, articles=2, missing=("第三条",), notes=(Note("X", "注"),))
    assert codec.decode_report(codec.encode_report(report)) == report


def test_the_hash_of_a_passage_changes_with_everything_that_is_shown_of_it() -> None:
    shown = ("标题", ("第一章",), "{}", "正文")
    others = [
        ("标", ("第一章",), "{}", "正文"),
        ("标题", (), "{}", "正文"),
        ("标题", ("第一章",), '{"article":1}', "正文"),
    ]
    others.append(("标题", ("第一章",), "{}", "正女"))
    assert len({codec.passage_hash(*one) for one in (shown, *others)}) == 5
