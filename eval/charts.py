"""Pictures of numbers as SVG text: bars with intervals, lines over time. No script, no outside resource."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from .statistics import Interval

RED, INK, GOLD, PAPER = "#8b1a1a", "#1f3a5f", "#b8860b", "#ece7db"
COLORS = (RED, INK, "#1b5e20", "#7a4b00", "#5b2a86", "#00606b", "#444444", "#a0522d", "#2f4f4f")


def bar(value: Interval, width: int = 200, color: str = RED) -> str:
    """A bar from 0 to 1; the line across its end is the interval, which one case does not have."""
    x, low, high = value.mean * width, value.low * width, value.high * width
    ends = f"M{low:.1f} 7H{high:.1f}M{low:.1f} 3V11M{high:.1f} 3V11" if value.cases > 1 else ""
    return (
        f'<svg width="{width}" height="14" viewBox="0 0 {width} 14" role="img" aria-label="{value.mean:.3f}">'
        f'<rect width="{width}" height="14" fill="{PAPER}"/>'
        f'<rect y="2" width="{x:.1f}" height="10" fill="{color}"/>'
        f'<path d="{ends}" stroke="{GOLD}" stroke-width="2"/></svg>'
    )


def lines(series: Mapping[str, Sequence[float | None]], width: int = 900, height: int = 220) -> str:
    """One line a series, values from 0 to 1 in order of time; gaps where a run lacks the value."""
    longest = max((len(values) for values in series.values()), default=0)
    if longest < 2:
        return ""
    left, right, top, bottom = 34, 150, 10, 16
    step = (width - left - right) / (longest - 1)

    def y(value: float) -> float:
        return top + (1 - value) * (height - top - bottom)

    grid = "".join(
        f'<path d="M{left} {y(v):.1f}H{width - right}" stroke="{PAPER}"/><text x="2" y="{y(v) + 4:.1f}">{v:g}</text>'
        for v in (0.0, 0.25, 0.5, 0.75, 1.0)
    )
    drawn, labels = [], []
    for i, (name, values) in enumerate(series.items()):
        points = [(left + n * step, y(v)) for n, v in enumerate(values) if v is not None]
        if points:
            path = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
            color = COLORS[i % len(COLORS)]
            drawn.append(f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="2"/>')
            labels.append((points[-1][1], name, color))
    return (
        f'<svg class="wide" viewBox="0 0 {width} {height}" role="img" aria-label="走势">{grid}{"".join(drawn)}'
        f"{_spread(labels, width - right + 8)}</svg>"
    )


def _spread(labels: Sequence[tuple[float, str, str]], x: float) -> str:
    """Labels at the ends of their lines, moved apart where they would overlap."""
    placed, last = [], -1e9
    for at, name, color in sorted(labels):
        last = max(at, last + 14)
        placed.append(f'<text x="{x:.0f}" y="{last + 4:.1f}" style="fill:{color}">{escape(name)}</text>')
    return "".join(placed)
