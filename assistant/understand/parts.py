"""The parts of a question that asks several things: 向谁申请行政复议，多少天之内？ is two questions about one matter.

Each part is worded so that it can be searched by itself: what the first says of the matter is carried into the others. Text
in, text out; searches nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_TIMES = r"多少(?:天|日|年|个?月|钱|元|倍)?|多久|多长时间|多长|(?<!好)几[天日年月倍次级岁]|多大|(?<!好)几个(?:月|工作日|小时)|什么时[候间]|何时"
_WHO = r"(?:该|应当?|可以|能)?[向由归找跟被让去到]?(?:谁|哪个|哪些|哪里|哪儿|哪几[个种项级]|什么(?:部门|机关|单位|人)?|哪一?级)"
_HOW = r"怎么[办样]?|如何|怎样|咋[办样]?|是否|能不能|可不可以|能否|要不要|是不是|有没有"
_ASKS = re.compile(rf"{_TIMES}|{_WHO}|{_HOW}|啥|[吗呢]$")
_BORDER = re.compile(r"[，,？?；;]+|(?<=.{3})(?:，|,)?(?:以及|还有|并且)(?=.{3})")
_INSIDE = re.compile(
    rf"^(?P<a>.{{2,}}?(?:{_TIMES}|{_WHO}).{{0,8}}?)[和与、](?P<b>[^和与、]*(?:{_TIMES}|{_WHO}|{_HOW}).*)$"
)
_DANGLING = re.compile(
    rf"(?:{_TIMES}|{_WHO}|{_HOW}|啥)(?:之?[内前后]|以[内前后])?|[吗呢？?]|(?:应当?|该|要|会|能|可以)(?=$)"
)
# How statutes say what people ask in two words: searched beside the words of the part, never shown.
_STATUTE = (
    (
        re.compile(r"(?:不|未|没|拒|逾期|超期).*(?:怎么办|咋办|怎么处理|会怎样)"),
        "，责令改正、投诉举报、申请行政复议或者提起行政诉讼",
    ),
    (re.compile(r"(?:[向找去到]|哪)(?:谁|哪|个|什么|里).{0,6}(?:复议|起诉|诉讼|仲裁|告)"), "，由谁管辖"),
    (re.compile(rf"(?:申请|复议|上诉|申诉|仲裁).*(?:{_TIMES})(?:之?内|以内)?$"), "提出"),
    (re.compile(rf"(?:{_TIMES}).{{0,3}}(?:告|起诉)$"), "，向人民法院提起诉讼"),
)
_NAMES_ITS_OWN = 6  # letters from which a part may have a subject of its own
_SHORT = 14  # letters of a part that has no subject of its own
_ACT = re.compile(r"(?:申请|提起|办理).{4}")  # an act that names the matter without the case it was put for
_MOST = 3


@dataclass(frozen=True, slots=True)
class Part:
    """`asked` as it was typed, `query` as it stands alone; `matter` is what it has from the first, "" for the first. `plain` is
    the part without that, where it says enough by itself, else ""."""

    asked: str
    query: str
    matter: str = ""
    plain: str = ""


def parts_of(query: str) -> tuple[Part, ...]:
    """Two or three questions that stand alone, in the order asked; () for a question of one part. A clause that asks nothing
    is said of what follows it."""
    clauses = [clause.strip() for clause in _BORDER.split(query) if clause and clause.strip()]
    clauses = [piece for clause in clauses for piece in _within(clause)]
    asking = [i for i, clause in enumerate(clauses) if _ASKS.search(clause)]
    if not 2 <= len(asking) <= _MOST or asking[-1] != len(clauses) - 1:
        return ()
    made: list[str] = []
    before = 0
    for i in asking:
        made.append("，".join(clauses[before : i + 1]))
        before = i + 1
    context = "，".join(clauses[: asking[0]])
    subject = _subject(clauses[asking[0]])
    matter = subject if _ACT.match(subject) or not context else f"{context}，{subject}"
    return (
        Part(made[0], _worded(made[0])),
        *(Part(p, _worded(_carried(p, matter)), matter, _plain(p)) for p in made[1:]),
    )


def _within(clause: str) -> tuple[str, ...]:
    """A clause with two asking words joined by 和: 由谁管和怎么处理."""
    found = _INSIDE.match(clause)
    return (found["a"], found["b"]) if found else (clause,)


def _subject(clause: str) -> str:
    """The clause without what it asks: 申请行政复议 of 向谁申请行政复议."""
    return _DANGLING.sub("", clause).strip("，,的 ")


def _carried(part: str, matter: str) -> str:
    """The part under the matter of the first one, unless it names a matter of its own at length."""
    own = _subject(part)
    if not matter or len(own) > _SHORT or matter in part:
        return part
    return f"{matter}，{part}" if own else matter + part


def _plain(part: str) -> str:
    return _worded(part) if len(_subject(part)) >= _NAMES_ITS_OWN else ""


def _worded(query: str) -> str:
    """The part with the words of statutes for what it asks."""
    return query + next((words for asks, words in _STATUTE if asks.search(query)), "")
