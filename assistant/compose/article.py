"""An article, 款 or 项 that was named: itself, whole, and nothing that was not asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from documents.pinpoint import Pinpoint
from documents.units import units
from index.records import Hit

from ..evidence.spans import Span, article_name
from ..records import Section
from .draft import Draft


def named(hits: Sequence[Hit], pinpoint: Pinpoint) -> tuple[Span, ...]:
    """The stretches at `pinpoint` within `hits`, the passages of its article in reading order; () where it has none."""
    spans = [span for hit in hits for span in _within(hit, pinpoint)]
    if not spans and pinpoint.paragraph == 1:  # an article of one paragraph, of which people still say 第一款
        spans = [span for hit in hits for span in _within(hit, replace(pinpoint, paragraph=None))]
        spans = [s for s in spans if all(u.pinpoint.paragraph is None for u in units(s.hit.passage))]
    return tuple(sorted(spans, key=lambda span: span.key))


def _within(hit: Hit, pinpoint: Pinpoint) -> Iterator[Span]:
    """One stretch for each passage: from the first unit that `pinpoint` covers to the last. A 项 brings its head."""
    all_units = units(hit.passage)
    covered = [i for i, unit in enumerate(all_units) if pinpoint.covers(unit.pinpoint)]
    if not covered:
        return
    first, last = all_units[covered[0]], all_units[covered[-1]]
    if pinpoint.item is not None:
        head = next((u for u in reversed(all_units[: covered[0]]) if u.role == "head"), None)
        if head is not None:
            yield _trimmed(hit, head.start, head.end, str(head.pinpoint))
    wanted = article_name(hit.passage.pinpoint) if pinpoint == pinpoint.article_only() else str(pinpoint)
    yield _trimmed(hit, first.start, last.end, wanted)


def _trimmed(hit: Hit, start: int, end: int, pinpoint: str) -> Span:
    text = hit.passage.text[start - hit.passage.start : end - hit.passage.start]
    return Span(hit, start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip()), pinpoint)


def show(groups: Sequence[Sequence[Span]], draft: Draft) -> list[Section]:
    """One sentence for each place that was named."""
    return [Section("", tuple(draft.quote(spans) for spans in groups if spans))]
