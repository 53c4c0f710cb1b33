from pathlib import Path

import numpy as np
import pytest

from documents.errors import DamageError
from index import lexical
from index.lexical import Entry, LexicalIndex, Term, row_key


def entry(number: int, ordinal: int, text: str, title: str = "", headings: str = "") -> Entry:
    return Entry(row_key(number, ordinal), (title, headings, text, ""))


def open_with(folder: Path, *entries: Entry) -> LexicalIndex:
    lexical.write(folder, entries)
    return LexicalIndex.open(folder)


def found(index: LexicalIndex, *words: str, count: int = 10) -> list[int]:
    return [key >> 20 for key, _ in index.search([Term((word,)) for word in words], count)]


def test_the_passage_with_the_rarer_word_comes_first(tmp_path: Path) -> None:
    index = open_with(
        tmp_path / "x", entry(1, 0, "机关 公示"), entry(2, 0, "机关 香蕉"), entry(3, 0, "机关 处罚")
    )
    assert found(index, "机关", "香蕉")[0] == 2


def test_scores_do_not_depend_on_the_filter(tmp_path: Path) -> None:
    entries = [entry(n, 0, f"机关 词{n}") for n in range(1, 200)]
    index = open_with(tmp_path / "x", *entries)
    terms = [Term(("机关",)), Term(("词150",))]
    free = dict(index.search(terms, 300))
    for chosen in ([150], list(range(100, 190))):
        allowed = np.zeros(200, dtype=np.bool_)
        allowed[chosen] = True
        within = index.search(terms, 300, allowed)
        assert {key >> 20 for key, _ in within} == set(chosen)
        assert all(free[key] == score for key, score in within)


def test_a_wide_filter_still_finds_the_last_allowed_passage(tmp_path: Path) -> None:
    """The list is read on until enough allowed ones are found, however many others stand before them."""
    entries = [entry(n, 0, "机关 机关" if n <= 400 else "机关 " + "其他 " * 30) for n in range(1, 501)]
    index = open_with(tmp_path / "x", *entries)
    allowed = np.zeros(501, dtype=np.bool_)
    allowed[401:] = True
    assert {key >> 20 for key, _ in index.search([Term(("机关",))], 5, allowed)} == set(range(401, 501))


def test_all_that_tie_with_the_last_are_given(tmp_path: Path) -> None:
    index = open_with(tmp_path / "x", *(entry(n, 0, "本法 施行") for n in range(1, 120)))
    assert len(index.search([Term(("施行",))], 10)) == 119


def test_a_phrase_stands_together(tmp_path: Path) -> None:
    index = open_with(tmp_path / "x", entry(1, 0, "三 项 制度"), entry(2, 0, "制度 三 项"))
    assert [key >> 20 for key, _ in index.search([Term(("三", "项", "制度"), fields=("text",))], 10)] == [1]


def test_extending_keeps_the_base_as_it_was_and_forgets_what_was_removed(tmp_path: Path) -> None:
    base = open_with(tmp_path / "a", entry(1, 0, "机关 公示"), entry(2, 0, "机关 香蕉"))
    before = {p.name: p.read_bytes() for p in (tmp_path / "a").iterdir()}
    lexical.write(tmp_path / "b", [entry(3, 0, "机关 夜市")], base=tmp_path / "a", removed=[2])
    after = LexicalIndex.open(tmp_path / "b")
    assert sorted(found(after, "机关")) == [1, 3]
    assert after.keys() == {row_key(1, 0), row_key(3, 0)}
    assert sorted(found(base, "机关")) == [1, 2]
    assert {p.name: p.read_bytes() for p in (tmp_path / "a").iterdir()} == before


def test_scores_of_chosen_passages_are_those_of_the_search(tmp_path: Path) -> None:
    index = open_with(tmp_path / "x", *(entry(n, 0, f"机关 词{n % 3}") for n in range(1, 30)))
    terms = [Term(("机关",)), Term(("词1",))]
    everything = dict(index.search(terms, 100))
    chosen = [row_key(n, 0) for n in (1, 2, 3)]
    assert index.scores(terms, chosen) == {key: everything[key] for key in chosen}


def test_frequency_counts_passages(tmp_path: Path) -> None:
    index = open_with(tmp_path / "x", entry(1, 0, "机关 机关"), entry(2, 0, "机关"), entry(3, 0, "香蕉"))
    assert (index.frequency("机关"), index.frequency("没有")) == (2, 0)


@pytest.mark.parametrize("terms", [[], [Term(("没有的词",))]])
def test_nothing_is_found_for_nothing(tmp_path: Path, terms: list[Term]) -> None:
    assert open_with(tmp_path / "x", entry(1, 0, "机关")).search(terms, 10) == []


def test_a_folder_that_is_no_index_is_damage(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text("{", encoding="utf-8")
    with pytest.raises(DamageError, match="LEXICAL_DAMAGED"):
        LexicalIndex.open(tmp_path)
