"""Cut text into the words that are indexed and asked for. Home of rjieba. Knows nothing of indexes.

The same text gives the same words on both sides: NFKC and lower case, traditional characters read as simplified,
Chinese numerals met with Arabic ones where they count something (十五日 = 15日, 百分之三十 = 30%), then jieba's cut.
Offsets are lost on purpose: words are for finding, quotations are cut from the document.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cache, lru_cache
from operator import add
from pathlib import Path
from typing import Any

VERSION = 1
_TRADITIONAL = Path(__file__).with_name("traditional.txt")
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_NUMERAL = "〇零一二三四五六七八九十百千万两"
_UNIT = "日天年月周个倍元次级人条款项编章节名岁户届小分角吨米份件"
_COUNTED = re.compile(
    rf"百分之([{_NUMERAL}]+)|第([{_NUMERAL}]+)|([{_NUMERAL}]{{2,}}|[{_NUMERAL}](?=[{_UNIT}]))"
)
_WORD = re.compile(r"\w")
_CHINESE = re.compile(r"[\u3400-\u9fff]+")


@cache
def _simplified() -> dict[int, str]:
    lines = [x for x in _TRADITIONAL.read_text(encoding="utf-8").splitlines() if not x.startswith("#")]
    return {ord(a): b for a, b in zip(*lines, strict=True)}


@cache
def _cutter() -> Any:
    import rjieba

    return rjieba.Jieba()


def _section(text: str) -> int:
    """A numeral below 万: 一百二十, 十五, 二〇二一 read digit by digit. ValueError if it is not one."""
    if not any(c in _TENS for c in text):
        if len(text) == 1 or (len(text) > 2 and all(c in _DIGITS for c in text)):
            return int("".join(str(_DIGITS[c]) for c in text))
        raise ValueError(text)
    total, digit = 0, None
    for c in text:
        if c in _TENS:
            total += (1 if digit is None or digit == 0 else digit) * _TENS[c]
            digit = None
        elif digit:
            raise ValueError(text)
        else:
            digit = _DIGITS[c]
    return total + (digit or 0)


@cache
def _arabic(text: str) -> str | None:
    """Digits of a numeral as it is used in counting; None where the characters are a word (万一, 三四)."""
    try:
        if "万" not in text:
            return str(_section(text))
        head, _, tail = text.partition("万")
        if not head:
            return None
        return str(_section(head) * 10_000 + (_section(tail.lstrip("零〇")) if tail.strip("零〇") else 0))
    except (ValueError, KeyError):
        return None


def _met(match: re.Match[str]) -> str:
    percent, ordinal, plain = match.groups()
    number = _arabic(percent or ordinal or plain)
    if number is None:
        return match.group()
    if percent:
        return number + "%"
    return f"第{number}" if ordinal else number


def normalise(text: str) -> str:
    """`text` as it is compared: NFKC, lower case, simplified characters, counted numerals in digits."""
    text = unicodedata.normalize("NFKC", text).lower().translate(_simplified())
    return _COUNTED.sub(_met, text)


def words(text: str, *, normal: bool = False) -> list[str]:
    """Words in reading order, repeated as often as they stand there; no punctuation, no white space. "" gives [].

    `normal`: the text has been through `normalise` already."""
    return [w for w in _cutter().cut(text if normal else normalise(text)) if _WORD.search(w)]


def grams(text: str, *, normal: bool = False) -> list[str]:
    """Neighbouring pairs of Chinese characters, for terms that no dictionary knows. One character gives itself."""
    found: list[str] = []
    for run in _CHINESE.findall(text if normal else normalise(text)):
        found.extend([run] if len(run) == 1 else map(add, run, run[1:]))
    return found


@lru_cache(16_384)
def word_set(text: str) -> frozenset[str]:
    """The distinct words of a short text that comes again and again (a title, a chapter heading)."""
    return frozenset(words(text))


@cache
def fingerprint() -> str:
    """Changes whenever the same text would be cut otherwise; an index cut in another way must not be asked."""
    import rjieba

    probe = "国务院行政执法三项制度第一百二十条之一规定在十五日内作出民告官高空抛物罚款百分之三十"
    seen = "/".join(words(probe)) + _TRADITIONAL.read_text(encoding="utf-8") + str(len(rjieba.__all__))
    return f"rjieba-{VERSION}-{hashlib.sha256(seen.encode()).hexdigest()[:12]}"
