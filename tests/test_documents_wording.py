"""Which words were changed: documents/wording.py."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.wording import bigrams, edits, plain, similarity

WORDS = st.text(alphabet="甲乙丙丁，。：,:“”\n 第一二条0123", max_size=60)


@given(WORDS, WORDS)
def test_edits_put_both_texts_together_again(old: str, new: str) -> None:
    pieces = edits(old, new)
    assert "".join(piece.old for piece in pieces) == old
    assert "".join(piece.new for piece in pieces) == new
    assert all(plain(piece.old) == plain(piece.new) for piece in pieces if piece.kind == "same")


@given(WORDS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert all(piece.kind == "same" for piece in edits(text, text))


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("应当在七日内办结", "应当在五日内办结", [("七", "五")]),
        ("依照第八条办理", "依照第十一条办理", [("第八条", "第十一条")]),
        ("罚款100元", "罚款1000元", [("100", "1000")]),
        ("在中国境内设立", "在中华人民共和国境内设立", [("中国", "中华人民共和国")]),
        ("应当:登记", "应当：登记", []),
        ("甲 乙\n丙", "甲乙丙", []),
        ("甲公开", "甲公开、公平", [("", "、公平")]),
        ("", "", []),
    ],
)
def test_what_changed(old: str, new: str, changed: list[tuple[str, str]]) -> None:
    assert [(e.old, e.new) for e in edits(old, new) if e.kind != "same"] == changed


def test_similarity_runs_from_nothing_to_all() -> None:
    assert similarity(bigrams("甲乙丙"), bigrams("甲乙丙")) == 1.0
    assert similarity(bigrams("甲乙丙"), bigrams("丁戊己")) == 0.0
    assert similarity(bigrams(""), bigrams("")) == 1.0
