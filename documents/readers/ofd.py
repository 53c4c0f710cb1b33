"""Read an OFD document (GB/T 33190): zip, OFD.xml → Document.xml → pages → text objects with positions.

Fonts, signatures, annotations and pictures are not looked at; a document of pictures is named as a scan. OFD measures
in millimetres from the top left; positions are turned into points from the bottom left, as the layout wants them.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from documents.errors import InputError
from documents.records import Note

from .archive import Archive, attribute, local
from .clean import shown_name
from .extract import Extract, Limits
from .page_layout import Box, Line, lines_of
from .paragraphs import join
from .pdf import page_list
from .radicals import unify

_POINTS = 72 / 25.4
_A4 = (0.0, 0.0, 210.0, 297.0)
_TINY = 0.7  # mm
_LIGHT = 0xF0
_MAX_DELTAS = 100_000
_Matrix = tuple[float, float, float, float, float, float]


def read_ofd(data: bytes, name: str, limits: Limits) -> Extract:
    """Raises InputError ZIP_BOMB, XML_REFUSED, ENCRYPTED, BROKEN_FILE, TOO_LARGE (pages), NO_TEXT."""
    archive = Archive(data, name, limits)
    root = archive.tree("OFD.xml")
    if root is None:
        raise InputError(
            "BROKEN_FILE", f"不是完整的 OFD 文件：{shown_name(name)}", "请用原软件打开并另存后再添加"
        )
    if any(
        posixpath.basename(member).lower() in {"encryptions.xml", "decryptseed.dat"}
        for member in archive.names
    ):
        raise InputError("ENCRYPTED", f"文件有口令保护：{shown_name(name)}", "请去掉口令后另存再添加")
    reader = _Reader(archive)
    for element in root.iter():
        if local(element) == "DocRoot" and element.text:
            reader.document(element.text.strip(), limits)
    if not any(reader.lines):
        if reader.pictured:
            raise InputError(
                "NO_TEXT",
                f"扫描件，没有文字：{shown_name(name)} 共 {len(reader.lines)} 页",
                "请换成有文字的文件",
            )
        raise InputError("EMPTY_DOC", f"文件里没有文字：{shown_name(name)}", "请确认文件内容后再添加")
    joined = join(reader.lines, reader.heights)
    return Extract(joined.text, "ofd", reader.notes(joined.dropped), title=joined.title)


class _Reader:
    """Lines page by page, and what was left out."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._hidden: Counter[str] = Counter()
        self._missing: list[int] = []
        self.lines: list[list[Line]] = []
        self.heights: list[float] = []
        self.pictured: list[int] = []

    def document(self, location: str, limits: Limits) -> None:
        path = location.lstrip("/")
        root = self._archive.tree(path)
        if root is None:
            raise InputError(
                "BROKEN_FILE", f"OFD 缺少部件：{shown_name(path)}", "请用原软件打开并另存后再添加"
            )
        area = _area(root) or _A4
        pages = [
            element for element in root.iter() if local(element) == "Page" and attribute(element, "BaseLoc")
        ]
        if len(self.lines) + len(pages) > limits.pages:
            raise InputError(
                "TOO_LARGE", f"页数过多：{len(pages)} 页，上限 {limits.pages} 页", "请拆分后再添加"
            )
        for page in pages:
            self._page(_resolve(path, attribute(page, "BaseLoc") or ""), area)

    def notes(self, dropped: tuple[tuple[str, int], ...]) -> tuple[Note, ...]:
        notes = []
        missing = sorted({*self.pictured, *self._missing})
        if missing:
            notes.append(
                Note(
                    "PARTIAL_TEXT",
                    f"共 {len(self.lines)} 页，其中第 {page_list(missing)} 页没有文字（图像或缺失）",
                )
            )
        if self._hidden:
            counted = "、".join(f"{reason}{count}字" for reason, count in sorted(self._hidden.items()))
            notes.append(Note("HIDDEN_TEXT", f"含隐藏文字，已去除：{counted}"))
        if dropped:
            notes.append(
                Note(
                    "PAGE_MARKS_DROPPED", "已去除" + "、".join(f"{what}{count}行" for what, count in dropped)
                )
            )
        return tuple(notes)

    def _page(self, member: str, area: tuple[float, float, float, float]) -> None:
        number = len(self.lines) + 1
        root = self._archive.tree(member)
        own = _area(root) if root is not None else None
        height = (own or area)[3] * _POINTS
        self.heights.append(height)
        if root is None:
            self._missing.append(number)
            self.lines.append([])
            return
        boxes = [
            Box(unify(box.text), box.x0, height - box.y0, box.x1, height - box.y1, box.size)
            for box in self._boxes(root)
        ]
        if not boxes and any(local(element) == "ImageObject" for element in root.iter()):
            self.pictured.append(number)
        self.lines.append(lines_of(boxes, number))

    def _boxes(self, page: etree._Element) -> Iterator[Box]:
        """Characters in points, y still downwards: y0 is the lower edge."""
        for element in page.iter():
            if local(element) != "TextObject":
                continue
            reason = _unseen(element)
            for box in _characters(element):
                if reason and box.text.strip():
                    self._hidden[reason] += 1
                elif not reason:
                    yield box


