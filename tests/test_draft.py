"""A frame names the places that are quoted, all of them; a stretch has one number however often it is spoken of."""

from __future__ import annotations

from assistant.compose.draft import Draft
from assistant.evidence.spans import head_of, spans_of
from tests.composing import hit

ARTICLE = hit("第八十一条 市可以立法。\n\n步骤由省定。\n\n时间由省定。", article=81)
LIST = hit("第六条 有下列情形之一的：\n\n（一）甲；\n\n（二）乙。", article=6)


def test_two_paragraphs_are_both_named() -> None:
    # 第八十一条第三款 alone once stood before the words of the first and the third.
    spans = spans_of(ARTICLE)
    assert (
        Draft().quote([spans[0], spans[2]]).text.startswith("《星河法》第八十一条第一款、第八十一条第三款：")
    )


def test_a_head_is_named_by_its_item() -> None:
    (listed,) = spans_of(LIST)
    text = Draft().quote([head_of(listed), listed.parts[1]]).text
    assert text == "《星河法》第六条第（二）项：“有下列情形之一的：”“（二）乙。”"


def test_a_stretch_within_one_that_is_quoted_has_its_number() -> None:
    draft, spans = Draft(), spans_of(ARTICLE)
    draft.quote([spans[0]])
    assert draft.number(spans[0]) == 1
    assert draft.holds(spans[0])
    assert not draft.holds(spans[1])
    assert draft.number(spans[1]) == 2
    assert len(draft.citations) == 2
