"""What kind of list is asked for, and which stretch says that it is that list."""

from __future__ import annotations

from assistant.evidence.lists import announces, bars, enumerates, plays, wanted, wants_list
from assistant.evidence.measures import Weights
from assistant.evidence.select import judged
from assistant.understand.kinds import Type
from tests.composing import asked, hit

DUTIES = "第十四条 公务员应当履行下列义务：\n（一）忠于宪法；\n（二）忠于国家；\n（三）忠于人民。"


def test_the_noun_beside_the_asking_word_says_what_kind_of_thing_is_listed() -> None:
    assert "义务" in wanted("公务员有哪些义务？")
    assert "情形" in wanted("什么情况下可以撤销许可？")
    assert "程序" in wanted("法制审核的流程有哪几步？")
    assert wanted("处罚决定书送达当事人") == ()


def test_a_head_announces_only_things_of_its_own_kind() -> None:
    assert announces("公务员应当履行下列义务：", wanted("公务员有哪些义务？"))
    assert not announces("公务员有下列情形之一的，予以辞退：", wanted("公务员有哪些义务？"))


def test_numbered_sentences_are_a_list_from_three_on() -> None:
    assert enumerates("一是查有没有。二是查在不在。三是查对不对。")
    assert not enumerates("一是查有没有。二是查在不在。")


def test_the_section_of_a_guide_that_says_how_holds_the_steps() -> None:
    assert plays("五、怎么审", wanted("审核的流程有哪几步？"))
    assert not plays("一、为什么要审", wanted("审核的流程有哪几步？"))


def test_what_may_not_be_is_told_from_what_may() -> None:
    assert bars("公务员有下列情形之一的，不得辞去公职：")
    assert not bars("公务员有下列情形之一的，予以辞退：")
    assert not bars("能不能延长")


def test_several_things_are_asked_for_by_several_words() -> None:
    assert wants_list(Type.LIST, "有哪些义务")
    assert wants_list(Type.QUANTITY, "期限各是多久")
    assert not wants_list(Type.QUANTITY, "期限是多久")


def test_a_list_of_what_was_asked_for_is_measured_as_such() -> None:
    found = judged(asked("公务员有哪些义务？"), [hit(DUTIES, "公务员法", article=14)], Weights(rarity=len))
    assert found[0].announced
    assert found[0].headed == 1.0


def test_what_is_listed_is_said_behind_the_announcement_not_by_whom_it_befalls() -> None:
    assert not announces("办案人员遇有下列情形之一的，应当报告：", ("人员", "对象"))
    assert announces("下列人员可以申请：", ("人员", "对象"))
