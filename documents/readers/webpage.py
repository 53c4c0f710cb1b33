"""Read a saved web page: its main text, tables as rows. Fetches nothing and runs nothing: links and pictures stay names.

Menus, scripts and forms are left out; text that the page hides is left out and reported.
"""

from __future__ import annotations

import re
from collections import Counter

from lxml import etree

from documents.errors import InputError
from documents.records import Note

from .clean import shown_name
from .encoding import decode
from .extract import Extract, Limits
from .html_hidden import HiddenRules
from .html_scan import check_html
from .numbering import write
from .tables import table_lines

_LEFT_OUT = frozenset(
    "script style noscript template iframe frame frameset object embed applet svg math canvas audio video map head nav "
    "button select option input textarea datalist dialog menu aside footer".split()
)
_BLOCKS = frozenset(
    "address article blockquote body caption center dd details div dl dt fieldset figcaption figure form h1 h2 h3 h4 h5 h6 "
    "header hr html legend li main ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_MAIN = re.compile(
    r"(?:^|[\s_-])(?:TRS_Editor|TRS_UEDITOR|UCAP-CONTENT|vsb_content\w*|v_news_content|pages_content|article[_-]?con\w*|art_con"
    r"|news_con\w*|zoom|xl_con\w*|info_content|detail[_-]?con\w*|Custom_UnionStyle|wp_articlecontent|entry-content|rich_media_content"
    r"|content[_-]?(?:body|text|main)|js_content)(?:$|[\s_-])",
    re.I,
)
_LIST_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.I)
_SITE = re.compile(
    r"\s*[-_|—–·]+\s*[^-_|—–·]*(?:网|政府|官网|门户|公报|数据库|平台|人大|局|厅|委)[^-_|—–·]*$"
)
_NAMES_A_TEXT = re.compile(
    r"(?:法|条例|规定|办法|决定|决议|通知|意见|讲话|讲话稿|致辞|报告|细则|解释|方案|规则|公告|批复|规划|准则|指引|标准)(?:[（(].*[)）])?$"
)
_ENOUGH = 80
_MOST = 0.75
_LONG_CELL = 300


def read_html(data: bytes, name: str, limits: Limits) -> Extract:
    """Raises InputError HTML_TOO_DEEP, HTML_LIMIT, XML_REFUSED, ENCODING."""
    text = _decoded(data)
    check_html(text, shown_name(name), limits)
    text = re.sub(r"\A\s*<\?xml[^>]*\?>", "", text)
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True, recover=True
    )
    root = etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    if root is None:
        raise InputError("EMPTY_DOC", f"文件里没有文字：{shown_name(name)}", "请确认文件内容后再添加")
    page = _Page(HiddenRules("".join(map(str, sheet.itertext())) for sheet in root.iter("style")))
    body = root.find("body")
    body = root if body is None else body
    main = _main(body)
    page.walk(main, main is not body and page.backed(main))
    lines = page.lines()
    title = _title(root)
    if title and main is not body and title not in "".join(lines[:5]):
        lines.insert(0, title)
    return Extract("\n".join(lines), "html", page.notes(), title=title)


def _decoded(data: bytes) -> str:
    """By the mark, then by what the page declares if that fits the bytes, then by the bytes alone."""
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        encoding = declared.group(1).decode("ascii").lower()
        encoding = "gb18030" if encoding.startswith(("gb", "x-gb")) else encoding
        if encoding in {"utf-8", "utf8", "gb18030", "big5"}:
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                pass
    return decode(data)[0]


def _main(body: etree._Element) -> etree._Element:
    """The element that holds the text proper: a known name of content management systems, else the narrowest that has
    most of the page's text outside links."""
    named = [
        element
        for element in body.iter("div", "td", "article", "section", "main", "span")
        if _MAIN.search(f"{element.get('id') or ''} {element.get('class') or ''}")
    ]
    weights = _weights(body)
    total = weights.get(body, 0)
    best = max(named, key=lambda element: weights.get(element, 0), default=None)
    if best is not None and weights.get(best, 0) >= max(_ENOUGH, 0.4 * total):
        return best
    here = body
    while True:
        inner = [child for child in here if isinstance(child.tag, str) and str(child.tag) not in _LEFT_OUT]
        heavy = max(inner, key=lambda child: weights.get(child, 0), default=None)
        if (
            heavy is None
            or weights.get(heavy, 0) < max(_ENOUGH, _MOST * total)
            or heavy.tag in {"p", "table", "pre", "ol", "ul"}
        ):
            return here
        here = heavy


def _weights(body: etree._Element) -> dict[etree._Element, int]:
    """Characters of text outside links and left-out elements, by element, its descendants included."""
    weights: dict[etree._Element, int] = {}
    for _, element in etree.iterwalk(body, events=("end",)):
        own = 0 if element.tag in {"a", *_LEFT_OUT} else len((element.text or "").strip())
        if element.tag not in {"a", *_LEFT_OUT}:
            own += sum(weights.get(child, 0) + len((child.tail or "").strip()) for child in element)
        weights[element] = own
    return weights


