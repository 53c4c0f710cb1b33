"""Statutes: 编、分编、章、节、条, with what stands before the first article and in annexes.

Finds the articles and headings of a whole text. What an article holds (款、项、目) is for `documents.units`; what
stands outside articles is read by `.points`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from documents.labels import canonical_label
from documents.pinpoint import Pinpoint

from .drafts import Draft, Found, Open, closed
from .lines import Line
from .marks import (
    ArticleMark,
    HeadingMark,
    annex_mark,
    annex_title,
    article_mark,
    bare_chapter,
    heading_mark,
    point_label,
)
from .points import Place, read_points
from .policy import Annex
from .quotes import quoted_lines
from .split import split_article

_RANK_OF_NAME = 3
_BARE = re.compile(r"[\u4e00-\u9fff、，（）《》“”]{2,30}")


@dataclass(slots=True)
class _Block:
    """Neighbouring lines that belong together: one article (`mark` set) or text outside articles."""

    lines: list[Line]
    headings: tuple[str, ...]
    annex: str | None
    mark: ArticleMark | None = None
    name: str | None = None


@dataclass(slots=True)
class Articles(Found):
    """`numbers` are (number, insertion or 0) of the body's articles in reading order, annexes left out."""

    numbers: list[tuple[int, int]] = field(default_factory=list)
    counts: dict[int, int] = field(default_factory=dict)


def article_lines(lines: list[Line], amending: bool) -> dict[int, ArticleMark]:
    """Index of each line that begins an article of this text. `amending` texts quote articles of others line by line.

    In sequence a label needs no space behind it; out of sequence it does. An article inside an open quotation counts
    only if it is the next number of the text itself.
    """
    inside = quoted_lines(lines) if amending else frozenset()
    found: dict[int, ArticleMark] = {}
    expected = 0
    for index, line in enumerate(lines):
        mark = article_mark(line.text)
        if mark is None or not _counts(mark, expected, amending, index in inside):
            continue
        found[index] = mark
        expected = mark.number + 1
    return found


def _counts(mark: ArticleMark, expected: int, amending: bool, quoted: bool) -> bool:
    """`expected` is the number after the last article, 0 before the first one."""
    follows = mark.number == expected or (expected > 0 and mark.insertion is not None)
    if quoted:
        return mark.number == expected and mark.spaced
    if amending and expected:  # 增加五条，内容如下： is followed by articles of another text
        return expected <= mark.number <= expected + 1
    return mark.spaced or follows or mark.number == 1 or expected < mark.number <= expected + 3


@dataclass(frozen=True, slots=True)
class Setting:
    """`before` names the plain text above the first article (引言); `amending` texts quote articles of others; `annex` is
    set where the whole text is one."""

    before: str
    amending: bool = False
    annex: Annex | None = None


def read_articles(lines: list[Line], marks: dict[int, ArticleMark], setting: Setting) -> Articles:
    """Passages and outline of a text with articles."""
    blocks, opened, counts = _Scanner(lines, marks, setting).scan()
    found = Articles(counts=counts)
    extra: list[tuple[int, Open]] = []
    for block in blocks:
        if block.mark is None:
            place = Place(
                block.headings, block.annex, block.name or (None if block.annex else setting.before)
            )
            read = read_points(block.lines, place)
            found.drafts += read.drafts
            extra += [(h.level, Open(0, h.label, h.title, h.start)) for h in read.headings]
            continue
        mark = block.mark
        pinpoint = Pinpoint(article=mark.number, insertion=mark.insertion, annex=block.annex)
        found.drafts += [
            Draft(start, end, block.headings, place)
            for start, end, place in split_article(block.lines, pinpoint)
        ]
        if block.annex is None:
            found.numbers.append((mark.number, mark.insertion or 0))
    end = lines[-1].end if lines else 0
    found.headings = closed(sorted(opened + extra, key=lambda entry: entry[1].start), end)
    return found


