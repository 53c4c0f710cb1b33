"""Numbered lines as a tree: which point each line belongs to, by the order of the ways of numbering.

Decides what is a heading, a point, a plain paragraph or the closing words; what stands together in one passage is for
`.points` to decide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from documents.labels import canonical_label

from .lines import Line
from .marks import RUN_IN_RANK, Label, point_label
from .quotes import quoted_lines
from .runin import leading_marker

_CLOSING = re.compile(
    r"总之|同志们[，,！!：:]|各位[^。]{0,8}[，,！!]|最后[，,]|让我们|以上[^。]{0,12}[，,]|我就讲|希望大家"
)
_STOP = "。；;！!？?，,、：:”）)"


@dataclass(frozen=True, slots=True)
class Node:
    """One line in the tree. `label` is None for a plain paragraph, which then has its place among those of its path."""

    line: Line
    path: tuple[str, ...]
    label: Label | None
    heading: bool = False
    number: int = 0


def read_nodes(lines: list[Line], before: str | None, quotes: bool) -> list[Node]:
    """Each line with its path, by the order of ranks; a Markdown heading is closed only by one of its level or above.

    `before` names the paragraphs above the first point; with `quotes`, lines inside quotations are nothing but text.
    """
    inside = quoted_lines(lines) if quotes else frozenset()
    labels = [None if i in inside else line_label(line) for i, line in enumerate(lines)]
    last = max((i for i, label in enumerate(labels) if label), default=-1)
    nodes: list[Node] = []
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
            nodes.append(Node(line, path, label, heading))
            continue
        if index > last >= 0 and (closing or (_CLOSING.match(line.text) and not quotes)):
            closing = True
            nodes.append(Node(line, ("结尾",), None))
            continue
        path = tuple(step.text for step, _ in stack)
        nodes.append(Node(line, path or ((before,) if before else ()), None))
    return _number(nodes)


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


def _number(nodes: list[Node]) -> list[Node]:
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
    numbered: list[Node] = []
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
