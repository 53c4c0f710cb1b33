"""Automatic list numbers of a .docx as the text that Word shows: 第十二条, （三）, 4.1. Reads numbering.xml only.

In many office files the 第…条 before an article is such a number: it stands nowhere in the text of the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from documents.numerals import to_chinese

from .archive import attribute, local

_DIGITS = "〇一二三四五六七八九"
_LEGAL = str.maketrans("零一二三四五六七八九十百千万", "零壹贰叁肆伍陆柒捌玖拾佰仟萬")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN: tuple[tuple[int, str], ...] = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
)
_ROMAN += ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_CLOSED = re.compile(r"[、．.)）:：】〕]$")
_NAMED = re.compile(r"[编章节条款]$")
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts and is written; `text` has %1…%9 for the numbers of the levels."""

    format: str = "decimal"
    text: str = "%1."
    start: int = 1
    legal: bool = False
    suffix: str = "tab"
    restart: int | None = None


@dataclass(slots=True)
class _List:
    """One abstract list. Lists made from it share its counters, as in Word, unless they override a start."""

    levels: dict[int, Level] = field(default_factory=dict)
    counters: dict[int, int] = field(default_factory=dict)
    style_link: str | None = None


class Numbering:
    """The lists of one document and how far each has counted. `label` must be asked in reading order."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._abstract_of: dict[str, str] = {}
        self._overrides: dict[str, dict[int, Level | int]] = {}
        self._started: set[tuple[str, int]] = set()
        for element in root if root is not None else ():
            if local(element) == "abstractNum":
                self._lists[attribute(element, "abstractNumId") or ""] = _abstract(element)
            elif local(element) == "num":
                self._add(element)
        self._resolve_links(root)

    def label(self, number: str, level: int) -> str:
        """The number of the next paragraph of list `number` at `level` (0 = outermost), with its separator.

        "" for an unknown list or a format without a number.
        """
        listed = self._lists.get(self._abstract_of.get(number, ""))
        if listed is None or not 0 <= level < _LEVELS:
            return ""
        self._count(listed, number, level)
        shape = self._level(listed, number, level)
        if shape.format == "none" and "%" in shape.text:
            return ""
        if shape.format == "bullet":
            return "• "

        def one(found: re.Match[str]) -> str:
            index = int(found.group(1)) - 1
            other = self._level(listed, number, index)
            value = listed.counters.get(index, other.start)
            return write("decimal" if shape.legal else other.format, value)

        label = re.sub(r"%([1-9])", one, shape.text)
        return label + _separator(label, shape.suffix) if label.strip() else ""

    def _count(self, listed: _List, number: str, level: int) -> None:
        override = self._overrides.get(number, {}).get(level)
        start = override if isinstance(override, int) else None
        if start is not None and (number, level) not in self._started:
            listed.counters[level] = start
        elif level in listed.counters:
            listed.counters[level] += 1
        else:
            listed.counters[level] = self._level(listed, number, level).start
        self._started.add((number, level))
        for outer in range(level):
            listed.counters.setdefault(outer, self._level(listed, number, outer).start)
        for deeper in [index for index in listed.counters if index > level]:
            restart = self._level(listed, number, deeper).restart
            if restart is None or 0 < level + 1 <= restart:
                del listed.counters[deeper]

    def _level(self, listed: _List, number: str, level: int) -> Level:
        override = self._overrides.get(number, {}).get(level)
        return override if isinstance(override, Level) else listed.levels.get(level, Level())

    def _add(self, element: etree._Element) -> None:
        number = attribute(element, "numId") or ""
        overrides: dict[int, Level | int] = {}
        for child in element:
            if local(child) == "abstractNumId":
                self._abstract_of[number] = attribute(child, "val") or ""
            elif local(child) == "lvlOverride":
                index = _integer(attribute(child, "ilvl"), 0)
                for change in child:
                    if local(change) == "startOverride":
                        overrides.setdefault(index, _integer(attribute(change, "val"), 1))
                    elif local(change) == "lvl":
                        overrides[index] = _level_of(change)
        self._overrides[number] = overrides

    def _resolve_links(self, root: etree._Element | None) -> None:
        """A list that only names a numbering style takes the levels of the list that defines the style."""
        homes: dict[str, _List] = {}
        for element in root if root is not None else ():
            if local(element) == "abstractNum":
                for child in element:
                    if local(child) == "styleLink":
                        homes[attribute(child, "val") or ""] = self._lists[
                            attribute(element, "abstractNumId") or ""
                        ]
        for listed in self._lists.values():
            if not listed.levels and listed.style_link in homes:
                listed.levels = homes[listed.style_link].levels


def write(form: str, value: int) -> str:
    """`value` in a number format of WordprocessingML; decimal for formats that Chinese documents do not use.

    Values outside what a format can write come out in decimal too.
    """
    writer = _WRITERS.get(form)
    if writer is None or value < 0:
        return str(value)
    return writer(value) or str(value)


def _abstract(element: etree._Element) -> _List:
    listed = _List()
    for child in element:
        if local(child) == "lvl":
            listed.levels[_integer(attribute(child, "ilvl"), 0)] = _level_of(child)
        elif local(child) == "numStyleLink":
            listed.style_link = attribute(child, "val")
    return listed


def _level_of(element: etree._Element) -> Level:
    values = {local(child): attribute(child, "val") for child in element if isinstance(child.tag, str)}
    legal = "isLgl" in values and values["isLgl"] not in {"0", "false", "off"}
    restart = values.get("lvlRestart")
    return Level(
        format=_format_of(element, values.get("numFmt") or "custom"),
        text=values.get("lvlText") or "",
        start=_integer(values.get("start"), 1),
        legal=legal,
        suffix=values.get("suff") or "tab",
        restart=None if restart is None else _integer(restart, 0),
    )


def _format_of(element: etree._Element, form: str) -> str:
    """Newer formats stand in an alternative: `numFmt val="custom" format="…"` beside a plain one."""
    if form != "custom":
        return form
    for child in element.iter():
        if local(child) == "numFmt" and attribute(child, "val") not in {None, "custom"}:
            return attribute(child, "val") or "decimal"
    return "decimal"


def _separator(label: str, suffix: str) -> str:
    """What stands between number and text: as lawyers type it, not as wide as Word's tab stop."""
    if suffix == "nothing" or _CLOSED.search(label) or label[-1:].isspace():
        return " " if suffix != "nothing" and label.endswith(".") else ""
    return "　" if _NAMED.search(label) else " "


