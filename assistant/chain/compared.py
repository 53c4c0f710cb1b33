"""A sentence laid beside the passage it was copied from: what was copied, and what the clauses of the passage are.

Judges nothing; `insertions`, `omissions`, `moves` and `governing` do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from .align import LIGHT, align, light
from .parties import located
from .tokens import Token, tokens

# Words that join sentences or stand for a matter named beside them; they may come and go.
_CONNECTING = re.compile(
    r"综上|此外|另外|因此|所以|可见|总之|其中|同样|同时|具体(?:来说|而言|如下|是)?|需要?注意(?:的是)?|一旦|情况下|的话|期间|期限|"
    r"行为|工作|情况|情形|活动|过程|事项|内容|方面|方式|原因|措施|各种|各项|多项|有关|相关|等|条件之一|条件|主体|义务|职责|范围|制度|"
    r"原则上|要求|规定|明确|强调|讲话|提出|指出|所称|所说的|指的是|是指|包括|发生|存在|出现|开展|实施|采取|具有|通过|作出|办理|实行|负责|"
    r"自己|本人|分别|照样|同样|另外|以后|已经|仍然?|也要|还要|则"
)


class Compared:
    """`copied`: position in the sentence to position in the passage. `clauses`: number of a clause of the passage to its
    positions."""

    def __init__(self, claim: Sequence[Token], title: str, passage: str) -> None:
        self.claim, self.title, self.source = claim, title, tokens(passage)
        self.copied = align(claim, self.source)
        self.used = frozenset(self.copied.values())
        self.clauses: dict[int, list[int]] = {}
        for at, token in enumerate(self.source):
            self.clauses.setdefault(token.clause, []).append(at)

    @property
    def kept(self) -> float:
        """Share of the content of the sentence that was copied, 0 to 1."""
        content = [i for i, token in enumerate(self.claim) if not light(token)]
        return sum(i in self.copied for i in content) / max(1, len(content))

    def of(self, at: Iterable[int]) -> list[Token]:
        return [self.source[i] for i in at]

    def conditional(self, clause: int) -> bool:
        """Whether a clause of the passage says when, not what: 逾期不办理的, 经批准, 情况复杂时."""
        inside = self.of(self.clauses[clause])
        if any(t.kind == "modal" for t in inside) and inside[-1].text != "的":
            return False
        first = text(inside[:2])
        return inside[-1].text in ("的", "时", "下", "前", "后") or first.startswith(
            ("经", "not经", "如", "因", "对")
        )

    @cached_property
    def acting(self) -> dict[int, int]:
        """Position in the passage to the number of the party it belongs to."""
        flat = "".join(
            token.text if token.kind == "word" else "，" * len(token.text) for token in self.source
        )
        places = [at for at, token in enumerate(self.source) for _ in token.text]
        found: dict[int, int] = {}
        for number, (start, party) in enumerate(located(flat)):
            for at in places[start : start + len(party)]:
                found[at] = number
        return found


def text(found: Iterable[Token]) -> str:
    return "".join(token.text for token in found)


def matter(found: Iterable[Token]) -> str:
    """The words that carry matter: light and connecting ones left out."""
    plain = _CONNECTING.sub("", text(token for token in found if token.kind == "word"))
    return "".join(character for character in plain if character not in LIGHT)
