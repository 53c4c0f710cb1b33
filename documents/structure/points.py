"""Texts that are numbered otherwise than by articles: speeches, notices, decisions, cases, preambles, annexes.

Reads 第一部分, 一、, （一）, 1., （1）, ①, Markdown headings and lists that run on inside a paragraph into heading
paths. Knows nothing of 条, 款 and 项: an article quoted in a decision is text of the point that quotes it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from documents.pinpoint import Pinpoint

from .drafts import Draft, Found, Open, closed
from .lines import Line
from .marks import RUN_IN_RANK, Label
from .runin import Point, run_in_points
from .tree import Node, read_nodes

GROUP = 900  # a point and its sub-points up to this many characters stand in one passage
SHORT_GROUP = 400
LONG_PARAGRAPH = 400  # a paragraph above this is cut at the points of its run-in list
HUGE_PARAGRAPH = 1500  # without points it is cut at sentences
SHORT_LEAD = 60  # a lead-in below this stays with the first point
SMALL = 80  # unlabelled paragraphs below this are joined with the next

_COURTESY = re.compile(
    r"(?:(?:(?:尊敬的|各位|亲爱的)[^，。；！!：:、]{0,12}|同志们|代表们|委员们|朋友们|女士们|先生们|大家好)[、，]?){1,4}[：:！!。]?"
    r"|谢谢.{0,6}|(?:我的)?(?:发言|讲话|汇报)完毕.{0,12}|我?就?讲(?:完|到)(?:了|这里|此).{0,12}"
)


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
    nodes = read_nodes(lines, place.before, place.quotes)
    reader = _Reader(nodes, place)
    reader.read(0, len(nodes), place.headings)
    return Found(reader.drafts, closed(reader.opened, lines[-1].end))


class _Reader:
    """Walks the tree and decides what stands together in one passage."""

    def __init__(self, nodes: list[Node], place: Place) -> None:
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
                self._group(index, group, headings)
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
        """Where a list begun here ends if all its points are short and have nothing under them; else `index`."""
        first, end = self.nodes[index], index
        if (
            first.label is None
            or first.label.number != 1
            or (len(first.path) < 2 and self.place.annex is None)
        ):
            return index
        while end < stop and self.nodes[end].path[:-1] == first.path[:-1] and self.nodes[end].label:
            node = self.nodes[end]
            under = end + 1 < stop and len(self.nodes[end + 1].path) > len(node.path)
            goes_on = end + 1 < stop and self.nodes[end + 1].path == node.path
            if node.heading or under or goes_on or len(node.line.text) > SMALL:
                return index
            end += 1
        return end

    def _group(self, start: int, stop: int, headings: tuple[str, ...]) -> None:
        """Short points in as few passages as their length allows, under the address of what they are points of."""
        parent = Pinpoint(path=self.nodes[start].path[:-1], annex=self.place.annex)
        first = self.nodes[start].line
        for index in range(start + 1, stop + 1):
            line = self.nodes[index].line if index < stop else None
            if line is None or line.broken or line.end - first.start > LONG_PARAGRAPH:
                self.drafts.append(Draft(first.start, self.nodes[index - 1].line.end, headings, parent))
                first = line or first

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

    def _pinpoint(self, node: Node) -> Pinpoint:
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
        if len(text) > HUGE_PARAGRAPH and not points:
            self._sentences(node, headings)
            return
        if len(text) <= LONG_PARAGRAPH or not points:
            self._draft(index, end, headings)
            return
        self._cut(node, points, headings)

    def _cut(self, node: Node, points: tuple[Point, ...], headings: tuple[str, ...]) -> None:
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

    def _sentences(self, node: Node, headings: tuple[str, ...]) -> None:
        """A paragraph too long for one passage and without points of its own, cut behind full stops."""
        text, start = node.line.text, 0
        while start < len(text):
            stop = len(text)
            if stop - start > HUGE_PARAGRAPH:
                stop = text.rfind("。", start, start + GROUP) + 1 or start + GROUP
            first = node.line.start + start
            last = node.line.start + _trim(text, start, stop)
            if first < last:
                self.drafts.append(Draft(first, last, headings, self._pinpoint(node)))
            start = _skip(text, stop)

    def _outline(self, index: int, end: int) -> None:
        for node in self.nodes[index:end]:
            self._open(node)

    def _open(self, node: Node) -> None:
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

    def _open_run_in(self, node: Node, start: int, labels: tuple[str, ...]) -> None:
        level = self.place.level + len(node.path) + len(labels) - 1
        text = node.line.text[start + len(labels[-1]) :]
        self.opened.append((level, Open(RUN_IN_RANK, labels[-1], _lead(text), node.line.start + start)))


def _label_end(label: Label) -> int:
    return len(label.text) if label.rank == RUN_IN_RANK else label.end


def _run_ins(node: Node) -> tuple[Point, ...]:
    own = node.label.text if node.label and node.label.rank == RUN_IN_RANK else None
    return run_in_points(node.line.text, own)


def _lead(text: str) -> str:
    """The first sentence, at most 60 characters: what an outline shows of a point."""
    sentence = re.split(r"(?<=[。！？；])", text.strip().lstrip("，,、：: "), maxsplit=1)[0].rstrip("。；")
    return sentence if len(sentence) <= 60 else sentence[:60] + "…"


def _trim(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _skip(text: str, start: int) -> int:
    while start < len(text) and text[start].isspace():
        start += 1
    return start
