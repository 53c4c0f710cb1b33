"""A deadline or a permission counts for the act it belongs to, not for another in the same article."""

from __future__ import annotations

import pytest

from assistant.evidence.cues import act_of, cue_for, strength
from assistant.evidence.measures import stands
from assistant.understand.kinds import Type

ASKED = "几天内可以申请复核？"
WORDS = ("天内", "申请", "复核")


def _sure(type_: Type, query: str, words: tuple[str, ...], text: str) -> float:
    cue = cue_for(type_, query)
    assert cue is not None
    return strength(cue, text, act_of(type_, query, words), stands)


def test_the_act_is_what_follows_the_asking_word() -> None:
    assert act_of(Type.QUANTITY, "被扣了摊位，几天内可以申请复核？", ("扣", "摊位", "申请", "复核")) == (
        "申请",
        "复核",
    )
    assert act_of(Type.PERMISSION, "摊主欠费两个月，市场能解除合同吗？", ("摊主", "解除合同")) == (
        "解除合同",
    )
    assert act_of(Type.LIST, "复核要哪些材料？", ("复核", "材料")) == ()


@pytest.mark.parametrize(
    "text, least, most",
    [
        ("摊主可以自收到通知之日起三十日内，向管理处申请复核。", 1.0, 1.0),
        ("申请复核的期限为三十日。", 1.0, 1.0),
        ("管理处应当自收到复核申请之日起十日内作出决定。", 0.0, 0.0),
        ("申请复核应当用书面形式。", 0.0, 0.0),
    ],
)
def test_a_deadline_counts_by_the_clause_that_follows_it(text: str, least: float, most: float) -> None:
    assert least <= _sure(Type.QUANTITY, ASKED, WORDS, text) <= most


def test_a_permission_counts_by_what_is_permitted() -> None:
    asked, words = "摊主欠费，市场能解除合同吗？", ("摊主", "欠费", "解除合同")
    assert _sure(Type.PERMISSION, asked, words, "摊主欠费的，市场可以解除租赁合同。") == 1.0
    assert _sure(Type.PERMISSION, asked, words, "市场解除合同的，应当退还余款。") == 0.0


@pytest.mark.parametrize(
    "word, text, there",
    [
        ("解除合同", "解除租赁合同", True),
        ("轻微违法", "违法行为轻微", True),
        ("解除合同", "解除管制措施以后双方另行订立合同", False),
    ],
)
def test_the_halves_of_a_compound_may_stand_a_little_apart(word: str, text: str, there: bool) -> None:
    assert stands(word, text) is there
