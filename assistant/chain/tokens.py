"""A sentence as tokens in one form, so that two ways of writing the same meet: numerals, abbreviations, 应当 and 须.

A token is one character, or one thing that may not be taken apart: a quantity with its unit and bound, an address, an
ordinal, a modal word, a negation, 或者. What is covered: the vocabulary of statutes. What is not: synonyms of content words
beyond the table below; a word that is not the same is another word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from documents.pinpoint import find_pinpoints

from .figures import CHINESE, FRACTION, MODAL, located, percent

# Long and short, or old and new, for one thing; each is written as the last one of its row.
_ONE_THING = (
    ("省、自治区、直辖市人民政府", "省、自治区、直辖市政府", "省级人民政府", "省级政府"),
    ("省、自治区、直辖市", "省级"),
    ("人民法院", "法院"),
    ("人民检察院", "检察院"),
    ("人民政府", "政府"),
    ("人民代表大会", "人大"),
    ("常务委员会", "常委会"),
    ("公安机关交通管理部门", "公安交通管理部门", "公安交管部门"),
    ("向法院提起诉讼", "向法院起诉"),
    ("提起诉讼", "起诉"),
    ("违反本法规定", "违反本条例规定", "违反本办法规定", "违反规定", "违规"),
    ("国家机关工作人员", "国家机关人员"),
    ("予以", "给予", "予"),
    ("进行", ""),
    ("按照", "依照", "依据", "根据", "按", "依"),
    ("以及", "及", "和"),
    ("或者", "或"),
    ("电子商务", "电商"),
    ("知悉", "知道"),
    ("尚未", "没有", "还没", "未"),
    ("由于", "因为", "因"),
    ("公职人员", "工作人员"),
    ("遇有", "遇到", "遇"),
    ("个体工商户", "个体户"),
    ("倘若", "若", "如果", "如"),
    ("丢失", "遗失"),
    ("计算", "算"),
    ("第一审", "一审"),
    ("第二审", "二审"),
    ("的以外", "的之外", "的外", "以外"),
    ("费用", "费"),
    ("之日起", "起"),
    ("作为", "是"),
    ("属于", "归", "属"),
    ("相关", "有关"),
    ("这些", "这"),
    ("此类", "该类"),
    ("当地", "本地"),
    ("结束", "终结"),
    ("每一年", "每年"),
    ("公开", "公布"),
    ("保管", "保存"),
    ("缴纳", "缴"),
    ("携带", "带", "携"),
    ("确保", "保证"),
    ("能够", "能"),
    ("上一年度", "上年度", "上一年"),
    ("年度", "年"),
    ("区县级", "县级"),
)
_PRIORITY = sorted(
    ((old, row[-1]) for row in _ONE_THING for old in row[:-1]), key=lambda pair: (-len(pair[0]), pair)
)
_OPERATORS = (
    ("share", r"半|双倍|加倍"),
    ("bound", r"以上|以下|以内|以外|超过|不满|不足|未满|不超过"),
    ("exempt", r"无需|无须|不需要|不必|不用|免于|免予|免除"),
    ("support", r"予支持"),
    ("only", r"只有|只能|只|仅|唯一|限于"),
    ("all", r"所有|全部|一切|任何|一律|一概|凡是|全体|各(?!种)|无论|不论|即使|哪怕"),
    ("except", r"除外|例外|除(?!名|权)|另有规定"),
    ("or", r"或"),
    ("also", r"并且|而且|同时|并|且"),
    ("and", r"和(?!解|平|谐)|与(?!会)|及(?!时|格)"),
    ("not", r"不(?!动产|服|可抗)|未(?!成年|来)|无(?!偿|障碍)|非(?!法)|没有|拒不"),
    ("order", r"之前|以前|前(?!款|条|项|述)|之后|以后|后(?!果)|首先|事先|事后|先|再(?!审|生)"),
    ("begin", r"起(?![诉草点来义伏])"),
)
_OPERATOR = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _OPERATORS))
_SAME_OPERATOR = {"之前": "前", "以前": "前", "事先": "先", "首先": "先", "之后": "后", "以后": "后"}
_ORDINAL = re.compile(
    r"第[〇零一二三四五六七八九十百千\d]+[\u4e00-\u9fff]?|[（(][一二三四五六七八九十\d]+[）)](?=[项目])|[一二三四]审"
)
_TITLE = re.compile(r"《[^》]+(?:》[^《》]{0,12}》)?》?")
_STOP = re.compile(r"[。！？!?\n]")
_HALF = re.compile(r"[；;：:]")
_COMMA = re.compile(r"[，,]|——|—")
_DROPPED = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9%‰.]")
_WITHIN = rf"(?=[\d{CHINESE}]+(?:个?工作日|日|天|个?月|年|小时)(?:以?内|之内))"
_AFTER = (re.compile(rf"自([^，。；]{{1,24}}?)(?:起|后){_WITHIN}"), re.compile(rf"起{_WITHIN}"))
_EXCEPT = re.compile(r"除(?!外)([^，。；]{1,40}?)(?:以|之)?外(?=[，,。；]|$)")
_LIMIT = re.compile(
    r"(?:最[高低长短多少晚迟]|至[多少]|不得|不能|不应|不可|不|未)*(?:超过|高于|低于|少于|多于|长于|短于|大于|小于|满|足|到|达到?)?$"
)
_ITEM = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百千零\d]+条(?:之[一二三四五六七八九十]+)?[ \u3000]+|[（(][一二三四五六七八九十\d]+[）)]|\d+[.、](?!\d)|[一二三四五六七八九十]+[、是要](?=\S))"
)


class Token(NamedTuple):
    """`kind` is word, number, place, title, modal or one of the operators; `clause`, `part` and `sentence` number what ends
    at ，, at ；：, and at 。. `joined`: 、 or a conjunction stands right before it. `opens`: its part ends in ：, so that a list
    follows. `aside`: it stands in brackets. `text` is the form in which two meet."""

    text: str
    kind: str
    clause: int
    part: int
    sentence: int
    joined: bool
    opens: bool = False
    aside: bool = False


def written(text: str) -> str:
    """The text with one way of writing for one thing; its length changes."""
    text = FRACTION.sub(percent, unicodedata.normalize("NFKC", text))
    text = "\n".join(_ITEM.sub("", line) for line in text.split("\n")).replace(" ", "")
    for old, new in _PRIORITY:
        text = text.replace(old, new)
    text = _AFTER[1].sub("后", _AFTER[0].sub(r"\1后", text))
    return _EXCEPT.sub(r"\1除外", text)


def tokens(text: str) -> list[Token]:
    """Tokens in reading order; punctuation is only counted."""
    found: list[Token] = []
    clause = part = sentence = 0
    joined = False
    opening: set[int] = set()
    depth = 0
    for piece, kind in _pieces(written(text)):
        if kind == "mark":
            stop, half = bool(_STOP.match(piece)), bool(_HALF.match(piece))
            depth = max(0, depth + (piece == "(") - (piece == ")"))
            if piece in "：:":
                opening.add(part)
            sentence += stop
            part += stop or half
            clause += stop or half or bool(_COMMA.match(piece))
            joined = piece == "、"
            continue
        found.append(Token(piece, kind, clause, part, sentence, joined, False, depth > 0))
        joined = kind in ("and", "also", "or")
    return [token._replace(opens=token.part in opening) for token in found]


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    fixed = sorted(_fixed(text), key=lambda f: (f[0], -f[1]))
    at = 0
    for start, end, form, kind in fixed:
        if start < at:
            continue
        yield from _plain(text[at:start])
        yield form, kind
        at = end
    yield from _plain(text[at:])


def _fixed(text: str) -> Iterator[tuple[int, int, str, str]]:
    """What may not be taken apart: (start, end, form, kind)."""
    for match in _TITLE.finditer(text):
        yield match.start(), match.end(), match[0].replace("中华人民共和国", "").strip("《》"), "title"
    for start, end, place in find_pinpoints(text):
        yield start, end, str(place), "place"
    for match in _ORDINAL.finditer(text):
        yield match.start(), match.end(), match[0].strip("()（）"), "place"
    yield from _quantities(text)
    for match in MODAL.finditer(text):
        yield match.start(), match.end(), str(match.lastgroup), "modal"


def _quantities(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Quantities with the words of their bound, 不得超过 and its like; the parts of a date are one."""
    found: list[tuple[int, int, str]] = []
    units: list[str] = []
    for start, end, number in located(text):
        bounded = _LIMIT.search(text[:start]) if number.bound else None
        form = f"{number.value:g}{number.unit}{number.bound}"
        if found and found[-1][1] == start and (units[-1], number.unit) in (("年", "月"), ("月", "日")):
            found[-1] = (found[-1][0], end, found[-1][2] + form)
        else:
            found.append((bounded.start() if bounded else start, end, form))
            units.append("")
        units[-1] = number.unit
    for start, end, form in found:
        yield start, end, form, "number"


def _plain(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(text):
        match = _OPERATOR.match(text, at)
        if match:
            kind = str(match.lastgroup)
            yield (
                (
                    _SAME_OPERATOR.get(match[0], match[0])
                    if kind not in ("and", "also", "not", "exempt", "except")
                    else kind
                ),
                kind,
            )
            at = match.end()
            continue
        character = text[at]
        at += 1
        if _STOP.match(character) or _HALF.match(character) or _COMMA.match(character) or character in "、()":
            yield character, "mark"
        elif not _DROPPED.match(character):
            yield character, "word"
