"""What a sentence says that its passage does not, in the order of the sentence.

New words must be light, connect, name what the document is about, or shorten what was left out in the same place.
"""

from __future__ import annotations

from collections.abc import Sequence

from .align import light
from .compared import Compared, matter, text
from .parties import everyone
from .tokens import Token


def check(c: Compared) -> str:
    run: list[int] = []
    for i in range(len(c.claim) + 1):
        if i < len(c.claim) and i not in c.copied:
            run.append(i)
        elif run:
            if reason := _inserted(c, run):
                return reason
            run = []
    return ""


def _inserted(c: Compared, run: Sequence[int]) -> str:
    """New words are light, or stand for the words of the passage that were left out in the same place."""
    put = [c.claim[i] for i in run]
    at, gone = _instead_of(c, run)
    both = any(t.kind in ("and", "also") for t in put)
    if both and (any(t.kind == "or" for t in gone) or _any_of(c, at)):
        return "“或者”与“和”不同"
    for token in put:
        if token.kind not in ("word", "and", "also") and not _allowed(c, token, gone, at):
            return f"原文没有这样说：“{text(put)[:20]}”"
    # In the place of something else a connecting word is a word like others: 义务人 for 纳税人.
    instead = bool(matter(gone)) and _beside_party(c, run)
    words = text(t for t in put if t.kind == "word" and not light(t)) if instead else matter(put)
    if words.endswith("被") and c.copied.get(run[-1] + 1) not in c.acting:
        words = words[:-1]  # the passive of what is done, not the other party
    others = text(t for t in gone if t.kind == "word" and not light(t))
    if words and not (
        _topic(c, run, words, others) or _shortened(words, others) or _known(c, run, words, others, at)
    ):
        return f"原文没有说“{words[:20]}”"
    return ""


def _beside_party(c: Compared, run: Sequence[int]) -> bool:
    return any(c.copied.get(i) in c.acting for i in (run[0] - 1, run[-1] + 1))


def _any_of(c: Compared, at: int) -> bool:
    """Source token `at` follows 、 in a list that ends in 或者."""
    return c.source[at].joined and any(t.kind == "or" for t in c.of(c.clauses[c.source[at].clause]))


def _instead_of(c: Compared, run: Sequence[int]) -> tuple[int, list[Token]]:
    """(a source position beside the run, the tokens left out there)."""
    before, after = c.copied.get(run[0] - 1), c.copied.get(run[-1] + 1)
    gone: list[Token] = []
    if before is not None:
        gone += [c.source[i] for i in _unused(c, before, 1)]
    if after is not None:
        gone += [c.source[i] for i in _unused(c, after, -1)]
    return (after if after is not None else before if before is not None else 0), gone


def _unused(c: Compared, at: int, step: int) -> list[int]:
    found, clause = [], c.source[at].clause
    while 0 <= (at := at + step) < len(c.source) and at not in c.used and c.source[at].clause == clause:
        found.append(at)
    return found[::step]


def _topic(c: Compared, run: Sequence[int], words: str, others: str) -> bool:
    """What the document is about may be named anywhere, if it is nobody that acts, and in the place of nothing."""
    beside = (c.copied.get(run[0] - 1), c.copied.get(run[-1] + 1))
    alone = not others and not any(at in c.acting for at in beside)
    return alone and len(words) > 1 and words in c.title and not everyone(words)


def _known(c: Compared, inserted: Sequence[int], words: str, others: str, at: int) -> bool:
    """A member of the same list in another place, or a character that makes the word the passage uses elsewhere."""
    clause = text(c.source[i] for i in c.clauses[c.source[at].clause])
    following = c.claim[inserted[-1] + 1 : inserted[-1] + 2]
    listed = c.claim[inserted[0]].joined or any(token.joined for token in following)
    if listed and len(words) > 1 and words in clause:
        return True
    before = text(c.claim[max(0, inserted[0] - 1) : inserted[0]])
    return not others and len(words) == 1 and len(before) == 1 and before + words in text(c.source)


def _allowed(c: Compared, token: Token, old: Sequence[Token], at: int) -> bool:
    if any(o.text == token.text and o.kind == token.kind for o in old):
        return True
    if token.kind == "or":  # 、 in the passage
        return c.source[at].joined and not any(o.kind in ("and", "also") for o in old)
    if token.text == "后":  # 经批准 said 批准后
        return any(text(c.of(c.clauses[c.source[i].clause][:1])) == "经" for i in (at, max(0, at - 1)))
    if token.kind != "modal":
        return False
    inside = [i for i, t in enumerate(c.source) if t.part == c.source[at].part and t.kind == "modal"]
    same = all(c.source[i].text == token.text for i in inside)
    if token.text == "oblige":
        return same or c.source[inside[0]].text == "oblige"
    return bool(inside) and same and not any(i in c.used for i in inside)


def _shortened(words: str, whole: str) -> bool:
    """`words` is `whole` with characters left out, two at least, beginning or ending alike."""
    rest = iter(whole)
    return (
        len(words) >= 2 and all(c in rest for c in words) and (words[0] == whole[0] or words[-1] == whole[-1])
    )
