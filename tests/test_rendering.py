"""One answer, many renderings. Text of documents stays text: no markup, no link, no command comes out of it."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from assistant.records import Answer, Citation, Reason, Section, Sentence
from assistant.rendering import as_json, as_markdown, as_terminal, as_text
from assistant.rendering.words import beginning
from documents.pinpoint import Pinpoint
from documents.records import Description, Kind, Passage, Status
from index.records import Hit, Validity
from tests.composing import hit

HOSTILE = (
    "<script>alert(1)</script> ![图](http://x.example/?q=1) [点](javascript:alert) **粗** _斜_ `码` $a_b$ ~删~ | 表 | "
    "[参]: http://x.example &lt;b&gt; https://x.example www.x.example"
)


def _hit(text: str, title: str = "示例条例") -> Hit:
    described = Description(
        id="d1", title=title, kind=Kind.ADMINISTRATIVE_REGULATION, identity=title, adopted=date(2021, 6, 1)
    )
    passage = Passage("d1", 0, 0, len(text), text, ("第一章 总则",), Pinpoint(article=1))
    return Hit(passage, described, Validity(Status.UNVERIFIED), 1.0, {"lexical": 1}, 0.9)


def _answer(text: str, title: str = "示例条例") -> Answer:
    hit = _hit(text, title)
    citation = Citation(1, hit, 0, len(text), "第一条")
    more = Citation(2, hit, 0, 4, "第一条")
    sentence = Sentence(f"《{title}》第一条：“{text}”", (1,))
    return Answer(
        asked="问？",
        question="问？",
        status="answered",
        sections=(Section("法定依据", (sentence,)), Section("何时", (), "库中未找到明确的时限要求。")),
        citations=(citation, more),
        more=(2,),
        hits=(hit,),
        as_of=date(2026, 1, 1),
        notes=("效力状态未核实。",),
        followups=("还有呢？",),
        seconds=0.01234,
    )


def _refused() -> Answer:
    return Answer(
        asked="问？",
        question="问？",
        status="refused",
        reason=Reason.OUT_OF_LIBRARY,
        sections=(Section("", (Sentence("库中没有找到依据。", (), "编排"),)),),
        hits=(_hit("机关应当公示。"),),
        as_of=date(2026, 1, 1),
    )


def test_json_keeps_the_contract_and_is_json() -> None:
    record = as_json.render(_answer("机关应当公示。"))
    assert json.loads(json.dumps(record, ensure_ascii=False)) == record
    assert {"question", "status", "reason", "answer", "as_of", "citations", "hits", "seconds"} <= set(record)
    citation = record["citations"][0]
    assert (citation["n"], citation["pinpoint"], citation["quote"]) == (1, "第一条", "机关应当公示。")
    assert citation["document"]["date"] == "2021-06-01"
    assert "[1]" in record["answer"]
    assert record["hits"][0]["ranks"] == {"lexical": 1}


def test_json_of_a_refusal_carries_the_reason_and_what_was_nearest() -> None:
    record = as_json.render(_refused())
    assert (record["status"], record["reason"], record["citations"]) == ("refused", "库外", [])
    assert record["hits"][0]["text"] == "机关应当公示。"


@pytest.mark.parametrize("title", ["示例条例", HOSTILE])
def test_markdown_lets_no_text_of_a_document_become_markup(title: str) -> None:
    shown = as_markdown.render(_answer(HOSTILE, title), turn=3)
    assert "<" not in shown
    assert re.findall(r"(?<!\\)\]\(([^)]*)\)", shown) == ["#c3-1", "#c3-2"]
    assert "://" not in shown
    assert not re.search(r"(?<!\\)[`$~|]", shown)
    assert not re.search(r"(?m)^\s*\[[^\]]+\]:", shown)


def test_markdown_names_citations_by_turn_and_bolds_only_its_own_titles() -> None:
    shown = as_markdown.render(_answer("机关应当公示。"), turn=7)
    assert "[[1]](#c7-1)" in shown
    assert re.findall(r"\*\*(.+?)\*\*", shown) == ["法定依据", "何时"]
    assert "库中未找到明确的时限要求。" in shown


@pytest.mark.parametrize("text", ["# 题", "1. 项", "- 项", "> 引", "+ 项", "===", "第一行\n\n# 第二行"])
def test_markdown_starts_no_block_from_a_line_of_a_document(text: str) -> None:
    for line in as_markdown.escape(text).splitlines():
        assert not re.match(r"\s*(#|[-+]\s|>|\d+[.)]\s|=)", line)


def test_copied_text_lists_its_sources_as_official_documents_do() -> None:
    copied = as_text.render(_answer("机关应当公示。"))
    assert "〔1〕《示例条例》（2021年6月1日，效力未核实）第一条" in copied
    assert "更多依据：" in copied
    assert "查询日期：以2026年1月1日为准。" in copied


def test_copied_markdown_has_footnotes_and_no_foreign_markup() -> None:
    copied = as_text.render_markdown(_answer(HOSTILE))
    assert "[^1]: 《示例条例》" in copied
    assert "<script" not in copied


def test_copied_refusals_name_what_is_nearest_as_no_answer() -> None:
    assert "最接近的片段（并非答案）：\n《示例条例》第一条" in as_text.render(_refused())


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_terminal_lines_fit_the_window_but_for_closing_marks(width: int) -> None:
    shown = as_terminal.render(_answer("机关应当自作出决定之日起二十日内公示办事结果。" * 6), width)
    for line in shown.splitlines():
        columns = sum(2 if ord(c) > 0x2E80 or c in "“”…—" else 1 for c in line)
        assert columns <= min(width, 100) + 60  # the last line of follow-up questions is left to the terminal
        assert not line.lstrip().startswith(("，", "。", "”"))


def test_a_failure_never_reads_like_an_absence_of_rules() -> None:
    failed = Answer(asked="问", question="问", status="failed", reason=Reason.FAILED, as_of=date(2026, 1, 1))
    for shown in (as_markdown.render(failed), as_text.render(failed), as_terminal.render(failed)):
        assert "不代表没有规定" in shown


def test_the_beginning_of_a_passage_does_not_repeat_the_number_before_it() -> None:
    found = hit("第九条 公示应当\n及时。" + "应当完整。" * 40, "星河法", article=9)
    assert beginning(found).startswith("公示应当 及时。")
    assert len(beginning(found)) == 80 and beginning(found).endswith("…")
