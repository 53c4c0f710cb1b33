"""The characters of one PDF page with their boxes, those nobody can see set apart. Talks to PDFium; joins nothing."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from .page_layout import Box
from .pdf_rules import rules_of
from .radicals import unify
from .ruled_tables import Rule

_TINY = 2.0  # points
_LIGHT = 0xF0
_MAX_OBJECTS = 20_000
_SAMPLED = 300
_FULL_WIDTH = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff]")


_Turn = tuple[float, float, float, float, float, float]
_Area = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PageText:
    """`boxes`: visible characters in the order of the file. `layer`: those set invisible, as text under a scan is.

    `hidden` counts what was dropped by reason; `pictured` is the share of the page that pictures cover, 0..1; `unread`
    counts pieces of text that PDFium passes over; `rules` are the straight lines of the page, `drawn` counts its drawings.
    """

    boxes: list[Box]
    layer: list[Box]
    hidden: Counter[str]
    pictured: float
    unread: int
    rules: list[Rule]
    drawn: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Ink:
    """How a text object is painted."""

    invisible: bool
    white: bool
    slanted: bool


def page_text(page: pdfium.PdfPage) -> PageText:
    """Coordinates are turned so that most of the page's text reads upright, whichever way the page is shown."""
    left, bottom, right, top = page.get_mediabox()
    text_page = page.get_textpage()
    quarter = _reading_direction(text_page.raw)
    width, height = right - left, top - bottom
    if quarter in (90, 270):
        width, height = height, width
    turn = _turner(quarter, (left, bottom, right, top))
    try:
        found = _characters(text_page, turn, (width, height))
    finally:
        text_page.close()
    boxes, layer, white, hidden = found
    pictured = 0.0
    if white or layer or len(boxes) < 20:
        pictures, dark = _backgrounds(page, turn)
        pictured = _covered(pictures, width, height)
        seen = [box for box in white if _on(box, dark) or _on(box, pictures)]
        boxes += seen
        if len(white) > len(seen):
            hidden["白色文字"] += _ink(white) - _ink(seen)
    a, b, c, d, e, f = turn
    rules, drawn = rules_of(page.raw, lambda x, y: (a * x + c * y + e, b * x + d * y + f))
    return PageText(boxes, layer, hidden, pictured, _unread(page), rules, drawn, width, height)


