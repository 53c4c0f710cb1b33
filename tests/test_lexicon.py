from pathlib import Path

import pytest

from index.lexicon import SHIPPED, Lexicon, load_lexicon


@pytest.mark.parametrize(
    ("line", "synonyms"),
    [
        ("老赖 = 失信被执行人、被执行人", {"老赖": ("失信被执行人", "被执行人")}),
        ("老赖＝失信被执行人，被执行人  # 注", {"老赖": ("失信被执行人", "被执行人")}),
        ("# 整行注", {}),
        ("= 没有词", {}),
        ("没有义 =", {}),
        ("", {}),
    ],
)
def test_lines_are_read_as_people_write_them(line: str, synonyms: dict[str, tuple[str, ...]]) -> None:
    assert Lexicon.parse(line).synonyms == synonyms


def test_a_line_of_one_word_is_a_word_of_the_user() -> None:
    assert Lexicon.parse("香蕉办\n").own == {"香蕉办"}


def test_a_term_inside_a_longer_one_does_not_count_again() -> None:
    lexicon = Lexicon.parse("复议 = 行政复议\n复议前置 = 应当先申请行政复议")
    assert lexicon.found("什么是复议前置") == ("复议前置",)


def test_the_users_line_wins_over_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "lexicon.txt").write_text("老赖 = 示例用语\n", encoding="utf-8")
    lexicon = load_lexicon(tmp_path)
    assert lexicon.expansions("老赖怎么办") == ("示例用语",)
    assert lexicon.expansions("酒驾怎么罚") == ("饮酒后驾驶机动车",)


def test_an_edit_takes_effect_with_the_next_question(tmp_path: Path) -> None:
    file = tmp_path / "lexicon.txt"
    file.write_text("甲词 = 乙词\n", encoding="utf-8")
    assert load_lexicon(tmp_path).expansions("甲词") == ("乙词",)
    file.write_text("甲词 = 丙词丁词\n", encoding="utf-8")
    assert load_lexicon(tmp_path).expansions("甲词") == ("丙词丁词",)


def test_expansions_weigh_less_than_the_questions_own_words() -> None:
    terms = Lexicon.parse("老赖 = 失信被执行人").terms("老赖")
    weights = {term.words: term.weight for term in terms}
    assert weights[("老赖",)] > weights[("失信",)]


def test_the_shipped_lexicon_says_something_on_every_line() -> None:
    shipped = Lexicon.parse(SHIPPED.read_text(encoding="utf-8"))
    lines = [
        x for x in SHIPPED.read_text(encoding="utf-8").splitlines() if x.strip() and not x.startswith("#")
    ]
    assert len(shipped.synonyms) == len(lines) >= 80
    for asked in ("三项制度", "双随机一公开", "民告官", "彩礼", "试用期", "高空抛物"):
        assert shipped.expansions(asked)
