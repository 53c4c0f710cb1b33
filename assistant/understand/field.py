"""Whether a question sounds like one about law and administration, and whether it asks for a particular of the world that
rules do not state. Wording only.

`field.json` holds how much oftener each word and character pair stands in questions and sentences about law than in
everyday and encyclopaedic ones; `assistant.understand.vocabulary` derives it. Weak signals, weighed together with the
evidence of the hits (`assistant.evidence.decide`), never alone.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.segment import normalise, words

VOCABULARY = Path(__file__).with_name("field.json")
_RUN = re.compile(r"[0-9a-z一-鿿]+")
_CHINESE = re.compile(r"[一-鿿]")
_DAMPING = 4  # terms of no weight that are counted in, so that two words do not speak as loudly as ten
_FULL = 12.0  # the sum that counts as certain

# By kind of fact, not by failure: time counted from today, who holds an office or made a work, where to reach an office,
# the number of a paper, a rank among many, the state of one case.
_PARTICULAR = re.compile(
    r"今[天日晚早年]|明[天晚早]|昨[天晚日]|前[天年]|后天|去年|上个?[月周]|下个?[月周]|本[月周]|这[周几]天?|最近|刚才|现任|"
    r"(?:长|书记|主席|主任|总理|总统|教授|老师|作者|导演|主演|歌手|发明人|创始人)(?:现在)?(?:是|叫)?(?:谁|什么名字|哪[位个])|"
    r"叫什么|叫啥|姓(?:什么|啥)|什么名字|哪一?位|谁(?:写|发明|设计|创立|创作|导演|演|唱)|"
    r"电话|号码是|网址|官网|邮箱|地址|联系方式|几楼|哪条路|几点|"
    r"文号|编号|第一名|排名|排第|冠军|百分之几|(?:率|比例)(?:是|有|达到?)?(?:了)?(?:多少|多高|最[高低])|"
    r"最[高低多少大小早][的是]*(?:省|市|县|区|国|单位|地方|一[个家])|(?:我|他|她)的?(?:案子|申请|信访件|快递|外卖|订单|罚单)"
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`ratio`: natural logarithm of how much oftener a term stands in texts of the field, above 0 for terms of it;
    `common`: for character pairs that many questions of any kind hold, how much they still say, in [0, 1)."""

    ratio: Mapping[str, float]
    common: Mapping[str, float]


@cache
def vocabulary() -> Vocabulary:
    record = json.loads(VOCABULARY.read_text(encoding="utf-8"))
    return Vocabulary(record["ratio"], record["common"])


def terms(text: str) -> set[str]:
    """Words and character pairs, as they are counted."""
    plain = normalise(text)
    long = {word for word in words(text) if len(word) > 1 or _CHINESE.match(word)}
    return long | pairs(plain)


def pairs(text: str) -> set[str]:
    """Character pairs within a run of letters; punctuation parts runs."""
    return {run[i : i + 2] for run in _RUN.findall(text) for i in range(len(run) - 1)}


def field(text: str) -> float:
    """In [-1, 1]: below 0 for a question that sounds like everyday life or an encyclopaedia, 0 for one without known words."""
    ratio = vocabulary().ratio
    known = [ratio[term] for term in terms(text) if term in ratio]
    score = math.fsum(known) / math.sqrt(len(known) + _DAMPING)
    return max(-1.0, min(1.0, score / _FULL))


def particular(text: str) -> float:
    """1 where the question asks for a fact about a person, an office, a day or a case."""
    return float(bool(_PARTICULAR.search(text)))
