"""Addresses in running text and in questions: which law, and where in it.

《中华人民共和国行政处罚法》第四十八条第二款, 行政处罚法48条2款, 处罚法第48条（二）项, 民法典1260条. What 本法, 前款 and a
bare 第十条 inside a law mean depends on where they stand: `documents.references`. Whether the article exists is for
the library to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .names import LawNames
from .pinpoint import Pinpoint, find_pinpoints, match_pinpoint


@dataclass(frozen=True, slots=True)
class Address:
    """`name` is as written, without 《》, "" where only 第十条 stands; `laws` are the identities it may mean, best first,
    () if the library has no such law. `pinpoint` is None where only the law is named. `start` is where the name begins
    (the pinpoint, for the second and later ones of a list: 第十条、第十二条), `end` is after the pinpoint."""

    start: int
    end: int
    name: str
    laws: tuple[str, ...]
    pinpoint: Pinpoint | None


def find_addresses(text: str, names: LawNames) -> list[Address]:
    """Left to right, not overlapping. Laws named without an article come too, with `pinpoint=None`."""
    found: list[Address] = []
    for start, end, pinpoint in _pinpoints(text):
        named = name_before(text, start, names)
        if named is not None:
            found.append(Address(named.start, end, named.name, named.laws, pinpoint))
        elif found and _JOINED.fullmatch(text, found[-1].end, start):
            found.append(Address(start, end, found[-1].name, found[-1].laws, pinpoint))
        elif text[start] in "第附" or not text[:start].strip():
            found.append(Address(start, end, "", (), pinpoint))
    # 第十二条 in the title 关于适用刑法第十二条的解释 is part of a name
    found = [a for a in found if not any(b.start < a.start and a.end < b.end for b in found if b is not a)]
    taken = [(address.start, address.end) for address in found]
    found += [a for a in _names_alone(text, names) if not any(s < a.end and a.start < e for s, e in taken)]
    return _carried(text, _turned(text, sorted(found, key=lambda address: address.start)))


def _turned(text: str, found: list[Address]) -> list[Address]:
    """第四条 农药管理条例: people who search put the number first. Only where the text begins so, and only a blank or an
    opening 《 stands between."""
    if len(found) < 2 or found[0].name or found[0].pinpoint is None or text[: found[0].start].strip():
        return found
    first, second = found[:2]
    between = text[first.end : second.start]
    apart = between.strip() or not (between or text[second.start] == "《")
    if second.pinpoint is not None or not second.laws or apart:
        return found
    return [Address(first.start, second.end, second.name, second.laws, first.pinpoint), *found[2:]]


def _carried(text: str, found: list[Address]) -> list[Address]:
    """《民法典》关于时效的第一百八十八条: a bare article belongs to the law named alone before it in the same sentence.
    The name alone is then not given again."""
    carried: list[Address] = []
    alone: Address | None = None
    for address in found:
        if address.pinpoint is None:
            alone = address
        elif not address.name and alone is not None and not _APART.search(text, alone.end, address.start):
            if alone in carried:
                carried.remove(alone)
            address = replace(address, name=alone.name, laws=alone.laws)
        elif address.name:
            alone = None
        carried.append(address)
    return carried


@dataclass(frozen=True, slots=True)
class Named:
    start: int
    name: str
    laws: tuple[str, ...]


_NUMBER = "[0-9０-９〇○零一二三四五六七八九十百千两]"
# 48条2款 and 四十八条 count as addresses only right after a law's name; 十条措施 never.
_LOOSE = re.compile(
    rf"(?<!第)(?<!{_NUMBER})(?<![第.．年月－-] ){_NUMBER}+[ \u3000]*(?:[-－–—][0-9０-９]+[ \u3000]*)?条"
    r"(?!措施|意见|建议|要求|规律|经验|路|款项|例|约|件|线|目|幅|街|鱼)"
)
_NAKED = re.compile(r"(?<=[法典例》])[ \u3000]*([0-9]{1,4})(?=$|[\s?？，,。、；;]|规定|是什么|怎么|的)")
_JOINED = re.compile(r"[ \u3000]*(?:、|和|及|以及|或|或者|与|，|,|至|到|或者是|－|—|-|~)?[ \u3000]*")

# The end of a sentence, or a thing with articles of its own: 本合同第十条, 该文件第三条.
_APART = re.compile(
    r"[。；;？?！!\n]|(?:合同|协议|文件|号|章程|方案|细则|办法|规则|通知|意见|公约|[本该此其][法条例]?)[^，,]{0,2}$"
)

_PARTS = "总则|分则|通则|物权|合同|人格权|婚姻家庭|继承|侵权责任"
# What may stand between a name and its article: 民法典合同编第五百条, 公司法（2018修正）第十六条, 行政处罚法的第五条
_BETWEEN = re.compile(
    r"[\s\u3000]*(?:[（(](?:以下简称|下称|简称)[^（）()]{1,30}[）)]|[（(][12]\d{3}[^（）()]{0,12}[）)]|[（(][^（）()]{1,40}号[^（）()]{0,12}[）)]|[（(]修[订正][^（）()]{0,4}[）)])?"
    rf"[\s\u3000]*(?:(?:{_PARTS})编?)?[\s\u3000]*(?:[的中里，,：:]|里面|其中)?[\s\u3000]*$"
)
_TYPED = re.compile(
    r"(?:法|法典|条例|规定|办法|细则|规则|解释|决定|意见|批复|通知|规程|章程|准则|修正案|公约|协定|纲要|方案|标准|（[^（）]{1,6}）)$"
)
_NO_NAME = re.compile(
    r"(?:暂行|实施|若干|管理|补充|有关|上述)*(?:办法|规定|细则|规则|解释|决定|意见|批复|通知|规程|章程|方案|标准|条例|准则|纲要)"
)
_UNKNOWN = re.compile(r"[\u4e00-\u9fff]{1,28}(?:法|法典|条例)$")
_OWN = re.compile(
    r"(?:[本该此]|这[部个]|[某哪]部?|上述|有关|相关|办|方|做|司|执|立|守|[合违非]|依|用|无|书|看|想|说|手|司|普)(?:法|条例)$"
)
_CUT = re.compile(
    r"根据|依据|依照|按照|遵照|参照|违反|触犯|请问|适用|什么是|我国|中国|关于|以及|或者|还有|现行|修订后|修改后|查询|查一下|告诉我|规定|"
    r"[和与及对在的了是由问看查或以从将把于据照按、]"
)


def name_before(text: str, position: int, names: LawNames) -> Named | None:
    """The law whose name ends right before `position`, known or not; None if no name stands there."""
    gap = _BETWEEN.search(text, max(0, position - 60), position)
    end = gap.start() if gap else position
    for stop in dict.fromkeys((position, end)):
        if stop and text[stop - 1] == "》":
            return _bracketed(text, stop, names)
        known = names.ending_at(text, stop)
        if known is not None:
            return Named(known[0], text[known[0] : stop].rstrip(" \u3000，,、：:"), known[1])
    return _unknown(text, end)


def _bracketed(text: str, stop: int, names: LawNames) -> Named | None:
    depth = 0
    for i in range(stop - 1, max(-1, stop - 200), -1):
        if text[i] in "》":
            depth += 1
        elif text[i] == "《":
            depth -= 1
            if depth == 0:
                name = text[i + 1 : stop - 1]
                return Named(i, name, names.resolve(name))
    # 《…〈…》…》 with one opening bracket lost
    opening = text.rfind("《", max(0, stop - 200), stop)
    return Named(opening, text[opening + 1 : stop - 1], ()) if opening >= 0 else None


def _unknown(text: str, end: int) -> Named | None:
    match = _UNKNOWN.search(text, max(0, end - 30), end)
    if match is None or _OWN.search(text, match.start(), end):
        return None
    start = match.start()
    for cut in _CUT.finditer(text, match.start(), end - 1):
        start = cut.end()
    return Named(start, text[start:end], ()) if end - start >= 3 else None


def _pinpoints(text: str) -> list[tuple[int, int, Pinpoint]]:
    found = find_pinpoints(text)
    taken = [(start, end) for start, end, _ in found]
    for pattern in (_LOOSE, _NAKED):
        for match in pattern.finditer(text):
            read = match_pinpoint(text, match.start()) if pattern is _LOOSE else _naked(match)
            if read is None:
                continue
            # 48条第2款 reads as 第2款 alone where 第 is asked for: the longer reading holds.
            part = [one for one in found if match.start() < one[0] and one[1] <= read[0]]
            found = [one for one in found if one not in part]
            taken = [(start, end) for start, end, _ in found]
            if any(start < read[0] and match.start() < end for start, end in taken):
                found += part
                continue
            found.append((match.start(), *read))
            taken.append((match.start(), read[0]))
    return sorted(found, key=lambda item: item[0])


def _naked(match: re.Match[str]) -> tuple[int, Pinpoint] | None:
    """刑法234; 2018 and the like are years."""
    number = int(match[1])
    return None if number == 0 or number > 1300 else (match.end(), Pinpoint(article=number))


def _names_alone(text: str, names: LawNames) -> list[Address]:
    found = []
    for start, end, laws in names.find(text):
        found.append(Address(start, end, text[start:end].strip("《》"), laws, None))
    for match in re.finditer(r"《((?:[^《》]|《[^《》]*》)+)》", text):
        inside = [a for a in found if a.start < match.end() and match.start() < a.end]
        laws = names.resolve(match[1])
        if not laws and (not _TYPED.search(match[1]) or _NO_NAME.fullmatch(match[1])):
            continue
        found = [a for a in found if a not in inside]
        found.append(Address(match.start(), match.end(), match[1], laws, None))
    return found
