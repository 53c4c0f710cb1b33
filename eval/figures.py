"""The README's table of current figures, written by a command from the committed baseline and checked by a test."""

from __future__ import annotations

import re
from pathlib import Path

from .gate import baseline
from .statistics import interval

BEGIN, END = "<!-- figures:begin -->", "<!-- figures:end -->"
SHOWN = (
    "R@5",
    "R@10",
    "R@100",
    "RR@10",
    "引用完整",
    "引用准确",
    "应答即答",
    "应拒即拒",
    "条号定位",
    "版本正确",
)
NAMES = {
    "library": "示范库",
    "governance": "治理（讲话与法规）",
    "statutes": "口语问法条",
    "unanswerable": "应拒答",
    "addresses": "条号",
    "versions": "版本",
    "drafts": "引用核验",
}


def table() -> str:
    """Markdown: a row a set, a column a measure, means with their 95 % half-width; — where a measure does not apply."""
    recorded = baseline()
    used = [m for m in SHOWN if any(m in kept["scores"] for kept in recorded.values())]
    lines = ["| 评测集 | 题数 | " + " | ".join(used) + " |", "|---" * (len(used) + 2) + "|"]
    for name, kept in recorded.items():
        cells = []
        for measure in used:
            values = list(kept["scores"].get(measure, {}).values())
            cells.append(_cell(values))
        lines.append(f"| {NAMES.get(name, name)} | {len(kept['answers'])} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _cell(values: list[float]) -> str:
    if not values:
        return "—"
    found = interval(values)
    return f"{found.mean:.3f}±{(found.high - found.low) / 2:.3f}"


def put(text: str) -> str:
    """`text` with the table between its marks renewed. ValueError when the marks are missing."""
    if BEGIN not in text or END not in text:
        raise ValueError(f"no {BEGIN} … {END}")
    return re.sub(
        re.escape(BEGIN) + r".*?" + re.escape(END),
        lambda _: f"{BEGIN}\n{table()}\n{END}",
        text,
        flags=re.DOTALL,
    )


def write(path: Path) -> None:
    path.write_text(put(path.read_text(encoding="utf-8")), encoding="utf-8")
