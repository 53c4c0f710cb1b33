"""Texts that are numbered otherwise than by articles: speeches, notices, decisions, cases, preambles, annexes.

Reads 第一部分, 一、, （一）, 1., （1）, ①, Markdown headings and lists that run on inside a paragraph into heading
paths. Knows nothing of 条, 款 and 项: an article quoted in a decision is text of the point that quotes it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from documents.pinpoint import Pinpoint, canonical_label

from .drafts import Draft, Found, Open, closed
from .lines import Line
from .marks import RUN_IN_RANK, Label, point_label
from .quotes import quoted_lines
from .runin import Point, leading_marker, run_in_points

GROUP = 900  # a point and its sub-points up to this many characters stand in one passage
SHORT_GROUP = 400
LONG_PARAGRAPH = 400  # a paragraph above this is cut at the points of its run-in list
SHORT_LEAD = 60  # a lead-in below this stays with the first point
SMALL = 80  # unlabelled paragraphs below this are joined with the next

_COURTESY = re.compile(
    r"(?:(?:(?:尊敬的|各位|亲爱的)[^，。；！!：:、]{0,12}|同志们|代表们|委员们|朋友们|女士们|先生们|大家好)[、，]?){1,4}[：:！!。]?"
    r"|谢谢.{0,6}|(?:我的)?(?:发言|讲话|汇报)完毕.{0,12}|我?就?讲(?:完|到)(?:了|这里|此).{0,12}"
)
_CLOSING = re.compile(
    r"总之|同志们[，,！!：:]|各位[^。]{0,8}[，,！!]|最后[，,]|让我们|以上[^。]{0,12}[，,]|我就讲|希望大家"
)
_STOP = "。；;！!？?，,、：:”）)"


@dataclass(frozen=True, slots=True)
class _Node:
    """One line in the tree. `label` is None for a plain paragraph, which then has its place among those of its path."""

    line: Line
    path: tuple[str, ...]
    label: Label | None
    heading: bool = False
    number: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where the lines stand: headings above them, the annex, and what plain paragraphs before the first point are called."""

    headings: tuple[str, ...] = ()
    annex: str | None = None
    before: str | None = None
    quotes: bool = False  # whether articles are quoted over several lines, as in decisions that amend

    @property
    def level(self) -> int:
        return len(self.headings) + 1


def read_points(lines: list[Line], place: Place) -> Found:
    """Passages and outline of `lines`. Courtesies (同志们：, 谢谢大家！) are in neither."""
    lines = [line for line in lines if not (len(line.text) <= 40 and _COURTESY.fullmatch(line.text))]
    if not lines:
        return Found()
    nodes = _number(_nodes(lines, place))
    reader = _Reader(nodes, place)
    reader.read(0, len(nodes), place.headings)
    return Found(reader.drafts, closed(reader.opened, lines[-1].end))


def _nodes(lines: list[Line], place: Place) -> list[_Node]:
    """Each line with its path, by the order of ranks; a Markdown heading is closed only by one of its level or above."""
    inside = quoted_lines(lines) if place.quotes else frozenset()
    labels = [None if i in inside else line_label(line) for i, line in enumerate(lines)]
    last = max((i for i, label in enumerate(labels) if label), default=-1)
    nodes: list[_Node] = []
    stack: list[tuple[Label, int]] = []
    closing = False
    listed: set[tuple[str, ...]] = set()
    for index, (line, label) in enumerate(zip(lines, labels, strict=True)):
        if label is not None:
            stack = descend(stack, label, line.level)
            following = labels[index + 1] if index + 1 < len(lines) else None
            path = tuple(step.text for step, _ in stack)
            heading = _is_heading(line, label, index + 1 < len(lines), following)
            if not line.level and label.number > 1 and path[:-1] in listed:
                heading = False  # the points before it had nothing under them: a list, not headings
            if not heading:
                listed.add(path[:-1])
            nodes.append(_Node(line, path, label, heading))
            continue
        if index > last >= 0 and (closing or (_CLOSING.match(line.text) and not place.quotes)):
            closing = True
            nodes.append(_Node(line, ("结尾",), None))
            continue
        path = tuple(step.text for step, _ in stack)
        nodes.append(_Node(line, path or ((place.before,) if place.before else ()), None))
    return nodes


def line_label(line: Line) -> Label | None:
    if line.table or line.text[0] in '“"':
        return None
    label = point_label(line.text)
    if label is None and (marker := leading_marker(line.text)):
        label = Label(marker[0], RUN_IN_RANK, marker[2], 0, marker[1])
    if line.level == 0:
        return label
    if label is None and (alone := point_label(f"{line.text}、")) and alone.end == len(line.text) + 1:
        return replace(alone, end=len(line.text))
    if label is None or label.rank == RUN_IN_RANK:
        return Label(canonical_label(line.text[:40]), line.level, 1, len(line.text), "name")
    return label


