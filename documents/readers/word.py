"""Read a .docx in reading order: paragraphs with their automatic numbers, tables, text boxes, footnotes.

Deleted text of tracked changes, hidden text, page headers and footers, comments and a generated table of contents
are left out, the first two with a note. Reads the XML itself: python-docx knows neither numbers, notes nor changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from documents.errors import InputError
from documents.records import Note

from .archive import Archive, attribute, local
from .clean import shown_name
from .extract import Extract, Limits
from .numbering import Numbering
from .tables import table_lines
from .titles import largest_print
from .word_parts import DROPPED, THROUGH, child_of, chosen, flattened, mark_deleted, value_of
from .word_styles import Style, Styles, is_dark, list_of, look_of, shade_of

_USUAL = 21  # half-points: what Chinese Word takes where nothing is said
_OPENING = 15  # paragraphs
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read_docx(data: bytes, name: str, limits: Limits) -> Extract:
    """Raises InputError ZIP_BOMB, ENCRYPTED, XML_REFUSED, BROKEN_FILE, NO_TEXT."""
    archive = Archive(data, name, limits)
    main = _main_part(archive)
    body = archive.tree(main)
    if body is None:
        raise InputError(
            "BROKEN_FILE", f"不是完整的 Word 文档：{shown_name(name)}", "请用 Word 或 WPS 打开并另存后再添加"
        )
    folder = main.rpartition("/")[0]
    reader = _Reader(
        Styles(archive.tree(f"{folder}/styles.xml")),
        Numbering(archive.tree(f"{folder}/numbering.xml")),
        {kind: _notes(archive.tree(f"{folder}/{kind}s.xml")) for kind in ("footnote", "endnote")},
    )
    lines = reader.document(body)
    if not any(line.strip() for line in lines) and any("/media/" in member for member in archive.names):
        raise InputError(
            "NO_TEXT",
            f"文档里只有图片，没有文字：{shown_name(name)}",
            "请换成有文字的文件，或先做文字识别（OCR）",
        )
    return Extract("\n".join(lines), "docx", reader.notes(), title=reader.title)


def _main_part(archive: Archive) -> str:
    relations = archive.tree("_rels/.rels")
    for relation in relations if relations is not None else ():
        if (attribute(relation, "Type") or "").endswith("/officeDocument"):
            return (attribute(relation, "Target") or "").lstrip("/")
    return "word/document.xml"


def _notes(root: etree._Element | None) -> dict[str, etree._Element]:
    """Footnotes by id, without the separators that Word keeps among them."""
    return {
        attribute(element, "id") or "": element
        for element in (root if root is not None else ())
        if attribute(element, "type") in {None, "normal"}
    }


@dataclass(slots=True)
class _Paragraph:
    """What is gathered while the runs of one paragraph are walked."""

    style: Style
    backdrop: str | None
    pieces: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    sizes: Counter[int] = field(default_factory=Counter)


class _Reader:
    """State of one reading: counters of lists, notes met, what was dropped."""

    def __init__(
        self, styles: Styles, numbering: Numbering, notes: dict[str, dict[str, etree._Element]]
    ) -> None:
        self._styles = styles
        self._numbering = numbering
        self._notes = notes
        self._cited: list[tuple[str, etree._Element]] = []
        self._hidden: Counter[str] = Counter()
        self._changes: Counter[str] = Counter()
        self._contents = 0
        self._page: str | None = None
        self._titled = ""
        self._sizes: Counter[int] = Counter()
        self._opening: list[tuple[str, float]] = []

    def document(self, root: etree._Element) -> list[str]:
        lines: list[str] = []
        for part in root:
            if local(part) == "background":
                self._page = attribute(part, "color")
            elif local(part) == "body":
                lines = self._blocks(part, self._page)
        if self._cited:
            lines.append("注释")
            # A note may cite another: the list grows while it is read.
            for mark, note in self._cited:
                lines.append(
                    mark + " ".join(line for line in self._blocks(note, None) if line.strip()).strip()
                )
        return lines

    @property
    def title(self) -> str | None:
        """Known after `document`."""
        body = self._sizes.most_common(1)[0][0] if self._sizes else 0
        return self._titled or largest_print(self._opening, body)

    def notes(self) -> tuple[Note, ...]:
        notes = []
        if self._hidden:
            counted = "、".join(f"{reason}{count}字" for reason, count in self._hidden.items())
            notes.append(Note("HIDDEN_TEXT", f"含隐藏文字，已去除：{counted}"))
        if self._changes:
            counted = "，".join(f"{change}{count}处" for change, count in self._changes.items())
            notes.append(Note("TRACKED_CHANGES", f"含修订痕迹，按接受全部修订读取：{counted}"))
        if self._contents:
            notes.append(Note("CONTENTS_DROPPED", f"已去除自动生成的目录（{self._contents}行）"))
        return tuple(notes)

    def _blocks(self, parent: etree._Element, backdrop: str | None) -> list[str]:
        lines: list[str] = []
        carried = ""
        for block in flattened(parent, self._changes):
            tag = local(block)
            if tag == "p":
                properties = child_of(block, "pPr")
                found = self._paragraph(block, properties, backdrop)
                if found is None:
                    continue
                text, boxes = found
                if mark_deleted(properties):
                    carried += text
                    lines.extend(boxes)
                    continue
                lines.extend((carried + text).split("\n"))
                lines.extend(boxes)
                carried = ""
            elif tag == "tbl":
                lines.extend(self._table(block, backdrop))
        if carried:
            lines.append(carried)
        return lines

    def _paragraph(
        self, element: etree._Element, properties: etree._Element | None, backdrop: str | None
    ) -> tuple[str, list[str]] | None:
        """(text, lines of text boxes anchored in it), or None for a line of a generated table of contents."""
        style_id = value_of(properties, "pStyle")
        style = self._styles.paragraph(style_id)
        if style.name.startswith("toc ") and style.name != "toc heading":
            self._contents += 1
            return None
        shading = child_of(properties, "shd")
        paragraph = _Paragraph(style, (shade_of(shading) if shading is not None else None) or backdrop)
        self._runs(element, paragraph)
        text = "".join(paragraph.pieces)
        if text.strip():
            text = self._label(properties, style) + text
            self._notice(text, paragraph)
        return text, paragraph.boxes

    def _notice(self, text: str, paragraph: _Paragraph) -> None:
        """Keep what may turn out to be the title: by style, else by size of print."""
        if paragraph.style.name == "title":
            self._titled += text.strip()
        self._sizes += paragraph.sizes
        if len(self._opening) < _OPENING:
            self._opening.append((text, paragraph.sizes.most_common(1)[0][0] if paragraph.sizes else 0))

    def _label(self, properties: etree._Element | None, style: Style) -> str:
        own = list_of(properties)
        number, level = own or style.list or ("", 0)
        if own and not own[0] and style.list:
            number = style.list[0]
        mark = look_of(child_of(properties, "rPr"))
        if not number or number == "0" or mark.vanish:
            return ""
        return self._numbering.label(number, level)

    def _runs(self, parent: etree._Element, paragraph: _Paragraph) -> None:
        for child in parent:
            tag = local(child)
            if tag == "r":
                self._run(child, paragraph)
            elif tag in DROPPED:
                self._changes["删除"] += 1
            elif tag in THROUGH:
                if tag in {"ins", "moveTo"}:
                    self._changes["插入"] += 1
                self._runs(child, paragraph)
            elif tag == "AlternateContent":
                self._runs(chosen(child), paragraph)
            elif tag in {"oMath", "oMathPara"}:
                paragraph.pieces.append(
                    "".join(part.text or "" for part in child.iter() if local(part) == "t")
                )

    def _run(self, run: etree._Element, paragraph: _Paragraph) -> None:
        properties = child_of(run, "rPr")
        look = look_of(properties).over(self._styles.get(value_of(properties, "rStyle")).look)
        look = look.over(paragraph.style.look).over(self._styles.base)
        text = "".join(self._content(run, paragraph))
        if not text:
            return
        reason = look.hidden_as(paragraph.backdrop)
        if reason and text.strip():
            self._hidden[reason] += len(text.strip())
        elif not (reason and look.vanish):
            paragraph.pieces.append(text)
            paragraph.sizes[_USUAL if look.size is None else look.size] += len(text.strip())

    def _content(self, run: etree._Element, paragraph: _Paragraph) -> Iterator[str]:
        for child in run:
            tag = local(child)
            if tag == "t":
                yield child.text or ""
            elif tag in _BREAKS:
                # A page or column break is layout; a text break starts a new line.
                yield "" if attribute(child, "type") in {"page", "column"} else _BREAKS[tag]
            elif tag in {"footnoteReference", "endnoteReference"}:
                yield self._cite(tag.removesuffix("Reference"), attribute(child, "id") or "")
            elif tag == "ruby":
                base = child_of(child, "rubyBase")
                if base is not None:
                    self._runs(base, paragraph)
            elif tag in {"drawing", "pict", "object", "AlternateContent"}:
                self._boxes(child, paragraph)

    def _cite(self, kind: str, identifier: str) -> str:
        note = self._notes.get(kind, {}).get(identifier)
        if note is None:
            return ""
        mark = f"［注{len(self._cited) + 1}］"
        self._cited.append((mark, note))
        return mark

    def _boxes(self, element: etree._Element, paragraph: _Paragraph) -> None:
        """Text boxes anchored in a run; their text stands after the paragraph. Of alternatives only the first is read."""
        if local(element) == "txbxContent":
            paragraph.boxes.extend(line for line in self._blocks(element, None) if line.strip())
            return
        for child in chosen(element) if local(element) == "AlternateContent" else element:
            self._boxes(child, paragraph)

    def _table(self, table: etree._Element, backdrop: str | None) -> list[str]:
        style = self._styles.get(value_of(child_of(table, "tblPr"), "tblStyle"))
        if style.shaded:
            backdrop = backdrop or "808080"
        rows: list[list[str]] = []
        header: bool | None = None
        for row in flattened(table, self._changes):
            properties = child_of(row, "trPr")
            if local(row) != "tr" or (properties is not None and child_of(properties, "del") is not None):
                continue
            if not rows and properties is not None and child_of(properties, "tblHeader") is not None:
                header = True
            rows.append(self._row(row, rows[-1] if rows else [], backdrop))
        return table_lines(rows, header)

    def _row(self, row: etree._Element, above: list[str], backdrop: str | None) -> list[str]:
        cells: list[str] = []
        for cell in flattened(row, self._changes):
            if local(cell) != "tc":
                continue
            properties = child_of(cell, "tcPr")
            shading = child_of(properties, "shd")
            fill = shade_of(shading) if shading is not None else None
            text = "\n".join(
                line for line in self._blocks(cell, fill if is_dark(fill) else backdrop) if line.strip()
            )
            merge = child_of(properties, "vMerge")
            if (
                merge is not None
                and attribute(merge, "val") in {None, "continue"}
                and len(cells) < len(above)
            ):
                text = above[len(cells)]
            span = value_of(properties, "gridSpan") or "1"
            cells.extend([text] * min(int(span) if span.isdecimal() else 1, 63))
        return cells
