"""Does a sentence say of whom, when and how what its passages say? Each check gives a reason in Chinese, or "".

What is covered: actors and receivers, modal words, conditions, 都 and 一律, negation and invention, each compared with the clause of the passages that the words come from. What is not: quotations,
figures and names, which `verify` compares by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .clauses import Clause, actors, alike, cover, everyone, letters, pairs, plain, receivers
from .figures import DENIAL, MODAL

NEAR = 0.35  # likeness from which a clause of a passage counts as the one meant
MENTIONED = 0.5  # share of a condition's characters that a sentence must hold to have said it
_ALL = re.compile(
    r"所有|全部|各地|任何|一切|凡是|一律|一概|每次|不论|无论|即使|哪怕|都(?!市)|均(?!衡)|全体|自行"
)
_SANCTION = re.compile(r"罚款|吊销|没收|不予|撤销|追究|开除|拘留|取消|解除|不退还|暂停")
_RELEASE = re.compile(r"不受(?!理)|不限于?|无需|无须|不必|不用|不需要|免于|免除|免予|豁免")
NEUTRAL = re.compile(
    r"不(?:得|能|应|可)(?:超过|高于|长于|多于|少于|低于)|不满|未满|不足|不到|不超过|不高于|不长于|不少于|不低于|不服|不仅|不但|不论|无论|未达到"
)
NOT = re.compile(r"不得|不能|禁止|严禁|不准|不|未|没有|无(?!障碍|偿|论)|非(?!法|常)|拒不")


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
    meant_by = max(
        (c for one in stated for c in one.conditions), key=lambda c: max(alike(c, o) for o in own), default=""
    )
    said_here = letters(governing, clause.text) >= 0.8 or all(one.startswith("对") for one in own)
    if (
        not said_here
        and not _mentioned(governing, said)
        and not (meant_by == governing and any(pairs(meant_by) & pairs(o) for o in own))
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
    return _refuses(
        re.sub(
            r"(?:未|无|没有|(?:^|(?<=[对向给和、]))不(?!得|能))[^，。；的]{1,8}的(?=[\u4e00-\u9fff])|不[^，。；的]{1,8}的(?=罚款|处|由)|(?:未)[^，。；的]{1,8}的(?=[\u4e00-\u9fff])",
            "",
            text,
        )
    )


def _refuses(text: str) -> bool:
    text = NEUTRAL.sub("", text)
    return bool(DENIAL.search(text) or NOT.search(text))


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