def descend(stack: list[tuple[Label, int]], label: Label, level: int) -> list[tuple[Label, int]]:
    if level:
        kept = [entry for entry in stack if 0 < entry[1] < level]
    elif label.rank == RUN_IN_RANK:
        same = next(
            (i for i, (step, _) in enumerate(stack) if step.form == label.form and step.rank == RUN_IN_RANK),
            None,
        )
        kept = stack[:same] if same is not None else stack
        if same is None and label.number != 1:
            kept = [entry for entry in stack if entry[0].rank < RUN_IN_RANK]
    else:
        kept = [entry for entry in stack if entry[0].rank < label.rank]
    if label.form == "decimal":  # 5.1.3 says already that it stands in 5.1
        kept = [entry for entry in kept if entry[0].form not in {"decimal", "arabic"}]
    return [*kept, (label, level)]


def _is_heading(line: Line, label: Label, more: bool, following: Label | None) -> bool:
    if line.level:
        return True
    if not more or len(line.text) > 80 or line.text[-1] in _STOP:
        return False
    return following is None or following.rank > label.rank


def _number(nodes: list[_Node]) -> list[_Node]:
    """Count the plain paragraphs of each path. One alone under a heading without points of its own has number 0."""
    plain: dict[tuple[str, ...], int] = {}
    own: dict[tuple[str, ...], int] = {}
    has_points = {node.path[:-1] for node in nodes if node.label}
    for node in nodes:
        if node.label is None:
            plain[node.path] = plain.get(node.path, 0) + 1
        elif not node.heading:
            own[node.path] = 1
    seen: dict[tuple[str, ...], int] = {}
    numbered: list[_Node] = []
    for node in nodes:
        if node.label is not None:
            seen.pop(node.path, None)
            numbered.append(node)
            continue
        before = seen.get(node.path, own.get(node.path, 0))
        seen[node.path] = before + 1
        alone = plain[node.path] == 1 and before == 0 and not (node.path in has_points and node.path)
        numbered.append(replace(node, number=0 if alone else before + 1))
    return numbered


