"""The README's table of current figures, written by a command from the committed baseline and checked by a test."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from .baseline import Kept, baseline
from .names import GATES, SETS, said
from .statistics import interval

BEGIN, END = "<!-- figures:begin -->", "<!-- figures:end -->"
SHOWN = (
    "R@10",
    "引用命中",
    "要点齐全",
    "引用准确",
    "引用切题",
    "应答即答",
    "应拒即拒",
    "版本正确",
    "条号定位",
    "核验结论",
)


def table(recorded: Mapping[str, Kept] | None = None) -> str:
    """Markdown: a row a set, a column a measure, means with their interval; — where one does not apply.
    承诺 is 0 破坏 when every gate is whole."""
    kept = baseline() if recorded is None else recorded
    used = [m for m in SHOWN if any(m in one.scores for one in kept.values())]
    lines = ["| 评测集 | 题数 | 承诺 | " + " | ".join(used) + " |", "|---" * (len(used) + 3) + "|"]
    for name in (*(n for n in SETS if n in kept), *(n for n in kept if n not in SETS)):
        one = kept[name]
        broken = {case for gate in GATES for case, value in one.scores.get(gate, {}).items() if value < 1}
        cells = [said(name), str(len(one.answers)), f"{len(broken)} 破坏"]
        cells += [_cell(list(one.scores.get(measure, {}).values())) for measure in used]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _cell(values: list[float]) -> str:
    if not values:
        return "—"
    found = interval(values)
    return f"{found.mean:.3f}（{found.low:.2f}–{found.high:.2f}）"


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
