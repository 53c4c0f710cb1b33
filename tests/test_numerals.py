import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.numerals import to_chinese, to_int


@given(st.integers(min_value=0, max_value=99_999_999))
def test_what_is_written_is_read_back(number: int) -> None:
    assert to_int(to_chinese(number)) == number
    assert to_int(str(number)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十", 10),
        ("一百二十", 120),
        ("百二十", 120),
        ("一百零八", 108),
        ("一千零八十七", 1087),
        ("一千二百六十", 1260),
        ("两千", 2000),
        ("一二〇", 120),
        ("二○二一", 2021),
        ("廿一", 21),
        ("三百廿五", 325),
        ("１２", 12),
        ("③", 3),
        ("〇", 0),
    ],
)
def test_numerals_are_read_in_every_spelling(text: str, number: int) -> None:
    assert to_int(text) == number


@pytest.mark.parametrize("text", ["", " ", "第", "十十", "一二十", "一百五百", "3.5", "甲", "-1"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        to_int(text)


@pytest.mark.parametrize(
    ("number", "text"),
    [(10, "十"), (12, "十二"), (110, "一百一十"), (1010, "一千零一十"), (20_010, "二万零一十")],
)
def test_numbers_are_written_as_statutes_write_them(number: int, text: str) -> None:
    assert to_chinese(number) == text
