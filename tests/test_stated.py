"""Wording tells a question that rules answer from one for a price, a person or the news; a place is a place."""

import pytest

from assistant.understand.stated import Wording, runs, score, stated, wording

RULES = [
    "欠薪不给可以去哪里投诉",
    "处罚决定书要在几天内送达",
    "租客提前退租要赔钱吗",
    "什么情况下可以减轻处罚",
]
OTHER = ["这周末电影票多少钱一张", "现任教育部部长叫什么", "昨晚比赛谁赢了", "服务大厅几点关门"]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("other", OTHER)
def test_what_rules_state_is_worded_unlike_prices_persons_news_and_hours(rule: str, other: str) -> None:
    assert -1 <= stated(other) < stated(rule) <= 1


def test_all_places_and_all_numbers_are_alike() -> None:
    assert runs("长沙买房要交几成") == runs("成都买房要交几成") != runs("买房要交几成")
    assert runs("2023年的第5条") == runs("1999年的第12条")


def test_marks_at_the_end_say_nothing() -> None:
    assert runs("能复议吗？") == runs("能复议吗")


def test_a_question_without_known_runs_says_nothing() -> None:
    assert score(runs("鎏鑫"), Wording(1.0, {"复议": 2.0})) == 0.0


def test_the_file_names_the_command_that_made_it_and_is_small() -> None:
    assert len(wording().weights) > 5000
    assert all(1 <= len(run) <= 3 for run in wording().weights)
