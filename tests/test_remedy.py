"""Who was wronged is told what to claim and of whom; an office that asks what to do is given its task."""

from __future__ import annotations

import pytest

from assistant.compose import compose
from assistant.compose.remedy import asks_remedy, gives_remedy
from tests.composing import choice, hit, material

PRINCIPLE = choice(hit("第二条 灯船邻里应当团结互助。", "灯船法", article=2), chance=0.6)
CLAIM = choice(hit("第九条 损坏灯船的，应当承担赔偿责任。", "灯船法", article=9, ordinal=1), chance=0.3)
RENT = choice(hit("第五条 灯船可以出租。", "灯船法", article=5, ordinal=2), chance=0.5)


@pytest.mark.parametrize("query", ["邻居弄坏灯船找谁赔", "网上买到假货怎么索赔", "房东不退押金怎么办"])
def test_a_person_who_was_wronged_asks_for_a_remedy(query: str) -> None:
    assert asks_remedy(query)


@pytest.mark.parametrize(
    "query", ["如何落实公示制度", "行政机关负责人不出庭应诉怎么办", "当事人拒不缴纳罚款怎么办", "灯船由谁管"]
)
def test_an_office_asks_for_a_task_not_for_a_remedy(query: str) -> None:
    assert not asks_remedy(query)


def test_what_may_be_claimed_is_told_from_a_principle() -> None:
    assert gives_remedy(CLAIM.span.text)
    assert not gives_remedy(PRINCIPLE.span.text)


@pytest.mark.parametrize("query", ["邻居弄坏灯船找谁赔", "邻居弄坏灯船怎么办"])
def test_the_rule_that_gives_a_claim_leads_and_what_gives_none_is_only_named(query: str) -> None:
    answer = compose(material(query, [PRINCIPLE, RENT, CLAIM]))
    assert answer.sections[0].title == ""
    assert [c.pinpoint for c in answer.citations if c.number not in answer.more] == ["第九条"]
    assert len(answer.more) == 2


def test_a_term_asked_of_a_compensation_is_answered_by_a_term_not_by_a_claim() -> None:
    timed = choice(hit("第三条 灯船赔偿申请应当在两个月内答复。", "灯船法", article=3), chance=0.5)
    answer = compose(material("灯船赔偿申请多久答复", [timed, CLAIM]))
    assert [c.pinpoint for c in answer.citations if c.number not in answer.more] == ["第三条"]
