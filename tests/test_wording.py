"""Questions are cleaned, not changed: what was meant stays, what cannot be read is refused by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understand.wording import LIMIT, clean, readable
from documents.errors import InputError


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("行政处罚法第４８条", "行政处罚法第48条"),
        ("  多久\u3000要公开？\n", "多久 要公开？"),
        ("行\u200b政\u202e处罚", "行政处罚"),
        ("ＡＩ\x00治理", "AI 治理"),
        ("（三）项，是什么？", "（三）项，是什么？"),
    ],
)
def test_letters_and_digits_become_plain_and_chinese_marks_stay(typed: str, cleaned: str) -> None:
    assert clean(typed) == cleaned


@pytest.mark.parametrize("typed", ["", "   ", "\u200b", "\u3000\n", "\ud800"])
def test_nothing_to_read_is_an_empty_question(typed: str) -> None:
    with pytest.raises(InputError) as caught:
        clean(typed)
    assert caught.value.code == "EMPTY_QUESTION"
    assert caught.value.next_step


@pytest.mark.parametrize("length", [LIMIT + 1, 100_000, 10_000_000])
def test_a_text_is_not_a_question(length: int) -> None:
    with pytest.raises(InputError) as caught:
        clean("问" * length)
    assert caught.value.code == "QUESTION_TOO_LONG"
    assert str(length) in str(caught.value)


@given(st.text(max_size=200))
def test_any_text_is_cleaned_or_refused_and_cleaning_again_changes_nothing(typed: str) -> None:
    try:
        once = clean(typed)
    except InputError as error:
        assert error.code == "EMPTY_QUESTION"
        return
    assert clean(once) == once
    assert "\u202e" not in once


@pytest.mark.parametrize(
    "text",
    [
        "？？？",
        "……",
        "___",
        "qwer asdf",
        "12345",
        "嗯",
        "啊啊啊啊",
        "嗯嗯，哦",
        "的的的的",
        "锟斤拷烫烫烫",
        "è¡Œæ”¿å¤„ç½š第三条",
    ],
)
def test_marks_sounds_and_wrongly_decoded_text_cannot_be_read(text: str) -> None:
    assert not readable(text)


@pytest.mark.parametrize(
    "text", ["法律", "复议要钱吗", "第三条", "啊，复议要钱吗", "GB 2760是什么", "café的营业执照怎么办"]
)
def test_short_and_mixed_questions_can_be_read(text: str) -> None:
    assert readable(text)
