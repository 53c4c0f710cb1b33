"""An article as 款、项、目. Takes its lines with their offsets; knows nothing of headings or of other articles."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from documents.pinpoint import Pinpoint
from documents.records import Role, Unit

from .marks import Label, article_mark, point_label
from .runin import run_in_points

_INLINE = re.compile(r"[（(][一1][)）]|①|(?<!\d)1[.．、](?!\d)|[：:。；]一、")
_NUMBERED = re.compile(r"[（(].*[)）]|[①-⑳]|\d+\.|[一二三四五六七八九十]+、")
_NEXT_ITEM = re.compile(r"[；;。][ \u3000]*(?=[（(])")
_STOPS = "。；;：:！!？?”’）)》】…|."
_FORMULA = re.compile(r"[=＝×÷≤≥<>]")


@dataclass(slots=True)
class _Piece:
    """A unit while it is being read; numbers as in Pinpoint, `paragraph` counted from 1 even where there is only one."""

    start: int
    end: int
    paragraph: int
    item: int | None = None
    subitem: int | None = None
    head: bool = False


def article_units(lines: list[tuple[int, str]], pinpoint: Pinpoint) -> tuple[Unit, ...]:
    """(offset, text) of each line without surrounding white space; `pinpoint` is the passage's.

    款 carries no number: every unnumbered line is the next paragraph (《立法法》 says so), unless the list it stands in
    goes on behind it or the line before breaks off at a comma.
    """
    lines = _without_label(lines, pinpoint)
    if not lines:
        return ()
    labels = [_label(text) for _, text in lines]
    pieces = _Counter(lines, labels, pinpoint).count()
    many = pinpoint.paragraph is not None or pieces[-1].paragraph > 1
    base = replace(pinpoint, paragraph=None, item=None, subitem=None)
    if pinpoint.paragraph is None and pinpoint.item is not None:
        many = False
    return tuple(
        Unit(
            replace(
                base, paragraph=piece.paragraph if many else None, item=piece.item, subitem=piece.subitem
            ),
            _role(piece),
            piece.start,
            piece.end,
        )
        for piece in pieces
    )


def _without_label(lines: list[tuple[int, str]], pinpoint: Pinpoint) -> list[tuple[int, str]]:
    offset, text = lines[0]
    mark = article_mark(text)
    if mark is None or (mark.number, mark.insertion) != (pinpoint.article, pinpoint.insertion):
        return lines
    rest = text[mark.end :].lstrip()
    return [(offset + len(text) - len(rest), rest), *lines[1:]] if rest else lines[1:]


def _label(text: str) -> Label | None:
    return None if text[0] in "|“" else point_label(text)


def _role(piece: _Piece) -> Role:
    if piece.subitem is not None:
        return Role.SUBITEM
    if piece.item is not None:
        return Role.ITEM
    return Role.HEAD if piece.head else Role.PARAGRAPH


class _Counter:
    def __init__(self, lines: list[tuple[int, str]], labels: list[Label | None], pinpoint: Pinpoint) -> None:
        self.lines = lines
        self.labels = labels
        self.pieces: list[_Piece] = []
        self.lead: _Piece | None = None  # the paragraph that the items belong to
        self.paragraph = (pinpoint.paragraph or 1) - (0 if labels[0] and pinpoint.item is not None else 1)
        self.next = _following_labels(labels)
        self.lost = _lost_items(lines, labels)
        self.forms: list[str] = []
        self.last: dict[str, int] = {}
        if pinpoint.subitem is not None and labels[0]:
            self.forms = ["?", labels[0].form]
        self.item = pinpoint.item

    def count(self) -> list[_Piece]:
        for index, ((offset, text), label) in enumerate(zip(self.lines, self.labels, strict=True)):
            end = offset + len(text)
            if label is not None and self.paragraph > 0:
                self._listed(offset, text, label)
            elif index in self.lost and self.paragraph > 0:
                self._lost_item(_Piece(offset, end, self.paragraph, self.lost[index]))
            elif self.pieces and self._continues(index):
                self.pieces[-1].end = end
            elif self._unnumbered_item(index):
                self.item = (self.item or 0) + 1
                self._mark_head()
                self.pieces.append(_Piece(offset, end, self.paragraph, self.item))
            else:
                self.paragraph += 1
                self.forms, self.last, self.item = [], {}, None
                self._add(_Piece(offset, end, self.paragraph), text)
        return self.pieces

    def _lost_item(self, piece: _Piece) -> None:
        self.forms, self.item = ["chinese"], piece.item
        self.last["chinese"] = piece.item or 0
        self._mark_head()
        self.pieces.append(piece)

    def _unnumbered_item(self, index: int) -> bool:
        """A line of a list whose numbers the source has lost: …下列情形之一的： / …的； / …的。"""
        if not self.pieces or self.paragraph == 0:
            return False
        text, before = self.lines[index][1], self.lines[index - 1][1]
        if self.forms:
            after = self.labels[index + 1] if index + 1 < len(self.labels) else None
            last = self.last.get(self.forms[0], 0)
            skips = after is not None and after.form == self.forms[0] and after.number == last + 2
            return skips and len(self.forms) == 1 and before[-1] in "；;"
        if self.item is None:
            return before[-1] in "：:" and text[-1] in "；;"
        return before[-1] in "；;"

    def _listed(self, offset: int, text: str, label: Label) -> None:
        level = self._level(label)
        self.last[label.form] = label.number
        end = offset + len(text)
        if level == 0:
            self.item = label.number
            self._mark_head()
            self._add(_Piece(offset, end, self.paragraph, self.item), text)
        elif level == 1:
            self._add(_Piece(offset, end, self.paragraph, self.item, label.number), text)
        else:
            self.pieces[-1].end = end

    def _level(self, label: Label) -> int:
        if label.form in self.forms:
            level = self.forms.index(label.form)
            for form in self.forms[level + 1 :]:
                self.last.pop(form, None)
            self.forms = self.forms[: level + 1]
            return level
        if self.forms[:1] == ["?"] and label.number != 1:
            self.forms = [label.form]
            return 0
        self.forms.append(label.form)
        return len(self.forms) - 1

    def _mark_head(self) -> None:
        if self.lead is not None and self.lead.paragraph == self.paragraph:
            self.lead.head = True

    def _continues(self, index: int) -> bool:
        """Whether an unnumbered line belongs to the unit before it: a table, a broken line, or the list goes on behind it."""
        text, before = self.lines[index][1], self.lines[index - 1][1] if index else ""
        if (
            text[0] in "|，。；、）)："
            or _broken(before)
            or (_FORMULA.search(text) and text[-1] not in "。；：")
        ):
            return True
        following = self.next[index]
        if following is None or following.form not in self.forms or following.form not in self.last:
            return False
        return following.number == self.last[following.form] + 1 and following.number > 1

    def _add(self, piece: _Piece, text: str) -> None:
        """Add a unit, taken apart where its own list runs on inside the line."""
        self.pieces.append(piece)
        if piece.item is None:
            self.lead = piece
        own = point_label(text) if piece.item is not None else None
        if own is not None and piece.subitem is None and (more := _following(text, own)):
            self._siblings(piece, text, more)
            return
        if piece.subitem is not None or not _INLINE.search(text, 1):
            return
        points = [
            point
            for point in run_in_points(text, own.text if own else None)
            if len(point.labels) == 1 and _NUMBERED.fullmatch(point.labels[0])
        ]
        if points:
            self._inner(piece, text, [point.start for point in points])

    def _siblings(self, piece: _Piece, text: str, starts: list[int]) -> None:
        """（一）…；（二）… on one line: the items after the first."""
        first = piece.item or 1
        piece.end = piece.start + len(text[: starts[0]].rstrip())
        for number, (start, stop) in enumerate(zip(starts, [*starts[1:], len(text)], strict=True), 1):
            end = piece.start + len(text[:stop].rstrip())
            self.pieces.append(_Piece(piece.start + start, end, piece.paragraph, first + number))
        self.item = first + len(starts)
        if self.forms:
            self.last[self.forms[0]] = self.item

    def _inner(self, piece: _Piece, text: str, starts: list[int]) -> None:
        """A list inside a paragraph or an item: its lead-in stays with the unit, its points become items or 目."""
        lead = len(text[: starts[0]].rstrip())
        piece.end, piece.head = piece.start + lead, True
        if lead == 0:
            self.pieces.pop()
        for number, (start, stop) in enumerate(zip(starts, [*starts[1:], len(text)], strict=True), 1):
            end = piece.start + len(text[:stop].rstrip())
            item, subitem = (number, None) if piece.item is None else (piece.item, number)
            self.pieces.append(_Piece(piece.start + start, end, piece.paragraph, item, subitem))


def _lost_items(lines: list[tuple[int, str]], labels: list[Label | None]) -> dict[int, int]:
    """Item numbers of lines whose own the source has lost, by the index of the line: between 下列…： and （五） stand just four,
    or between （二） and （五） just two. A list where the count does not come out is left alone."""
    lost: dict[int, int] = {}
    before, since = 0, -1  # the number before the run of unnumbered lines, and where that one stands
    for index, label in enumerate(labels):
        if label is None:
            if lines[index][1][-1] in "：:":
                before, since = 0, index
            continue
        run = [i for i in range(since + 1, index) if not _broken(lines[i - 1][1])] if since >= 0 else []
        if label.form == "chinese" and run and len(run) == label.number - before - 1:
            lost.update(zip(run, range(before + 1, label.number), strict=True))
        before, since = (label.number, index) if label.form == "chinese" else (before, -1)
    return lost


def _following_labels(labels: list[Label | None]) -> list[Label | None]:
    """For each line the label of the next line that has one."""
    result: list[Label | None] = []
    nearest: Label | None = None
    for label in reversed(labels):
        result.append(nearest)
        nearest = label or nearest
    return result[::-1]


def _broken(before: str) -> bool:
    """Whether a line breaks off in the middle of a sentence, as lines of PDFs do; a formula has no full stop either."""
    return before[-1:] in "，、," or (
        before[-1:] not in _STOPS and len(before) > 12 and not _FORMULA.search(before)
    )


def _following(text: str, own: Label) -> list[int]:
    """Starts of the next items on the line of item `own`: behind ； or 。, in sequence."""
    if own.form not in ("chinese", "bracket"):
        return []
    starts: list[int] = []
    for match in _NEXT_ITEM.finditer(text, own.end):
        label = point_label(text[match.end() : match.end() + 8])
        if label is not None and label.form == own.form and label.number == own.number + len(starts) + 1:
            starts.append(match.end())
    return starts
