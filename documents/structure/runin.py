"""Lists that run on inside one paragraph: 一要…二要…三要, 一是…, 首先…其次…, （一）…（二）…, nested ones too.

Works on one paragraph of text; knows nothing of headings. A list counts only if it begins with its first number and
goes on with the second, so a lone 一是 or a stray 三、 is left in its sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBERS = {character: number for number, character in enumerate("一二三四五六七八九十", 1)}
_NUMBERS |= {"十一": 11, "十二": 12, "十三": 13, "十四": 14, "十五": 15}
_C = "十[一二三四五]|[一二三四五六七八九十]"
_ORDER = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "然后": 3, "最后": 0}

_MOST = 400  # markers in one paragraph; more is no list that anybody wrote
_AFTER = r"(?:(?<=[。；;：:！!？?，,、”’）)》—…\s\u3000])|(?<![^\n]))"
_AFTER_STOP = r"(?:(?<=[。；;：:！!？?”’）)\s\u3000])|(?<![^\n]))"
_MARKER = re.compile(
    rf"{_AFTER}(?P<verb>(?P<verb_number>{_C})(?P<form>定要|要|是|靠|抓|看|为|在|须|应))(?!否|乎)"
    rf"|{_AFTER_STOP}(?P<order>首先|其次|再次|再者|然后|最后)(?=[，,、：:]|[^\s，,。]{{2}})"
    rf"|{_AFTER}第(?P<ordinal>{_C})[，,、：:]|{_AFTER}其(?P<its>{_C})[，,、：:是]"
    rf"|{_AFTER_STOP}(?P<comma>{_C})、"
    rf"|(?<![第和或及至与])(?<![第和或及至与]\s)[（(](?P<chinese>{_C}|十[六七八九]|二十[一二三四五六七八九]?)[)）](?!项(?!目)|款(?!项)|[、和或及至])"
    rf"|(?<![第和或及至与\w])[（(](?P<bracket>\d{{1,2}})[)）](?!项(?!目)|款(?!项)|[、和或及至])|(?P<circled>[①-⑳])"
    rf"|{_AFTER_STOP}(?P<arabic>\d{{1,2}})[.．、](?!\d)"
)


@dataclass(frozen=True, slots=True)
class Point:
    """`start` is the offset of the marker in the paragraph, `labels` the markers from the outermost list inwards."""

    start: int
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Marker:
    start: int
    label: str
    form: str
    number: int


def run_in_points(text: str, outer: str | None = None) -> tuple[Point, ...]:
    """The points in reading order, each nested one after the point that holds it; () if the paragraph has no list.

    `outer` is the label the paragraph itself bears: the marker at its very start is then not a point of its own.
    """
    markers = [m for m in _markers(text) if not (outer is not None and m.start == 0)]
    if len(markers) > _MOST:
        return ()
    while True:
        kept, points = _nest(markers)
        if len(kept) == len(markers):
            return points
        markers = kept


def leading_marker(text: str) -> tuple[str, str, int] | None:
    """(label, form, number) of the run-in marker a paragraph begins with, if its list does not go on inside it."""
    first = next(iter(_markers(text[:8])), None)
    if (
        first is None
        or first.start != 0
        or first.form in {"comma", "chinese", "bracket", "circled", "arabic"}
    ):
        return None
    rest = _markers(text)[1:]
    if any(m.form == first.form and m.number == first.number + 1 for m in rest):
        return None
    return first.label, first.form, first.number


def _markers(text: str) -> list[_Marker]:
    found: list[_Marker] = []
    for match in _MARKER.finditer(text):
        kind = match.lastgroup or ""
        if kind == "form" or kind == "verb":
            found.append(_Marker(match.start(), match["verb"], match["form"], _NUMBERS[match["verb_number"]]))
        elif kind == "order":
            found.append(_Marker(match.start(), match["order"], "order", _ORDER[match["order"]]))
        else:
            found.append(_numbered(match, kind))
    return found


def _numbered(match: re.Match[str], kind: str) -> _Marker:
    value = match[kind]
    spelled = {"ordinal": f"第{value}", "its": f"其{value}", "comma": f"{value}、", "circled": value}
    label = spelled.get(kind) or (f"{value}." if kind == "arabic" else f"（{value}）")
    if kind == "circled":
        number = ord(value) - ord("①") + 1
    else:
        number = int(value) if value.isdecimal() else _chinese(value)
    return _Marker(match.start(), label, kind, number)


def _chinese(value: str) -> int:
    if value in _NUMBERS:
        return _NUMBERS[value]
    tens, _, ones = value.partition("十")
    return _NUMBERS.get(tens, 1) * 10 + _NUMBERS.get(ones, 0)


def _nest(markers: list[_Marker]) -> tuple[list[_Marker], tuple[Point, ...]]:
    """One pass: markers that fit a list, and the points they make; lists of one are thrown out by the next pass."""
    stack: list[list[_Marker]] = []
    kept: list[_Marker] = []
    points: list[Point] = []
    single: set[_Marker] = set()
    for marker in markers:
        depth = next((d for d in range(len(stack) - 1, -1, -1) if _continues(stack[d], marker)), None)
        if depth is None and marker.number != 1:
            continue
        if depth is not None:
            single.update(members[0] for members in stack[depth + 1 :] if len(members) == 1)
            del stack[depth + 1 :]
            stack[depth].append(marker)
        else:
            same = next((d for d, members in enumerate(stack) if members[0].form == marker.form), None)
            if same is not None:
                single.update(members[0] for members in stack[same:] if len(members) == 1)
                del stack[same:]
            stack.append([marker])
        kept.append(marker)
        points.append(Point(marker.start, tuple(members[-1].label for members in stack)))
    single.update(members[0] for members in stack if len(members) == 1)
    return [marker for marker in kept if marker not in single], tuple(points)


def _continues(members: list[_Marker], marker: _Marker) -> bool:
    last = members[-1]
    if last.form == "order" and marker.form == "ordinal":
        return marker.number == last.number + 1
    if last.form != marker.form:
        return False
    return marker.number == last.number + 1 or (marker.label == "最后" and len(members) >= 2)


def first_point(text: str, outer: str | None = None) -> tuple[Point, ...]:
    """The first point of a list whose other points stand in other passages, behind a short lead-in; () if there is none."""
    for marker in _markers(text[:80]):
        if (
            marker.number == 1
            and 0 < marker.start <= 60
            and marker.form in {"要", "是", "order", "ordinal", "its"}
        ):
            return (Point(marker.start, (marker.label,)),) if marker.label != outer else ()
    return ()
