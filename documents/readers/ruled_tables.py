"""Ruled tables on a printed page: lines to a grid, letters to its cells. Knows no file format.

Only tables drawn with lines both ways are found; text set in columns without lines is left to the layout.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .page_layout import Box, Line, lines_of
from .tables import table_lines

_TOUCH = 3.0  # points
_MOST_LINES = 400


@dataclass(frozen=True, slots=True)
class Rule:
    """A level (`level`) or upright line at `at`, from `low` to `high` along its own direction."""

    level: bool
    at: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class _Grid:
    """`xs`, `ys` ascending edges of columns and rows; row 0 is the lowest."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    rules: tuple[Rule, ...]

    def place(self, box: Box) -> tuple[int, int] | None:
        """(row, column) of the cell in which the middle of the box lies; None outside the grid."""
        column = bisect_right(self.xs, (box.x0 + box.x1) / 2) - 1
        row = bisect_right(self.ys, (box.y0 + box.y1) / 2) - 1
        inside = 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1
        return (row, column) if inside else None

    def divided(self, level: bool, edge: float, middle: float) -> bool:
        """Whether a line is drawn on the edge between two cells, at the middle of their common side."""
        return any(
            rule.level == level
            and abs(rule.at - edge) <= _TOUCH
            and rule.low - _TOUCH <= middle <= rule.high + _TOUCH
            for rule in self.rules
        )


def page_lines(boxes: Sequence[Box], rules: Sequence[Rule], page: int) -> list[Line]:
    """`lines_of`, with each row of a ruled table as one line of its own (`Line.row`) in the table's place."""
    grids = _grids(rules)
    if not grids:
        return lines_of(boxes, page)
    rest = list(boxes)
    tables: list[list[Line]] = []
    for grid in grids:
        inside = [box for box in rest if grid.place(box)]
        rows = _rows(grid, inside, page)
        if rows:
            tables.append(rows)
            taken = set(map(id, inside))
            rest = [box for box in rest if id(box) not in taken]
    lines = lines_of(rest, page)
    for rows in tables:
        top = rows[0].y
        place = next((index for index, line in enumerate(lines) if line.y < top and not line.row), len(lines))
        lines[place:place] = rows
    return lines


def _grids(rules: Sequence[Rule]) -> list[_Grid]:
    """Lines that touch one another, as grids of at least two columns and two cells, from the top of the page down."""
    grids = []
    for group in _touching(list(dict.fromkeys(rules))[:_MOST_LINES]):
        xs = _distinct([rule.at for rule in group if not rule.level])
        ys = _distinct([rule.at for rule in group if rule.level])
        if len(xs) >= 3 and len(ys) >= 2:
            grids.append(_Grid(xs, ys, tuple(group)))
    return sorted(grids, key=lambda grid: (-grid.ys[-1], grid.xs[0]))


def _touching(rules: list[Rule]) -> list[list[Rule]]:
    groups: list[list[Rule]] = []
    for rule in rules:
        met = [group for group in groups if any(_meet(rule, other) for other in group)]
        groups = [group for group in groups if not any(group is one for one in met)]
        groups.append([rule, *(other for group in met for other in group)])
    return groups


def _meet(one: Rule, other: Rule) -> bool:
    if one.level == other.level:
        along = min(one.high, other.high) - max(one.low, other.low)
        return abs(one.at - other.at) <= _TOUCH and along >= -_TOUCH
    return (
        one.low - _TOUCH <= other.at <= one.high + _TOUCH
        and other.low - _TOUCH <= one.at <= other.high + _TOUCH
    )


def _distinct(values: list[float]) -> tuple[float, ...]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _TOUCH:
            kept.append(value)
    return tuple(kept)


def _rows(grid: _Grid, inside: Sequence[Box], page: int) -> list[Line]:
    """The table's rows from the top as lines; [] if fewer than two of its cells hold text: then it is a frame."""
    cells: dict[tuple[int, int], list[Box]] = {}
    owners = _owners(grid)
    for box in inside:
        place = grid.place(box)
        if place is not None:
            cells.setdefault(owners[place], []).append(box)
    texts = {place: "".join(line.text for line in lines_of(boxes, page)) for place, boxes in cells.items()}
    if sum(1 for text in texts.values() if text) < 2 or not inside:
        return []
    columns, top = range(len(grid.xs) - 1), len(grid.ys) - 2
    table = [[texts.get(owners[row, column], "") for column in columns] for row in range(top, -1, -1)]
    size = sorted(box.size for box in inside)[len(inside) // 2]
    sample = Line("", grid.xs[0], grid.xs[-1], grid.ys[-1], size, page, row=True)
    return [
        replace(sample, text=text, y=grid.ys[-1] - index)
        for index, text in enumerate(table_lines(table, None))
    ]


def _owners(grid: _Grid) -> dict[tuple[int, int], tuple[int, int]]:
    """Each cell's first cell: cells without a line between them are one."""
    owner = {
        (row, column): (row, column) for row in range(len(grid.ys) - 1) for column in range(len(grid.xs) - 1)
    }

    def root(place: tuple[int, int]) -> tuple[int, int]:
        while owner[place] != place:
            place = owner[place]
        return place

    for row, column in list(owner):
        x, y = (grid.xs[column] + grid.xs[column + 1]) / 2, (grid.ys[row] + grid.ys[row + 1]) / 2
        if (row, column + 1) in owner and not grid.divided(False, grid.xs[column + 1], y):
            owner[root((row, column + 1))] = root((row, column))
        if (row + 1, column) in owner and not grid.divided(True, grid.ys[row + 1], x):
            owner[root((row + 1, column))] = root((row, column))
    return {place: root(place) for place in owner}
