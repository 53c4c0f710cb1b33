"""Sentences of a model: two hundred faithful ones pass, planted errors of every kind are caught."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.chain.figures import Number, numbers
from assistant.chain.verify import Source, Verdict, verify
from documents.pinpoint import Pinpoint

DATA = tomllib.loads((Path(__file__).parent / "data" / "faithful.toml").read_text(encoding="utf-8"))["source"]
SOURCES = [Source(1, row["title"], Pinpoint.parse(row["place"]), row["text"]) for row in DATA]


def faithful() -> Iterator[tuple[str, Source]]:
    """Each sentence bare and with an attribution: 200 in all."""
    for source, row in zip(SOURCES, DATA, strict=True):
        for sentence in row["faithful"]:
            yield f"{sentence}[1]", source
            yield f"根据《{source.title}》{source.place}，{sentence}[1]", source


def shown(verdict: Verdict) -> bool:
    """In the model's words: neither struck nor given up for the passage's own sentence."""
    return verdict.label in {"原文", "转述"} and not verdict.replaced


SWAPS = {
    "数字": [("七个", "五个"), ("7个", "15个"), ("30日", "60日"), ("三十日", "二十日"), ("5个", "3个"), ("五百元", "五千元"), ("500元", "200元"),
           ("5日", "7日"), ("10日", "15日"), ("十日", "五日"), ("60日", "90日"), ("六十日", "三十日"), ("一个月", "两个月"), ("1个月", "3个月"),
           ("20个", "15个"), ("3年", "5年"), ("三年", "两年"), ("2人", "3人"), ("两人", "三人"), ("1000元", "3000元"), ("15日", "30日"),
           ("5年", "3年"), ("2次", "4次"), ("二次", "三次"), ("300字", "200字"), ("20日", "10日"), ("二十个", "十个"), ("10个", "20个"),
           ("二千元以下", "二万元以下"), ("五个工作日", "五日"), ("以上", "以下"), ("1次", "2次"), ("十五日", "五日"), ("二十日", "三十日")],
    "情态": [("应当", "可以"), ("必须", "可以"), ("可以", "应当"), ("有权", "不得"), ("不得", "可以"), ("不得", "应当")],
    "否定": [("不得", ""), ("不予", "予以"), ("不再", ""), ("不能", "")],
    "主体": [("执法机关", "人民法院"), ("当事人", "执法人员"), ("物业服务人", "业主委员会业主大会和单位"), ("行政复议机构", "人民检察院"),
           ("申请人", "被申请人"), ("负责人", "律师事务所股东"), ("用人单位", "劳动者工会组织"), ("行政机关", "公安机关"), ("信访人", "利害关系人"),
           ("国家机关", "居民委员会"), ("市场监督管理部门", "公安机关"), ("城市管理部门", "税务机关"), ("制定机关", "国务院"),
           ("政务部门", "人民检察院"), ("法律顾问", "公职律师"), ("党政主要负责人", "全体公务员")],
}  # fmt: skip


def planted() -> Iterator[tuple[str, str, Source]]:
    """(kind, sentence, source): one error each, in every sentence it fits."""
    for sentence, source in faithful():
        for kind, swaps in SWAPS.items():
            for old, new in swaps:
                at = sentence.rfind(old)
                if at >= 0 and not re.search(
                    r"[\d一二三四五六七八九十百千]$",
                    sentence[:at] if old[0] in "一二三五七十0123456789" else "",
                ):
                    yield kind, sentence[:at] + new + sentence[at + len(old) :], source
                    break
        if sentence.startswith("根据"):
            yield "条号", re.sub(r"第[^条]+条", "第九十九条", sentence, count=1), source
            yield "法名", sentence.replace(source.title, "示例省行政程序条例"), source
        yield "序号", sentence.replace("[1]", "[99]"), source
        quoted = re.search(r"“([^”]{8,})”", sentence)
        if quoted:
            at = quoted.start(1) + 3
            yield "引文", sentence[:at] + "某" + sentence[at + 1 :], source


FAITHFUL = list(faithful())
PLANTED = list(planted())


def test_there_are_two_hundred_of_each_and_every_kind_is_planted() -> None:
    assert len(FAITHFUL) == 200
    kinds = [kind for kind, _, _ in PLANTED]
    assert len(kinds) >= 200
    assert set(kinds) == {*SWAPS, "条号", "法名", "序号", "引文"}
    assert min(kinds.count(kind) for kind in set(kinds)) >= 10


def test_at_most_two_in_a_hundred_faithful_sentences_are_struck_and_seven_in_ten_keep_their_words() -> None:
    verdicts = [(sentence, verify(sentence, {1: source})) for sentence, source in FAITHFUL]
    struck = [(sentence, verdict.reason) for sentence, verdict in verdicts if verdict.label == "无依据"]
    assert len(struck) <= 4, struck
    assert sum(not verdict.replaced for _, verdict in verdicts) - len(struck) >= 140


def test_every_planted_error_is_caught() -> None:
    passed = [(kind, sentence) for kind, sentence, source in PLANTED if shown(verify(sentence, {1: source}))]
    assert not passed, passed


HELD = tomllib.loads((Path(__file__).parent / "data" / "faithful_heldout.toml").read_text(encoding="utf-8"))[
    "source"
]


def judged(rows: list[dict[str, Any]]) -> Iterator[tuple[str, str, Verdict]]:
    """(kind, sentence, verdict); kind is "" for a faithful sentence."""
    for row in rows:
        sources = {1: Source(1, row["title"], Pinpoint.parse(row["place"]), row["text"])}
        if also := row.get("also"):
            sources[2] = Source(2, also["title"], Pinpoint.parse(also["place"]), also["text"])
        for kind, sentence in [("", text) for text in row["faithful"]] + [
            (w["kind"], w["text"]) for w in row["wrong"]
        ]:
            marked = sentence if "[" in sentence or kind == "uncited" else f"{sentence}[1]"
            yield kind, sentence, verify(marked, sources)


def test_the_held_out_set_is_what_it_says() -> None:
    assert len(HELD) == 40
    assert sum(len(row["faithful"]) for row in HELD) == 200
    assert sum(len(row["wrong"]) for row in HELD) == 240


def test_no_planted_error_is_shown_and_no_faithful_sentence_is_lost_in_the_second_set() -> None:
    """Both halves of this set have been seen; `tests/replies.py` holds one that had not."""
    found = list(judged(HELD))
    assert not [sentence for kind, sentence, verdict in found if kind and shown(verdict)]
    assert sum(not kind and verdict.label == "无依据" for kind, _, verdict in found) <= 4
    assert sum(not kind and shown(verdict) for kind, _, verdict in found) >= 75


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("七个工作日内", {Number(7, "工作日", "")}),
        ("7 个工作日以内", {Number(7, "工作日", "")}),
        ("五百元以上二千元以下", {Number(500, "元", "以上"), Number(2000, "元", "以下")}),
        ("不少于三十日", {Number(30, "日", "以上")}),
        ("百分之五", {Number(5, "%", "")}),
        ("两万元", {Number(20000, "元", "")}),
        ("第四十八条第二款统一规定", set()),
        ("2021年1月22日", {Number(2021, "年", ""), Number(1, "月", ""), Number(22, "日", "")}),
    ],
)
def test_quantities_meet_in_one_form(text: str, found: set[Number]) -> None:
    assert numbers(text) == found


def test_a_quotation_is_replaced_by_the_stores_own_text() -> None:
    source = Source(1, "示例办法", Pinpoint(article=1), "公开结果，\n应当 通过网站。")
    verdict = verify("规定“公开结果,应当通过网站。”[1]", {1: source})
    assert "公开结果，\n应当 通过网站。" in verdict.text


def test_an_uncited_sentence_passes_only_when_it_states_nothing() -> None:
    assert verify("主要要求如下：", {}).label == "编排"
    assert verify("行政机关应当公开。", {}).label == "无依据"
