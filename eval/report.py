"""One self-contained HTML page of a run: verdict, overview, trend, comparison, each set by type, its worst cases, what changed.

Everything from questions and texts is escaped; the page has no script, loads nothing and reads well on paper.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from .baseline import digest
from .beside import compared, scales, speed
from .charts import bar, lines
from .gate import Breach, Change
from .halves import halves
from .names import GATES, LEADING, grouped, said
from .records import Table
from .run import Outcome
from .statistics import Interval, interval

WORST = 20
CHANGED = 100
GOLD = 6  # places shown of a case
_STYLE = """
body{font:15px/1.65 "Source Han Sans SC","Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif;color:#1a1a1a;
max-width:1080px;margin:2em auto;padding:0 1em;background:#fff}
h1,h2{color:#8b1a1a;font-weight:600}h1{margin-bottom:.2em}h2{border-bottom:2px solid #8b1a1a;padding-bottom:.2em;margin-top:2.2em}
h3{margin:1.4em 0 .3em;font-weight:600}
table{border-collapse:collapse;width:100%;margin:.6em 0;font-size:14px}
th,td{border-bottom:1px solid #ddd;padding:.3em .6em;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#f4efe6;font-weight:600;white-space:nowrap}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
td.k{white-space:nowrap}table.o th{white-space:normal}table.o th.k,table.o th:nth-child(2){white-space:nowrap}table.c td{padding:.2em .5em}
tr.all td{font-weight:600;background:#faf7f0}div.two{columns:2;column-gap:2em}div.two table{break-inside:avoid;margin-top:0}table.w{table-layout:fixed}table.w th:first-child{width:7em}table.w th:nth-child(2){width:22%}.bad{color:#b00020;font-weight:600}.good{color:#1b5e20;font-weight:600}.dim{color:#666;font-size:13px}table .dim{font-size:.92em;font-weight:400}
svg{vertical-align:middle}svg.wide{width:100%;height:auto}svg text{font-size:12px;fill:#333}
a{color:#1f3a5f}nav a{margin-right:1em}
@media print{@page{size:A4;margin:14mm}body{margin:0;max-width:none;font-size:10.5pt}table{font-size:8.5pt}table.c,table.o{font-size:7.2pt}table.c td,table.c th{padding:.2em .25em}nav{display:none}
th,td{padding:.25em .4em}svg.wide{max-height:52mm}
h2,h3{break-after:avoid}tr{break-inside:avoid}th{background:none}svg rect,svg path{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
"""


@dataclass(frozen=True, slots=True)
class Run:
    """What a page is made of. Sets in the order of `tables`; `compared`, `speed` and `scales` are what was measured last, empty for never."""

    tables: Mapping[str, Table]
    outcomes: Mapping[str, Sequence[Outcome]]
    breaches: Sequence[Breach] = ()
    changes: Sequence[Change] = ()
    history: Sequence[Mapping[str, Any]] = ()
    compared: Sequence[Mapping[str, Any]] = ()
    speed: Mapping[str, Mapping[str, float]] | None = None
    scales: Sequence[Mapping[str, float]] = ()
    day: str = ""


def page(run: Run) -> str:
    links = "".join(f'<a href="#{escape(name)}">{escape(said(name))}</a>' for name in run.tables)
    sets = "".join(_set(name, table, run.outcomes[name]) for name, table in run.tables.items())
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>法治问答评测报告</title><style>{_STYLE}</style></head><body><h1>法治问答评测报告</h1>"
        f'<p class="dim">{escape(run.day)}　区间为 95%，按题自助抽样（全对或全错的集用精确二项界）；误差线为区间；各指标都是越大越好，1 为最好。</p>'
        f"{_verdict(run.breaches)}<nav>{links}</nav>{_overview(run)}{_trend(run.history)}{compared(run.compared)}"
        f"{speed(run.speed)}{scales(run.scales)}"
        f"{sets}{_changes(run.changes)}</body></html>"
    )


def _verdict(breaches: Sequence[Breach]) -> str:
    if not breaches:
        return '<p class="good">通过：没有破坏承诺、低于下限或明显低于基线的指标。</p>'
    items = "".join(
        f"<li>{escape(said(b.set))}：{escape(b.message)}<span class=dim>　{escape('、'.join(b.cases[:12]))}</span></li>"
        for b in breaches
    )
    return f'<p class="bad">不通过（{len(breaches)} 处）：</p><ul>{items}</ul>'


def _overview(run: Run) -> str:
    """A row a set, the leading measures as columns."""
    shown = [m for m in LEADING if any(table.get(m) for table in run.tables.values())]
    head = "".join(f'<th class="n">{escape(m)}</th>' for m in shown)
    rows = []
    for name, table in run.tables.items():
        cells = "".join(f'<td class="n">{_mean(table.get(m, {}))}</td>' for m in shown)
        kept = all(value >= 1 for gate in GATES for value in table.get(gate, {}).values())
        promise = '<span class="good">守住</span>' if kept else '<span class="bad">破坏</span>'
        rows.append(
            f"<tr><td class=k>{escape(said(name))}</td><td class=n>{len(run.outcomes[name])}</td><td class=k>{promise}</td>{cells}</tr>"
        )
    return f"<h2>总览</h2><table class=o><tr><th>评测集</th><th class=n>题数</th><th class=k>承诺</th>{head}</tr>{''.join(rows)}</table>"


def _mean(cases: Mapping[str, float]) -> str:
    return f"{sum(cases.values()) / len(cases):.3f}" if cases else "—"


def _trend(history: Sequence[Mapping[str, Any]]) -> str:
    """Each set's leading measure over the recorded runs; nothing for fewer than two runs."""
    names = list(dict.fromkeys(name for run in history for name in run["means"]))
    drawn = ""
    for measure in ("R@10", "引用命中", "应拒即拒"):
        series = {said(n): [run["means"].get(n, {}).get(measure) for run in history] for n in names}
        series = {n: values for n, values in series.items() if sum(v is not None for v in values) > 1}
        if series:
            drawn += f"<h3>{measure}</h3>{lines(series)}"
    days = (
        f"<p class=dim>{escape(history[0]['date'])} 至 {escape(history[-1]['date'])}，{len(history)} 次记录</p>"
        if history
        else ""
    )
    return f"<h2>走势</h2>{days}{drawn}" if drawn else ""


def _set(name: str, table: Table, outcomes: Sequence[Outcome]) -> str:
    rows = "".join(_row(measure, interval(list(cases.values()))) for measure, cases in table.items() if cases)
    head = (
        "<tr><th>指标</th><th class=n>均值</th><th class=n>95% 区间</th><th class=n>例数</th><th></th></tr>"
    )
    failed = [outcome for outcome in outcomes if outcome.failure]
    errors = "".join(
        f"<li>{escape(o.case.id)} {escape(o.case.question[:80])}：{escape(o.failure)}</li>" for o in failed
    )
    listed = f'<p class="bad">出错 {len(failed)} 例（各指标计 0）</p><ul>{errors}</ul>' if failed else ""
    return (
        f'<h2 id="{escape(name)}">{escape(said(name))}（{len(outcomes)} 题）</h2><p class=dim>{_latency(outcomes)}</p>'
        f"<p class=dim>{escape(halves(name, table, outcomes))}</p>{listed}"
        f"<table>{head}{rows}</table>{_types(table, outcomes)}{_worst(table, outcomes)}"
    )


def _latency(outcomes: Sequence[Outcome]) -> str:
    seconds = sorted(outcome.seconds for outcome in outcomes if outcome.seconds)
    if not seconds:
        return ""
    return f"每题用时 p50 {1000 * seconds[len(seconds) // 2]:.1f} ms，p95 {1000 * seconds[int(0.95 * (len(seconds) - 1))]:.1f} ms"


def _row(measure: str, value: Interval) -> str:
    return (
        f"<tr><td class=k>{escape(measure)}</td><td class=n>{value.mean:.3f}</td>"
        f"<td class=n>{value.low:.3f}–{value.high:.3f}</td><td class=n>{value.cases}</td><td>{bar(value)}</td></tr>"
    )


def _types(table: Table, outcomes: Sequence[Outcome]) -> str:
    """The set's leading measures by type of question; nothing where there is one type."""
    kinds = {outcome.case.id: outcome.case.type for outcome in outcomes}
    shown = [measure for measure in LEADING if table.get(measure)][:4]
    if len(set(kinds.values())) < 2 or not shown:
        return ""
    head = "".join(f"<th>{escape(measure)}</th>" for measure in shown)
    rows = []
    for kind in dict.fromkeys(kinds.values()):
        found = [[v for case, v in table[m].items() if kinds.get(case) == kind] for m in shown]
        cells = "".join(f"<td class=k>{_cell(values)}</td>" for values in found)
        rows.append(f"<tr><td class=k>{escape(kind)}</td>{cells}</tr>")
    return f"<h3>按问题类型</h3><table><tr><th>类型</th>{head}</tr>{''.join(rows)}</table>"


def _cell(values: Sequence[float]) -> str:
    if not values:
        return "—"
    found = interval(values)
    return f"{bar(found, 90)} {found.mean:.2f} <span class=dim>{found.cases} 例</span>"


def _worst(table: Table, outcomes: Sequence[Outcome]) -> str:
    """The cases with the lowest mean over all measures that apply to them, ties by id; none that are perfect."""
    means: dict[str, list[float]] = {}
    for cases in table.values():
        for case, value in cases.items():
            means.setdefault(case, []).append(value)
    rated = sorted((sum(v) / len(v), case) for case, v in means.items())
    by_id = {outcome.case.id: outcome for outcome in outcomes}
    rows = "".join(
        f"<tr><td class=k>{escape(case)}</td><td>{escape(_asked(by_id[case]))}</td><td>{escape(_gold(by_id[case]))}</td>"
        f"<td>{escape(_found(by_id[case]))}</td></tr>"
        for rate, case in rated[:WORST]
        if rate < 1
    )
    head = "<tr><th>编号</th><th>问题</th><th>应有</th><th>所得</th></tr>"
    return f"<h3>最差的例子</h3><table class=w>{head}{rows}</table>" if rows else ""


def _asked(outcome: Outcome) -> str:
    case = outcome.case
    said_before = "".join(f"（先问：{question}）" for question in case.previous)
    return f"{said_before}{case.question[:200]}" + (f"（{case.as_of}）" if case.as_of else "")


def _gold(outcome: Outcome) -> str:
    case = outcome.case
    if case.citations:
        return "；".join(f"{case.question[c.start : c.end]}：{c.verdicts[0]}" for c in case.citations)
    if not case.answerable:
        return f"应拒答（{case.reason or '理由不限'}）"
    places = [
        (p.title, f"{p.pinpoint}“{p.quote}”" if p.quote else p.pinpoint) for p in case.gold if p.grade == 2
    ]
    return grouped(places[:GOLD]) + (f" 等 {len(places)} 处" if len(places) > GOLD else "")


def _found(outcome: Outcome) -> str:
    cited = digest(outcome)
    if outcome.answer is None or outcome.answer.status != "answered" or not outcome.answer.citations:
        return cited
    return f"{cited}。首条引文：“{outcome.answer.citations[0].quote[:80]}”"


def _changes(changes: Sequence[Change]) -> str:
    if not changes:
        return ""
    rows = "".join(
        f"<tr><td class=k>{escape(said(c.set))}<br>{escape(c.case)}</td><td>{escape(c.question[:120])}</td>"
        f"<td>{escape(c.old)}</td><td>{escape(c.new)}</td><td>{_moved(c)}</td></tr>"
        for c in changes[:CHANGED]
    )
    head = "<tr><th>例</th><th>问题</th><th>原</th><th>现</th><th>变化</th></tr>"
    return f"<h2>与基线不同的回答（{len(changes)}）</h2><table class=w>{head}{rows}</table>"


def _moved(change: Change) -> str:
    worse = f"<span class=bad>↓{escape('、'.join(change.worse[:3]))}</span>" if change.worse else ""
    better = f"<span class=good>↑{escape('、'.join(change.better[:3]))}</span>" if change.better else ""
    return f"{worse} {better}"
