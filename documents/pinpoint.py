"""The address of a provision inside one document. Prints as a lawyer writes it, parses every form people type.

Knows nothing of law names (`documents.address`) or of text offsets. What stands in running text is found by
`find_pinpoints`; what 本法, 前款 or 本条 mean there is for `documents.references` to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .labels import LABEL, annex_label, canonical_label, printed, step
from .numerals import NUMERAL as _N
from .numerals import to_chinese, to_int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinpoint:
    """`insertion` is 2 in 第一百二十条之二. An article with one paragraph has `paragraph=None`, as lawyers write it.

    Texts without articles (speeches, notices, amendment decisions) use `path`, the labels of the headings and
    run-in points from the outermost inwards: ("三、", "（二）", "三要"). `paragraph` then counts 自然段.
    `annex` is 附件 or 附件2. `part`, `chapter`, `section` are set only where no article is: 第三章第二节.
    """

    article: int | None = None
    insertion: int | None = None
    paragraph: int | None = None
    item: int | None = None
    subitem: int | None = None
    part: int | None = None
    subpart: int | None = None
    chapter: int | None = None
    section: int | None = None
    path: tuple[str, ...] = ()
    annex: str | None = None

    def __str__(self) -> str:
        text = self.annex or ""
        if text and self.path:
            text += "："
        for number, unit in (
            (self.part, "编"),
            (self.subpart, "分编"),
            (self.chapter, "章"),
            (self.section, "节"),
            (self.article, "条"),
        ):
            text += "" if number is None else f"第{to_chinese(number)}{unit}"
        if self.insertion is not None:
            text += f"之{to_chinese(self.insertion)}"
        for label in self.path:
            text += " " if label[0].isdigit() and text[-1:] in "0123456789." and text else ""
            text += printed(label)
        if self.paragraph is not None:
            natural = self.article is None and (self.path or self.annex)
            text += f"第{to_chinese(self.paragraph)}{'自然段' if natural else '款'}"
        text += "" if self.item is None else f"第（{to_chinese(self.item)}）项"
        return text + ("" if self.subitem is None else f"第{self.subitem}目")

    @classmethod
    def parse(cls, text: str) -> Pinpoint:
        """第48条第2款, 四十八条, 第10-1条, 第一百二十条之一第（三）项, 三、（二）“三要”, 附件2第三条; "" is the empty one.

        The whole of `text` has to be a pinpoint, else ValueError.
        """
        found = match_pinpoint(text, len(text) - len(text.lstrip()))
        if found is None:
            if not text.strip():
                return cls()
            found = _match_path(text.strip())
            if found is None:
                raise ValueError(f"not a pinpoint: {text!r}")
        elif text[found[0] :].strip():
            path = _match_path(text.strip())
            if path is None:
                raise ValueError(f"not a pinpoint: {text!r}")
            return path[1]
        return found[1]

    @property
    def sort_key(self) -> tuple[tuple[int, str], ...]:
        """Reading order: the body before annexes, the whole before its parts. Comparable between any two pinpoints."""
        numbers = (self.part, self.subpart, self.chapter, self.section, self.article, self.insertion)
        steps = [step(self.annex)] if self.annex else [(0, "")]
        steps += [(-1 if n is None else n, "") for n in numbers]
        tail = [(-1 if n is None else n, "") for n in (self.paragraph, self.item, self.subitem)]
        return tuple(steps + tail + [step(label) for label in self.path])

    def covers(self, other: Pinpoint) -> bool:
        """Whether `other` lies in this place or is this place: 第十条 covers 第十条第二款, not 第十条之一."""
        if self.annex not in (None, other.annex) or other.path[: len(self.path)] != self.path:
            return False
        if self.article is not None and (self.article, self.insertion) != (other.article, other.insertion):
            return False
        wanted = (
            self.part,
            self.subpart,
            self.chapter,
            self.section,
            self.paragraph,
            self.item,
            self.subitem,
        )
        given = (
            other.part,
            other.subpart,
            other.chapter,
            other.section,
            other.paragraph,
            other.item,
            other.subitem,
        )
        return all(w is None or w == g for w, g in zip(wanted, given, strict=True))

    def article_only(self) -> Pinpoint:
        """The article (or the whole path) without 款, 项 and 目."""
        return Pinpoint(article=self.article, insertion=self.insertion, path=self.path, annex=self.annex)


_OPEN, _CLOSE, _S = "[（(]", "[）)]", r"[ \u3000\t]*"
_ANNEX = rf"附(?:件|表|录|图){_S}(?:{_N})?"
_CHINESE = "[〇○零一二两三四五六七八九十百千廿卅]+"


def _grammar(first: str) -> re.Pattern[str]:
    """`first` says whether the outermost number has to be preceded by 第. Groups are named after the fields."""
    of = rf"(?:{_S}的?{_S})"
    return re.compile(
        rf"(?:(?P<annex>{_ANNEX}){_S}(?=第))?"
        rf"(?:{first}(?P<part>{_N})编{_S})?(?:第?(?P<subpart>{_N})分编{_S})?"
        rf"(?:{first}(?P<chapter>{_N})章(?!程){_S})?(?:{first}(?P<section>{_N})节(?![约能日省假目])){{0,1}}{_S}"
        rf"(?:{first}{_S}(?P<article>{_N})(?:[-－–—之](?P<hyphened>{_N}))?{_S}条(?![约例件线目幅])"
        rf"(?:{_S}之{_S}(?P<insertion>{_N}))?)?"
        rf"(?:{of}(?:第{_S}|(?<=[条\d{_CHINESE[1:-2]}]))(?P<paragraph>{_N}){_S}(?:款(?!项)|(?:自然)?段))?"
        rf"(?:{of}(?:第?{_S}{_OPEN}{_S}(?P<bracketed>{_N}){_S}{_CLOSE}(?:{_S}项)?"
        rf"|(?:第{_S}|(?<=[条款段]))(?P<item>{_N}){_S}项(?!目)))?"
        rf"(?:{of}(?:第|(?<=项))(?P<subitem>{_N}){_S}(?:目(?![标的录前光击])|小项))?"
    )


_LOOSE = _grammar("第?")
_STRICT = _grammar("第")
_START = re.compile(
    rf"第(?={_S}[（(]?{_N}[）)]?{_S}(?:[编分章节条款项目段]|[-－–—之]))|{_ANNEX}(?={_S}第{_N})"
)
_JOIN = re.compile(rf"{_S}(?:、|和|及|以及|或|或者|与|，|,|至|到|或者是){_S}")
_MORE_ITEMS = re.compile(rf"(?:{_JOIN.pattern})?(?P<from>{_OPEN}(?P<item>{_CHINESE}|\d+){_CLOSE}(?:{_S}项)?)")


def match_pinpoint(text: str, start: int = 0) -> tuple[int, Pinpoint] | None:
    """The longest address that begins exactly at `start`, and where it ends; 第 may be left out: 48条2款, 四十八条.

    Only numbered places (编章节条款项目), no heading paths. None if there is none.
    """
    match = _LOOSE.match(text, start)
    return _read(match) if match else None


def find_pinpoints(text: str) -> list[tuple[int, int, Pinpoint]]:
    """(start, end, pinpoint) of every address with 第 in running text, left to right, longest first, not overlapping.

    第十条第一款、第三款和第十二条 gives three: what a later one leaves out is taken from the one before it, if only
    a comma or 和 stands between. The two ends of 第十条至第十五条 are given, not what lies between. 第二款 standing
    alone has no article: it belongs to the article it stands in.
    """
    found: list[tuple[int, int, Pinpoint]] = []
    position = 0
    while match := _START.search(text, position):
        body = _STRICT.match(text, match.start())
        read = _read(body) if body else None
        if read is None:
            position = match.end()
            continue
        end, pinpoint = read
        if found and _JOIN.fullmatch(text, found[-1][1], match.start()):
            pinpoint = _inherit(found[-1][2], pinpoint)
        found.append((match.start(), end, pinpoint))
        while pinpoint.item is not None and (more := _MORE_ITEMS.match(text, end)):
            pinpoint = replace(pinpoint, item=to_int(more["item"]))
            found.append((more.start("from"), more.end(), pinpoint))
            end = more.end()
        position = end
    return found


def _read(match: re.Match[str]) -> tuple[int, Pinpoint] | None:
    groups = {name: value for name, value in match.groupdict().items() if value is not None}
    if not groups.keys() - {"annex"} or (groups.keys() == {"bracketed"} and match[0].strip()[0] in "（("):
        return None  # （二） alone is a heading of a speech as well as an item
    try:
        numbers = {name: to_int(value) for name, value in groups.items() if name != "annex"}
    except ValueError:
        return None
    return _end(match), Pinpoint(
        annex=annex_label(groups["annex"]) if "annex" in groups else None,
        part=numbers.get("part"),
        subpart=numbers.get("subpart"),
        chapter=numbers.get("chapter"),
        section=numbers.get("section"),
        article=numbers.get("article"),
        insertion=numbers.get("insertion", numbers.get("hyphened")),
        paragraph=numbers.get("paragraph"),
        item=numbers.get("item", numbers.get("bracketed")),
        subitem=numbers.get("subitem"),
    )


def _end(match: re.Match[str]) -> int:
    return match.start() + len(match[0].rstrip())


def _inherit(before: Pinpoint, after: Pinpoint) -> Pinpoint:
    """第二款 after 第十条第一款 is 第十条第二款; 第（三）项 after 第一款第（一）项 is 第一款第（三）项."""
    if after.article is not None or after.chapter is not None or after.part is not None:
        return after
    if after.section is not None:
        return Pinpoint(part=before.part, chapter=before.chapter, section=after.section)
    keeps_paragraph = after.paragraph is None
    return Pinpoint(
        annex=before.annex,
        article=before.article,
        insertion=before.insertion,
        paragraph=before.paragraph if keeps_paragraph else after.paragraph,
        item=before.item if keeps_paragraph and after.item is None else after.item,
        subitem=after.subitem,
    )


_BLANKS = re.compile(r"[ \u3000]*")
_PARAGRAPH = re.compile(rf"第?({_N})(?:自然段|段|款)")


def _match_path(text: str) -> tuple[int, Pinpoint] | None:
    position, annex, path = 0, None, []
    match = re.compile(_ANNEX).match(text)
    if match and match[0].strip():
        annex, position = annex_label(match[0]), match.end()
        if text[position : position + 1] in ("：", ":"):
            position += 1
    while (label := LABEL.match(text, position)) and not _PARAGRAPH.fullmatch(text, position):
        try:
            path.append(canonical_label(label[0]))
        except ValueError:
            return None
        position = _BLANKS.match(text, label.end()).end()  # type: ignore[union-attr]  # matches the empty string too
    paragraph = None
    if (path or annex) and (number := _PARAGRAPH.match(text, position)):
        paragraph, position = to_int(number[1]), number.end()
    if position != len(text) or not (path or annex):
        return None
    return position, Pinpoint(path=tuple(path), annex=annex, paragraph=paragraph)
