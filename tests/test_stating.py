"""What wording says is learned from labelled questions, the same every time, and judged by what was left out."""

import pytest

from assistant.evidence.labelled import Labelled
from assistant.evidence.stating import learn, out_of_fold
from assistant.understand.stated import runs, score

ROWS = [Labelled(f"{a}{b}要几天内办完", True, "dev", "law") for a in "甲乙丙丁戊己" for b in "子丑寅卯"]
ROWS += [Labelled(f"{a}{b}卖什么价钱", False, "dev", "prices") for a in "甲乙丙丁戊己" for b in "子丑寅卯"]


def test_what_only_one_kind_says_tells_them_apart() -> None:
    by = learn(ROWS)
    assert by.weights["价钱"] < 0 < by.weights["办完"]
    assert score(runs("庚辰卖什么价钱"), by) < 0 < score(runs("庚辰要几天内办完"), by)


def test_what_both_kinds_say_alike_says_nothing() -> None:
    assert not {"甲", "子", "甲子"} & set(learn(ROWS).weights)


def test_the_same_rows_teach_the_same() -> None:
    assert learn(ROWS) == learn(list(ROWS))


def test_a_question_is_judged_by_what_was_learned_without_it() -> None:
    odd = [*ROWS, *(Labelled(f"怪{i}怪怪", True, "dev", "law") for i in range(1))]
    apart = out_of_fold(odd)
    assert set(apart) == {row.question for row in odd}
    assert apart["怪0怪怪"] < score(runs("怪0怪怪"), learn([*odd, *[odd[-1]] * 5]))


def test_one_kind_alone_teaches_nothing() -> None:
    with pytest.raises(ValueError, match="apart"):
        learn(ROWS[:5])
