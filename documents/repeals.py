"""Which laws a text says it repeals: 《某条例》同时废止, 自本法施行之日起废止.

Reads statements only; from which day they count and whom they hit is for `documents.validity`. Partial repeals
（《某条例》中关于…的规定同时废止）and powers to repeal（应当及时修改或者废止）are not repeals.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .identity import identity_of
from .records import Document, Passage


@dataclass(frozen=True, slots=True)
class Repeal:
    """`law` is the identity repealed, `by` the id of the document that says so at `start`..`end` of its text."""

    law: str
    by: str
    start: int
    end: int


_TITLE = re.compile(r"《((?:[^《》]|《[^《》]*》)+)》")
_SENTENCE = re.compile(r"[^。；;\n]*(?:废止|失效)[^。；;\n]*")
_REPEALS = re.compile(
    r"(?:同时|即行|即|随即|一并|自行|自然|均|予以|宣布|相应|同日起?|(?:之日|当日|日)起?[，,]?)(?:予以)?(?:废止|失效)"
    r"|起废止|废止《|(?<=》)废止|(?<=》[，,])(?:现)?废止"
)
# 废止 here is a task or a power, not an act.
_POWER = re.compile(
    r"应当(?:及时)?(?:予以)?(?:修改|修订)|修改[或、](?:者)?(?:予以)?废止|有权|建议|提请|可以(?:修改|废止)|需要(?:修改|废止)|[不未]予"
)
# 《A》 in 根据《A》修正的《B》同时废止 made a version of B; in 《A》中关于…的规定同时废止 only a part of A goes.
_NOT_IT = re.compile(
    r"(?:[（(][^）)]*[）)])?(?:的)?(?:第[一二三四五六七八九十]+次)?(?:修[正订改]|中[^，。]{0,60}(?:规定|条款|内容|部分)|第[^条]{1,8}条|的?有关|关于|所附|附件)"
)
_AUTHORITY = re.compile(r"(?:根据|依据|依照|按照)[^，。》]{0,60}(?<!修[改订正]的)(?<!修[改订正])$")


def find_repeals(document: Document, passages: Sequence[Passage]) -> tuple[Repeal, ...]:
    """In reading order; each law once. () for texts that repeal nothing by name."""
    found: dict[str, Repeal] = {}
    for passage in passages:
        if "废止" not in passage.text and "失效" not in passage.text:
            continue
        for sentence in _SENTENCE.finditer(passage.text):
            if not _REPEALS.search(sentence[0]) or _POWER.search(_TITLE.sub("《》", sentence[0])):
                continue
            for title in _titles(sentence[0], whole=document.title):
                law = _identity(title[1], document)
                start = passage.start + sentence.start() + title.start()
                found.setdefault(law, Repeal(law, document.id, start, start + len(title[0])))
    return tuple(found.values())


def _titles(sentence: str, whole: str) -> list[re.Match[str]]:
    titles = list(_TITLE.finditer(sentence))
    last = max(match.end() for match in _REPEALS.finditer(sentence))
    kept = []
    for title in titles:
        before, after = sentence[: title.start()], sentence[title.end() :]
        if title.start() >= last and not before.endswith("废止"):
            continue  # 同时废止，但《B》另有规定的除外
        if _NOT_IT.match(after) or _AUTHORITY.search(before):
            continue
        kept.append(title)
    return kept


def _identity(name: str, document: Document) -> str:
    """Courts cite their own interpretations without naming themselves."""
    identity = identity_of(name.translate(str.maketrans("〈〉", "《》")))
    issuer = re.match(r"最高人民法院最高人民检察院|最高人民法院|最高人民检察院", document.identity)
    if issuer and identity.startswith("关于"):
        return issuer[0] + identity
    return identity
