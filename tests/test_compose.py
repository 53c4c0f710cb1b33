"""What leads, what is said of two sides, what fills a slot that is left open."""

from __future__ import annotations

from dataclasses import replace

from assistant.compose import compose
from assistant.compose.comparison import compare
from assistant.compose.draft import Draft
from assistant.compose.plan import about, lead_of, supported
from assistant.evidence.measures import Choice
from tests.composing import choice, hit, material

PERMIT = hit("第二条 本法所称灯船许可，是指准予灯船出航的行为。", "灯船许可法", article=2)
LEASE = hit("第七条 未办理租赁备案的，不影响合同的效力。", "租赁法", article=7)


def test_a_side_that_only_shares_a_word_with_a_rule_says_that_nothing_is_held_of_it() -> None:
    sides = [("灯船许可", (choice(PERMIT),)), ("灯船备案", (choice(LEASE),))]
    whole = material("灯船许可和灯船备案有什么区别？", [choice(PERMIT), choice(LEASE)])
    permit, record = compare(whole, sides, Draft())
    assert "是指准予灯船出航" in permit.sentences[0].text
    assert record.sentences == ()
    assert "没有给“灯船备案”下定义" in record.empty


def test_without_a_definition_only_texts_that_speak_of_both_sides_are_quoted() -> None:
    both = hit("第三条 查封、扣押限于涉案的财物。", "强制法", article=3)
    other = hit("第九条 查封的财物不得抵押。", "抵押法", article=9)
    whole = material("查封和扣押有什么区别？", [choice(both)])
    (seizure,) = compare(whole, [("查封", (choice(other), choice(both)))], Draft())
    assert ["强制法" in sentence.text for sentence in seizure.sentences] == [True]


def test_a_rule_without_a_number_does_not_lead_where_a_number_is_asked_for() -> None:
    plain = replace(choice(hit("第二条 申请人可以申请复议。", "复议法", article=2), chance=0.6), cue=0.0)
    timed = choice(hit("第三条 申请人可以在六十日内申请。", "复议法", article=3, ordinal=1), chance=0.3)
    assert lead_of(material("几日内申请复议？", [plain, timed])) == timed


def test_only_what_speaks_of_the_matter_answers_a_part() -> None:
    mine = replace(choice(PERMIT), words=("灯船",))
    other = replace(choice(LEASE), words=("备案",))
    assert about([mine, other], ["灯船"]) == (mine,)
    assert about([mine, other], ["制度"]) == (mine, other)


def test_a_deadline_that_is_left_open_is_searched_by_itself() -> None:
    duty = choice(hit("第五条 执法信息应当公示。", "执法法", article=5))
    late = hit("第六条 公开的决定被撤销的，应当在三日内撤回。", "执法法", article=6, ordinal=1)

    def search(query: str) -> tuple[Choice, ...]:
        assert query == "执法公示多少日内公开"
        return (choice(replace(late, relevance=0.95)),)

    answer = compose(replace(material("如何落实执法公示制度？", [duty]), search=search))
    when = next(section for section in answer.sections if section.title == "何时")
    assert "三日内撤回" in when.sentences[0].text


def test_a_deadline_found_without_certainty_fills_nothing() -> None:
    duty = choice(hit("第五条 执法信息应当公示。", "执法法", article=5))
    late = hit("第六条 公开的决定被撤销的，应当在三日内撤回。", "执法法", article=6, ordinal=1)
    found = (choice(replace(late, relevance=0.2)),)
    answer = compose(replace(material("如何落实执法公示制度？", [duty]), search=lambda _: found))
    when = next(section for section in answer.sections if section.title == "何时")
    assert when.sentences == ()


def test_a_number_of_another_act_leads_before_what_is_likelier_and_has_none() -> None:
    plain = replace(choice(hit("第二条 申请人可以申请复议。", "复议法", article=2), chance=0.4), cue=0.0)
    timed = replace(
        choice(hit("第三条 逾期六十日的，申请终止。", "复议法", article=3, ordinal=1), chance=0.1), cue=0.0
    )
    far = replace(timed, chance=0.02)
    assert lead_of(material("几日内申请复议？", [plain, timed])) == timed
    assert lead_of(material("几日内申请复议？", [plain, far])) == plain


def test_beside_a_number_stands_only_what_has_one_too() -> None:
    timed = choice(hit("第三条 申请人可以在六十日内申请。", "复议法", article=3), chance=0.5)
    plain = choice(hit("第四条 重复申请的，不予受理。", "复议法", article=4, ordinal=1), chance=0.5)
    later = choice(hit("第五条 三十日内可以补正申请。", "复议法", article=5, ordinal=2), chance=0.5)
    assert supported(material("几日内申请复议？", [timed, plain, later]), timed) == [timed, later]


def test_what_is_hardly_likely_is_not_quoted_beside_a_weak_lead() -> None:
    lead = choice(hit("第三条 复议由政府管辖。", "复议法", article=3), chance=0.06)
    weak = choice(hit("第四条 诉讼由法院管辖。", "诉讼法", article=4), chance=0.05)
    answer = compose(material("复议由谁管辖？", [lead, weak]))
    assert [c.pinpoint for c in answer.citations if c.number not in answer.more] == ["第三条"]
    assert len(answer.more) == 1
