"""Small steps through WordprocessingML: children, wrappers opened, alternatives chosen. Gathers no text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from .archive import attribute, local

THROUGH = frozenset(
    ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple", "bdo", "dir")
)
DROPPED = frozenset(("del", "moveFrom"))


def flattened(parent: etree._Element, changes: Counter[str]) -> Iterator[etree._Element]:
    """Children, with wrappers that only mark or group opened and deleted ones left out."""
    for child in parent:
        tag = local(child)
        if tag in DROPPED:
            changes["删除"] += 1
        elif tag in THROUGH:
            if tag in {"ins", "moveTo"}:
                changes["插入"] += 1
            yield from flattened(child, changes)
        elif tag == "AlternateContent":
            yield from flattened(chosen(child), changes)
        else:
            yield child


def chosen(alternatives: etree._Element) -> etree._Element:
    """The first alternative: the others say the same in older ways."""
    return next((child for child in alternatives if local(child) in {"Choice", "Fallback"}), alternatives)


def mark_deleted(properties: etree._Element | None) -> bool:
    """The paragraph's end was deleted: its text goes on in the next one."""
    mark = child_of(properties, "rPr")
    return child_of(mark, "del") is not None


def child_of(element: etree._Element | None, tag: str) -> etree._Element | None:
    for child in element if element is not None else ():
        if local(child) == tag:
            return child
    return None


def value_of(element: etree._Element | None, tag: str) -> str | None:
    found = child_of(element, tag)
    return None if found is None else attribute(found, "val")