def _title(root: etree._Element) -> str | None:
    """The title that a government page declares, else its only first-level heading, else the window's without the site."""
    for meta in root.iter("meta"):
        if str(meta.get("name") or meta.get("property") or "").lower() in {"articletitle", "og:title"}:
            stated = " ".join(str(meta.get("content") or "").split())
            if stated:
                return stated
    headings = [" ".join("".join(map(str, heading.itertext())).split()) for heading in root.iter("h1")]
    if len(headings) == 1 and headings[0]:
        return headings[0]
    window = root.find("head/title")
    shown = " ".join("".join(map(str, window.itertext())).split()) if window is not None else ""
    shown = _SITE.sub("", shown) or shown
    return shown if _NAMES_A_TEXT.search(shown) else None


class _Page:
    """Lines gathered so far, and what was left out."""

    def __init__(self, rules: HiddenRules) -> None:
        self._rules = rules
        self._lines: list[str] = []
        self._open: list[str] = []
        self._hidden: Counter[str] = Counter()
        self._counted: dict[etree._Element, int] = {}

    def lines(self) -> list[str]:
        self._break()
        return self._lines

    def notes(self) -> tuple[Note, ...]:
        if not self._hidden:
            return ()
        counted = "、".join(f"{reason}{count}字" for reason, count in sorted(self._hidden.items()))
        return (Note("HIDDEN_TEXT", f"含隐藏文字，已去除：{counted}"),)

    def backed(self, element: etree._Element) -> bool:
        """Whether the element stands on a background of its own or of an ancestor's."""
        above = element.iterancestors()
        return self._rules.has_background(element) or any(self._rules.has_background(one) for one in above)

    def walk(self, element: etree._Element, on_background: bool) -> None:
        tag = str(element.tag).lower() if isinstance(element.tag, str) else ""
        if not tag or tag in _LEFT_OUT:
            return
        on_background = on_background or self._rules.has_background(element)
        reason = self._rules.reason(element, on_background)
        if reason:
            length = len("".join("".join(map(str, element.itertext())).split()))
            if length:
                self._hidden[reason] += length
            return
        if tag == "br":
            self._break()
            return
        if tag in _BLOCKS:
            self._break()
        if tag == "table" and (rows := self._rows(element, on_background)) is not None:
            self._lines.extend(table_lines(*rows))
            return
        if tag == "li":
            self._open.append(self._bullet(element))
        self._inside(element, on_background)
        if tag in _BLOCKS:
            self._break()

    def _bullet(self, item: etree._Element) -> str:
        parent = item.getparent()
        if parent is None or parent.tag != "ol":
            return "• "
        start = str(parent.get("start") or "1")
        before = self._counted.get(parent, int(start) - 1 if start.isdecimal() else 0)
        self._counted[parent] = before + 1
        return f"{write(_LIST_TYPES.get(str(parent.get('type') or ''), 'decimal'), before + 1)}. "

    def _inside(self, element: etree._Element, on_background: bool) -> None:
        self._open.append(element.text or "")
        for child in element:
            self.walk(child, on_background)
            self._open.append(child.tail or "")

    def _break(self) -> None:
        line = re.sub(r"[ \t\r\n\f\xa0]+", " ", "".join(self._open)).strip()
        if line and line != "•":
            self._lines.append(line)
        self._open = []

    def _rows(self, table: etree._Element, on_background: bool) -> tuple[list[list[str]], bool | None] | None:
        """(cells of each row, whether the first row is a header); None for a table that only places text on the page."""
        elements = [row for row in table.iter("tr")]
        if next(table.iterdescendants("table"), None) is not None or not elements:
            return None
        rows: list[list[str]] = []
        covered: dict[tuple[int, int], str] = {}
        for number, row in enumerate(elements):
            cells: list[str] = []
            for cell in row.iterchildren("td", "th"):
                self._fill(cells, covered, number)
                text = self._cell(cell, on_background)
                if len(text) > _LONG_CELL:
                    return None
                width, height = _span(cell, "colspan"), _span(cell, "rowspan")
                for below in range(1, height):
                    covered |= {(number + below, len(cells) + step): text for step in range(width)}
                cells.extend([text] * width)
            self._fill(cells, covered, number)
            rows.append(cells)
        header = (
            next(elements[0].iterchildren("th"), None) is not None
            and next(elements[0].iterchildren("td"), None) is None
        )
        return rows, True if header else None

    def _fill(self, cells: list[str], covered: dict[tuple[int, int], str], number: int) -> None:
        while (number, len(cells)) in covered:
            cells.append(covered[number, len(cells)])

    def _cell(self, cell: etree._Element, on_background: bool) -> str:
        inner = _Page(self._rules)
        inner.walk(cell, on_background)
        text = "\n".join(inner.lines())
        if len(text) <= _LONG_CELL:
            self._hidden += inner._hidden
        return text


def _span(cell: etree._Element, name: str) -> int:
    value = str(cell.get(name) or "1")
    return max(1, min(int(value), 50)) if value.isdecimal() else 1
