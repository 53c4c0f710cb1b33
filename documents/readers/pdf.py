"""Read a PDF that has text: every page's lines, joined to paragraphs. Pictures are only recognised as such.

Pages that are scans are named by number; reading them is `scan`'s part. Nothing in a PDF is ever run or fetched.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from documents.errors import InputError
from documents.records import Note

from .clean import shown_name
from .encoding import readable
from .extract import Extract, Limits
from .page_layout import Line
from .paragraphs import join
from .pdf_glyphs import PageText, page_text
from .ruled_tables import page_lines

_SPARSE = 20  # characters: fewer on a page that pictures cover, and the text is in the picture
_COVERED = 0.4
_SHAPES = 150
_ENOUGH, _SAMPLE, _GARBLED = 200, 20_000, 0.08
_TAIL = 65_536


@dataclass(slots=True)
class Pages:
    """What was found page by page; numbers count from 1."""

    lines: list[list[Line]] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)
    scanned: list[int] = field(default_factory=list)
    layered: list[int] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)
    unread: dict[int, int] = field(default_factory=dict)
    hidden: Counter[str] = field(default_factory=Counter)


def read_pdf(data: bytes, name: str, limits: Limits) -> Extract:
    """Raises InputError ENCRYPTED, BROKEN_FILE, PDF_LIMIT (pages), NO_TEXT (a scan)."""
    document = open_pdf(data, name, limits)
    try:
        pages = pages_of(document)
    finally:
        document.close()
    if not any(pages.lines):
        if pages.scanned:
            raise InputError(
                "NO_TEXT",
                f"扫描件，没有文字：{shown_name(name)} 共 {len(pages.lines)} 页",
                "请换成有文字的文件，或安装文字识别：pip install 'fazhi[ocr]'",
            )
        raise InputError("EMPTY_DOC", f"文件里没有文字：{shown_name(name)}", "请确认文件内容后再添加")
    joined = join(pages.lines, pages.heights)
    if len(joined.text) >= _ENOUGH and readable(joined.text[:_SAMPLE]) < _GARBLED:
        raise InputError(
            "ENCODING",
            f"PDF 的字体没有文字对照表，读出的是乱码：{shown_name(name)}",
            "请换成 Word 文件，或打印成图像后做文字识别（OCR）",
        )
    return Extract(joined.text, "pdf", notes_of(pages, joined.dropped), bool(pages.layered), joined.title)


def open_pdf(data: bytes, name: str, limits: Limits) -> pdfium.PdfDocument:
    """Raises InputError ENCRYPTED, BROKEN_FILE (also for a file cut short: PDFium would read on in silence), PDF_LIMIT."""
    if _cut_short(data):
        raise InputError(
            "BROKEN_FILE", f"PDF 不完整，可能缺页：{shown_name(name)}", "文件可能没有下载完，请重新获取"
        )
    try:
        document = pdfium.PdfDocument(data)
        count = len(document)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise InputError(
                "ENCRYPTED", f"文件有口令保护：{shown_name(name)}", "请去掉口令后另存再添加"
            ) from error
        raise InputError(
            "BROKEN_FILE", f"PDF 已损坏：{shown_name(name)}", "请用原软件打开并另存后再添加"
        ) from error
    if count > limits.pages:
        document.close()
        raise InputError(
            "PDF_LIMIT",
            f"页数过多：{shown_name(name)} 有 {count} 页，上限 {limits.pages} 页",
            "请拆分后再添加",
        )
    if count == 0:
        document.close()
        raise InputError("BROKEN_FILE", f"PDF 里没有页面：{shown_name(name)}", "请用原软件打开并另存后再添加")
    return document


def pages_of(document: pdfium.PdfDocument) -> Pages:
    pages = Pages()
    for number in range(1, len(document) + 1):
        try:
            page = document[number - 1]
        except pdfium.PdfiumError:
            pages.broken.append(number)
            pages.lines.append([])
            pages.heights.append(0.0)
            continue
        try:
            _take(page_text(page), number, pages)
        finally:
            page.close()
    return pages


def _take(found: PageText, number: int, pages: Pages) -> None:
    boxes = found.boxes
    visible = sum(1 for box in boxes if not box.text.isspace())
    layer = sum(1 for box in found.layer if not box.text.isspace())
    pages.hidden += found.hidden
    if found.unread:
        pages.unread[number] = found.unread
    if layer and visible < _SPARSE <= layer and found.pictured >= _COVERED:
        # A scan with its recognised text laid under it: what a person reads is the picture, so it counts as OCR.
        boxes = [*boxes, *found.layer]
        pages.layered.append(number)
    elif layer:
        pages.hidden["不可见文字"] += layer
    # Letters turned into drawings leave no text either: hundreds of shapes and next to no letters.
    if (
        visible < _SPARSE
        and (found.pictured >= _COVERED or found.drawn > _SHAPES)
        and number not in pages.layered
    ):
        pages.scanned.append(number)
    pages.lines.append(page_lines(boxes, found.rules, number))
    pages.heights.append(found.height)


def notes_of(pages: Pages, dropped: Sequence[tuple[str, int]]) -> tuple[Note, ...]:
    """What an import report says of the pages."""
    notes = []
    missing = sorted({*pages.scanned, *pages.broken})
    if missing:
        what = "是扫描图像，没有文字" if not pages.broken else "没有读出文字（扫描图像或已损坏）"
        notes.append(Note("PARTIAL_TEXT", f"共 {len(pages.lines)} 页，其中第 {page_list(missing)} 页{what}"))
    if pages.unread:
        where = page_list(sorted(pages.unread))
        notes.append(
            Note(
                "FONT_MISSING",
                f"第 {where} 页有 {sum(pages.unread.values())} 处文字因字体未嵌入而读不出，请对照原文",
            )
        )
    if pages.layered:
        notes.append(
            Note("OCR_LAYER", f"第 {page_list(pages.layered)} 页的文字来自扫描件自带的识别层，可能有错")
        )
    if pages.hidden:
        counted = "、".join(f"{reason}{count}字" for reason, count in sorted(pages.hidden.items()))
        notes.append(Note("HIDDEN_TEXT", f"含隐藏文字，已去除：{counted}"))
    if dropped:
        counted = "、".join(f"{what}{count}行" for what, count in dropped)
        notes.append(Note("PAGE_MARKS_DROPPED", f"已去除{counted}"))
    return tuple(notes)


def page_list(numbers: Sequence[int]) -> str:
    """3、5—8 for [3, 5, 6, 7, 8]; at most ten pieces, then 等."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    shown = [str(run[0]) if len(run) == 1 else f"{run[0]}—{run[1]}" for run in runs[:10]]
    return "、".join(shown) + (" 等" if len(runs) > 10 else "")


def _cut_short(data: bytes) -> bool:
    """No end mark, or objects after the last one, or shorter than its own header says."""
    end = data.rfind(b"%%EOF")
    if end < 0 or re.search(rb"\d+\s+\d+\s+obj\b", data[end : end + _TAIL]):
        return True
    stated = re.search(rb"/Linearized\b[^>]*?/L\s+(\d+)", data[:1024])
    return bool(stated and len(data.rstrip()) < int(stated.group(1)) - 16)
