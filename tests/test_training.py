"""The making of the model: splits that never mix, texts read right, measures as defined, sparse steps that learn."""

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from index.training.measure import bootstrap, figures, recall, reciprocal_rank
from index.training.order import asked, shown
from index.training.perturb import CHANGES
from index.training.prepare import Ragged, question_rows, vocabulary
from index.training.questions import FOLDS, OWN, SIXTHS, Question, of_split, own_questions, statute_questions
from index.training.texts import articles_of, national_articles, split_label
from index.training.words import TokenIndex

ROOT = Path(__file__).resolve().parent.parent
LAW = """# 示例市公园条例

2020年1月1日 通过

<!-- INFO END -->

## 第一章 总则

第一条 为了管理公园，制定本条例。

第二条 公园应当免费开放。
游客应当爱护花木，
依照第一条办理。

## 第二章 罚则

第三条之一 攀折花木的，处一百元罚款。
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for name, text in {
        "行政法/示例市公园条例(2020-01-01).md": LAW,
        "行政法/示例市公园条例(2010-01-01).md": LAW.replace("一百元", "十元"),
        "DLC/示例省规定(2021-01-01).md": LAW,
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_articles_keep_their_lines_and_headings(corpus: Path) -> None:
    file = corpus / "行政法/示例市公园条例(2020-01-01).md"
    found = list(articles_of(file, "示例市公园条例", "2020-01-01", True))
    assert [a.label for a in found] == ["第一条", "第二条", "第三条之一"]
    assert found[1].text.splitlines() == ["公园应当免费开放。", "游客应当爱护花木，", "依照第一条办理。"]
    assert [a.headings for a in found] == ["第一章 总则", "第一章 总则", "第二章 罚则"]


def test_only_the_last_version_is_a_candidate_and_local_texts_are_none(corpus: Path) -> None:
    found = national_articles(corpus)
    assert len(found) == 6
    assert {a.date for a in found if a.newest} == {"2020-01-01"}


def test_labels_are_split_into_law_and_article() -> None:
    assert split_label("示例市公园条例第三条之一")[1] == "第三条之一"
    with pytest.raises(ValueError, match="article"):
        split_label("示例市公园条例")


def test_labels_find_the_newest_article_and_unknown_ones_are_left_out(corpus: Path) -> None:
    line = '{"id": "stard-%d", "question": "折花罚多少", "articles": ["示例市公园条例第三条之一", "无此法第一条"]}'
    (corpus / "statute_questions.jsonl").write_text("\n".join(line % n for n in range(12)), encoding="utf-8")
    found = statute_questions(corpus, national_articles(corpus))
    assert [q.articles for q in found] == [(2,)] * 12
    assert [q.number for q in of_split(found, "dev")] == [0, 6]
    assert not {q.number for q in of_split(found, "train", "tune")} & {0, 6}


def test_our_own_questions_about_one_article_stand_on_the_same_side_of_every_split(
    corpus: Path, tmp_path: Path
) -> None:
    places = ["示例市公园条例第二条", "示例市公园条例第三条之一", "示例市公园条例第一条"]
    rows = [{"question": f"问{n}", "articles": [places[n % 3]]} for n in range(30)]
    file = tmp_path / "own.jsonl"
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    found = own_questions(national_articles(corpus), file)
    assert len({q.number for q in found}) == 30 and all(q.own for q in found)
    assert all(len({q.split for q in found if q.articles == (a,)}) == 1 for a in range(3))
    together = [q for q in found if q.number // SIXTHS % 2 == 0]
    assert all(len({q.fold for q in together if q.articles == (a,)}) <= 1 for a in range(3))
    assert len({q.fold for q in found if q not in together}) == FOLDS


def test_our_own_questions_are_none_of_those_that_are_measured_with() -> None:
    """Neither word for word nor nearly: Jaccard of character pairs below one half."""
    measured = [
        pairs(json.loads(line)["question"])
        for file in sorted((ROOT / "eval" / "sets").glob("*/queries.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    holding: dict[str, list[int]] = {}
    for number, found in enumerate(measured):
        for pair in found:
            holding.setdefault(pair, []).append(number)
    for line in OWN.read_text(encoding="utf-8").splitlines():
        mine = pairs(json.loads(line)["question"])
        shared = Counter(number for pair in mine for number in holding.get(pair, ()))
        assert all(n / len(mine | measured[number]) < 0.5 for number, n in shared.items()), line


def pairs(text: str) -> frozenset[str]:
    letters = "".join(c for c in text if c.isalnum())
    return frozenset(letters[i : i + 2] for i in range(len(letters) - 1)) or frozenset([letters])


def test_every_fold_is_used_and_neighbours_stand_in_different_folds() -> None:
    questions = [Question(n, "", "", (0,)) for n in range(60) if n % 6]
    assert {q.fold for q in questions} == set(range(FOLDS))
    assert all(
        a.fold != b.fold for a, b in zip(questions, questions[1:], strict=False) if b.number == a.number + 1
    )


def test_recall_counts_articles_and_any_piece_finds_one() -> None:
    gold = [frozenset({"a:1", "a:2"}), frozenset({"b:9"})]
    assert recall(2)(["x", "a:2", "b:9"], gold) == 0.5
    assert recall(3)(["x", "a:2", "b:9"], gold) == 1.0
    assert reciprocal_rank(10)(["x", "a:2"], gold) == 0.5
    assert reciprocal_rank(1)(["x", "a:2"], gold) == 0.0


def test_a_question_without_a_list_counts_as_nothing_found() -> None:
    gold = [[frozenset({"a"})], [frozenset({"b"})]]
    assert figures([["a"], []], gold)["R@5"].mean == 0.5


def test_the_bootstrap_interval_holds_the_mean_and_is_repeatable() -> None:
    figure = bootstrap([0, 1, 1, 0, 1, 1, 0, 1])
    assert figure.low < figure.mean < figure.high
    assert figure == bootstrap([0, 1, 1, 0, 1, 1, 0, 1])
    assert bootstrap([]).mean == 0


def test_ragged_arrays_come_back_from_disk(tmp_path: Path) -> None:
    rows = Ragged.of([[1, 2], [], [3]])
    rows.save(tmp_path / "x.npz")
    again = Ragged.load(tmp_path / "x.npz")
    assert [again[i].tolist() for i in range(len(again))] == [[1, 2], [], [3]]


def test_the_vocabulary_is_ordered_by_frequency_words_before_pairs() -> None:
    texts = [["税务", "_税务"]] * 9 + [["罚款", "_罚款"]] * 8 + [["偶见", "_偶见"]]
    assert vocabulary([("article", texts)]) == ["[UNK]", "税务", "罚款", "_税务", "_罚款"]


def test_what_is_frequent_in_questions_gets_a_second_row_behind_all_others() -> None:
    texts, asked = [["税务", "罚款", "_罚款"]] * 9, [["罚款"], ["未见"]]
    known = vocabulary([("article", texts), ("consult_question", asked)])
    assert known == ["[UNK]", "罚款", "税务", "_罚款", "?罚款"]
    assert question_rows(known).tolist() == [0, 4, 2, 3, 4]


def test_the_text_that_shares_rare_tokens_scores_highest() -> None:
    index = TokenIndex([np.array(ids, np.int32) for ids in ([1, 2, 3], [1, 1, 4], [5])])
    scores = index.scores(np.array([4, 1], np.int32))
    assert int(np.argmax(scores)) == 1
    assert scores[2] == 0


def test_laws_are_counted_by_question() -> None:
    counts = asked([frozenset({"甲法", "乙法"}), frozenset({"甲法"}), frozenset()])
    assert counts["甲法"] > counts["乙法"] > 0


def test_the_trees_learn_from_every_right_candidate_and_from_the_best_wrong_ones() -> None:
    fused = np.arange(150, 0, -1.0)
    right = np.zeros(len(fused), dtype=np.int64)
    right[-1] = 1
    chosen = shown(fused, right, 100)
    assert chosen[:100].all() and chosen[-1]
    assert chosen.sum() == 100 + 10 + 1
    assert shown(fused, right, 1000).all()


@pytest.mark.parametrize("name", CHANGES)
def test_changes_are_repeatable_and_change_something(name: str) -> None:
    text = "物业公司可以停水停电吗？"
    assert CHANGES[name](text, 7) == CHANGES[name](text, 7) != text


def test_training_brings_what_belongs_together_near() -> None:
    from index.training.pairs import Pair
    from index.training.static import Recipe, Trainer, fresh

    class Made:
        """Question token i belongs to document token i + 10."""

        def __init__(self) -> None:
            self.random = np.random.default_rng(0)
            self.sources = {"made": self.draw}

        def as_asked(self, ids: np.ndarray) -> np.ndarray:
            return ids

        def draw(self) -> Pair:
            i = int(self.random.integers(1, 9))
            return Pair(np.array([i], np.int32), np.array([i + 10], np.int32), i)

    recipe = Recipe(mix={"made": 1.0}, steps=40, rate=0.05, temperature=0.2, dimension=16, threads=1)
    trainer = Trainer(Made(), recipe, fresh(20, 16, 0))  # type: ignore[arg-type]
    for step in range(recipe.steps):
        trainer._step(step, "made")
    weights = trainer.weights / np.maximum(np.linalg.norm(trainer.weights, axis=1, keepdims=True), 1e-9)
    near = weights[1:9] @ weights[11:19].T
    assert near.argmax(axis=1).tolist() == list(range(8))
    assert not weights[0].any()
