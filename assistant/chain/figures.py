"""Quantities and modal words of a sentence, in a form in which two sentences can be compared.

Knows the vocabulary of Chinese statutes; knows nothing of models, citations or answers.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from documents.numerals import to_int

CHINESE = "〇零一二两三四五六七八九十百千万亿"
_VALUE = rf"(?:\d+(?:\.\d+)?|[{CHINESE}]+(?:点[{CHINESE}]+)?)"
_UNITS = (
    "个工作日|工作日|个自然日|自然日|日|天|个月|月|年|周岁|岁|小时|时(?!间|候|效|起|代|期|限)|分钟|周|个季度|季度|万元|亿元|元|倍|"
    "人|名|次|份|件|字|条|款|项|级|平方米|公里|米|吨|公斤|克|户|票|期|届|课时|学时|株|辆|台|套|家|处(?!理|罚|置|分)|个|%|‰"
)
_NUMBER = re.compile(rf"(?P<value>{_VALUE})\s*(?P<unit>{_UNITS})?\s*(?P<after>以上|以下|以内|之内|内|以外)?")
_COUNTED = re.compile(rf"[{CHINESE}]+(?=(?:{_UNITS}))")
_RANGE = re.compile(rf"({_VALUE})(?=(?:至|到|-|—|~)(?:{_VALUE})({_UNITS}))")
FRACTION = re.compile(rf"(?P<below>[{CHINESE}]+)分之(?P<above>{_VALUE})|(?P<top>\d+)/(?P<bottom>\d+)")
_SAME_UNIT = {"天": "日", "自然日": "日", "个自然日": "日", "个工作日": "工作日", "个月": "月", "周岁": "岁", "名": "人",
              "个季度": "季度"}  # fmt: skip
_SCALE = {"万元": 10_000, "亿元": 100_000_000}
_BOUND = re.compile(
    r"(?P<most>不超过|不高于|不多于|不长于|不大于|最多|最长|最高|至多)|(?P<least>至少|最少|最低|最短|不少于|不低于|不短于|不小于)"
    r"|(?P<above>超过|高于|多于|长于|大于)|(?P<below>不满|未满|不足|不到|未达到|低于|少于|短于|小于)"
)
_BOUND_NAMES = {"most": "以下", "least": "以上", "above": "超过", "below": "不满"}
_REVERSED = {"超过": "以下", "高于": "以下", "多于": "以下", "长于": "以下", "大于": "以下", "少于": "以上", "低于": "以上",
             "短于": "以上", "小于": "以上"}  # fmt: skip
# Numerals inside ordinary words state no quantity.
_WORDS = re.compile(
    r"第[〇零一二两三四五六七八九十百千万\d]+(?:次|届|期|号|部分|章|节|编|条(?:之[一二三四五六七八九十]+)?|款|项)?"
    r"|统一|一律|一般|一并|一切|一些|一定|一致|一旦|同一|唯一|进一步|(?<!分)之一|万一|一次(?=告知|付清|缴清|办结|说清)|一次性|一起|一经|一方|另一|任何一|每一|"
    rf"[{CHINESE}\d]+(?:项|种|类|个|条|点)(?:主要|基本|法定)?(?:情形|条件|方式|措施|要求|内容|情况|方面|职责|任务|原则)|"
    r"[（(][〇一二三四五六七八九十\d]+[）)]|[\[【]\^?\d+[\]】]"
)


class Number(NamedTuple):
    """`bound` is 以上, 以下, 超过, 不满, 以外 or empty; 内 and 以内 count as empty, writers drop them freely. Parts of a whole
    are in %, money is in 元."""

    value: float
    unit: str
    bound: str


def numbers(text: str) -> set[Number]:
    """Quantities: Arabic ones always, Chinese ones with a unit. 第X条, counts of listed items and ordinary words are left out."""
    return {number for _, _, number in located(FRACTION.sub(percent, unicodedata.normalize("NFKC", text)))}


def located(text: str) -> list[tuple[int, int, Number]]:
    """(start, end, quantity) in order, for a text in NFKC; 百分之五 is left to `numbers`."""
    text = _WORDS.sub(lambda match: "□" * len(match[0]), text)
    ranged = {match.end(): match[2] for match in _RANGE.finditer(text)}
    found = []
    behind = 0
    for match in _NUMBER.finditer(text):
        value, unit = match["value"], match["unit"] or ranged.get(match.end("value"), "")
        amount = _amount(value)
        if amount is None or (value[0] in CHINESE and not unit):
            continue
        if match["after"] in ("以上", "以下", "以外"):
            bound = match["after"]
        else:
            bound = _bound(text, behind, match.start())
        behind = match.end()
        unit, scale = _SAME_UNIT.get(unit, "元" if unit in _SCALE else unit), _SCALE.get(unit, 1)
        found.append((match.start(), match.end(), Number(amount * scale, unit, bound)))
    return found


def percent(match: re.Match[str]) -> str:
    above, below = (match["above"], match["below"]) if match["below"] else (match["top"], match["bottom"])
    top, bottom = _amount(above), _amount(below)
    return f"{100 * top / bottom:.4f}%" if top is not None and bottom else match[0]


def _bound(text: str, behind: int, at: int) -> str:
    """The last bounding word between the number before and this one, in the same clause; 不得…超过 is an upper bound."""
    opening = max(text.rfind(mark, 0, at) for mark in "，,；;。：:\n") + 1
    words = list(_BOUND.finditer(text, max(opening, behind), at))
    if not words:
        return ""
    last = words[-1]
    bound = _BOUND_NAMES[str(last.lastgroup)]
    if last[0] in _REVERSED and re.search(
        r"不得|不能|不应|不可|禁止|不准|严禁", text[opening : last.start()]
    ):
        return _REVERSED[last[0]]
    return bound


def _amount(text: str) -> float | None:
    whole, _, part = text.partition("点")
    try:
        if text[0].isdigit():
            return float(text)
        digits = "".join(str(to_int(digit)) for digit in part)
        return float(f"{to_int(whole)}.{digits or 0}")
    except ValueError:
        return None


MODAL = re.compile(
    r"(?P<forbid>不得(?!超过|高于|多于|长于|少于|低于)|禁止|严禁|不准|不允许|不可以|不可(?!抗)|不能(?!够?(?:当场|按期|按时|出庭))|不应当|不应)"
    r"|(?P<oblige>应当|必须|务必|(?<!无)须|(?<![反相对供效适响感回])应(?!用|急|诉|对|届|予|收|邀|聘)|(?<![不无])需(?!要|求)|"
    r"(?<![需重主必只不就想次简概纲摘])要(?!求|件|点|素|害|么|约|闻|是|紧))"
    r"|(?P<permit>可以|有权(?![^，。；]{1,8}的(?:机关|单位|部门|组织))|允许|准许|(?<![方才许认])可(?!靠|行|能|见|持续|疑|抗|视|证))"
)


def arabic(text: str) -> str:
    """Counted Chinese numerals as Arabic ones (五日 → 5日), so that both ways of writing share their characters."""
    return _COUNTED.sub(
        lambda match: f"{_amount(match[0]):g}" if _amount(match[0]) is not None else match[0], text
    )
