"""Does a sentence say of whom, when and how what its passages say? Each check gives a reason in Chinese, or "".

What is covered: actors and receivers, levels of authority, modal words, conditions, exceptions, 都 and 一律, 和 against 或者,
how often, and negation, each compared with the clause of the passages that the words come from. What is not: quotations,
figures and names, which `verify` compares by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .clauses import Clause, actors, alike, cover, everyone, letters, pairs, plain, receivers
from .figures import DENIAL, MODAL

NEAR = 0.35  # likeness from which a clause of a passage counts as the one meant
MENTIONED = 0.5  # share of a condition's characters that a sentence must hold to have said it
_LEVELS = re.compile(
    r"(?:全国|中央|国家|省|自治区|设区的市|市|区县|县|区|乡镇|街道|上一级|上级|本级|同级|下级|下一级)级?"
    r"(?:人民政府|政府|人大|人民代表大会|党委|行政机关|机关|部门|公安|法院|检察院|市场监督|应急|基准|财政|审计)"
)
_ORGAN = re.compile(r"[\u4e00-\u9fff]{2}(?:部门|机关|机构|委员会|法院|检察院|政府|公司|协会)")
_LOOSE = re.compile(
    r"^(?:有关|该|其|各|本|相关|上述|任何|被|同一|两个|由|的|向|与|和|或|对|按|经|责令|作出|个)|(?:的|该|各|本|其)..?$"
)
_EXCEPT = re.compile(r"除外|除[^，。；]{2,24}外|但|例外|不受|另有|不包括|不适用|没有|从其|未|无")
_ALL = re.compile(
    r"所有|全部|各地|任何|一切|凡是|一律|一概|每次|不论|无论|即使|哪怕|都(?!市)|均(?!衡)|全体|自行"
)
_EVERY = re.compile(r"每(?:半年|季度|年度|个?月|年|周|日|天|届|次|株|户|人|小时|学期|两年|三年|旬)")
_AND, _OR = r"(?:并且|而且|且|并|和|以及|及|与|同时)", r"(?:或者|或)"
_JOINED = re.compile(
    rf"([\u4e00-\u9fff]{{2}})(?:(?P<both>{_AND})|(?P<any>{_OR}))(?:是|经|由|人数)?([\u4e00-\u9fff]{{2}})"
)
_SANCTION = re.compile(r"罚款|吊销|没收|不予|撤销|追究|开除|拘留|取消|解除|不退还|暂停")
_RELEASE = re.compile(r"不受|不限于?|无需|无须|不必|不用|不需要|免于|免除|免予|豁免")
_NEUTRAL = re.compile(
    r"不(?:得|能|应|可)(?:超过|高于|长于|多于|少于|低于)|不满|未满|不足|不到|不超过|不高于|不长于|不少于|不低于|不服|不仅|不但|不论|无论|未达到"
)
_NOT = re.compile(r"不得|不能|禁止|严禁|不准|不|未|没有|无(?!障碍|偿|论)|非(?!法|常)|拒不")


def levels(text: str, passages: Sequence[str]) -> str:
    """市人民政府 may not become 区人民政府, nor one authority another."""
    wording = "".join(plain(passage) for passage in passages)
    for match in _LEVELS.finditer(text):
        if plain(match[0]) not in wording:
            return f"所引片段中没有“{match[0]}”"
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


def nearest(clause: Clause, stated: Sequence[Clause], margin: float = 0.08) -> list[Clause]:
    """The clauses of the passages that share most of their wording with this one, best first; [] when none is near."""
    scored = [(_likeness(clause, other), at, other) for at, other in enumerate(stated)]
    best = max((score for score, _, _ in scored), default=0.0)
    if best < NEAR:
        return []
    return [
        other for score, _, other in sorted(scored, key=lambda s: (-s[0], s[1])) if score >= best - margin
    ]


def _likeness(clause: Clause, other: Clause) -> float:
    """What is to be done counts more than by whom: swapped parties must not lead to another clause."""
    whole = max(
        alike(clause.text, other.text),
        0.5
        * (cover(clause.text, other.text + "".join(other.conditions[-1:])) + alike(clause.text, other.text)),
    )
    predicate = _predicate(clause.text) + "".join(c for c in clause.conditions if c.startswith("对"))
    return max(whole, 0.4 * whole + 0.6 * alike(predicate, _predicate(other.text)))


def _predicate(text: str) -> str:
    match = MODAL.search(text)
    return text[match.end() :] if match else text


def roles(clause: Clause, near: Sequence[Clause], known: set[str]) -> str:
    """A party of the passages may not stand where another one stands."""
    for find, word in ((actors, "主体"), (receivers, "对象")):
        own = actors(clause, carried=False) if find is actors else find(clause)
        stated = [find(other) for other in near]
        if not own or not stated or not all(stated):
            continue
        if any(_same(party, other) for party in own for others in stated for other in others):
            continue
        if strange := sorted(party for party in own if any(_same(party, other) for other in known)):
            return f"{word}与原文不符：“{strange[0]}”"
    return ""


def _same(a: str, b: str) -> bool:
    return a.endswith(b) or b.endswith(a) or a[-4:] == b[-4:] and a[:2] == b[:2]


def modality(clause: Clause, near: Sequence[Clause], stated: Sequence[Clause]) -> str:
    """The modal word of the nearest clause; 应当 may also stand where the passage states a plain fact."""
    force = clause.force
    if not near or not force:
        return ""
    closest = nearest(clause, [other for other in stated if not _opposed(clause, other)], margin=0.02) or near
    forces = {other.force for other in closest}
    asked = plain(_predicate(clause.text))
    forces |= {
        other.force for other in stated if other.force and asked.startswith(plain(_predicate(other.text)))
    }
    if force in forces or (force == "oblige" and "" in forces):
        return ""
    if force == "forbid" and any(_denies(other.text) for other in near):
        return ""
    modal = MODAL.search(clause.text)
    governed = clause.text[modal.end() :] if modal else ""
    if force == "oblige" and governed.startswith("经") and "permit" in forces:
        return ""
    return f"情态词与原文不符：“{(modal[0] if modal else '')}{governed[:14]}”"


def order(text: str, passages: Sequence[str]) -> str:
    """A sentence made of the words of one stored sentence must hold its modal words in that order."""
    own = [str(match.lastgroup) for match in MODAL.finditer(text)]
    same = [s for passage in passages for s in re.split(r"[。\n]", passage) if cover(text, s) >= 0.97]
    if own and same and not any(_within(own, [str(m.lastgroup) for m in MODAL.finditer(s)]) for s in same):
        return "情态词与原文不符"
    return ""


def _within(part: Sequence[str], whole: Sequence[str]) -> bool:
    rest = iter(whole)
    return all(force in rest for force in part)


def conditions(clause: Clause, near: Sequence[Clause], sentence: str, stated: Sequence[Clause]) -> str:
    """What follows from one condition may not be said of another, and a sanction not without its condition."""
    if not near or any(not other.conditions for other in near):
        return ""
    reasons = [_condition(clause, other, sentence, stated) for other in near]
    if all(reasons):
        return reasons[0]
    needs = _SANCTION.search(clause.text) or _ALL.search(clause.text)
    if (
        not clause.conditions
        and needs
        and not any(_mentioned(other.conditions[-1], sentence) for other in near)
    ):
        return f"漏了条件：“{near[0].conditions[-1][:24]}”"
    return ""


def _condition(clause: Clause, other: Clause, sentence: str, stated: Sequence[Clause]) -> str:
    governing, own = other.conditions[-1], clause.conditions
    if not own:
        return ""
    said = sentence if governing.startswith("经") else sentence.replace(clause.text, "", 1)
    best = max(
        (c for one in stated for c in one.conditions), key=lambda c: max(alike(c, o) for o in own), default=""
    )
    if not _mentioned(governing, said) and not (
        best == governing and any(pairs(best) & pairs(o) for o in own)
    ):
        return f"条件与原文不符：“{own[-1][:24]}”"
    theirs = [part for c in other.conditions + other.above for part in (c, *c.split("，"))]
    elsewhere = [c for one in stated for c in one.conditions if c not in other.conditions + other.above]
    for condition in own:
        best = max((alike(condition, c) for c in elsewhere), default=0.0)
        if best > 0.5 and best > max(alike(condition, c) for c in theirs):
            return f"条件与原文不符：“{condition[:24]}”"
    meant = [c for c in (*own, "，".join(own)) if alike(c, governing) >= 0.4]
    if meant and all(_refuses(c) != _refuses(governing) for c in meant):
        return f"条件与原文相反：“{meant[0][:24]}”"
    return ""


def _mentioned(condition: str, text: str) -> bool:
    """Said, at least one of its alternatives; 违反的 and 有下列情形之一的 point elsewhere and are always said."""
    if re.match(r"(?:但)?违反|有下列|有前款", condition) or "下列" in condition:
        return True
    if letters(condition, text) >= MENTIONED:
        return True
    return any(letters(one, text) >= 0.7 for one in re.split(r"或者|、|，", condition) if len(one) > 3)


def exceptions(text: str, passages: Sequence[str]) -> str:
    """What a passage excepts may not be said as if it were the rule."""
    for passage in passages:
        for match in re.finditer(
            r"(?:除|但)([^，。；]{2,20}?)(?:的)?(?:外|除外)|[，；。]([^，。；]{2,16}?)的?除外", passage
        ):
            matter = (match[1] or match[2]).removeprefix("但").rstrip("除")
            if cover(matter, text) >= 0.6 and not _EXCEPT.search(text):
                return f"原文把“{matter}”除外"
            if cover(matter, text) >= 0.6 and re.search(r"一律|包括[^，]*在内|即使|也不", text):
                return f"原文把“{matter}”除外"
    return ""


def universal(clause: Clause, near: Sequence[Clause], sentence: str) -> str:
    """都, 所有, 一律, 无论 may not widen a rule that has a condition or an exception."""
    match = _ALL.search(clause.text)
    if not match or any(_ALL.search(other.sentence) for other in near):
        return ""
    for other in near:
        limits = other.conditions[-1:] + tuple(
            re.findall(r"[^，。；]{2,14}的(?=[\u4e00-\u9fff]{2})", other.text)[:1]
        )
        if any(letters(limit, sentence) < 0.7 for limit in limits):
            return f"原文没有说“{match[0]}”"
    return ""


def connectives(text: str, passages: Sequence[str]) -> str:
    """和 may not become 或者, nor the reverse, between the same two words. A list denied as a whole may take either."""
    for match in _JOINED.finditer(text):
        left, right = re.escape(match[1]), re.escape(match[4])
        both = any(re.search(rf"{left}[^，。；]{{0,8}}{_AND}[^，。；]{{0,6}}{right}", p) for p in passages)
        one = any(re.search(rf"{left}[^，。；]{{0,8}}{_OR}[^，。；]{{0,6}}{right}", p) for p in passages)
        denied = bool(_NOT.search(text[: match.start()].rpartition("，")[2]))
        if (match["both"] and one and not both) or (match["any"] and both and not one and not denied):
            return f"“{match[0]}”的并列关系与原文不符"
    return ""


def polarity(clause: Clause, near: Sequence[Clause], stated: Sequence[Clause]) -> str:
    """A clause denies when the clause it comes from denies, and only then."""
    close = [other for other in near if alike(clause.text, other.text) >= 0.6]
    if close and all(_opposed(clause, other) for other in close):
        if any(not _opposed(clause, other) and _said_whole(other, clause) for other in stated):
            return ""
        return f"肯定否定与原文相反：“{clause.text[:24]}”"
    return ""


def _opposed(clause: Clause, other: Clause) -> bool:
    """Denials of the same two characters on both sides (未完成课时, 未完成的课时) say nothing about the clause."""
    one, two = clause.text, other.text
    for shared in set(re.findall(r"[未无不](?!得|能)..", one)) & set(re.findall(r"[未无不](?!得|能)..", two)):
        one, two = one.replace(shared, ""), two.replace(shared, "")
    return _denies(one) != _denies(two)


def _said_whole(other: Clause, clause: Clause) -> bool:
    near = any(alike(a, b) >= 0.3 for a in clause.conditions for b in other.conditions)
    return bool(other.force) and cover(_predicate(other.text), clause.text) >= 0.8 and near


def _denies(text: str) -> bool:
    """Whether a clause denies; what stands in an attribute (未中标的投标人) does not count."""
    return _refuses(re.sub(r"(?:未|不(?!得|能)|无|没有)[^，。；的]{1,8}的(?=[\u4e00-\u9fff])", "", text))


def _refuses(text: str) -> bool:
    text = _NEUTRAL.sub("", text)
    return bool(DENIAL.search(text) or _NOT.search(text))


def invented(clause: Clause, stated: Sequence[Clause], known: set[str]) -> str:
    """What a clause orders, its parties left out, has to stand in the passages; so has any release from a duty."""
    wording = "。".join(dict.fromkeys(other.sentence for other in stated))
    predicate = _predicate(clause.text)
    for party in sorted(known, key=len, reverse=True):
        predicate = predicate.replace(party, "")
    if clause.force and len(pairs(predicate)) >= 2 and cover(predicate, wording) < 0.34:
        return f"所引片段没有说“{clause.text[:24]}”"
    for condition in clause.conditions:
        for party in sorted(known, key=len, reverse=True):
            condition = condition.replace(party, "")
        if len(pairs(condition)) >= 3 and cover(condition, wording) < 0.34:
            return f"所引片段没有说“{condition[:24]}”"
    release = _RELEASE.search(clause.text)
    if release and not _RELEASE.search(wording):
        return f"所引片段没有说“{release[0]}”"
    for first in re.findall(r"先([\u4e00-\u9fff]{2})", clause.text):
        if "先" in wording and f"先{first}" not in wording and re.search(r"[，、]?后", clause.text):
            return f"先后与原文不符：“先{first}”"
    return ""


def parties_of(stated: Sequence[Clause]) -> set[str]:
    return everyone("。".join(clause.sentence for clause in stated))


def supported(clause: Clause, stated: Sequence[Clause]) -> float:
    return max(
        (
            len(pairs(clause.text) & pairs(other.sentence)) / max(1, len(pairs(clause.text)))
            for other in stated
        ),
        default=0,
    )
