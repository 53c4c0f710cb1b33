"""Questions that name a place of which the library holds nothing: what holds everywhere may answer them all the same.

我在苏州上班，公司不签合同怎么办 is asked of the law of the whole country, 苏州市养犬管理条例 is not. Searches nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from documents.names import LawNames

from ..understand.question import Question, Segment, understand
from .holdings import Holdings
from .measures import naming

_ABOUT = r"(?:维吾尔|壮族|回族)?(?:省|市|自治区|特别行政区)?(?:这边|那边|[内里的])?"
# A title in the running text: words of asking and of grammar stand in none.
_TITLE = r"(?:省|市|自治区|经济特区)?(?:(?![对有什么怎哪吗如何能是要了，,。？?的])[一-龥]){2,24}?(?:条例|规定|办法|细则)(?!了)"


_APART = ("香港", "澳门", "台湾")  # national law does not simply hold there


def absent_places(question: Question, holdings: Holdings) -> tuple[str, ...]:
    """The places in China named by the question of which nothing is held that is about the matter."""
    about = [word for word in naming(question.words) if not any(p in word for p in question.scope.places)]
    return tuple(
        place
        for place in question.scope.places
        if place not in _APART and not holdings.names_place(place, about)
    )


def local_text(question: Question, holdings: Holdings) -> str:
    """The title of a local text that is asked for by name, of a place of which nothing is held; "" for none."""
    for place in absent_places(question, holdings):
        found = re.search(re.escape(place) + _TITLE, question.text)
        if found:
            return found.group()
    return ""


def without_places(question: Question, holdings: Holdings, names: LawNames, segment: Segment) -> Question:
    """The question as it is asked of everywhere: the places are searched for no more, and stand among the regions of its
    scope so that a note can say what is not held. As it was where it names an article or a local text, or nothing else."""
    absent = absent_places(question, holdings)
    addressed = any(address.pinpoint is not None for address in question.addresses)
    if not absent or addressed or local_text(question, holdings):
        return question
    plain = understand(_left_out(question.text, absent), names, segment, asked=question.asked)
    if not plain.words:
        return question
    regions = tuple(dict.fromkeys((*question.scope.regions, *absent)))
    return replace(plain, text=question.text, scope=replace(question.scope, regions=regions))


def _left_out(text: str, places: Sequence[str]) -> str:
    """The longest first: 长沙市 before 长沙. The text as it was where nothing would be left."""
    left = text
    for place in sorted(places, key=len, reverse=True):
        left = re.sub(f"(?:[在到去])?{re.escape(place)}{_ABOUT}", "", left)
    return left if re.search("[一-龥]", left) else text