def _reading_direction(handle: ctypes.c_void_p) -> int:
    """Which way most letters of the page run, in quarters counted against the clock: 0, 90, 180 or 270."""
    matrix = raw.FS_MATRIX()
    count = raw.FPDFText_CountChars(handle)
    quarters: Counter[int] = Counter()
    for index in range(0, count, max(1, count // _SAMPLED)):
        if raw.FPDFText_IsGenerated(handle, index) != 1 and raw.FPDFText_GetMatrix(handle, index, matrix):
            quarters[round(math.degrees(math.atan2(matrix.b, matrix.a)) / 90) * 90 % 360] += 1
    return max(quarters.items(), key=lambda item: (item[1], -item[0]))[0] if quarters else 0


def _turner(quarter: int, mediabox: tuple[float, float, float, float]) -> _Turn:
    """Affine map from page space to the upright page: (a, b, c, d, e, f) as in PDF."""
    left, bottom, right, top = mediabox
    if quarter == 90:
        return (0, -1, 1, 0, -bottom, right)
    if quarter == 180:
        return (-1, 0, 0, -1, right, top)
    if quarter == 270:
        return (0, 1, -1, 0, top, -left)
    return (1, 0, 0, 1, -left, -bottom)


def _apply(turn: _Turn, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    a, b, c, d, e, f = turn
    x0, y0, x1, y1 = box
    xs = sorted((a * x0 + c * y0 + e, a * x1 + c * y1 + e))
    ys = sorted((b * x0 + d * y0 + f, b * x1 + d * y1 + f))
    return xs[0], ys[0], xs[1], ys[1]


def _characters(
    text_page: pdfium.PdfTextPage, turn: _Turn, size: tuple[float, float]
) -> tuple[list[Box], list[Box], list[Box], Counter[str]]:
    """(visible, invisible, white, dropped by reason)."""
    visible: list[Box] = []
    layer: list[Box] = []
    white: list[Box] = []
    hidden: Counter[str] = Counter()
    inks: dict[int, _Ink] = {}
    handle = text_page.raw
    for index in range(raw.FPDFText_CountChars(handle)):
        code = raw.FPDFText_GetUnicode(handle, index)
        # Generated blanks are PDFium's guesses at gaps; gaps are judged anew from the boxes.
        if code in (0, 0xFFFE, 0xFFFF, 13, 10) or raw.FPDFText_IsGenerated(handle, index) == 1:
            continue
        character = _joined(handle, index, code)
        item = None if character is None else _placed(handle, index, unify(character), turn)
        if item is None:
            continue
        ink = _ink_of(handle, index, inks)
        if ink.invisible:
            layer.append(item)
        elif item.text.isspace():
            visible.append(item)
        elif reason := _unseen(item, ink, size):
            hidden[reason] += 1
        elif ink.white:
            white.append(item)
        else:
            visible.append(item)
    return visible, layer, white, hidden


def _placed(handle: ctypes.c_void_p, index: int, character: str, turn: _Turn) -> Box | None:
    """Where a character stands by its origin and font size: outlines are no guide, 一 would be a hair high."""
    outline, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    if not raw.FPDFText_GetLooseCharBox(handle, index, outline) or not raw.FPDFText_GetCharOrigin(
        handle, index, x, y
    ):
        return None
    box = _apply(turn, (outline.left, outline.bottom, outline.right, outline.top))
    size = 0.0
    if raw.FPDFText_GetMatrix(handle, index, matrix):
        size = raw.FPDFText_GetFontSize(handle, index) * math.hypot(matrix.c, matrix.d)
        wide = raw.FPDFText_GetFontSize(handle, index) * math.hypot(matrix.a, matrix.b)
    if size < _TINY:
        # Some fonts of drawn letters state a size of 1: then the outline decides.
        size = wide = max(box[2] - box[0], box[3] - box[1], 0.1)
    left, base, _, _ = _apply(turn, (x.value, y.value, x.value, y.value))
    right = max(box[2], left + 0.98 * wide) if _FULL_WIDTH.match(character) else max(box[2], left)
    return Box(character, left, base - 0.15 * size, right, base + 0.85 * size, size)


def _unseen(item: Box, ink: _Ink, page: tuple[float, float]) -> str | None:
    """Why nobody can read this character, white ink aside; None if they can."""
    if ink.slanted:
        return "斜置文字（水印）"
    if item.size < _TINY:
        return "极小字号"
    if item.x1 < 0 or item.x0 > page[0] or item.y1 < 0 or item.y0 > page[1]:
        return "页面之外的文字"
    return None


def _joined(handle: ctypes.c_void_p, index: int, code: int) -> str | None:
    """The character; None for the second half of a surrogate pair, which came with its first."""
    if 0xD800 <= code <= 0xDBFF:
        low = raw.FPDFText_GetUnicode(handle, index + 1)
        return chr(0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)) if 0xDC00 <= low <= 0xDFFF else None
    return None if 0xDC00 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)


def _ink_of(handle: ctypes.c_void_p, index: int, known: dict[int, _Ink]) -> _Ink:
    text_object = raw.FPDFText_GetTextObject(handle, index)
    key = ctypes.cast(text_object, ctypes.c_void_p).value or 0
    if key not in known:
        mode = raw.FPDFTextObj_GetTextRenderMode(text_object) if key else raw.FPDF_TEXTRENDERMODE_FILL
        parts = [ctypes.c_uint() for _ in range(4)]
        filled = raw.FPDFText_GetFillColor(handle, index, *parts)
        red, green, blue, alpha = (part.value for part in parts)
        strokes = mode in (raw.FPDF_TEXTRENDERMODE_STROKE, raw.FPDF_TEXTRENDERMODE_STROKE_CLIP)
        unseen = mode in (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
        angle = math.degrees(raw.FPDFText_GetCharAngle(handle, index)) % 90
        known[key] = _Ink(
            invisible=unseen or bool(filled and alpha < 8 and not strokes),
            white=bool(filled) and not strokes and min(red, green, blue) >= _LIGHT,
            slanted=8 < angle < 82,
        )
    return known[key]


def _backgrounds(page: pdfium.PdfPage, turn: _Turn) -> tuple[list[_Area], list[_Area]]:
    """Boxes of (pictures, areas filled dark enough to read white text on)."""
    pictures: list[_Area] = []
    dark: list[_Area] = []
    for count, item in enumerate(page.get_objects(max_depth=4)):
        if count > _MAX_OBJECTS:
            break
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            pictures.append(_apply(turn, item.get_bounds()))
        elif item.type in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING) and _dark(item):
            dark.append(_apply(turn, item.get_bounds()))
    return pictures, dark


def _dark(item: pdfium.PdfObject) -> bool:
    if item.type == raw.FPDF_PAGEOBJ_SHADING:
        return True
    parts = [ctypes.c_uint() for _ in range(4)]
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(item.raw, mode, stroke) or mode.value == raw.FPDF_FILLMODE_NONE:
        return False
    if not raw.FPDFPageObj_GetFillColor(item.raw, *parts):
        return False
    red, green, blue, alpha = (part.value for part in parts)
    return alpha > 60 and min(red, green, blue) < 0xD8


def _on(box: Box, areas: list[_Area]) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    return any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in areas)


def _unread(page: pdfium.PdfPage) -> int:
    """Text objects without a width in fonts that the file does not hold.

    PDFium leaves them out of a page's text in silence: single characters, where no font of the system takes the place.
    """
    count = 0
    handle = page.raw
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for index in range(min(raw.FPDFPage_CountObjects(handle), _MAX_OBJECTS)):
        item = raw.FPDFPage_GetObject(handle, index)
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_TEXT:
            continue
        if raw.FPDFPageObj_GetBounds(item, left, bottom, right, top) and right.value - left.value >= 0.01:
            continue
        font = raw.FPDFTextObj_GetFont(item)
        count += bool(font) and raw.FPDFFont_GetIsEmbedded(font) == 0
    return count


def _covered(areas: list[_Area], width: float, height: float) -> float:
    """Share of a coarse grid on the page that the areas cover: they may overlap."""
    if not areas or width <= 0 or height <= 0:
        return 0.0
    grid = [
        ((column + 0.5) / 10 * width, (row + 0.5) / 10 * height) for column in range(10) for row in range(10)
    ]
    return sum(1 for x, y in grid if any(a <= x <= c and b <= y <= d for a, b, c, d in areas)) / len(grid)


def _ink(boxes: list[Box]) -> int:
    return sum(1 for box in boxes if not box.text.isspace())
