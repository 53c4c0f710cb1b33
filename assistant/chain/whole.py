"""What holds for a sentence as a whole: levels of authority, frequencies, exceptions, 和 against 或者, the order of modal words.

Each check gives a reason in Chinese, or "". What single clauses say is compared in `agreement`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .agreement import NEUTRAL, NOT
from .clauses import cover, plain
from .figures import MODAL

_LEVELS = re.compile(
    r"(?:全国|中央|国家|省|自治区|设区的市|市|区县|县|区|乡镇|街道|上一级|上级|本级|同级|下级|下一级)级?"
    r"(?:人民政府|政府|人大|人民代表大会|党委|行政机关|机关|部门|公安|法院|检察院|市场监督|应急|基准|财政|审计)"
)
_SOURCES_OF_LAW = re.compile(r"地方性法规|行政法规|规章(?!制度)|各(?:区县|乡镇|市县|街道)")
_ORGAN = re.compile(r"[\u4e00-\u9fff]{2}(?:部门|机关|机构|委员会|法院|检察院|政府|公司|协会)")
_LOOSE = re.compile(
    r"^(?:有关|该|其|各|本|相关|上述|任何|被|同一|两个|由|的|向|与|和|或|对|按|经|责令|作出|个)|(?:的|该|各|本|其)..?$"
)
_EXCEPT = re.compile(r"除外|除[^，。；]{2,24}外|但|例外|不受|另有|不包括|不适用|没有|从其|未|无")
_EVERY = re.compile(r"每(?:半年|季度|年度|个?月|年|周|日|天|届|次|株|户|人|小时|学期|两年|三年|旬)")
_AND, _OR = r"(?:并且|而且|且|并|和|以及|及|与|同时)", r"(?:或者|或)"
_JOINED = re.compile(
    rf"([\u4e00-\u9fff]{{2}})(?:(?P<both>{_AND})|(?P<any>{_OR}))(?:是|经|由|人数)?([\u4e00-\u9fff]{{2}})"
)


def levels(text: str, passages: Sequence[str]) -> str:
    """市人民政府 may not become 区人民政府, nor one authority another."""
    wording = "".join(plain(passage) for passage in passages)
    for match in _LEVELS.finditer(text):
        if plain(match[0]) not in wording:
            return f"所引片段中没有“{match[0]}”"
    for word in _SOURCES_OF_LAW.findall(text):
        if word not in wording:
            return f"所引片段中没有“{word}”"
    for match in _ORGAN.finditer(text):
        if (
            plain(match[0]) not in wording
            and not _LOOSE.search(match[0][:3])
            and not _LOOSE.match(match[0][1:])
        ):
            return f"所引片段中没有“{match[0]}”"
    return ""


def often(text: str, passages: Sequence[str]) -> str:
    for word in _EVERY.findall(text):
        if not any(word.replace("个", "") in passage.replace("个", "") for passage in passages):
            return f"所引片段中没有“{word}”"
    return ""


def exceptions(text: str, passages: Sequence[str]) -> str:
    """What a passage excepts may not be said as if it were the rule."""
    stated = [sentence for passage in passages for sentence in re.split(r"[。\n]", passage)]
    best = max((cover(text, sentence) for sentence in stated), default=0.0)
    for passage in (sentence for sentence in stated if cover(text, sentence) == best):
        for match in re.finditer(
            r"(?:除|但)([^，。；]{2,20}?)(?:的)?(?:外|除外)|[，；。]([^，。；]{2,16}?)的?除外", passage
        ):
            matter = (match[1] or match[2]).removeprefix("但").rstrip("除")
            if cover(matter, text) >= 0.6 and not _EXCEPT.search(text):
                return f"原文把“{matter}”除外"
            if any(cover(one, text) >= 0.6 for one in re.split(r"或者|、", matter)) and re.search(
                r"一律|包括[^，]*在内|即使|也不", text
            ):
                return f"原文把“{matter}”除外"
    return ""


def connectives(text: str, passages: Sequence[str]) -> str:
    """和 may not become 或者, nor the reverse, between the same two words. A list denied as a whole may take either."""
    for match in _JOINED.finditer(text):
        left, right = re.escape(match[1]), re.escape(match[4])
        both = any(re.search(rf"{left}[^，。；]{{0,8}}{_AND}[^，。；]{{0,6}}{right}", p) for p in passages)
        one = any(re.search(rf"{left}[^，。；]{{0,8}}{_OR}[^，。；]{{0,6}}{right}", p) for p in passages)
        denied = bool(NOT.search(text[: match.start()].rpartition("，")[2]))
        if (match["both"] and one and not both) or (match["any"] and both and not one and not denied):
            return f"“{match[0]}”的并列关系与原文不符"
    return ""


def order(text: str, passages: Sequence[str]) -> str:
    """A sentence made of the words of one stored sentence must hold its modal words in that order."""
    own = [str(match.lastgroup) for match in MODAL.finditer(text)]
    same = [s for passage in passages for s in re.split(r"[。\n]", passage) if cover(text, s) >= 0.97]
    refused = len(NOT.findall(NEUTRAL.sub("", text)))
    if any(cover(s, text) >= 0.9 and len(NOT.findall(NEUTRAL.sub("", s))) > refused for s in same):
        return "漏了原文的否定"
    if own and same and not any(_within(own, [str(m.lastgroup) for m in MODAL.finditer(s)]) for s in same):
        return "情态词与原文不符"
    return ""


def _within(part: Sequence[str], whole: Sequence[str]) -> bool:
    rest = iter(whole)
    return all(force in rest for force in part)
