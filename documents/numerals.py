"""Chinese and Arabic numerals to integers and back. Knows nothing of articles or dates.

Covered: 〇零一…九十百千万, 两, 廿, 卅, digit strings such as 二〇二一, full-width and ASCII digits, roman-looking
circled digits ①…⑳. Not covered: fractions, 亿, 半, financial capitals (壹贰叁).
"""

from __future__ import annotations

_DIGITS = {"〇": 0, "○": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
_DIGITS |= {"六": 6, "七": 7, "八": 8, "九": 9}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_LONGEST = 20  # characters; nothing that numbers a provision is longer
_TENS = {"廿": 20, "卅": 30}
_NAMES = "零一二三四五六七八九"

NUMERAL_CHARACTERS = "〇○零一二两三四五六七八九十百千廿卅"
"""For character classes of patterns; digits have to be added by the pattern."""

NUMERAL = rf"[{NUMERAL_CHARACTERS}\d]+"


def to_int(text: str) -> int:
    """120 for 一百二十, １２０, 120, 一二〇; 10 for 十. Raises ValueError for anything that is not a whole number."""
    stripped = text.strip()
    if not stripped or len(stripped) > _LONGEST:
        raise ValueError(f"not a number: {text[:30]!r}")
    if stripped.isdecimal():
        return int(stripped)
    if len(stripped) == 1 and "①" <= stripped <= "⑳":
        return ord(stripped) - ord("①") + 1
    if len(stripped) > 1 and all(character in _DIGITS for character in stripped):
        return int("".join(str(_DIGITS[character]) for character in stripped))
    head, unit, tail = stripped.rpartition("万")
    if unit:
        return to_int(head) * 10_000 + (_below_ten_thousand(tail) if tail else 0)
    return _below_ten_thousand(stripped)


def _below_ten_thousand(text: str) -> int:
    total, digit, last_unit = 0, None, 10_000
    for character in text:
        if character in _DIGITS:
            if digit not in (None, 0):  # 一零五 is a digit string; 一二十 is nothing
                raise ValueError(f"not a number: {text!r}")
            digit = _DIGITS[character]
        elif character in _UNITS and _UNITS[character] < last_unit:
            last_unit = _UNITS[character]
            total += (1 if digit is None else digit) * last_unit
            digit = None
        elif character in _TENS and total % 100 == 0 and digit in (None, 0):
            total, last_unit = total + _TENS[character], 10
        else:
            raise ValueError(f"not a number: {text!r}")
    return total + (digit or 0)


def to_chinese(number: int) -> str:
    """一百二十 for 120, 一千零八十七 for 1087, 十二 for 12, 零 for 0. Raises ValueError below 0 and from 100,000,000 on."""
    if not 0 <= number < 100_000_000:
        raise ValueError(f"cannot be written: {number}")
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        middle = "零" if 0 < low < 1000 else ""
        return to_chinese(high) + "万" + (middle + _four_digits(low) if low else "")
    text = _four_digits(number)
    return text[1:] if 10 <= number < 20 else text


def _four_digits(number: int) -> str:
    if number == 0:
        return _NAMES[0]
    text, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            text += ("零" if gap and text else "") + _NAMES[digit] + name
            gap = False
        else:
            gap = True
    return text
