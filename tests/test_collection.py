"""documents/collection.py: what a catalogue or a file's own header states becomes hints, or an error that names it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from documents.collection import collection_hints, hints_from, merged, usable_hints
from documents.errors import InputError
from documents.recognise import Hints
from documents.records import Kind, Status

ENTRY = {
    "file": "示例/办法.md",
    "title": "示例市公示办法",
    "kind": "地方政府规章",
    "status": "现行有效",
    "adopted": "2024-01-05",
    "effective": "2024年3月1日",
    "issuer": "示例市人民政府",
    "region": "示例市",
    "note": "x",
}


@pytest.mark.parametrize("name", ["catalogue.json", "目录.json"])
@pytest.mark.parametrize("wrapped", [False, True])
def test_a_catalogue_gives_hints_by_file(tmp_path: Path, name: str, wrapped: bool):
    content = {"documents": [ENTRY]} if wrapped else [ENTRY]
    (tmp_path / name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8-sig")
    assert collection_hints(tmp_path) == {
        "示例/办法.md": Hints(
            title="示例市公示办法", kind=Kind.LOCAL_RULE, date=date(2024, 1, 5), effective=date(2024, 3, 1),
            status=Status.IN_FORCE, issuer="示例市人民政府", region="示例市",
        )
    }  # fmt: skip


def test_a_folder_without_a_catalogue_has_no_hints(tmp_path: Path):
    assert collection_hints(tmp_path) == {}


@pytest.mark.parametrize(
    "content",
    ["{", "[1]", '[{"title": "无名"}]', '{"a": 1}', '[{"file": "a.md", "status": "大概有效"}]', '[{"file": "a.md", "kind": "宝典"}]',
     '[{"file": "a.md", "effective": "2024-13-40"}]', '[{"file": ""}]', "[" * 100_000, "null"],
)  # fmt: skip
def test_a_wrong_catalogue_is_an_error_that_names_it(tmp_path: Path, content: str):
    (tmp_path / "catalogue.json").write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        collection_hints(tmp_path)
    assert caught.value.code == "BAD_METADATA"
    assert "catalogue.json" in caught.value.message


@pytest.mark.parametrize(
    ("stated", "status"),
    [
        ("有效", Status.IN_FORCE),
        ("已失效", Status.REPEALED),
        ("尚未施行", Status.NOT_YET),
        ("已被修改", Status.AMENDED),
        ("已废止", Status.REPEALED),
    ],
)
def test_a_status_in_the_words_of_the_national_database_is_understood(stated: str, status: Status):
    assert hints_from({"时效性": stated}).status is status


def test_front_matter_that_cannot_be_read_is_noted_and_left_out():
    hints, notes = usable_hints({"status": "draft", "title": "示例", "date": "昨天"})
    assert hints == Hints(title="示例")
    assert [note.code for note in notes] == ["BAD_METADATA", "BAD_METADATA"]


def test_what_the_user_says_wins_and_gaps_are_filled():
    said, own = Hints(kind=Kind.LAW), Hints(kind=Kind.OTHER, title="示例法")
    assert merged(said, own) == Hints(kind=Kind.LAW, title="示例法")
