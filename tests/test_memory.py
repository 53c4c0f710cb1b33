"""What was asked before speaks for what answered it: by nearness of meaning, never by number, and for no other model."""

from pathlib import Path

import numpy as np
import pytest

from documents.errors import ModelError
from index.builtin import BUILTIN_PREFIX, seal
from index.embedder import HashedEmbedder
from index.memory import FILE, NEAREST, Memory, load_memory, memory_for, remembered


def axis(number: int, dimension: int = 40) -> np.ndarray:
    row = np.zeros(dimension, dtype=np.float32)
    row[number] = 1.0
    return row


@pytest.fixture
def memory() -> Memory:
    """Question 0 was answered by two texts of two laws, question 1 by one."""
    questions = np.stack([axis(0), axis(1)])
    return remembered(questions, [[("甲法", axis(10)), ("乙法", axis(11))], [("甲法", axis(12))]])


def test_a_passage_like_what_answered_is_supported_as_far_as_the_question_is_near(memory: Memory) -> None:
    near = (0.8 * axis(0) + 0.6 * axis(5)).astype(np.float32)
    found = memory.support(near, np.stack([axis(10), axis(11), axis(12), axis(20)]))
    assert found == pytest.approx([0.8, 0.8, 0.0, 0.0])


def test_a_text_that_is_merely_of_the_field_counts_little(memory: Memory) -> None:
    half = np.stack([axis(10), (0.5 * axis(10) + 0.75**0.5 * axis(30))]).astype(np.float32)
    whole, part = memory.support(axis(0), half)
    assert 0 < part < whole / 10


def test_what_is_far_from_every_question_gets_no_support(memory: Memory) -> None:
    assert memory.support(-axis(0), np.stack([axis(10)])).tolist() == [0.0]
    assert memory.support(axis(0), np.zeros((0, 40), dtype=np.float32)).shape == (0,)


def test_a_law_is_as_near_as_its_nearest_question(memory: Memory) -> None:
    near = (0.6 * axis(0) + 0.8 * axis(1)).astype(np.float32)
    assert memory.of_laws(near) == pytest.approx({"甲法": 0.8, "乙法": 0.6})


def test_only_the_nearest_questions_are_looked_at() -> None:
    far = np.stack([axis(0) * np.float32(1 - 0.01 * i) for i in range(NEAREST + 5)])
    many = remembered(far, [[("甲法", axis(10 + i % 25))] for i in range(NEAREST + 5)])
    supported = many.support(axis(0), np.stack([axis(10 + i) for i in range(25)]))
    assert (supported > 0).sum() == NEAREST


def test_it_comes_back_from_disk_and_damage_is_found(memory: Memory, tmp_path: Path) -> None:
    assert load_memory(tmp_path) is None
    memory.save(tmp_path / FILE)
    seal(tmp_path, {"name": "tiny"})
    load_memory.cache_clear()
    again = load_memory(tmp_path)
    assert again is not None and again.of_laws(axis(0)) == memory.of_laws(axis(0))
    (tmp_path / FILE).write_bytes(b"x")
    load_memory.cache_clear()
    with pytest.raises(ModelError, match="MODEL_DAMAGED"):
        load_memory(tmp_path)


def test_a_text_that_answered_several_questions_is_kept_once(tmp_path: Path) -> None:
    asked = np.stack([axis(0), axis(1)])
    twice = remembered(asked, [[("甲法", axis(10))], [("甲法", axis(10)), ("乙法", axis(11))]])
    assert len(twice.answers) == 2
    assert twice.support(axis(1), np.stack([axis(10), axis(11)])) == pytest.approx([1.0, 1.0])


def test_a_byte_a_number_changes_no_cosine_by_a_hundredth(tmp_path: Path) -> None:
    rows = np.random.default_rng(0).normal(size=(50, 256)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    exact = remembered(rows, [[("甲法", row)] for row in rows])
    exact.save(tmp_path / FILE)
    seal(tmp_path, {"name": "tiny"})
    load_memory.cache_clear()
    stored = load_memory(tmp_path)
    assert stored is not None
    assert np.abs(stored.questions @ rows.T - rows @ rows.T).max() < 0.01


def test_another_model_remembers_nothing() -> None:
    assert memory_for(HashedEmbedder()) is None
    own = HashedEmbedder()
    own.name = f"{BUILTIN_PREFIX}-0"
    assert memory_for(own) is not None
