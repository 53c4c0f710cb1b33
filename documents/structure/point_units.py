"""A point of a speech, notice or decision as its paragraphs and run-in points. The counterpart of `article_units`."""

from __future__ import annotations

from documents.pinpoint import Pinpoint
from documents.records import Role, Unit

from .lines import Line
from .marks import RUN_IN_RANK, Label, point_label
from .quotes import quoted_lines
from .runin import first_point, run_in_points
from .tree import descend, line_label


def point_units(lines: list[Line], pinpoint: Pinpoint) -> tuple[Unit, ...]:
    """`lines` are those of one passage, `pinpoint` is the passage's; labels are read as `points` reads them."""
    if not lines:
        return ()
    inside = quoted_lines(lines)
    stack = [(_seed(label), 0) for label in pinpoint.path]
    path, paragraph = pinpoint.path, pinpoint.paragraph
    units: list[Unit] = []
    for index, line in enumerate(lines):
        label = None if index in inside else line_label(line)
        if index == 0:
            if label is not None and paragraph is not None:
                label = None
            elif label is not None and path[-1:] != (label.text,):  # short points of one parent
                stack = [*stack, (label, 0)]
                path = (*path, label.text)
        elif label is not None:
            stack = descend(stack, label, 0)
            path, paragraph = tuple(step.text for step, _ in stack), None
        else:
            paragraph = (paragraph or 1) + 1
        units += _line_units(line, label, Pinpoint(path=path, annex=pinpoint.annex, paragraph=paragraph))
    return tuple(units)


def _seed(text: str) -> Label:
    label = point_label(text)
    if label is not None:
        return label
    return Label(text, RUN_IN_RANK if len(text) <= 3 else 1, 1, 0, text[-1])


def _line_units(line: Line, label: Label | None, place: Pinpoint) -> list[Unit]:
    text = line.text
    outer = label.text if label is not None and label.rank == RUN_IN_RANK else None
    points = run_in_points(text, outer) or first_point(text, outer)
    if not points:
        role = Role.POINT if outer else Role.PARAGRAPH
        return [Unit(place, role, line.start, line.end)]
    units = []
    lead = len(text[: points[0].start].rstrip())
    if lead:
        units.append(Unit(place, Role.HEAD, line.start, line.start + lead))
    stops = [point.start for point in points[1:]] + [len(text)]
    for point, stop in zip(points, stops, strict=True):
        end = line.start + len(text[:stop].rstrip())
        inner = Pinpoint(path=(*place.path, *point.labels), annex=place.annex)
        units.append(Unit(inner, Role.POINT, line.start + point.start, end))
    return units