def _integer(value: str | None, default: int) -> int:
    try:
        return int(value or "")
    except ValueError:
        return default


def _letters(value: int) -> str:
    """a…z, then aa, bb …, as Word counts."""
    return chr(97 + (value - 1) % 26) * ((value - 1) // 26 + 1) if 0 < value <= 780 else ""


def _roman(value: int) -> str:
    text = ""
    for size, letters in _ROMAN if 0 < value < 5000 else ():
        count, value = divmod(value, size)
        text += letters * count
    return text


def _circled(value: int) -> str:
    if 1 <= value <= 20:
        return chr(0x2460 + value - 1)
    if 21 <= value <= 35:
        return chr(0x3251 + value - 21)
    return chr(0x32B1 + value - 36) if 36 <= value <= 50 else ""


def _row(first: int) -> Callable[[int], str]:
    """Twenty characters in a row of Unicode that stand for 1…20."""
    return lambda value: chr(first + value - 1) if 1 <= value <= 20 else ""


def _cycle(characters: str) -> Callable[[int], str]:
    return lambda value: characters[(value - 1) % len(characters)] if value > 0 else ""


def _digits(value: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(value))


_WRITERS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": lambda value: str(value).translate(
        {48 + digit: 0xFF10 + digit for digit in range(10)}
    ),
    "decimalFullWidth2": lambda value: str(value).translate(
        {48 + digit: 0xFF10 + digit for digit in range(10)}
    ),
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerLetter": _letters,
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "chineseCounting": to_chinese,
    "chineseCountingThousand": to_chinese,
    "taiwaneseCounting": to_chinese,
    "taiwaneseCountingThousand": to_chinese,
    "japaneseCounting": to_chinese,
    "ideographDigital": _digits,
    "taiwaneseDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "chineseLegalSimplified": lambda value: to_chinese(value).translate(_LEGAL),
    "ideographLegalTraditional": lambda value: to_chinese(value).translate(_LEGAL),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _row(0x2474),
    "decimalEnclosedFullstop": _row(0x2488),
    "ideographEnclosedCircle": lambda value: chr(0x3280 + value - 1) if 1 <= value <= 10 else "",
    "none": lambda value: "",
    "bullet": lambda value: "•",
}
