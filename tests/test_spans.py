"""Stretches that can be quoted keep their head, their exception and their place."""

from __future__ import annotations

import pytest

from assistant.evidence.spans import (
    exceptions_after,
    head_of,
    in_context,
    sentences_of,
    spans_of,
    whole_article,
)
from documents.pinpoint import Pinpoint
from documents.records import Description, Kind, Passage, Status
from index.records import Hit, Validity


def _hit(text: str, pinpoint: Pinpoint | None = None, kind: Kind = Kind.LAW) -> Hit:
    described = Description(id="d", title="星河法", kind=kind, identity="星河法")
    passage = Passage("d", 0, 100, 100 + len(text), text, (), pinpoint or Pinpoint(article=5))
    return Hit(passage, described, Validity(Status.UNVERIFIED), 1.0)


LIST = "第五条 有下列情形之一的，不予办理：\n\n（一）材料不全的；\n\n（二）逾期的。\n\n前款规定的情形消失后应当办理，但当事人另有约定的除外。"


def test_a_list_is_one_stretch_with_its_items_inside() -> None:
    listed, after = spans_of(_hit(LIST))
    assert listed.text.startswith("有下列情形之一的")
    assert listed.text.endswith("（二）逾期的。")
    assert [part.text for part in listed.parts] == ["（一）材料不全的；", "（二）逾期的。"]
    assert head_of(listed).text == "有下列情形之一的，不予办理："
    assert after.pinpoint == "第五条第二款"


def test_the_paragraph_that_takes_something_back_is_found_behind_the_list() -> None:
    spans = spans_of(_hit(LIST))
    assert [span.pinpoint for span in exceptions_after(spans, spans[0])] == ["第五条第二款"]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("机关应当公示。法律另有规定的除外。", ["机关应当公示。法律另有规定的除外。"]),
        (
            "机关应当公示。但是，涉密的除外。当事人可以查阅。",
            ["机关应当公示。但是，涉密的除外。", "当事人可以查阅。"],
        ),
        ("他说：“要公示。”大家赞成。", ["他说：“要公示。”", "大家赞成。"]),
        ("没有句号", ["没有句号"]),
    ],
)
def test_a_sentence_keeps_the_exception_that_follows_it(text: str, sentences: list[str]) -> None:
    (span,) = spans_of(_hit(f"第五条 {text}"))
    assert [piece.text for piece in sentences_of(span)] == sentences


def test_a_long_sentence_of_a_speech_is_cut_at_semicolons_without_them() -> None:
    text = (
        "要把公示工作抓在手上，持续推进公示制度落地见效；要把督促检查跟上去，发现问题及时整改；要把队伍带好。"
    )
    (span,) = spans_of(_hit(text, Pinpoint(path=("一、",)), Kind.SPEECH))
    pieces = [piece.text for piece in sentences_of(span, clauses=True)]
    assert pieces[0] == "要把公示工作抓在手上，持续推进公示制度落地见效"
    assert len(pieces) == 3


def test_a_short_article_is_read_whole_and_a_long_one_is_not() -> None:
    short = spans_of(_hit("第五条 甲应当公示。\n\n乙可以查阅。"))[0]
    assert in_context(short).text.endswith("乙可以查阅。")
    assert in_context(short).pinpoint == "第五条"
    long = spans_of(_hit("第五条 甲应当公示。\n\n" + "乙可以查阅有关材料。" * 40))[0]
    assert in_context(long) == long


def test_several_paragraphs_of_a_case_are_named_by_their_heading_not_by_the_first_of_them() -> None:
    place = Pinpoint(path=("裁判理由",), paragraph=3)
    several = whole_article(_hit("甲应当公示。\n\n乙可以查阅。", place, Kind.CASE))
    one = whole_article(_hit("甲应当公示。", place, Kind.CASE))
    assert several is not None and several.pinpoint == "裁判理由"
    assert one is not None and one.pinpoint == "裁判理由第三自然段"


def test_offsets_are_those_of_the_document() -> None:
    hit = _hit(LIST)
    for span in spans_of(hit):
        assert LIST[span.start - 100 : span.end - 100] == span.text