def _characters(element: etree._Element) -> Iterator[Box]:
    boundary = _numbers(attribute(element, "Boundary"), 4) or [0.0, 0.0, 0.0, 0.0]
    a, b, c, d, e, f = _numbers(attribute(element, "CTM"), 6) or [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]
    size = _number(attribute(element, "Size"), 4.0)
    x = y = 0.0
    for code in element:
        if local(code) != "TextCode":
            continue
        # A TextCode without a position goes on where the one before stood.
        x, y = _number(attribute(code, "X"), x), _number(attribute(code, "Y"), y)
        steps_x, steps_y = _deltas(attribute(code, "DeltaX")), _deltas(attribute(code, "DeltaY"))
        here_x, here_y = x, y
        for index, character in enumerate((code.text or "").strip("\r\n\t")):
            width = steps_x[index] if index < len(steps_x) and 0 < steps_x[index] < size else size
            left = boundary[0] + a * here_x + c * here_y + e
            base = boundary[1] + b * here_x + d * here_y + f
            letter = size * (abs(d) or abs(b) or 1.0)
            right = left + width * (abs(a) or abs(c) or 1.0)
            yield Box(
                character, left * _POINTS, (base + 0.15 * letter) * _POINTS, right * _POINTS, (base - 0.85 * letter) * _POINTS,
                letter * _POINTS,
            )  # fmt: skip
            here_x += steps_x[index] if index < len(steps_x) else (0.0 if steps_y else size)
            here_y += steps_y[index] if index < len(steps_y) else 0.0


def _unseen(element: etree._Element) -> str | None:
    """Why nobody can read a text object; None if they can."""
    if (attribute(element, "Visible") or "true").lower() in {"false", "0"} or attribute(
        element, "Alpha"
    ) == "0":
        return "不可见文字"
    if _number(attribute(element, "Size"), 4.0) < _TINY:
        return "极小字号"
    for child in element:
        if local(child) == "FillColor":
            values = _numbers(attribute(child, "Value"), 3)
            if attribute(child, "Alpha") == "0":
                return "不可见文字"
            if values and min(values) >= _LIGHT:
                return "白色文字"
    filled = (attribute(element, "Fill") or "true").lower()
    return (
        "不可见文字"
        if filled == "false" and (attribute(element, "Stroke") or "false").lower() == "false"
        else None
    )


def _area(root: etree._Element) -> tuple[float, float, float, float] | None:
    for element in root.iter():
        if local(element) == "PhysicalBox" and (values := _numbers(element.text, 4)):
            return values[0], values[1], values[2], values[3]
    return None


def _resolve(base: str, location: str) -> str:
    """A member's path as written in the file `base`: from the root if it begins with /, else beside it."""
    if location.startswith("/"):
        return location.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), location))


def _deltas(text: str | None) -> list[float]:
    """Steps from character to character; `g 3 5.2` stands for three of 5.2."""
    words = (text or "").split()
    steps: list[float] = []
    index = 0
    while index < len(words) and len(steps) < _MAX_DELTAS:
        if words[index] == "g" and index + 2 < len(words):
            steps += [float(words[index + 2])] * min(int(words[index + 1]), _MAX_DELTAS - len(steps))
            index += 3
        else:
            steps.append(float(words[index]))
            index += 1
    return steps


def _numbers(text: str | None, count: int) -> list[float] | None:
    try:
        values = [float(word) for word in (text or "").split()]
    except ValueError:
        return None
    return values[:count] if len(values) >= count else None


def _number(text: str | None, default: float) -> float:
    values = _numbers(text, 1)
    return values[0] if values else default
