"""Whether an HTML element can be seen: its own style, its attributes, and simple rules of the page's style sheet.

No full CSS: selectors of one class, id or tag are read, which is what pages hide text with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

_HIDING = (
    (re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|content-visibility\s*:\s*hidden"), "不显示的文字"),
    (re.compile(r"(?<![\w-])opacity\s*:\s*0?\.?0*\s*(?:[;!]|$)"), "透明文字"),
    (re.compile(r"font-size\s*:\s*(?:0|0?\.\d+(?:px|pt|em|rem)|[01](?:\.\d+)?(?:px|pt)|0\w*)\s*(?:[;!]|$)"), "极小字号"),
    (re.compile(r"(?:text-indent|left|right|top|margin-left)\s*:\s*-\d{3,}"), "页面之外的文字"),
    (re.compile(r"clip\s*:\s*rect\(\s*0(?:px)?[ ,]+0|clip-path\s*:\s*inset\(\s*(?:50|100)%"), "裁掉的文字"),
    (re.compile(r"(?<![\w-])(?:max-)?height\s*:\s*0(?:px)?\s*;.*overflow\s*:\s*hidden|overflow\s*:\s*hidden.*(?<![\w-])(?:max-)?height\s*:\s*0(?:px)?\s*(?:;|$)"), "裁掉的文字"),
)  # fmt: skip
_WHITE = re.compile(
    r"(?<![\w-])color\s*:\s*(?:white|#fff(?:fff)?\b|#f[0-9a-f]f[0-9a-f]f[0-9a-f]\b|transparent"
    r"|rgba?\(\s*255\s*,\s*255\s*,\s*255|rgba\([^)]*,\s*0(?:\.0+)?\s*\))"
)
_BACKGROUND = re.compile(
    r"background(?:-color|-image)?\s*:\s*(?!none|transparent|inherit|#fff\b|#ffffff\b|white)\S"
)
_RULE = re.compile(r"([^{}@]{1,300})\{([^{}]{1,2000})\}")
_SIMPLE = re.compile(r"[.#]?[A-Za-z_][\w-]*")
_MAX_RULES = 5000


class HiddenRules:
    """Styles by simple selector, from the page's own style elements."""

    def __init__(self, sheets: Iterable[str]) -> None:
        self._styles: dict[str, str] = {}
        for sheet in sheets:
            for count, rule in enumerate(_RULE.finditer(re.sub(r"/\*.*?\*/", "", sheet, flags=re.S))):
                if count > _MAX_RULES:
                    break
                style = rule.group(2).lower()
                for selector in rule.group(1).split(","):
                    if _SIMPLE.fullmatch(selector.strip()):
                        key = selector.strip()
                        self._styles[key] = f"{self._styles.get(key, '')};{style}"

    def reason(self, element: etree._Element, on_background: bool) -> str | None:
        """Why the text of this element is not seen, in Chinese; None if it is. `on_background`: white may be read."""
        if "hidden" in element.attrib:
            return "不显示的文字"
        style = self.style(element)
        for pattern, reason in _HIDING if style else ():
            if pattern.search(style):
                return reason
        colour = str(element.get("color") or "").lower()
        white = _WHITE.search(style) or colour in {"white", "#fff", "#ffffff"}
        return "白色文字" if white and not on_background else None

    def has_background(self, element: etree._Element) -> bool:
        """Whether the element sets a background that is not plainly white."""
        if str(element.get("bgcolor") or "").lower() not in {"", "white", "#fff", "#ffffff"} or element.get(
            "background"
        ):
            return True
        return bool(_BACKGROUND.search(self.style(element)))

    def style(self, element: etree._Element) -> str:
        """All declarations that apply, lower case; the element's own last."""
        if not element.attrib and not self._styles:
            return ""
        parts = [self._styles.get(str(element.tag).lower(), "")]
        parts += [self._styles.get(f".{name}", "") for name in str(element.get("class") or "").split()[:20]]
        parts += [self._styles.get(f"#{element.get('id')}", ""), str(element.get("style") or "").lower()]
        return ";".join(part for part in parts if part)