class _Reader:
    """Walks the tree and decides what stands together in one passage."""

    def __init__(self, nodes: list[_Node], place: Place) -> None:
        self.nodes = nodes
        self.place = place
        self.drafts: list[Draft] = []
        self.opened: list[tuple[int, Open]] = []

    def read(self, start: int, stop: int, headings: tuple[str, ...]) -> None:
        index = start
        while index < stop:
            node = self.nodes[index]
            end = self._subtree(index, stop)
            self._open(node)
            if node.heading:
                self.read(index + 1, end, (*headings, node.line.text))
            elif end == index + 1 and node.label is None:
                end = self._small(index, stop)
                self._outline(index + 1, end)
                self._paragraphs(index, end, headings)
            elif end == index + 1 and (group := self._short_points(index, stop)) > index + 1:
                self._outline(index + 1, group)
                parent = Pinpoint(path=node.path[:-1], annex=self.place.annex)
                self.drafts.append(Draft(node.line.start, self.nodes[group - 1].line.end, headings, parent))
                end = group
            elif self._together(index, end):
                self._outline(index + 1, end)
                self._draft(index, end, headings)
            else:
                self._paragraphs(index, index + 1, headings)
                below = (*headings, _lead(node.line.text)) if node.label else headings
                self.read(index + 1, end, below)
            index = end

    def _subtree(self, index: int, stop: int) -> int:
        node, end = self.nodes[index], index + 1
        if node.label is None:
            if node.line.text[-1] not in "：:":
                return end
            while end < stop and self.nodes[end].label and len(self.nodes[end].path) > len(node.path):
                end += 1
            return end
        depth = len(node.path)
        while end < stop and self.nodes[end].path[:depth] == node.path:
            if self.nodes[end].label is not None and len(self.nodes[end].path) == depth:
                break
            end += 1
        return end

    def _small(self, index: int, stop: int) -> int:
        """Where the run of short plain paragraphs that begins here ends."""
        end, first = index + 1, self.nodes[index]
        if first.path == ("序言",):  # its paragraphs are addresses of their own: 序言第七自然段
            return end
        while end < stop and self.nodes[end].label is None and self.nodes[end].path == first.path:
            line = self.nodes[end].line
            table = line.table and self.nodes[end - 1].line.table
            together = line.end - first.line.start
            if line.broken or together > (GROUP if table else LONG_PARAGRAPH):
                break
            if (
                not table
                and len(line.text) > SMALL
                and self.nodes[end - 1].line.end - first.line.start > SMALL
            ):
                break
            end += 1
        return end

    def _short_points(self, index: int, stop: int) -> int:
        """Where the run of short points without anything under them ends; they stand in one passage of their parent."""
        first, end = self.nodes[index], index
        if len(first.path) < 2 and self.place.annex is None:
            return index
        while end < stop:
            node = self.nodes[end]
            nested = end + 1 < stop and len(self.nodes[end + 1].path) > len(node.path)
            if node.label is None or node.heading or nested or len(node.path) != len(first.path):
                break
            if (
                len(node.line.text) > SMALL
                or node.line.end - first.line.start > LONG_PARAGRAPH
                or node.line.broken
            ):
                break
            if end + 1 < stop and self.nodes[end + 1].label is None and self.nodes[end + 1].path == node.path:
                break
            end += 1
        return end

    def _together(self, index: int, end: int) -> bool:
        if any(node.line.broken or node.heading for node in self.nodes[index + 1 : end]):
            return False
        total = self.nodes[end - 1].line.end - self.nodes[index].line.start
        if end == index + 1:
            return not self._splittable(index)
        if total <= SHORT_GROUP:
            return True
        return total <= GROUP and total / (end - index) <= 150

    def _splittable(self, index: int) -> bool:
        return len(self.nodes[index].line.text) > LONG_PARAGRAPH

    def _draft(self, index: int, end: int, headings: tuple[str, ...]) -> None:
        first, last = self.nodes[index].line, self.nodes[end - 1].line
        self.drafts.append(Draft(first.start, last.end, headings, self._pinpoint(self.nodes[index])))

    def _pinpoint(self, node: _Node) -> Pinpoint:
        return Pinpoint(path=node.path, annex=self.place.annex, paragraph=node.number or None)

    def _paragraphs(self, index: int, end: int, headings: tuple[str, ...]) -> None:
        node = self.nodes[index]
        if end > index + 1:
            self._draft(index, end, headings)
            return
        text = node.line.text
        points = run_in_points(
            text, node.label.text if node.label and node.label.rank == RUN_IN_RANK else None
        )
        if len(text) <= LONG_PARAGRAPH or not points:
            self._draft(index, end, headings)
            return
        self._cut(node, points, headings)

    def _cut(self, node: _Node, points: tuple[Point, ...], headings: tuple[str, ...]) -> None:
        """One passage per outermost run-in point; a short lead-in stays with the first one."""
        text, offset = node.line.text, node.line.start
        tops = [point for point in points if len(point.labels) == 1]
        starts = [point.start for point in tops]
        own = (*headings, _lead(text)) if node.label else headings
        if starts[0] > SHORT_LEAD:
            self.drafts.append(
                Draft(offset, offset + _trim(text, 0, starts[0]), headings, self._pinpoint(node))
            )
        for position, point in enumerate(tops):
            lead = position == 0 and 0 < starts[0] <= SHORT_LEAD
            start = 0 if lead else point.start
            end = starts[position + 1] if position + 1 < len(starts) else len(text)
            place = self._pinpoint(node)
            if not lead:
                place = Pinpoint(path=(*node.path, *point.labels), annex=self.place.annex)
            self.drafts.append(
                Draft(offset + start, offset + _trim(text, start, end), headings if lead else own, place)
            )

    def _outline(self, index: int, end: int) -> None:
        for node in self.nodes[index:end]:
            self._open(node)

    def _open(self, node: _Node) -> None:
        """Put a line into the outline: its own label, then the run-in points inside it."""
        label, text = node.label, node.line.text
        if label is not None:
            title = "" if label.form == "name" else text[_label_end(label) :]
            shown = text if label.form == "name" else label.text
            level = self.place.level + len(node.path) - 1
            self.opened.append((level, Open(label.rank, shown, _lead(title), node.line.start)))
        if not node.heading:
            for point in _run_ins(node):
                self._open_run_in(node, point.start, point.labels)

    def _open_run_in(self, node: _Node, start: int, labels: tuple[str, ...]) -> None:
        level = self.place.level + len(node.path) + len(labels) - 1
        text = node.line.text[start + len(labels[-1]) :]
        self.opened.append((level, Open(RUN_IN_RANK, labels[-1], _lead(text), node.line.start + start)))


def _label_end(label: Label) -> int:
    return len(label.text) if label.rank == RUN_IN_RANK else label.end


def _run_ins(node: _Node) -> tuple[Point, ...]:
    own = node.label.text if node.label and node.label.rank == RUN_IN_RANK else None
    return run_in_points(node.line.text, own)


def _lead(text: str) -> str:
    """The first sentence, at most 60 characters: what an outline shows of a point."""
    sentence = re.split(r"(?<=[。！？；])", text.strip().lstrip("，,、：: "), maxsplit=1)[0].rstrip("。；")
    return sentence if len(sentence) <= 60 else sentence[:60] + "…"


def _trim(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())
