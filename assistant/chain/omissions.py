"""What a sentence leaves out of the clauses it copies, in the order of the passage.

May fall away: who acts, where nobody else is named; a member of a list; what stands behind 应当. May not: a denial, a figure, one
of two conditions, a word that narrows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .align import light
from .compared import Compared, matter, text
from .parties import everyone
from .tokens import Token

SHORT = 4  # characters that may fall out of a clause, when they narrow nothing
_NARROW = re.compile(
    r"国务院|中央|全国|最高|[上本同下]一?级|[省市县区乡镇]|地方|被|拒|反|主要|直接|重大|严重|特别|首次|初次|恶意|故意|明知|擅自|专职|逾期|仍|情节|较大|一般|临时|书面|公开|自愿|依法应|当场|新|副|原|经|(?<!^)因(?!$)|自"
)
_ADVERBIAL = re.compile(r"通过|以|用|采用|采取|依|向|在|于|对|将|把")
_PREFIXES = ("被", "副", "反", "准", "拟", "前", "原")
_NEVER = ("share", "exempt", "except", "only", "begin", "order", "place", "title")
# Words that join sentences or stand for a matter named beside them; they may come and go.
_CONNECTING = re.compile(
    r"综上|此外|另外|因此|所以|可见|总之|其中|同样|同时|具体(?:来说|而言|如下|是)?|需要?注意(?:的是)?|一旦|情况下|的话|期间|期限|"
    r"行为|工作|情况|情形|活动|过程|事项|内容|方面|方式|原因|措施|各种|各项|多项|有关|相关|等|条件之一|条件|主体|义务|职责|范围|制度|"
    r"原则上|要求|规定|明确|强调|讲话|提出|指出|所称|所说的|指的是|是指|包括|发生|存在|出现|开展|实施|采取|具有|通过|作出|办理|实行|负责|"
    r"自己|本人|分别|照样|同样|另外|以后|已经|仍然?|也要|还要|则"
)
_NEVER = ("share", "exempt", "except", "only", "begin", "order", "place", "title")
# Words that join sentences or stand for a matter named beside them; they may come and go.
_CONNECTING = re.compile(
    r"综上|此外|另外|因此|所以|可见|总之|其中|同样|同时|具体(?:来说|而言|如下|是)?|需要?注意(?:的是)?|一旦|情况下|的话|期间|期限|"
    r"行为|工作|情况|情形|活动|过程|事项|内容|方面|方式|原因|措施|各种|各项|多项|有关|相关|等|条件之一|条件|主体|义务|职责|范围|制度|"
    r"原则上|要求|规定|明确|强调|讲话|提出|指出|所称|所说的|指的是|是指|包括|发生|存在|出现|开展|实施|采取|具有|通过|作出|办理|实行|负责|"
    r"自己|本人|分别|照样|同样|另外|以后|已经|仍然?|也要|还要|则"
)


def check(c: Compared) -> str:
    for clause in sorted({c.source[at].clause for at in c.used}):
        inside = c.clauses[clause]
        run: list[int] = []
        for at in [*inside, -1]:
            if at >= 0 and at not in c.used:
                run.append(at)
            elif run:
                opens = run[0] == inside[0] and at >= 0
                reason = _prefix(c, run, at) or (_head(c, run, at) if opens else _omitted(c, run, at))
                if reason:
                    return reason
                run = []
    return ""


def _prefix(c: Compared, run: Sequence[int], following: int) -> str:
    """What makes another word of the one behind it: 被申请人, 副主任."""
    last = c.source[run[-1]].text
    if last in _PREFIXES and following >= 0 and following == run[-1] + 1:
        return f"漏了原文的“{last}”"
    return ""


def _head(c: Compared, run: Sequence[int], following: int) -> str:
    """A sentence may leave out who acts, as a passive does; where it names another, nothing may be left out."""
    if c.conditional(c.source[following].clause):
        return _omitted(c, run, following)
    first = min(i for i, at in c.copied.items() if c.source[at].clause == c.source[following].clause)
    if _adverbial(c, run):
        return ""
    named = everyone(text(c.claim[:first]))
    dropped = everyone(text(c.source[at] for at in run))
    strange = [party for party in sorted(dropped) if not any(party.endswith(n) for n in named)]
    if strange and named:
        return f"主体与原文不符：“{strange[0]}”"
    kinds = [c.source[at] for at in run]
    plain = all(t.kind in ("word", "and", "also", "or") or t.text == "oblige" for t in kinds)
    return "" if plain else _omitted(c, run, following)


def _adverbial(c: Compared, run: Sequence[int]) -> bool:
    """How or where, at the head of a clause that goes on with what the part orders."""
    own = any(c.source[at].kind == "modal" for at in c.clauses[c.source[run[0]].clause])
    return not own and bool(_ADVERBIAL.match(text(c.source[at] for at in run))) and _weakened(c, run)


def _omitted(c: Compared, dropped: Sequence[int], at: int) -> str:
    """Left out of a clause that is otherwise said: `dropped` stands before source token `at`, or ends the clause (-1)."""
    whole = not any(0 <= i < len(c.source) and c.source[i].aside for i in (dropped[0] - 1, dropped[-1] + 1))
    old = [t for t in c.of(dropped) if not light(t) and not (t.aside and whole)]
    if not old:
        return ""
    reason = f"漏了原文的“{text(old)[:20]}”"
    first, last = c.source[dropped[0]], c.source[dropped[-1]]
    condition = c.conditional(first.clause)
    if condition and any(c.source[i].kind == "also" for i in dropped):
        return reason
    alternative = condition and (first.kind == "or" or (last.kind == "or" and _begins(c, dropped[0])))
    weakened = _weakened(c, dropped)
    for i in dropped:
        token = c.source[i]
        if token.kind in _NEVER or (
            token.kind == "modal" and token.text != "oblige" and not _moved(c, token)
        ):
            return reason
        if token.kind in ("not", "bound") and not alternative:
            return reason
        if token.kind == "number" and not (alternative or (weakened and not _range(c, i))):
            return reason
        if token.kind == "or" and not condition:
            return reason
    joined = at >= 0 and c.source[at].joined
    member = first.joined or first.kind in ("or", "and") or joined or last.kind in ("or", "and")
    lost = matter(c.source[i] for i in dropped if not _replaced(c, i))
    if not member and _defines(c, first.clause):
        return reason
    if member or weakened or (len(lost) <= SHORT and not _NARROW.search(lost)):
        return ""
    return reason


def _replaced(c: Compared, at: int) -> bool:
    """The token stands in the sentence after all, where the alignment did not look."""
    token = c.source[at]
    return any(
        i not in c.copied and (t.text, t.kind) == (token.text, token.kind) for i, t in enumerate(c.claim)
    )


def _range(c: Compared, at: int) -> bool:
    """One end of a range of which the other is said."""
    return any(
        0 <= i < len(c.source) and c.source[i].kind == "number" and i in c.used for i in (at - 1, at + 1)
    )


def _begins(c: Compared, at: int) -> bool:
    return c.source[at].joined or c.clauses[c.source[at].clause][0] == at


def _moved(c: Compared, token: Token) -> bool:
    """The modal word stands in the sentence, before or behind: 可以根据需要组织 and 根据需要，可以组织."""
    inserted = [t for i, t in enumerate(c.claim) if i not in c.copied and t.kind == "modal"]
    return any(t.text == token.text for t in inserted)


def _weakened(c: Compared, dropped: Sequence[int]) -> bool:
    """What is left out behind 应当, or of a plain statement, only says less, where nothing is denied, permitted, made a
    condition or defined."""
    clause, part = c.source[dropped[0]].clause, c.source[dropped[0]].part
    kinds = [c.source[i] for i in c.clauses[clause]]
    if c.conditional(clause) or any(t.kind in ("not", "only", "exempt", "except") for t in kinds):
        return False
    if _defines(c, clause):
        return False
    if any(t.kind == "modal" and t.text != "oblige" for t in kinds):
        return False
    modals = [i for i, t in enumerate(c.source) if t.part == part and t.kind == "modal" and i < dropped[0]]
    return bool(modals) or any(i in c.used for i in c.clauses[clause] if i < dropped[0])


def _defines(c: Compared, clause: int) -> bool:
    """A definition is said whole: “犯罪所得” is not “犯罪所得产生的收益”."""
    return bool(re.search("指|视是|视为|认定", text(c.of(c.clauses[clause]))))
