import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import segment


@pytest.mark.parametrize(
    ("written", "also_written"),
    [
        ("十五日", "15日"),
        ("第一百二十条", "第120条"),
        ("百分之三十", "30%"),
        ("二〇二一年", "2021年"),
        ("両千零五十万元".replace("両", "两"), "20500000元"),
        ("處五年以下有期徒刑", "处五年以下有期徒刑"),
        ("ＡＢＣ類", "abc类"),
        ("３０％", "30%"),
        ("廿", "廿"),
    ],
)
def test_two_ways_of_writing_the_same_give_the_same_words(written: str, also_written: str) -> None:
    assert segment.words(written) == segment.words(also_written)


@pytest.mark.parametrize("word", ["万一", "千方百计", "统一", "三四"])
def test_words_made_of_numerals_are_not_numbers(word: str) -> None:
    assert not any(c.isdigit() for c in segment.normalise(word))


def test_punctuation_and_white_space_are_no_words() -> None:
    assert segment.words("，。、　 \n《》") == []


def test_pairs_do_not_reach_over_punctuation() -> None:
    assert segment.grams("公示，执法") == ["公示", "执法"]


def test_a_single_character_is_its_own_pair() -> None:
    assert segment.grams("犬") == ["犬"]


@given(st.text(max_size=80))
def test_any_text_is_cut_and_cutting_twice_gives_the_same(text: str) -> None:
    normal = segment.normalise(text)
    assert segment.words(text) == segment.words(normal, normal=True)
    assert all(not word.isspace() and " " not in word for word in segment.words(text))


def test_rjieba_cuts_as_jieba_does() -> None:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba's own invalid escapes
        jieba = pytest.importorskip("jieba")
    jieba.setLogLevel(60)
    for text in (
        "行政机关应当自受理之日起二十个工作日内作出决定",
        "示例市行政执法公示办法",
        "拒不履行生效法律文书",
    ):
        normal = segment.normalise(text)
        assert segment.words(text) == [w for w in jieba.cut(normal) if w.strip()]
