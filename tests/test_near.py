"""Nearness in meaning of stretches: only by the model on board, higher for what says the same in other words."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from assistant.evidence.near import near_to
from index.embedder import HashedEmbedder, load_embedder


def books(embedder: object) -> Any:
    return SimpleNamespace(embedder=lambda: embedder)


def test_what_says_the_same_in_other_words_is_nearer() -> None:
    near = near_to("老板不给工资怎么办", books(load_embedder(None)))
    assert near is not None
    paid, flown = near(["用人单位应当按照约定及时足额支付劳动报酬。", "民用航空器应当在指定的空域内飞行。"])
    assert -1 <= flown < paid <= 1
    assert near([]).shape == (0,)


def test_another_model_and_a_library_without_one_say_nothing() -> None:
    assert near_to("老板不给工资怎么办", books(HashedEmbedder())) is None
    assert near_to("老板不给工资怎么办", SimpleNamespace()) is None  # type: ignore[arg-type]
