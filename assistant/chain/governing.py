"""What the copied clauses of a passage depend on: their conditions and their exceptions.

What follows from a condition is said with the condition, and a rule with its exception.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .align import light
from .compared import Compared, text

CONDITION = 0.45  # share of a condition's content that must be copied for the condition to have been said
MEMBER = 0.75  # the same of one of its alternatives
_CONSEQUENCE = re.compile(r"^(?:由|处|并|责令|没收|给予|依法|适用(?=本|《|第|前|该))")
_OPEN = re.compile(r"^(?:违规|违反|有下列|有前款|具有下列|下列|属于下列|有以下|符合下列)")
_FIXED = ("not", "number", "order", "only", "except", "exempt", "bound", "place", "title")
_PREPOSITIONS = ("从", "向", "对", "给", "被", "为", "由", "报", "经", "因", "送", "抄", "达")
_ADVERBIAL = re.compile(r"通过|以|用|采用|采取|依|向|在|于|对|将|把")
_NEVER = ("exempt", "except", "only", "begin", "order", "place", "title")
# Words that join sentences or stand for a matter named beside them; they may come and go.
_CONNECTING = re.compile(
    r"综上|此外|另外|因此|所以|可见|总之|其中|同样|同时|具体(?:来说|而言|如下|是)?|需要?注意(?:的是)?|一旦|情况下|的话|期间|期限|"
    r"行为|工作|情况|情形|活动|过程|事项|内容|方面|方式|原因|措施|各种|各项|多项|有关|相关|等|条件之一|条件|主体|义务|职责|范围|制度|"
    r"原则上|要求|规定|明确|强调|讲话|提出|指出|所称|所说的|指的是|是指|包括|发生|存在|出现|开展|实施|采取|具有|通过|作出|办理|实行|负责|"
    r"自己|本人|分别|照样|同样|另外|以后|已经|仍然?|也要|还要|则"
)


def conditions(c: Compared) -> str:
    """What follows from a condition is said with the condition."""
    for clause in sorted({c.source[at].clause for at in c.used}):
        if c.conditional(clause):
            continue
        for governing in _governing(c, clause):
            inside = [at for at in c.clauses[governing] if not light(c.source[at])]
            said = text(c.source[at] for at in inside)
            if not inside or _OPEN.match(said):
                continue
            if not _said(c, inside):
                return f"漏了条件：“{said[:24]}”"
    return ""


def _said(c: Compared, condition: list[int]) -> bool:
    """Enough of it, or the most part of one of its alternatives: 灭失、丢失或者损毁的 of what is lost."""
    if sum(at in c.used for at in condition) >= CONDITION * len(condition):
        return True
    members: list[list[int]] = [[]]
    for at in condition:
        if c.source[at].kind == "or" or c.source[at].joined:
            members.append([])
        members[-1].append(at)
    any_of = any(c.source[at].kind == "or" for at in condition)
    return any_of and any(sum(at in c.used for at in m) >= MEMBER * len(m) for m in members if len(m) > 1)


def _governing(c: Compared, clause: int) -> Iterator[int]:
    """The conditions before a clause and before the consequences that stand between, in the same part; with the first of
    a part, the clauses that open it: 违法行为轻微并及时改正，没有造成危害后果的."""
    part = c.source[c.clauses[clause][0]].part
    before = [n for n in range(clause) if n in c.clauses and c.source[c.clauses[n][0]].part == part]
    last = next((n for n in reversed(before) if c.conditional(n)), None)
    for other in reversed([n for n in before if last is not None and n <= last]):
        first = not any(c.conditional(n) for n in before if n < other)
        if not c.conditional(other) and not (first and _plain(c, other)):
            return
        yield other


def _plain(c: Compared, clause: int) -> bool:
    """A clause that orders nothing and names no consequence."""
    inside = c.of(c.clauses[clause])
    return not any(t.kind == "modal" for t in inside) and not _CONSEQUENCE.search(text(inside))


def consequences(c: Compared) -> str:
    """A condition, or a subject without its verb, goes on with what follows it in the passage, not with another rule."""
    matched = list(c.copied.items())
    for (i, p), (j, q) in zip(matched, matched[1:], strict=False):
        if c.claim[i].clause == c.claim[j].clause or c.claim[i].part != c.claim[j].part:
            continue
        here = c.source[p]
        final = all(t.part != here.part or t.clause <= here.clause for t in c.source)
        opening = c.conditional(here.clause) or _plain(c, here.clause)
        if c.source[q].part != here.part and not final and opening and not here.opens:
            return f"条件与原文不符：“{text(c.claim[j : j + 8])}”"
    return ""


def exceptions(c: Compared) -> str:
    """A rule is said with its exception."""
    excepted: dict[int, list[int]] = {}
    for at, token in enumerate(c.source):
        if token.kind == "except":
            excepted.setdefault(token.clause, []).append(at)
    sentences = {c.source[at].sentence for at in c.used}
    for clause in excepted:
        inside = c.clauses[clause]
        opening = c.source[inside[0]]
        near = {opening.sentence, *([opening.sentence - 1] if opening.text == "但" else [])}
        if not near & sentences or any(at in c.used for at in excepted[clause]):
            continue
        if {c.source[at].part for at in c.used} & {opening.part, opening.part - 1}:
            return f"漏了例外：“{text(c.source[at] for at in inside)[:24]}”"
    return ""
