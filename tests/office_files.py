"""Word and OFD files for tests, written part by part, so that every trick a file can play can be played."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def zipped(members: Sequence[tuple[str, bytes | str]]) -> bytes:
    """A zip of (name, content), deflated; names may be anything, even twice."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def docx(
    body: str, parts: Mapping[str, bytes | str] | None = None, more: Sequence[tuple[str, bytes | str]] = ()
) -> bytes:
    """`body` is the XML inside w:body; `parts` are styles, numbering, footnotes … by name without .xml, their inner XML."""
    members: list[tuple[str, bytes | str]] = [("[Content_Types].xml", _TYPES), ("_rels/.rels", _RELATIONS)]
    members.append(("word/document.xml", part("document", f"<w:body>{body}</w:body>")))
    members += [
        (f"word/{name}.xml", part(name, inner) if isinstance(inner, str) else inner)
        for name, inner in (parts or {}).items()
    ]
    return zipped([*members, *more])


def part(name: str, inner: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {_NAMES}>{inner}</w:{name}>'


def p(*runs: str, style: str = "", number: tuple[int, int] | None = None) -> str:
    """A paragraph of runs (`r` or plain XML); `number` is (list, level)."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        properties += f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def table(rows: Sequence[Sequence[str]], *, header: bool = False) -> str:
    """Cells are plain texts; `header` marks the first row as one that repeats on every page."""
    lines = []
    for index, row in enumerate(rows):
        mark = "<w:trPr><w:tblHeader/></w:trPr>" if header and index == 0 else ""
        lines.append(f"<w:tr>{mark}{''.join(f'<w:tc>{p(r(cell))}</w:tc>' for cell in row)}</w:tr>")
    return f"<w:tbl>{''.join(lines)}</w:tbl>"


def levels(*shapes: tuple[str, str]) -> str:
    """A numbering part with list 1; each level is (numFmt, lvlText)."""
    inner = "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for index, (form, text) in enumerate(shapes)
    )
    return (
        f'<w:abstractNum w:abstractNumId="7">{inner}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    )


def ofd(pages: Sequence[str], more: Sequence[tuple[str, bytes | str]] = ()) -> bytes:
    """`pages` are the XML inside each page's Layer."""
    names = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    members: list[tuple[str, bytes | str]] = [
        (
            "OFD.xml",
            f"<ofd:OFD {names}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        ),
        (
            "Doc_0/Document.xml",
            f"<ofd:Document {names}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
            f"</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        ),
    ]
    members += [
        (
            f"Doc_0/Pages/Page_{n}/Content.xml",
            f"<ofd:Page {names}><ofd:Content><ofd:Layer>{inner}</ofd:Layer></ofd:Content></ofd:Page>",
        )
        for n, inner in enumerate(pages)
    ]
    return zipped([*members, *more])


def ofd_text(text: str, x: float, y: float, *, size: float = 5, more: str = "", inner: str = "") -> str:
    """A text object at (x, y) mm from the top left, letters `size` apart."""
    steps = f"g {len(text) - 1} {size}" if len(text) > 1 else ""
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y} 180 10" Font="2" Size="{size}" {more}>{inner}'
        f'<ofd:TextCode X="0" Y="{size}" DeltaX="{steps}">{text}</ofd:TextCode></ofd:TextObject>'
    )
