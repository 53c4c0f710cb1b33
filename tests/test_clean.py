"""documents/readers/clean.py: nothing unseen stays, nothing seen goes."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.readers.clean import clean, shown_name, unseen_note

ANY_CHARACTER = st.text(st.characters(exclude_categories=()), max_size=60)


@pytest.mark.parametrize(
    ("dirty", "text", "sort"),
    [
        ("第\x00一条", "第一条", "控制字符"),
        ("\x1b[31m第一条\x1b[0m", "第一条", "控制字符"),
        ("\x1b]0;标题\x07第一条", "第一条", "控制字符"),
        ("第\u202e一条", "第一条", "双向控制符"),
        ("第\u200b一\u2060条", "第一条", "零宽字符"),
        ("第\ufe0f一条\U000e0041", "第一条", "零宽字符"),
        ("第\u3164一条", "第一条", "零宽字符"),
        ("第\ue5e5一条", "第一条", "私用区字符"),
        ("第\ud800一条", "第一条", "损坏的字符"),
        ("第\uffff一条", "第一条", "损坏的字符"),
    ],
)
def test_what_cannot_be_seen_is_dropped_and_counted(dirty: str, text: str, sort: str):
    cleaned, dropped = clean(dirty)
    assert cleaned == text
    assert set(dropped) == {sort}


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_line_end_becomes_a_newline(end: str):
    assert clean(f"甲{end}乙") == ("甲\n乙", {})


def test_visible_text_is_left_as_it_is():
    text = "第一条　为了“示范”，（一）１２％ Ａ ⼩ 㐂 𠮷\t—— \xa0㎡"
    assert clean(text) == (text, {})


def test_a_byte_order_mark_at_the_start_is_not_reported():
    assert clean("\ufeff第一条") == ("第一条", {})
    assert unseen_note(clean("\ufeff第一条")[1]) is None


def _unseen(text: str) -> list[str]:
    """What no reader sees. Marks of Arabic and Indic numbers are format characters too, but with a shape of their own."""
    return [
        one
        for one in text
        if unicodedata.category(one) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
        and one not in "\n\t"
        and (
            unicodedata.category(one) != "Cf"
            or unicodedata.name(one, "").startswith(("LEFT", "RIGHT", "ZERO"))
            and unicodedata.bidirectional(one) != "AN"
        )
    ]


def test_of_all_code_points_no_control_or_invisible_one_is_kept():
    cleaned, dropped = clean("".join(map(chr, range(0x110000))))
    assert not _unseen(cleaned)
    assert sum(dropped.values()) > 130_000  # the private use areas alone


@settings(max_examples=500, deadline=None)
@given(ANY_CHARACTER)
def test_no_text_of_any_characters_keeps_a_control_or_invisible_one(text: str):
    cleaned, _ = clean(text)
    assert not _unseen(cleaned)
    assert clean(cleaned) == (cleaned, {})
    cleaned.encode("utf-8")


@settings(max_examples=300, deadline=None)
@given(ANY_CHARACTER)
def test_a_name_in_a_message_is_one_short_line(name: str):
    shown = shown_name(name)
    assert 0 < len(shown) <= 120
    assert shown.isprintable() or not any(unicodedata.category(one) in {"Cc", "Cs", "Co"} for one in shown)
    assert "\n" not in shown
