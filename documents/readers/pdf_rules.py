"""The straight lines drawn on a PDF page, upright and level ones only. Talks to PDFium; knows nothing of tables."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator

import pypdfium2.raw as raw

from .ruled_tables import Rule

_SHORTEST = 6.0  # points
_SKEW = 1.0
_MAX_OBJECTS = 20_000
_MAX_SEGMENTS = 60_000
Turn = Callable[[float, float], tuple[float, float]]


def rules_of(page: ctypes.c_void_p, turn: Turn) -> tuple[list[Rule], int]:
    """(rules, number of drawn objects). Edges of boxes count as lines: borders are often thin filled boxes."""
    rules: list[Rule] = []
    drawn = 0
    budget = _MAX_SEGMENTS
    for index in range(min(raw.FPDFPage_CountObjects(page), _MAX_OBJECTS)):
        item = raw.FPDFPage_GetObject(page, index)
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_PATH:
            continue
        drawn += 1
        count = raw.FPDFPath_CountSegments(item)
        if count <= 0 or budget < count or not _painted(item):
            continue
        budget -= count
        for (x0, y0), (x1, y1) in _edges(item, count, turn):
            if abs(y0 - y1) <= _SKEW and abs(x0 - x1) >= _SHORTEST:
                rules.append(Rule(True, (y0 + y1) / 2, min(x0, x1), max(x0, x1)))
            elif abs(x0 - x1) <= _SKEW and abs(y0 - y1) >= _SHORTEST:
                rules.append(Rule(False, (x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    return rules, drawn


def _painted(item: ctypes.c_void_p) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(raw.FPDFPath_GetDrawMode(item, fill, stroke)) and bool(fill.value or stroke.value)


def _edges(
    item: ctypes.c_void_p, count: int, turn: Turn
) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, matrix):
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        here = turn(
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = here
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield last, here
        if raw.FPDFPathSegment_GetClose(segment):
            yield here, start
        last = here
