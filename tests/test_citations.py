"""The citations of a draft: there or not, rightly quoted or not, in force or not."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest

from documents.address import find_addresses
from documents.citations import Finding, Verdict, check, worst_first
from documents.cited import Text, find_quotes
from documents.names import LawNames
from documents.pinpoint import Pinpoint
from documents.records import Description, Passage, Status
from documents.repeals import find_repeals
from documents.validity import Validity, assess

from .law_texts import Law, law

OLD = law(
    "中华人民共和国示例法",
    "第一条 示例活动应当遵循公开的原则。",
    "第二条 申请人应当自收到通知之日起七日内提交申请材料。",
    "第三条 违反规定的，由示例机关责令改正，处五百元以下罚款。",
    adopted="2015-03-15",
    effective="2015-05-01",
)
NEW = law(
    "中华人民共和国示例法",
    "第一条 示例活动应当遵循公开的原则。",
    "示例活动接受社会监督。",
    "第二条 国家建立示例信息平台，及时向社会发布示例信息。",
    "第三条 申请人应当自收到通知之日起五日内提交申请材料。",
    "第四条 有下列情形之一的，不予受理：",
    "（一）材料不齐全的；",
    "（二）超过申请期限的。",
    adopted="2023-03-13",
    effective="2023-09-01",
)
GONE = law("示例登记条例", "第一条 示例登记由县级机关办理。", adopted="2001-01-01")
CODE = law(
    "示例管理条例",
    "第一条 为了示例管理。",
    "第二条 本条例自2020年1月1日起施行。《示例登记条例》同时废止。",
    adopted="2019-12-01",
    effective="2020-01-01",
)
COMING = law("示例新法", "第一条 示例新法的规定。", adopted="2025-12-01", effective="2027-01-01")
POINTS = law("示例法修正案（二）", "一、将示例法第一条修改为：“甲应当登记。”", "二、删去示例法第九条。")


class Shelf:
    """A library of six documents in memory."""

    def __init__(self, *laws: Law) -> None:
        self.laws = laws

    def names(self) -> LawNames:
        return LawNames.from_titles(document.title for document, _ in self.laws)

    def documents(self) -> Sequence[Description]:
        return [document for document, _ in self.laws]

    def passages(self, id: str) -> Sequence[Passage]:  # noqa: A002
        return next(passages for document, passages in self.laws if document.id == id)

    def validity(self, day: date | None = None) -> Mapping[str, Validity]:
        repeals = [repeal for document, passages in self.laws for repeal in find_repeals(document, passages)]
        return assess(self.documents(), repeals, day or date.today())


SHELF = Shelf(OLD, NEW, GONE, CODE, COMING, POINTS)


def checked(text: str, day: date = date(2026, 1, 1)) -> Finding:
    (finding,) = check(text, SHELF, day)
    return finding


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("依照《中华人民共和国示例法》第一条办理。", Verdict.EXISTS),
        ("依照示例法第四条第二项办理。", Verdict.EXISTS),
        ("依照《示例法》第一条第一款办理。", Verdict.EXISTS),
        ("依照《示例法》办理。", Verdict.EXISTS),
        ("《示例法》第一条规定：“示例活动应当遵循公开的原则。”", Verdict.EXISTS),
        ("《示例法》第一条规定:“示例活动应当遵循公开的原则”。", Verdict.EXISTS),
        ("“示例活动应当遵循公开的原则”（《示例法》第一条）。", Verdict.EXISTS),
        ("《示例法》第三条规定：“申请人……五日内提交申请材料。”", Verdict.EXISTS),
        ("《示例法》第三条规定：“申请人应当自收到通知之日起六日内提交申请材料。”", Verdict.WRONG_WORDS),
        ("《示例法》第二条规定：“示例活动接受社会监督。”", Verdict.WRONG_ARTICLE),
        ("《示例法》第一条第一款规定：“示例活动接受社会监督。”", Verdict.WRONG_ARTICLE),
        ("《示例法》第九条。", Verdict.WRONG_ARTICLE),
        ("《示例法》第一条第三款。", Verdict.WRONG_ARTICLE),
        ("《示例法》（2015年）第三条。", Verdict.NOT_IN_FORCE),
        ("《示例法》第三条规定：“违反规定的，由示例机关责令改正，处五百元以下罚款。”", Verdict.NOT_IN_FORCE),
        ("《示例登记条例》第一条。", Verdict.NOT_IN_FORCE),
        ("《示例新法》第一条。", Verdict.NOT_IN_FORCE),
        ("《没有的法》第一条。", Verdict.NO_SUCH_LAW),
        ("合同法第五十二条。", Verdict.NO_SUCH_LAW),
        ("《示例法修正案（二）》第二条。", Verdict.EXISTS),
        ("《示例法修正案（二）》第三条。", Verdict.WRONG_ARTICLE),
    ],
)
def test_a_citation_gets_its_verdict(text: str, verdict: Verdict) -> None:
    finding = checked(text)
    assert finding.verdict is verdict, finding.note
    assert finding.note
    assert text[finding.start : finding.end] == finding.citation


def test_a_law_that_is_gone_is_said_to_be_gone() -> None:
    assert "已废止或被取代" in checked("《合同法》第五十二条。").note
    assert "已废止" not in checked("《没有的法》第一条。").note


def test_wrong_words_come_with_the_true_ones() -> None:
    finding = checked("《示例法》第三条规定：“申请人应当自收到通知之日起六日内提交申请材料。”")
    assert [(e.old, e.new) for e in finding.edits if e.kind != "same"] == [("六", "五")]
    assert "五日内" in finding.true_text


def test_a_finding_prints_as_one_line() -> None:
    finding = checked("《示例法》第三条规定：“申请人应当自收到通知之日起六日内提交申请材料。”")
    assert str(finding).startswith("文字不符　《示例法》第三条　")
    assert str(finding).endswith("差异：将“六”改为“五”")


def test_words_that_stand_elsewhere_come_with_their_place() -> None:
    finding = checked("《示例法》第二条规定：“示例活动接受社会监督。”")
    assert finding.suggestion == Pinpoint(article=1, paragraph=2)


def test_words_of_an_older_version_come_with_the_current_one() -> None:
    finding = checked("《示例法》第二条规定：“申请人应当自收到通知之日起七日内提交申请材料。”")
    assert finding.verdict is Verdict.NOT_IN_FORCE
    assert finding.document == OLD[0] and finding.current == NEW[0]
    assert "2015" in finding.note


def test_a_repealed_law_says_by_what() -> None:
    finding = checked("《示例登记条例》第一条。")
    assert finding.status is Status.REPEALED
    assert "示例管理条例" in finding.note


@pytest.mark.parametrize(
    ("day", "verdict"), [(date(2023, 8, 31), Verdict.EXISTS), (date(2023, 9, 1), Verdict.WRONG_ARTICLE)]
)
def test_the_day_chooses_the_version(day: date, verdict: Verdict) -> None:
    text = "《示例法》第三条规定：“违反规定的，由示例机关责令改正，处五百元以下罚款。”"
    assert checked(text, day).verdict in (verdict, Verdict.NOT_IN_FORCE)
    assert (checked(text, day).verdict is Verdict.EXISTS) == (verdict is Verdict.EXISTS)


def test_an_article_that_the_new_version_lacks_is_looked_for_in_the_old_one() -> None:
    shelf = Shelf(law("中华人民共和国示例法", "第一条 甲应当登记。", adopted="2023-03-13"), OLD)
    (finding,) = check("《示例法》第三条。", shelf, date(2026, 1, 1))
    assert finding.verdict is Verdict.WRONG_ARTICLE
    assert "2015" in finding.note and "五百元" in finding.true_text


def test_the_drafts_own_articles_are_left_alone() -> None:
    assert check("本办法第十条与前款适用于第三条。", SHELF, date(2026, 1, 1)) == ()


def test_every_citation_of_a_list_is_checked() -> None:
    findings = check("依照《示例法》第一条、第九条和《没有的法》第二条。", SHELF, date(2026, 1, 1))
    assert [f.verdict for f in findings] == [Verdict.EXISTS, Verdict.WRONG_ARTICLE, Verdict.NO_SUCH_LAW]
    assert [f.verdict for f in worst_first(findings)][0] is Verdict.NO_SUCH_LAW


def test_a_code_in_several_files_is_one_law() -> None:

    (one, first), (other, second) = (
        law("中华人民共和国示例法典", "第一条 总则的规定。", adopted="2020-05-28"),
        law("中华人民共和国示例法典", "第五百条 合同的规定。", adopted="2020-05-28"),
    )
    shelf = Shelf((replace(one, volume="总则"), first), (replace(other, volume="合同"), second))
    findings = check("示例法典第一条、第五百条、第九百条。", shelf, date(2026, 1, 1))
    assert [f.verdict for f in findings] == [Verdict.EXISTS, Verdict.EXISTS, Verdict.WRONG_ARTICLE]


def test_short_terms_in_quotation_marks_are_no_quotations() -> None:
    text = "《示例法》第一条所称“以上”包括本数，另有“示例活动应当遵循公开的原则”一语。"
    assert find_quotes(text, find_addresses(text, SHELF.names())) == {}


def test_a_law_gives_the_words_at_a_place() -> None:
    text = Text.of(*NEW)
    assert text.at(Pinpoint(article=1, paragraph=2)) == "示例活动接受社会监督。"
    assert text.at(Pinpoint(article=4, item=2)) == "（二）超过申请期限的。"
    assert text.at(Pinpoint(article=2, paragraph=1)).endswith("示例信息。")
    assert text.at(Pinpoint(article=9)) == ""
    assert Text.of(*POINTS).at(Pinpoint(article=2)).startswith("二、")


def test_an_empty_draft_has_no_citations() -> None:
    assert check("", SHELF, date(2026, 1, 1)) == ()
