"""The report is one page that loads nothing, shows everything and runs no one's text."""

import re
from dataclasses import replace
from typing import Any

import pytest

from eval import charts, report
from eval.baseline import Kept
from eval.figures import BEGIN, END, put, table
from eval.gate import Breach, Change
from eval.records import Table
from eval.report import Run
from eval.run import Outcome
from eval.statistics import Interval
from tests.eval_answers import answer, case, cite, refusal


def compared(kind: str, measure: str) -> dict[str, Any]:
    """One row as compare writes it."""
    return {
        "set": "library",
        "type": kind,
        "measure": measure,
        "ours": {"mean": 0.8, "low": 0.7, "high": 0.9, "cases": 9},
        "theirs": {"mean": 0.5, "low": 0.4, "high": 0.6, "cases": 9},
        "difference": {"mean": 0.3, "low": 0.1, "high": 0.5, "cases": 9},
    }


OUTCOMES = (
    Outcome(case(id="good"), answer=answer(cite(1)), seconds=0.01),
    Outcome(
        case(id="bad", question="<script>alert(1)</script>几日？", type="口语"),
        answer=refusal(),
        seconds=0.02,
    ),
    Outcome(case(id="broken"), error="<b>坏了</b>"),
)
TABLES: dict[str, Table] = {
    "library": {"R@10": {"good": 1.0, "bad": 0.0, "broken": 0.0}, "引文逐字": {"good": 1.0, "broken": 0.0}}
}
RUN = Run(
    TABLES,
    {"library": OUTCOMES},
    [Breach("library", "R@10", "floor", "R@10 0.333 低于下限 0.700", ("bad",))],
    [Change("library", "bad", "几日？", "《甲法》第一条", "未作答：库外", (), ("R@10",))],
    [{"date": f"2026-01-0{day}", "means": {"library": {"R@10": 0.1 * day}}} for day in (1, 2, 3)],
    [compared(kind, measure) for kind in ("全部", "多少") for measure in ("R@2000字", "R@10")],
    {"建库": {"建库 秒": 12.5}, "对照": {"对照建库 秒": 25.0}},
    [{"片段": 1_000_000.0, "问答 p95 毫秒": 140.4}, {"片段": 67_415.0, "问答 p95 毫秒": 42.7}],
    "2026-01-03",
)


@pytest.fixture(scope="module")
def html() -> str:
    return report.page(RUN)


def test_nothing_is_loaded_and_nothing_runs(html: str) -> None:
    assert not re.search(r"(?:src|href)\s*=\s*[\"'](?!#)", html)
    assert "<script" not in html
    assert "url(" not in html
    assert "@import" not in html
    assert "&lt;script&gt;" in html
    assert "<b>坏了" not in html


@pytest.mark.parametrize(
    "words",
    [
        "不通过（1 处）",
        "R@10 0.333 低于下限 0.700",
        "总览",
        "走势",
        "与通常的 LangChain 组装比较",
        "R@10：按类型，1 类胜，0 类负",
        "0.800 / 0.500",
        "规模",
        "1,000,000",
        "速度与内存",
        "按问题类型",
        "最差的例子",
        "出错 1 例",
        "与基线不同的回答（1）",
        "《甲法》第一条",
        "未作答：库外",
        "《示例市公示办法》第二条“七日内公示”",
        "示范库",
    ],
)
def test_everything_is_shown(html: str, words: str) -> None:
    assert words in html


def test_every_tag_is_closed(html: str) -> None:
    for tag in ("table", "tr", "td", "th", "svg", "p", "ul", "li", "span", "h2", "h3", "nav", "body", "html"):
        assert len(re.findall(rf"<{tag}[ >]", html)) == html.count(f"</{tag}>"), tag


def test_a_good_run_says_so_and_lists_no_perfect_case_as_worst() -> None:
    tables: dict[str, Table] = {"library": {"R@10": {"good": 1.0}}}
    html = report.page(Run(tables, {"library": OUTCOMES[:1]}))
    assert "通过：" in html
    assert "最差的例子" not in html
    assert "走势" not in html


def test_a_bar_shows_mean_and_interval() -> None:
    drawn = charts.bar(Interval(0.5, 0.4, 0.6, 10), 100)
    assert 'width="50.0"' in drawn
    assert "M40.0 7H60.0" in drawn


def test_times_stand_beside_those_of_the_plain_assembly(html: str) -> None:
    assert "对照 / 本品" in html
    assert "<td class=n>2.00</td>" in html


def test_larger_libraries_stand_further_down(html: str) -> None:
    assert html.index("67,415") < html.index("1,000,000")


def test_lines_need_two_runs_and_leave_gaps() -> None:
    assert charts.lines({"a": [0.5]}) == ""
    drawn = charts.lines({"a": [0.5, None, 0.7], "b": [None, None, None]})
    assert drawn.count("<polyline") == 1
    assert drawn.count(",") == 2


def test_the_table_of_figures_has_a_row_a_set_and_counts_broken_promises() -> None:
    kept = Kept({"R@10": {"a": 1.0, "b": 0.0}, "引文逐字": {"a": 0.5}}, {"a": "", "b": ""})
    rows = table({"library": kept}).splitlines()
    assert len(rows) == 3
    assert rows[2].startswith("| 示范库 | 2 | 1 破坏 | 0.500（0.")


def test_figures_go_between_their_marks_and_nowhere_else() -> None:
    text = f"前\n{BEGIN}\n旧\n{END}\n后"
    assert put(text).startswith("前\n")
    assert put(text).endswith("\n后")
    assert "旧" not in put(text)
    assert put(put(text)) == put(text)
    with pytest.raises(ValueError, match="figures:begin"):
        put("没有标记")


def test_a_long_answer_does_not_break_the_page() -> None:
    long = replace(OUTCOMES[1], case=case(id="bad", question="长" * 5000))
    assert len(report.page(Run(TABLES, {"library": (OUTCOMES[0], long, OUTCOMES[2])}))) < 40_000
