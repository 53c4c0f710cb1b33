"""One self-contained HTML page of a run: overview, bars by question type, trend, worst cases. No outside resource.

Everything from questions and texts is escaped; the page has no script and reads well on paper.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from .gate import Breach, Change, Table, digest
from .run import Outcome
from .statistics import Interval, interval

WORST = 20
_STYLE = """
body{font:16px/1.6 "Source Han Sans SC","Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif;color:#1a1a1a;
max-width:1080px;margin:2em auto;padding:0 1em}
h1,h2{color:#8b1a1a;font-weight:600} h2{border-bottom:2px solid #8b1a1a;padding-bottom:.2em;margin-top:2em}
table{border-collapse:collapse;width:100%;margin:1em 0} th,td{border:1px solid #ccc;padding:.3em .6em;text-align:left;vertical-align:top}
th{background:#f4efe6} td.n{text-align:right;font-variant-numeric:tabular-nums} .bad{color:#b00020;font-weight:600} .good{color:#1b5e20}
svg text{font-size:12px;fill:#333} @media print{body{margin:0;max-width:none} h2{break-after:avoid} tr{break-inside:avoid}}
"""


def page(
    tables: Mapping[str, Table],
    outcomes: Mapping[str, Sequence[Outcome]],
    breaches: Sequence[Breach],
    changes: Sequence[Change],
    history: Sequence[Mapping[str, Any]],
) -> str:
    """The whole page. Sets and measures in the order of `tables`."""
    verdict = '<p class="good">通过：没有低于下限或基线的指标。</p>'
    if breaches:
        items = "".join(f"<li>{escape(b.set)}：{escape(b.message)}</li>" for b in breaches)
        verdict = f'<p class="bad">不通过：</p><ul class="bad">{items}</ul>'
    body = "".join(_set(name, table, outcomes[name]) for name, table in tables.items())
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>法治问答评测报告</title>'
        f"<style>{_STYLE}</style></head><body><h1>法治问答评测报告</h1>{verdict}"
        f"{_trend(history)}{body}{_changes(changes)}</body></html>"
    )


def _set(name: str, table: Table, outcomes: Sequence[Outcome]) -> str:
    rows = "".join(_row(measure, interval(list(cases.values()))) for measure, cases in table.items() if cases)
    head = "<tr><th>指标</th><th>均值</th><th>95% 区间</th><th>例数</th><th></th></tr>"
    return (
        f"<h2>{escape(name)}（{len(outcomes)} 题）</h2><table>{head}{rows}</table>"
        f"{_types(table, outcomes)}{_worst(table, outcomes)}"
    )


def _row(measure: str, value: Interval) -> str:
    return (
        f'<tr><td>{escape(measure)}</td><td class="n">{value.mean:.3f}</td>'
        f'<td class="n">{value.low:.3f}–{value.high:.3f}</td><td class="n">{value.cases}</td><td>{bar(value)}</td></tr>'
    )


def bar(value: Interval, width: int = 240) -> str:
    """A bar from 0 to 1 with the interval as a line across its end."""
    x, low, high = value.mean * width, value.low * width, value.high * width
    return (
        f'<svg width="{width}" height="14" role="img" aria-label="{value.mean:.3f}">'
        f'<rect width="{width}" height="14" fill="#eee"/><rect width="{x:.1f}" height="14" fill="#8b1a1a"/>'
        f'<line x1="{low:.1f}" x2="{high:.1f}" y1="7" y2="7" stroke="#e0a800" stroke-width="3"/></svg>'
    )


def _types(table: Table, outcomes: Sequence[Outcome]) -> str:
    """The set's leading measures by type of question."""
    shown = [
        measure for measure in ("R@10", "引用完整", "应答即答", "应拒即拒", "条号定位") if table.get(measure)
    ]
    kinds = {outcome.case.id: outcome.case.type for outcome in outcomes}
    head = "".join(f"<th>{escape(measure)}</th>" for measure in shown)
    rows = []
    for kind in dict.fromkeys(kinds.values()):
        cells = []
        for measure in shown:
            values = [value for case, value in table[measure].items() if kinds.get(case) == kind]
            cells.append(f"<td>{_cell(values)}</td>")
        rows.append(f"<tr><td>{escape(kind)}</td>{''.join(cells)}</tr>")
    return f"<h3>按问题类型</h3><table><tr><th>类型</th>{head}</tr>{''.join(rows)}</table>"


def _cell(values: Sequence[float]) -> str:
    if not values:
        return "—"
    found = interval(values)
    return f"{bar(found, 120)} {found.mean:.2f}（{found.cases}）"


def _worst(table: Table, outcomes: Sequence[Outcome]) -> str:
    """The cases with the lowest mean over all measures that apply to them, ties by id."""
    means: dict[str, list[float]] = {}
    for cases in table.values():
        for case, value in cases.items():
            means.setdefault(case, []).append(value)
    order = sorted(
        outcomes, key=lambda o: (sum(means.get(o.case.id, [1])) / len(means.get(o.case.id, [1])), o.case.id)
    )
    rows = "".join(
        f"<tr><td>{escape(o.case.id)}</td><td>{escape(o.case.question)}</td><td>{escape(_gold(o))}</td>"
        f"<td>{escape(digest(o)[:400])}</td></tr>"
        for o in order[:WORST]
    )
    return f"<h3>最差的 {WORST} 例</h3><table><tr><th>编号</th><th>问题</th><th>应有</th><th>所得</th></tr>{rows}</table>"


def _gold(outcome: Outcome) -> str:
    case = outcome.case
    if not case.answerable:
        return f"应拒答（{case.reason or '不限'}）"
    return "；".join(f"《{place.title}》{place.pinpoint}" for place in case.gold)


def _changes(changes: Sequence[Change]) -> str:
    if not changes:
        return ""
    rows = "".join(
        f"<tr><td>{escape(c.set)} {escape(c.case)}</td><td>{escape(c.question)}</td><td>{escape(c.old)}</td><td>{escape(c.new)}</td></tr>"
        for c in changes
    )
    return f"<h2>与基线不同的回答（{len(changes)}）</h2><table><tr><th>例</th><th>问题</th><th>原</th><th>现</th></tr>{rows}</table>"


def _trend(history: Sequence[Mapping[str, Any]], width: int = 640, height: int = 160) -> str:
    """R@10 of each set over the committed history, oldest first; nothing for fewer than two runs."""
    if len(history) < 2:
        return ""
    names = sorted({name for run in history for name, means in run["means"].items() if "R@10" in means})
    lines = []
    for i, name in enumerate(names):
        points = [
            (
                40 + x * (width - 60) / (len(history) - 1),
                height - 20 - run["means"][name]["R@10"] * (height - 40),
            )
            for x, run in enumerate(history)
            if "R@10" in run["means"].get(name, {})
        ]
        color = ("#8b1a1a", "#1f3a5f", "#1b5e20", "#7a4b00", "#5b2a86", "#00606b")[i % 6]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        lines.append(f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="2"/>')
        if points:
            lines.append(
                f'<text x="{points[-1][0] - 60:.0f}" y="{points[-1][1] - 4:.0f}">{escape(name)}</text>'
            )
    return f'<h2>R@10 走势</h2><svg width="{width}" height="{height}" role="img" aria-label="走势">{"".join(lines)}</svg>'
