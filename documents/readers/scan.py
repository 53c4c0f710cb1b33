"""Read the scanned pages of a PDF by OCR, where the extra `ocr` is installed. The home of rapidocr; fetches no model.

What it reads may be wrong, so the extract is marked and the pages are named. Pages with text are read as `pdf` reads them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib import import_module
from typing import Any

import pypdfium2 as pdfium

from documents.errors import InputError
from documents.records import Note

from .clean import shown_name
from .extract import Extract, Limits
from .page_layout import Box, Line, lines_of
from .paragraphs import join
from .pdf import notes_of, open_pdf, page_list, pages_of

_DOTS_PER_INCH = 200
_LARGEST = 4_000  # pixels a side: a page of ten metres must not fill memory
_LETTER_SHARE = 0.8  # of a recognised line's height
_ARTICLE = re.compile(
    r"^(第[〇零一二三四五六七八九十百千]+(?:条(?:之[一二三四五六七八九十]+)?|[编章节]))(?=[^\s　第款项规的和、，。；及至或])"
)

Recognise = Callable[[Any], Sequence[tuple[Sequence[Sequence[float]], str]]]
"""A picture (height, width, 3) to (corners in pixels, text) of each line found."""


def read_scan(data: bytes, name: str, limits: Limits) -> Extract:
    """Raises InputError as `read_pdf` does; NO_TEXT if nothing could be recognised either."""
    return read_with(data, name, limits, _rapidocr())


def read_with(data: bytes, name: str, limits: Limits, recognise: Recognise) -> Extract:
    """`read_scan` with any recogniser."""
    document = open_pdf(data, name, limits)
    try:
        pages = pages_of(document)
        wanted = pages.scanned[: limits.ocr_pages]
        read: list[int] = []
        for number in wanted:
            lines = _page_lines(document, number, recognise)
            if lines:
                pages.lines[number - 1] = lines
                read.append(number)
    finally:
        document.close()
    pages.scanned = [number for number in pages.scanned if number not in set(read)]
    if not any(pages.lines):
        raise InputError(
            "NO_TEXT",
            f"扫描件，识别不出文字：{shown_name(name)} 共 {len(pages.lines)} 页",
            "请换成清晰的或有文字的文件",
        )
    joined = join(pages.lines, pages.heights)
    return Extract(
        joined.text,
        "pdf",
        (*_read_note(read), *notes_of(pages, joined.dropped)),
        ocr=bool(read or pages.layered),
    )


def _read_note(read: Sequence[int]) -> tuple[Note, ...]:
    return (
        (Note("OCR", f"第 {page_list(read)} 页是扫描图像，文字由识别（OCR）得出，可能有错"),) if read else ()
    )


def _page_lines(document: pdfium.PdfDocument, number: int, recognise: Recognise) -> list[Line]:
    page = document[number - 1]
    try:
        width, height = page.get_size()
        scale = min(_DOTS_PER_INCH / 72, _LARGEST / max(width, height, 1))
        picture = page.render(scale=scale, rev_byteorder=True).to_numpy()[:, :, :3]
    finally:
        page.close()
    lines = lines_of(_boxes(recognise(picture), scale, height), number)
    return [replace(line, text=_ARTICLE.sub("\\1　", line.text)) for line in lines]


def _boxes(found: Sequence[tuple[Sequence[Sequence[float]], str]], scale: float, height: float) -> list[Box]:
    """Recognised lines in points, y upwards."""
    boxes = []
    for corners, text in found:
        xs, ys = [corner[0] / scale for corner in corners], [height - corner[1] / scale for corner in corners]
        boxes.append(
            Box(text, min(xs), min(ys), max(xs), max(ys), max(0.1, (max(ys) - min(ys)) * _LETTER_SHARE))
        )
    return boxes


def _rapidocr() -> Recognise:
    engine = import_module("rapidocr").RapidOCR(params={"Global.log_level": "critical"})

    def recognise(picture: Any) -> list[tuple[Sequence[Sequence[float]], str]]:
        result = engine(picture)
        if result.boxes is None or result.txts is None:
            return []
        return [(box.tolist(), text) for box, text in zip(result.boxes, result.txts, strict=True)]

    return recognise
