"""Look over HTML before it is parsed: depth, number of tags, attributes of one tag. One pass, no regular expression that can
run back and forth; builds nothing.

libxml2 returns an empty text for deep nesting and takes minutes for a tag of 300,000 attributes: both must be known before.
"""

from __future__ import annotations

import re
from collections import Counter

from documents.errors import InputError

from .extract import Limits

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr !doctype".split())
# Elements that a browser closes by itself; thousands may stand open in a page without nesting.
_CLOSED_BY_ITSELF = frozenset("p li td th tr dt dd option thead tbody tfoot colgroup".split())
_RAW = frozenset(("script", "style", "textarea", "title", "xmp", "noembed", "noframes"))
_NAME = re.compile(r"/?[a-zA-Z!][^\s/>]{0,40}")
_STOP = re.compile(r"[\"'>=]")


def check_html(text: str, name: str, limits: Limits) -> None:
    """Raises InputError XML_REFUSED (entity declarations), HTML_TOO_DEEP, HTML_LIMIT. `name` is already fit to show."""
    if re.search(r"<!ENTITY|<!DOCTYPE[^>\[]{0,500}\[", text, re.I):
        raise InputError(
            "XML_REFUSED", f"网页含不允许的实体声明：{name}", "正常的网页没有这些内容，请核实来源"
        )
    nesting = _Nesting()
    tags = position = 0
    absent: set[str] = set()
    while (position := text.find("<", position)) >= 0:
        if text.startswith("<!--", position):
            position = text.find("-->", position)
            if position < 0:
                return
            continue
        found = _NAME.match(text, position + 1)
        if not found:
            position += 1
            continue
        tag = found.group().lower()
        tags += 1
        position, attributes = _tag_end(text, found.end(), absent, limits.tag_attributes)
        if tags > limits.tags or attributes > limits.tag_attributes:
            raise InputError(
                "HTML_LIMIT", f"网页过于庞杂：{name} 标签或属性过多", "请把正文另存为 docx 或 txt 后再添加"
            )
        if tag in _RAW:
            position = _after_raw(text, position, tag, absent)
        elif nesting.depth_after(tag) > limits.html_depth:
            raise InputError(
                "HTML_TOO_DEEP",
                f"网页嵌套超过 {limits.html_depth} 层：{name}",
                "请把正文另存为 docx 或 txt 后再添加",
            )


class _Nesting:
    """How deep the tags met so far are nested, as a browser would see it at worst."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()
        self._depth = 0

    def depth_after(self, tag: str) -> int:
        """`tag` in lower case, with / in front if it closes."""
        name = tag.removeprefix("/")
        if name in _VOID or name in _CLOSED_BY_ITSELF or name in _RAW:
            return self._depth
        if tag == name:
            self._open[name] += 1
            self._depth += 1
        elif self._open[name]:
            self._open[name] -= 1
            self._depth -= 1
        return self._depth


def _tag_end(text: str, position: int, absent: set[str], most: int) -> tuple[int, int]:
    """(position after the tag, number of attributes with a value or white space before them, at most one above `most`).

    `absent` remembers quotation marks that do not occur any more, so that each is searched to the end only once.
    """
    attributes = 0
    start = position
    while found := _STOP.search(text, position):
        mark = found.group()
        position = found.end()
        if mark == ">":
            break
        if mark == "=":
            attributes += 1
        elif mark in absent:
            continue
        else:
            closing = text.find(mark, position)
            if closing < 0:
                absent.add(mark)
            else:
                position = closing + 1
                start = position
        if attributes > most:
            return position, attributes
    else:
        position = len(text)
    return position, max(attributes, min(most + 1, len(text[start:position].split()) - 1))


def _after_raw(text: str, position: int, tag: str, absent: set[str]) -> int:
    """Past the content of a script, style …: nothing in it is a tag."""
    if tag in absent:
        return position
    found = re.compile(f"</{tag}", re.I).search(text, position)
    if found is None:
        absent.add(tag)
        return position
    return found.start()
