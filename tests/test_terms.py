"""Terms of the lexicon weigh as one word; alone, they are answered by whatever has all that they stand for."""

from __future__ import annotations

from assistant.evidence.terms import alternatives, spelled_out, with_terms
from index.lexicon import Lexicon
from tests.composing import asked, hit

LEXICON = Lexicon.parse("三公制度 = 星图公示、航线记录、坐标审核\n甲 = 乙")
ALL = hit("第八条 应当落实星图公示、航线记录和坐标审核制度。", "星河条例", article=8)
ONE = hit("第九条 应当落实星图公示制度。", "星河条例", article=9)


def test_a_term_takes_the_place_of_the_pieces_it_was_cut_into() -> None:
    question = with_terms(asked("三公制度怎么落实"), LEXICON)
    assert "三公制度" in question.words
    assert "制度" not in question.words
    assert with_terms(asked("坐标怎么审核"), LEXICON) == asked("坐标怎么审核")


def test_whatever_the_law_says_for_a_term_carries_its_word() -> None:
    question = with_terms(asked("三公制度怎么落实"), LEXICON)
    assert {"星图 公示", "航线 记录", "坐标 审核"} <= set(alternatives(question, LEXICON)["三公制度"])


def test_a_term_alone_is_answered_by_a_text_that_has_all_of_it() -> None:
    alone = with_terms(asked("三公制度是什么"), LEXICON)
    assert spelled_out(alone, LEXICON, [ONE, ALL])
    assert not spelled_out(alone, LEXICON, [ONE])
    more = with_terms(asked("三公制度的桌牌用什么字体"), LEXICON)
    assert not spelled_out(more, LEXICON, [ALL]), "of a table card it says nothing"
