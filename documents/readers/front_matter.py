"""What a Markdown or text file says of itself before its text: a `---` block, or lines such as 状态：现行有效.

Only reads; what the values mean for a law is decided by `documents.collection`.
"""

from __future__ import annotations

import re

KEYS = {
    "title": "title",
    "标题": "title",
    "名称": "title",
    "kind": "kind",
    "type": "kind",
    "类别": "kind",
    "类型": "kind",
    "效力级别": "kind",
    "法律性质": "kind",
    "date": "date",
    "日期": "date",
    "adopted": "date",
    "通过日期": "date",
    "公布日期": "date",
    "发布日期": "date",
    "修订日期": "date",
    "修正日期": "date",
    "effective": "effective",
    "施行日期": "effective",
    "生效日期": "effective",
    "实施日期": "effective",
    "status": "status",
    "状态": "status",
    "时效性": "status",
    "效力": "status",
    "效力状态": "status",
    "issuer": "issuer",
    "制定机关": "issuer",
    "发布机关": "issuer",
    "发文机关": "issuer",
    "公布机关": "issuer",
    "region": "region",
    "地区": "region",
    "地域": "region",
    "适用地区": "region",
    "number": "number",
    "文号": "number",
    "发文字号": "number",
    "speaker": "speaker",
    "讲话人": "speaker",
    "occasion": "occasion",
    "场合": "occasion",
}
"""What people call a field → our name for it."""

_LINE = re.compile(r"^\s*[-*>]?\s*\*{0,2}([^\s:：*]{1,12})\*{0,2}\s*[:：]\s*\*{0,2}\s*(\S.*?)?\s*$")
_BLOCK = re.compile(r"\A\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_INFO_END = re.compile(r"<!--\s*INFO\s+END\s*-->", re.I)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_HEADER_LINES = 40


def split(text: str) -> tuple[dict[str, str], str]:
    """(fields, text without the `---` block). Header lines outside a block are read too, but stay in the text.

    A block counts only if it holds a known field: a text may well open with a ruled line.
    """
    if text.lstrip()[:3] == "---" and (block := _BLOCK.match(text)):
        fields = _fields(block.group(1).split("\n"), only_chinese=False)
        if fields:
            return fields, text[block.end() :]
    return _fields(_header(text), only_chinese=True), text


def _header(text: str) -> list[str]:
    """The lines before `<!-- INFO END -->`; without that mark nothing but the text says where a header ends, so none."""
    end = _INFO_END.search(text, 0, 20_000)
    return text[: end.start()].split("\n")[:_HEADER_LINES] if end else []


def _fields(lines: list[str], *, only_chinese: bool) -> dict[str, str]:
    """The first value of each known field; quotation marks around a value are dropped."""
    fields: dict[str, str] = {}
    for line in lines:
        found = _LINE.match(line)
        if not found or not found.group(2):
            continue
        name = found.group(1).lower()
        if name in KEYS and (not only_chinese or _CHINESE.search(name)):
            fields.setdefault(KEYS[name], _unquoted(found.group(2)))
    return fields


def _unquoted(value: str) -> str:
    """Without the marks that stand around the whole value; “双随机”监管办法 keeps its own."""
    if len(value) >= 2 and (value[0] + value[-1]) in ('""', "''", "“”", "‘’") and value[0] not in value[1:-1]:
        return value[1:-1].strip()
    return value