class _Scanner:
    def __init__(self, lines: list[Line], marks: dict[int, ArticleMark], setting: Setting) -> None:
        self.amending = setting.amending
        self.lines = lines
        self.marks = marks
        self.stack: list[tuple[int, Open]] = []
        self.opened: list[tuple[int, Open]] = []
        self.blocks: list[_Block] = []
        self.counts: dict[int, int] = {}
        self.annex: str | None = None
        self.name: str | None = None
        if annex := setting.annex:
            self.annex = annex.label
            shown = f"{annex.label} {annex.title}".strip()
            self._push(0, Open(0, annex.label, annex.title, annex.heading.start, shown))

    def scan(self) -> tuple[list[_Block], list[tuple[int, Open]], dict[int, int]]:
        index = self._after_contents()
        fresh = True  # nothing has been read since the last heading
        while index < len(self.lines):
            line = self.lines[index]
            if index in self.marks:
                self._start([line], self.marks[index])
                fresh = False
            elif (used := self._annex(index) or self._heading(index)) > 0:
                index, fresh = index + used, True
                continue
            elif fresh or not self.blocks:
                self._start([line], None)
                fresh = False
            else:
                self.blocks[-1].lines.append(line)
            index += 1
        return self.blocks, self.opened, self.counts

    def _start(self, lines: list[Line], mark: ArticleMark | None) -> None:
        headings = tuple(opened.printed for _, opened in self.stack)
        self.blocks.append(_Block(lines, headings, self.annex, mark, self.name))

    def _annex(self, index: int) -> int:
        """How many lines the head of an annex takes. An annex begins only after the articles have begun."""
        line = self.lines[index]
        if self.blocks and any(block.mark for block in self.blocks) and (label := annex_mark(line.text)):
            self.annex, self.name, self.stack = label, None, []
            title, used = annex_title(line.text), 1
            if not title and self._continued(index + 1):
                title, used = self.lines[index + 1].text, 2
            shown = line.text if used == 1 else f"{line.text.rstrip('：: ')} {title}"
            self._push(0, Open(0, label, title, line.start, shown))
            return used
        return 0

    def _continued(self, index: int) -> bool:
        """Whether the line at `index` can be a title: short, no sentence, no mark of its own."""
        if index >= len(self.lines) or index in self.marks:
            return False
        line = self.lines[index]
        return line.level == 0 and len(line.text) <= 40 and _is_title(line) and not point_label(line.text)

    def _heading(self, index: int) -> int:
        """How many lines the heading at `index` takes; 0 if there is none."""
        line = self.lines[index]
        if self.amending and not line.level:
            return 0
        mark = heading_mark(line.text)
        if mark is not None and (line.level or mark.spaced or self._next_of_rank(mark)):
            self.name = None
            return self._division(mark, index)
        if (lost := self._lost_title(index)) > 0:
            return lost
        name = bare_chapter(line.text)
        if name is None and line.level:
            name = line.text
        if name is None:
            return 0
        rank = _RANK_OF_NAME if not line.level or self.annex is None else line.level + 4
        self.name = canonical_label(name[:40])
        self._push(rank, Open(rank, name, "", line.start))
        return 1

    def _division(self, mark: HeadingMark, index: int) -> int:
        title, used = mark.title, 1
        if self._continued(index + 1) and (not title or self._begins(index + 2)):
            title, used = title + self.lines[index + 1].text, 2
        self.counts[mark.rank] = self.counts.get(mark.rank, 0) + 1
        self._push(mark.rank, Open(mark.rank, mark.label, title, self.lines[index].start))
        return used

    def _lost_title(self, index: int) -> int:
        """A heading whose 第二章 the source has lost: bare words on one or two lines between a full stop and an article."""
        if self.annex or not self.blocks or self.blocks[-1].mark is None or self.lines[index].level:
            return 0
        if self.lines[index - 1].text[-1] != "。" or not self._bare(index):
            return 0
        used = 1 if index + 1 in self.marks else 2
        if used == 2 and not (index + 2 in self.marks and self._bare(index + 1)):
            return 0
        title = "".join(line.text for line in self.lines[index : index + used])
        self._push(3, Open(3, title, "", self.lines[index].start))
        return used

    def _bare(self, index: int) -> bool:
        return self._continued(index) and _BARE.fullmatch(self.lines[index].text) is not None

    def _begins(self, index: int) -> bool:
        return index in self.marks or (
            index < len(self.lines) and heading_mark(self.lines[index].text) is not None
        )

    def _push(self, rank: int, opened: Open) -> None:
        self.stack = [entry for entry in self.stack if entry[0] < rank]
        self.stack.append((rank, opened))
        self.opened.append((len(self.stack), opened))

    def _next_of_rank(self, mark: HeadingMark) -> bool:
        last = next((opened for rank, opened in reversed(self.stack) if rank == mark.rank), None)
        before = heading_mark(last.label) if last else None
        return mark.number == (before.number + 1 if before else 1)

    def _after_contents(self) -> int:
        """Index of the first line behind a table of contents: headings that come again before any article."""
        first = min(self.marks, default=len(self.lines))
        heads = [i for i in range(first) if heading_mark(self.lines[i].text)]
        if not heads:
            return 0
        label = heading_mark(self.lines[heads[0]].text)
        again = [
            i
            for i in heads[1:]
            if label
            and (other := heading_mark(self.lines[i].text))
            and (other.label, other.rank) == (label.label, label.rank)
        ]
        if not again:
            return 0
        for i in range(heads[0]):
            if self.lines[i].text.replace(" ", "").replace("\u3000", "") in ("目录", "目次"):
                self._keep(0, i)
                return again[0]
        self._keep(0, heads[0])
        return again[0]

    def _keep(self, start: int, stop: int) -> None:
        if stop > start:
            self._start(self.lines[start:stop], None)


def _is_title(line: Line) -> bool:
    return line.text[-1] not in "。；：:;，" and not line.table and heading_mark(line.text) is None
