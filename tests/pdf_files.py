"""Small PDFs for tests, written by hand: text at a place in a colour and mode, pictures, encryption, damage.

Fonts are not embedded; a ToUnicode map says what the codes mean, as in the PDFs that offices print.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Words:
    """`text` from (x, y), y upwards. `mode` 3 is invisible; `grey` 1 is white; `turn` a slant in PDF matrix terms."""

    text: str
    x: float
    y: float
    size: float = 16
    mode: int = 0
    grey: float = 0
    turn: tuple[float, float, float, float] = (1, 0, 0, 1)


@dataclass(frozen=True)
class Sheet:
    """One page. `picture` fills it with an image; `dark` are boxes (x, y, width, height) painted black before the text."""

    words: Sequence[Words] = ()
    picture: bool = False
    dark: Sequence[tuple[float, float, float, float]] = ()
    raw: bytes = b""
    rotate: int = 0


@dataclass
class _Objects:
    bodies: list[bytes] = field(default_factory=list)

    def add(self, body: bytes) -> int:
        self.bodies.append(body)
        return len(self.bodies)

    def stream(self, data: bytes, extra: bytes = b"") -> int:
        packed = zlib.compress(data, 9)
        head = b"<< /Filter /FlateDecode /Length %d %s >>" % (len(packed), extra)
        return self.add(head + b"\nstream\n" + packed + b"\nendstream")


def pdf(sheets: Sequence[Sheet], *, trailer: bytes = b"", looks: dict[str, str] | None = None) -> bytes:
    """`looks` maps a character to what the ToUnicode map says instead of it: 民 → ⺠."""
    objects = _Objects()
    texts = {character for sheet in sheets for words in sheet.words for character in words.text}
    font = _font(objects, sorted(texts), looks or {})
    image = objects.stream(
        b"\x80",
        b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8",
    )
    root = len(objects.bodies) + 2 * len(sheets) + 1
    kids = []
    for sheet in sheets:
        content = objects.stream(_content(sheet))
        kids.append(
            objects.add(
                b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Rotate %d /Contents %d 0 R "
                b"/Resources << /Font << /F 0 0 R >> /XObject << /I %d 0 R >> >> >>".replace(
                    b"/F 0 0 R", b"/F %d 0 R"
                )
                % (root, sheet.rotate, content, font, image)
            )
        )
    pages = objects.add(
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    )
    catalog = objects.add(b"<< /Type /Catalog /Pages %d 0 R >>" % pages)
    return write(objects.bodies, catalog, trailer)


def write(bodies: Sequence[bytes], catalog: int, trailer: bytes = b"") -> bytes:
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root %d 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(bodies) + 1,
        catalog,
        trailer,
        start,
    )
    return bytes(out)


ENCRYPTED = b"/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] " + (
    b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /O <" + b"5a" * 32 + b"> /U <" + b"a5" * 32 + b"> >>"
)
"""A trailer entry: no empty password opens this."""


def printed(
    lines: Sequence[str], *, head: str = "", foot: str = "", top: float = 760, x: float = 90
) -> Sheet:
    """A page set in lines 28 points apart."""
    words = [Words(line, x, top - 28 * index) for index, line in enumerate(lines)]
    if head:
        words.insert(0, Words(head, 200, 805, 10))
    if foot:
        words.append(Words(foot, 280, 30, 10))
    return Sheet(words)


def _content(sheet: Sheet) -> bytes:
    parts = [sheet.raw]
    if sheet.picture:
        parts.append(b"q 595 0 0 842 0 0 cm /I Do Q")
    for x, y, width, height in sheet.dark:
        parts.append(b"q 0 g %g %g %g %g re f Q" % (x, y, width, height))
    for words in sheet.words:
        codes = words.text.encode("utf-16-be").hex().encode()
        matrix = b"%g %g %g %g %g %g" % (*words.turn, words.x, words.y)
        parts.append(
            b"BT %g g %d Tr /F %g Tf %s Tm <%s> Tj ET" % (words.grey, words.mode, words.size, matrix, codes)
        )
    return b"\n".join(parts)


def _font(objects: _Objects, characters: Sequence[str], looks: dict[str, str]) -> int:
    lines = []
    for start in range(0, len(characters), 100):
        some = characters[start : start + 100]
        lines.append(f"{len(some)} beginbfchar")
        lines += [f"<{ord(one):04X}> <{ord(looks.get(one, one)):04X}>" for one in some]
        lines.append("endbfchar")
    cmap = "\n".join(
        ["/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def"]
        + ["1 begincodespacerange <0000> <FFFF> endcodespacerange", *lines, "endcmap end end"]
    )
    mapping = objects.stream(cmap.encode())
    narrow = " ".join(f"{ord(one)} [500]" for one in characters if ord(one) < 256)
    descriptor = objects.add(
        b"<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 860 "
        b"/Descent -140 /CapHeight 700 /StemV 80 >>"
    )
    descendant = objects.add(
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
        b"/Supplement 0 >> /DW 1000 /W [%s] /FontDescriptor %d 0 R >>" % (narrow.encode(), descriptor)
    )
    return objects.add(
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>"
        % (descendant, mapping)
    )
