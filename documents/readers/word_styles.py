"""What the styles of a .docx say of a run or paragraph: is it hidden, which list numbers it, what is it called.

Only the few properties that decide what a person sees; fonts and spacing are not looked at.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml import etree

from .archive import attribute, local

_OFF = frozenset(("0", "false", "off", "none"))
_SMALLEST_VISIBLE = 5  # half-points: 2.5 pt; nobody prints smaller text to have it read
_LIGHT = 0xF0
_MAX_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Look:
    """Properties of a run as far as they are stated; None where nothing is said."""

    vanish: bool | None = None
    size: int | None = None  # half-points
    colour: str | None = None  # RRGGBB, or a theme colour's name
    shade: str | None = None  # background behind the text, RRGGBB

    def over(self, under: Look) -> Look:
        """This, with its gaps filled from `under`."""
        return Look(
            self.vanish if self.vanish is not None else under.vanish,
            self.size if self.size is not None else under.size,
            self.colour or under.colour,
            self.shade or under.shade,
        )

    def hidden_as(self, backdrop: str | None) -> str | None:
        """Why a person does not see such a run, in Chinese; None if they do. `backdrop`: colour of cell or page."""
        if self.vanish:
            return "隐藏文字"
        if self.size is not None and 0 <= self.size < _SMALLEST_VISIBLE:
            return "极小字号"
        if is_light(self.colour) and not is_dark(self.shade or backdrop):
            return "白色文字"
        return None


@dataclass(frozen=True, slots=True)
class Style:
    """`name` as Word knows it (heading 1, toc 1, Title), lower case; `look` and `list` include what it is based on."""

    name: str = ""
    look: Look = Look()
    list: tuple[str, int] | None = None
    shaded: bool = False


class Styles:
    """The styles of one document, their inheritance resolved."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._resolved: dict[str, Style] = {}
        self._defaults: dict[str, str] = {}
        self.base = Look()
        for element in root if root is not None else ():
            if local(element) == "style":
                identifier = attribute(element, "styleId") or ""
                self._elements.setdefault(identifier, element)
                if attribute(element, "default") in {"1", "true", "on"}:
                    self._defaults[attribute(element, "type") or "paragraph"] = identifier
            elif local(element) == "docDefaults":
                for properties in element.iter():
                    if local(properties) == "rPr":
                        self.base = look_of(properties)

    def paragraph(self, identifier: str | None) -> Style:
        """The style of that id; without an id the default paragraph style."""
        return self._style(identifier or self._defaults.get("paragraph", ""), 0)

    def get(self, identifier: str | None) -> Style:
        """The style of that id; an empty one if there is none."""
        return self._style(identifier or "", 0)

    def _style(self, identifier: str, depth: int) -> Style:
        element = self._elements.get(identifier)
        if element is None or depth > _MAX_CHAIN:
            return Style()
        if identifier in self._resolved:
            return self._resolved[identifier]
        name, parent, look, listed, shaded = "", Style(), Look(), None, False
        for child in element:
            tag = local(child)
            if tag == "name":
                name = (attribute(child, "val") or "").lower()
            elif tag == "basedOn":
                parent = self._style(attribute(child, "val") or "", depth + 1)
            elif tag == "rPr":
                look = look_of(child)
            elif tag == "pPr":
                listed = list_of(child)
        shaded = any(local(part) == "shd" and is_dark(shade_of(part)) for part in element.iter())
        merged = listed
        if parent.list and listed:
            merged = (listed[0] or parent.list[0], listed[1])
        resolved = Style(name, look.over(parent.look), merged or parent.list, shaded or parent.shaded)
        self._resolved[identifier] = resolved
        return resolved


def look_of(properties: etree._Element | None) -> Look:
    """What an rPr element states."""
    look = Look()
    for child in properties if properties is not None else ():
        tag, value = local(child), attribute(child, "val")
        if tag == "vanish":
            look = replace(look, vanish=(value or "1").lower() not in _OFF)
        elif tag == "sz":
            look = replace(look, size=int(value) if value and value.isdecimal() else None)
        elif tag == "color":
            look = replace(look, colour=attribute(child, "themeColor") or value)
        elif tag == "shd":
            look = replace(look, shade=shade_of(child))
        elif tag == "highlight" and value and value not in {"none", "white"}:
            look = replace(look, shade="808080")
    return look


def list_of(properties: etree._Element | None) -> tuple[str, int] | None:
    """(list number, level) of a pPr element; ("0", 0) where numbering is switched off; None if nothing is said."""
    for child in properties if properties is not None else ():
        if local(child) != "numPr":
            continue
        number, level = "", 0
        for part in child:
            value = attribute(part, "val") or ""
            if local(part) == "numId":
                number = value
            elif local(part) == "ilvl" and value.isdecimal():
                level = int(value)
        return number, level
    return None


def shade_of(element: etree._Element) -> str | None:
    """The fill of a shd element as RRGGBB; a theme fill counts as a dark one, for its colour is not known here."""
    theme = attribute(element, "themeFill")
    if theme and not theme.startswith(("background", "bg", "light")):
        return "808080"
    fill = attribute(element, "fill")
    return fill if fill and fill.lower() != "auto" else None


def is_light(colour: str | None) -> bool:
    """White or all but white."""
    if colour in {"background1", "bg1", "light1", "lt1"}:
        return True
    parts = _parts(colour)
    return parts is not None and min(parts) >= _LIGHT


def is_dark(colour: str | None) -> bool:
    """Dark enough for white text to be read on it."""
    parts = _parts(colour)
    return parts is not None and min(parts) < 0xE0


def _parts(colour: str | None) -> tuple[int, int, int] | None:
    if not colour or len(colour) != 6:
        return None
    try:
        return int(colour[:2], 16), int(colour[2:4], 16), int(colour[4:], 16)
    except ValueError:
        return None
