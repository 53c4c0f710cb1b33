"""Evaluation sets as they are read: fields, halves, libraries, planted citations."""

import json
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from eval.cases import Cited, Place, asked_of, read_set
from eval.sets import SETS, chosen, sample
from index.library import Library

QUERIES = [
    {
        "id": "a",
        "question": "甲？",
        "type": "是什么",
        "answerable": True,
        "as_of": "2020-01-02",
        "edition": "2019-03-04",
    },
    {
        "id": "b",
        "question": "乙？",
        "type": "不可答",
        "kind": "闲聊",
        "answerable": False,
        "reason": "",
        "library": "shipped",
        "split": "dev",
    },
    {"id": "c", "question": "依据《示例法》第三条。", "type": "草稿", "library": "national"},
]
GOLD = [
    {
        "id": "a",
        "places": [
            {"title": "《示例法》", "pinpoint": "第三条", "quote": "公示", "grade": 1, "source": "示例.txt"},
            {"title": "《示例法》", "pinpoint": "第四条", "file": "guide.md", "date": "2019-03-04"},
        ],
        "points": [{"title": "《示例法》", "pinpoint": "第三条", "quote": "公示"}],
    },
    {
        "id": "c",
        "citations": [
            {"cited": "《示例法》第三条", "start": 2, "end": 10, "verdict": "存在", "accept": ["已失效"]}
        ],
    },
]

JUDGED = [{"id": "a", "judged": [{"title": "《示例法》", "pinpoint": "第五条", "quote": "附则", "grade": 0}]}]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "s").mkdir()
    for name, rows in (("queries", QUERIES), ("gold", GOLD), ("judged", JUDGED)):
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (tmp_path / "s" / f"{name}.jsonl").write_text(text, encoding="utf-8")
    return tmp_path


def test_judgements_belong_to_their_question_and_are_no_gold(folder: Path) -> None:
    first, *others = read_set("s", folder)
    assert first.judged == (Place("《示例法》", "第五条", "附则", 0),)
    assert not set(first.judged) & set(first.gold)
    assert all(case.judged is None for case in others)


def test_places_points_and_dates_belong_to_their_question(folder: Path) -> None:
    first = read_set("s", folder)[0]
    assert first.as_of == date(2020, 1, 2)
    assert first.edition == date(2019, 3, 4)
    assert first.gold == (
        Place("《示例法》", "第三条", "公示", 1, "示例.txt"),
        Place("《示例法》", "第四条", "", 2, "guide.md", date(2019, 3, 4)),
    )
    assert [place.quote for place in first.points] == ["公示"]


def test_an_empty_reason_means_any_refusal_and_the_kind_is_the_type(folder: Path) -> None:
    second = read_set("s", folder)[1]
    assert (second.reason, second.type, second.part) == (None, "闲聊", "dev")


def test_a_draft_carries_its_citations_with_every_verdict_that_is_right(folder: Path) -> None:
    assert read_set("s", folder)[2].citations == (Cited(2, 10, ("存在", "已失效")),)


@pytest.mark.parametrize(("library", "ids"), [("shipped", ["a", "b"]), ("national", ["a", "c"])])
def test_a_library_is_asked_only_what_speaks_of_it(folder: Path, library: str, ids: list[str]) -> None:
    assert [case.id for case in asked_of(read_set("s", folder), library)] == ids


def test_a_set_without_questions_is_missed_by_name(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="eval/sets/nothing"):
        read_set("nothing", tmp_path)


def test_all_sets_but_those_held_back_are_chosen_when_none_is_named_and_an_unknown_one_is_named() -> None:
    assert chosen([]) == [each for each in SETS if not each.held]
    assert chosen(["heldout"])[0].held
    assert [each.name for each in chosen(["drafts"])] == ["drafts"]
    with pytest.raises(KeyError, match="nothing"):
        chosen(["nothing"])


def test_a_folder_is_a_set_too(folder: Path) -> None:
    """What from-feedback writes can be asked at once."""
    (made,) = chosen([str(folder / "s")])
    assert made.name == "s"
    assert [case.id for case in made.cases(cast(Library, None))] == ["a", "b", "c"]


def test_unanswerable_questions_are_asked_of_both_libraries() -> None:
    assert {each.where for each in SETS if each.name.startswith("unanswerable")} == {"shipped", "national"}


@pytest.mark.parametrize(("count", "size"), [(None, 204), (50, 50), (1000, 204)])
def test_a_sample_is_spread_over_the_whole_set_and_always_the_same(count: int | None, size: int) -> None:
    cases = read_set("library")
    part = sample(cases, count)
    assert len(part) == size
    assert part == sample(cases, count)
    assert part[0] == cases[0]
    assert [case.id for case in part] == sorted(case.id for case in part)
