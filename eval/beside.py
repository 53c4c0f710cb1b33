"""Parts of the report that set the product beside the plain assembly: what each finds, how fast, at which size. HTML only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from .charts import INK, RED, bar
from .compare import EVERY, FEW, LEADING, READ, counted, verdict
from .names import said
from .ranking import WITHIN
from .statistics import Interval

Row = Mapping[str, Any]
MEASURES = (*(f"R@{characters}字" for characters in READ), "R@10", "Success@1")
TIMES = {
    "建库 秒": "建库 秒",
    "同场检索 p50 毫秒": "检索 p50 毫秒",
    "同场检索 p95 毫秒": "检索 p95 毫秒",
}  # ours → the other's, less 对照
SCALES = (
    "片段", "检索 p50 毫秒", "检索 p95 毫秒", "问答 p50 毫秒", "问答 p95 毫秒", "问答进程内存 MB", "冷启动问答 秒",
    "库大小 MB", "同场检索 p50 毫秒", "对照检索 p50 毫秒", "检索用时比（对照/本品）",
)  # fmt: skip
_WHY = (
    "同一批题、同一嵌入模型、同一台机器。对照为递归切分 500/50、FAISS、jieba BM25、倒数排名融合。对照的一块约五百字，常常装下我们的几条，"
    f"所以以“读同样多的字”（{WITHIN}）为主，前十条（R@10）并列。差为本品减对照，按题配对；区间含 0 为平，不足六题的类型不判、不列。追问和没有标准位置的题不比；"
    "对照不会拒答、不认版本、不给出处，这些不在此表。"
)


def compared(rows: Sequence[Row]) -> str:
    """First every set as a whole, then the leading measures by type of question."""
    if not rows:
        return ""
    told = "".join(f"<li>{escape(counted(rows, measure))}</li>" for measure in LEADING)
    return (
        f"<h2>与通常的 LangChain 组装比较</h2><p class=dim>{_WHY}</p>{_wholes(rows)}"
        f"<h3>按问题类型</h3><ul>{told}</ul>{_kinds(rows)}"
    )


def _wholes(rows: Sequence[Row]) -> str:
    wholes = {(row["set"], row["measure"]): row for row in rows if row["type"] == EVERY}
    shown = [m for m in MEASURES if any(measure == m for _, measure in wholes)]
    head = "".join(f"<th class=n>{measure}<br>本品 / 对照</th>" for measure in shown)
    body = ""
    for name in dict.fromkeys(row["set"] for row in rows):
        cells = "".join(_whole(wholes.get((name, measure))) for measure in shown)
        body += f"<tr><td class=k>{escape(said(name))}</td>{cells}</tr>"
    return f"<table class=c><tr><th>评测集</th>{head}</tr>{body}</table>"


def _whole(row: Row | None) -> str:
    if row is None:
        return "<td class=n>—</td>"
    return (
        f"<td class=n>{row['ours']['mean']:.3f} / {row['theirs']['mean']:.3f}<br>{_judged(row)} "
        f"<span class=dim>{_range(row['difference'])}</span></td>"
    )


def _kinds(rows: Sequence[Row]) -> str:
    by_place: dict[tuple[str, str], dict[str, Row]] = {}
    for row in rows:
        by_place.setdefault((row["set"], row["type"]), {})[row["measure"]] = row
    body, before = "", ""
    for (name, kind), found in by_place.items():
        if not all(measure in found for measure in LEADING) or verdict(found[WITHIN]["difference"]) == FEW:
            continue
        shown = "" if name == before else said(name)
        mark = " class=all" if kind == EVERY else ""
        cells = "".join(_pair(found[measure], bars=measure == WITHIN) for measure in LEADING)
        cases = found[WITHIN]["ours"]["cases"]
        body += f"<tr{mark}><td class=k>{escape(shown)}</td><td class=k>{escape(kind)}</td><td class=n>{cases}</td>{cells}</tr>"
        before = name
    head = "<tr><th>评测集</th><th>类型</th><th class=n>题数</th>"
    head += f"<th>{WITHIN} 本品</th><th>对照</th><th class=n>差</th><th class=n>R@10 本品 / 对照</th><th class=n>差</th></tr>"
    return f"<table class=c>{head}{body}</table>"


def _pair(row: Row, *, bars: bool) -> str:
    ours, theirs = row["ours"], row["theirs"]
    values = (
        f"<td class=k>{_bar(ours, RED)}</td><td class=k>{_bar(theirs, INK)}</td>"
        if bars
        else f"<td class=n>{ours['mean']:.2f} / {theirs['mean']:.2f}</td>"
    )
    return f"{values}<td class=n>{_judged(row)} {row['difference']['mean']:+.2f}<br><span class=dim>{_range(row['difference'])}</span></td>"


def _judged(row: Row) -> str:
    word = verdict(row["difference"])
    look = {"胜": "good", "负": "bad"}.get(word, "dim")
    return f"<span class={look}>{word}</span>"


def _range(difference: Row) -> str:
    return f"{difference['low']:+.2f} 至 {difference['high']:+.2f}"


def _bar(value: Row, color: str) -> str:
    found = Interval(value["mean"], value["low"], value["high"], value["cases"])
    return f"{bar(found, 80, color)} {found.mean:.2f}"


def speed(sections: Mapping[str, Mapping[str, float]] | None) -> str:
    if not sections:
        return ""
    parts = "".join(_section(name, figures) for name, figures in sections.items())
    return f"<h2>速度与内存</h2>{_times(sections)}<div class=two>{parts}</div>"


def _section(name: str, figures: Mapping[str, float]) -> str:
    rows = "".join(
        f"<tr><td>{escape(figure)}</td><td class=n>{_number(value)}</td></tr>"
        for figure, value in figures.items()
    )
    return f"<table><tr><th>{escape(name)}</th><th class=n>值</th></tr>{rows}</table>"


def _number(value: float) -> str:
    return f"{value:,.3g}" if value < 100 else f"{value:,.0f}"


def _times(sections: Mapping[str, Mapping[str, float]]) -> str:
    """Ours and the plain assembly's as bars of one scale, shorter is faster; nothing where it was not measured."""
    known = {name: value for figures in sections.values() for name, value in figures.items()}
    pairs = [
        (name, known.get(mine, known.get(name)), known.get(f"对照{name}")) for mine, name in TIMES.items()
    ]
    rows = []
    for name, ours, theirs in pairs:
        if ours and theirs:
            bars = (
                f"<td class=k>{bar(Interval(v / max(ours, theirs), 0, 0, 1), 200, color)} {v:,.1f}</td>"
                for v, color in ((ours, RED), (theirs, INK))
            )
            rows.append(
                f"<tr><td class=k>{escape(name)}</td>{''.join(bars)}<td class=n>{theirs / ours:.2f}</td></tr>"
            )
    head = "<tr><th>越短越快</th><th>本品</th><th>对照</th><th class=n>对照 / 本品</th></tr>"
    return f"<table>{head}{''.join(rows)}</table>" if rows else ""


def scales(rows: Sequence[Mapping[str, float]]) -> str:
    """A row a library, the larger further down."""
    if not rows:
        return ""
    shown = [name for name in SCALES if any(name in row for row in rows)]
    head = "".join(f"<th class=n>{escape(name)}</th>" for name in shown)
    body = "".join(
        "<tr>"
        + "".join(f"<td class=n>{_number(row[name]) if name in row else '—'}</td>" for name in shown)
        + "</tr>"
        for row in sorted(rows, key=lambda row: row["片段"])
    )
    return f"<h2>规模</h2><table class=o><tr>{head}</tr>{body}</table>"
