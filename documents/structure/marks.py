"""What the beginning of one line says: an article, a heading, an annex, a numbered point. One line at a time.

Whether a mark counts where it stands (in quoted text, out of sequence) is decided by those who read whole texts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from documents.labels import canonical_label
from documents.numerals import NUMERAL as _N
from documents.numerals import to_int


@dataclass(frozen=True, slots=True)
class ArticleMark:
    """`end` is the offset in the line behind the label and its space; `spaced` says that white space or nothing followed."""

    number: int
    insertion: int | None
    end: int
    spaced: bool


# 笫五十四条, 第三十－条: a look-alike for 第, a dash typed for 一 stands in real files; 第四十 八条: a stray space.
_ARTICLE = re.compile(
    rf"(?:\*\*|__|【)?[第笫苐][ \u3000]?(?P<number>{_N}(?:[ \u3000]?[{_N[1:-2]}－—-]+)?)[ \u3000]?条"
    rf"(?:[ \u3000]?之[ \u3000]?(?P<insertion>{_N}))?(?:\*\*|__|】)?(?P<space>[\s\u3000]+|[:：](?=.)|$)?"
)
# 第十条的…, 第十条、第十一条…, 第五条规定的: a sentence that happens to start a line.
_NOT_ARTICLE = re.compile(
    r"[的、，,。；;和或及与至到中所第]|规定|款|以外|之外|以上|以下|件|例(?!如)|约束|线|目"
)


@lru_cache(maxsize=16384)
def _number(text: str) -> int | None:
    try:
        return to_int(re.sub(r"[ \u3000]", "", re.sub(r"[－—-]", "一", text)))
    except ValueError:
        return None


def article_mark(text: str) -> ArticleMark | None:
    """The article label at the start of the line, or None: 第一条 …, 第一百二十条之一　…, 第三条（alone）, 第五条国家…"""
    if text[0] not in "第笫苐*_【":
        return None
    match = _ARTICLE.match(text)
    if match is None:
        return None
    number = _number(match["number"])
    if number is None or number == 0:
        return None
    insertion = _number(match["insertion"]) if match["insertion"] else None
    spaced = match["space"] is not None
    if not spaced and _NOT_ARTICLE.match(text, match.end()):
        return None
    return ArticleMark(number, insertion, match.end(), spaced)


_DIVISIONS = {"编": 1, "分编": 2, "章": 3, "节": 4}
_HEADING = re.compile(
    rf"(?P<label>第[ \u3000]?(?P<number>{_N})[ \u3000]?(?P<unit>分编|编|章|节))(?P<space>[\s\u3000]+|[:：]|$)?(?P<title>.*)"
)
_SENTENCE = re.compile(r"[。；;]|，.*，|[：:，,]$")


@dataclass(frozen=True, slots=True)
class HeadingMark:
    """编 1, 分编 2, 章 3, 节 4; `title` is empty where it stands on the next line."""

    rank: int
    number: int
    label: str
    title: str
    spaced: bool


def heading_mark(text: str) -> HeadingMark | None:
    """第五章 法律责任, 第一节, 第二分编　典型合同; None for a sentence such as 第七节相应改为第八节，…"""
    if text[0] != "第" or len(text) > 60:
        return None
    match = _HEADING.match(text)
    if match is None or _SENTENCE.search(match["title"]):
        return None
    number = _number(match["number"])
    if number is None:
        return None
    title = re.sub(r"[\s\u3000]*(?:[.．…·]{2,}[\s\u3000]*\d*|[（(]\d+[)）])$", "", match["title"])
    label = re.sub(r"[ \u3000]", "", match["label"])
    return HeadingMark(_DIVISIONS[match["unit"]], number, label, title.strip(), match["space"] is not None)


_BARE_CHAPTER = re.compile(r"[总附]\s*则|序\s*言|前\s*言|引\s*言")


def bare_chapter(text: str) -> str | None:
    """附则, 总　则, 序言 alone on a line, without inner space; else None."""
    return re.sub(r"\s", "", text) if len(text) <= 6 and _BARE_CHAPTER.fullmatch(text) else None


_ANNEX = re.compile(
    rf"[（(【]?附(?P<kind>件|表|录|图)?[ \u3000]*(?P<number>(?:{_N}|[A-Z]))?[）)】]?(?P<end>[:：、．.]|[\s\u3000]+|$|(?=[《]))(?P<title>.*)"
)


def annex_mark(text: str) -> str | None:
    """附件2 for the line that begins an annex (附件二, 附表：…, 附：刑法条文); None for 附件一所列的物质，…"""
    if len(text) > 80 or text[0] not in "附（(【" or bare_chapter(text):
        return None
    match = _ANNEX.match(text)
    if match is None or ("。" in text and match["end"] not in (":", "：")):
        return None
    if match["kind"] is None and match["number"] is not None:
        return None
    if match["end"].isspace() and len(match["title"]) > 50:
        return None
    number = (
        _number(match["number"]) if match["number"] and not match["number"].isascii() else match["number"]
    )
    return f"附{match['kind'] or '件'}{number or ''}"


def annex_title(text: str) -> str:
    """What stands behind the label of an annex on its line; "" if nothing does."""
    match = _ANNEX.match(text)
    return match["title"].strip(" 　:：、") if match else ""


@dataclass(frozen=True, slots=True)
class Label:
    """A numbered point: `rank` orders the ways of numbering from outer to inner, `form` tells run-in lists apart (要, 是)."""

    text: str
    rank: int
    number: int
    end: int
    form: str


RUN_IN_RANK = 30
_C = "[一二三四五六七八九十百]+"
_LABEL = re.compile(
    rf"(?P<division>第{_N}部分)[\s\u3000:：、]*|(?P<comma>{_C})(?:、|[．.](?!\d)|[\s\u3000]+(?=\S))|(?P<decimal>\d{{1,2}}(?:[.．]\d{{1,2}})+)(?![\d%年月])"
    rf"[.．、]?[\s\u3000]*|(?P<arabic>\d{{1,3}})(?:[．、](?!\d)|\.(?!\d)|[\s\u3000]+(?=[^\d\s%.年月日]))"
    rf"|[（(][ \u3000]?(?P<chinese>{_C})[ \u3000]?[)）](?![ \u3000]*(?:[至到、和及或][ \u3000]*[（(]|项(?!目)))|[（(][ \u3000]?(?P<bracket>\d{{1,3}})[ \u3000]?[)）]"
    rf"|(?P<half>\d{{1,2}})[)）]|(?P<circled>[①-⑳])|(?P<latin>[a-z])[)）]"
)
_RANKS = {"division": 7, "comma": 10, "chinese": 11, "arabic": 12, "decimal": 12, "bracket": 17, "half": 18}
_RANKS |= {"circled": 19, "latin": 20}


def point_label(text: str) -> Label | None:
    """The label of a numbered line: 一、 （一） 1. 1.2 （1） ① a) 第一部分; None for any other line."""
    match = _LABEL.match(text)
    if match is None or match.end() == 0:
        return None
    form = match.lastgroup or ""
    value = match[form]
    if form == "decimal":
        parts = [int(part) for part in re.split("[.．]", value)]
        label = ".".join(map(str, parts))
        return Label(label, 11 + len(parts), parts[-1], match.end(), form)
    if form == "latin":
        return Label(f"{value}）", _RANKS[form], ord(value) - 96, match.end(), form)
    number = _number(value.removeprefix("第").removesuffix("部分"))
    if number is None:
        return None
    spelled = {"comma": f"{value}、", "arabic": f"{number}.", "division": value, "circled": value}.get(
        form, f"（{value}）"
    )
    return Label(canonical_label(spelled), _RANKS[form], number, match.end(), form)
