"""documents/load.py: a file becomes a document with its structure, and a folder a list of files."""

from __future__ import annotations

import hashlib
import os
import sys
from datetime import date
from pathlib import Path

import pytest

from documents.errors import InputError
from documents.load import load, load_bytes, walk
from documents.readers.extract import Limits
from documents.recognise import Hints
from documents.records import Kind, Status
from tests.office_files import docx, levels, p, r
from tests.pdf_files import pdf, printed

LAW = "示例市公示办法\n\n第一条　为了规范公示，制定本办法。\n第二条　执法机关应当公示下列信息：\n（一）执法依据；\n（二）执法结果。\n第三条　本办法自2024年3月1日起施行。\n"


def articles(data: bytes, name: str) -> tuple[int, tuple[str, ...]]:
    loaded = load_bytes(data, name)
    assert all(one.text == loaded.document.text[one.start : one.end] for one in loaded.structure.passages)
    return loaded.structure.report.articles, tuple(str(one.pinpoint) for one in loaded.structure.passages)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_text_file_becomes_articles(encoding: str):
    assert articles(LAW.encode(encoding), "示例市公示办法.txt") == (3, ("第一条", "第二条", "第三条"))


def test_a_word_file_with_automatic_numbers_becomes_articles():
    lines = ["为了规范公示，制定本办法。", "执法机关应当公示信息。", "本办法自2024年3月1日起施行。"]
    body = p(r("示例市公示办法")) + "".join(p(r(line), number=(1, 0)) for line in lines)
    data = docx(body, {"numbering": levels(("chineseCountingThousand", "第%1条"))})
    assert articles(data, "示例市公示办法.docx") == (3, ("第一条", "第二条", "第三条"))


def test_a_pdf_becomes_articles():
    lines = [
        "第一条　为了规范公示，制定本办法。",
        "第二条　执法机关应当公示信息。",
        "第三条　本办法自公布之日起施行。",
    ]
    assert articles(pdf([printed(["示例市公示办法", *lines])]), "示例市公示办法.pdf") == (
        3,
        ("第一条", "第二条", "第三条"),
    )


def test_a_web_page_becomes_articles():
    page = (
        "<html><body><h1>示例市公示办法</h1>"
        + "".join(f"<p>{line}</p>" for line in LAW.split("\n")[2:])
        + "</body></html>"
    )
    assert articles(page.encode(), "示例市公示办法.html") == (3, ("第一条", "第二条", "第三条"))


def test_the_original_and_its_hash_are_kept(tmp_path: Path):
    path = tmp_path / "示例市公示办法(2024-01-05).txt"
    path.write_bytes(LAW.encode("gb18030"))
    loaded = load(path)
    assert loaded.original == path.read_bytes()
    assert loaded.sha256 == hashlib.sha256(loaded.original).hexdigest()
    assert loaded.document.source == str(path)
    assert [note.code for note in loaded.structure.report.notes][:1] == ["ENCODING"]


def test_the_users_word_wins_over_the_files_own():
    text = f"---\nstatus: 已废止\nkind: 地方政府规章\n施行日期: 2020-05-01\n---\n{LAW}"
    own = load_bytes(text.encode(), "a.md").document
    assert (own.stated_status, own.kind, own.effective) == (
        Status.REPEALED,
        Kind.LOCAL_RULE,
        date(2020, 5, 1),
    )
    assert (
        load_bytes(text.encode(), "a.md", Hints(status=Status.IN_FORCE)).document.stated_status
        is Status.IN_FORCE
    )


def test_a_catalogue_beside_or_above_the_file_is_heeded(tmp_path: Path):
    path = tmp_path / "章程" / "a.md"
    path.parent.mkdir()
    path.write_text(f"---\nkind: 其他\nissuer: 自称\n---\n{LAW}", encoding="utf-8")
    catalogue = tmp_path / "catalogue.json"
    catalogue.write_text(
        '[{"file": "章程/a.md", "status": "已废止", "kind": "地方政府规章"}]', encoding="utf-8"
    )
    document = load(path, Hints(status=Status.IN_FORCE)).document
    assert (document.stated_status, document.kind, document.issuer) == (
        Status.IN_FORCE,
        Kind.LOCAL_RULE,
        "自称",
    )
    catalogue.write_text("{", encoding="utf-8")
    os.utime(catalogue, (1, 1))
    assert [note.code for note in load(path).structure.report.notes][:1] == ["BAD_METADATA"]


def test_the_same_text_has_the_same_id_in_every_format():
    one = load_bytes(LAW.encode(), "示例市公示办法.txt").document
    other = load_bytes(LAW.encode("gb18030"), "示例市公示办法.txt").document
    assert one.id == other.id


def test_what_the_system_refuses_is_an_error_that_names_the_file(tmp_path: Path):
    for path, code in (
        (tmp_path / "没有.txt", "NOT_FOUND"),
        (tmp_path, "UNREADABLE"),
        (tmp_path / ("长" * 300 + ".txt"), "UNREADABLE"),
        (Path("a\0b.txt"), "UNREADABLE"),
    ):
        with pytest.raises(InputError) as caught:
            load(path)
        assert caught.value.code == code


def test_a_file_that_is_too_large_is_not_read_at_all(tmp_path: Path):
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(60 * 1024 * 1024)
    with pytest.raises(InputError) as caught:
        load(path)
    assert caught.value.code == "TOO_LARGE"
    with pytest.raises(InputError) as caught:
        load_bytes(b"x" * 2000, "大.txt", limits=Limits(file_bytes=1000))
    assert caught.value.code == "TOO_LARGE"


def test_walking_lists_files_sorted_each_once_without_hidden_ones(tmp_path: Path):
    for name in (
        "乙/b.md",
        "乙/a.txt",
        "甲.docx",
        ".git/x.md",
        "乙/.DS_Store",
        "~$甲.docx",
        "乙/catalogue.json",
        "目录.json",
        "坏.xyz",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    found = [
        path.relative_to(tmp_path).as_posix()
        for path in walk([tmp_path, tmp_path / "乙" / "b.md", tmp_path / "乙"])
    ]
    assert found == ["乙/a.txt", "乙/b.md", "坏.xyz", "甲.docx"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_walking_does_not_follow_links_in_circles(tmp_path: Path):
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert [path.name for path in walk([tmp_path])] == ["a.txt"]


def test_a_path_that_does_not_exist_is_passed_on_to_be_named(tmp_path: Path):
    assert list(walk([tmp_path / "没有"])) == [tmp_path / "没有"]


@pytest.mark.corpus
def test_the_whole_corpus_is_read_in_seconds():
    corpus = Path(__file__).parents[2] / "shared" / "corpus"
    if not corpus.is_dir():
        pytest.skip("no corpus here")
    from time import process_time

    from documents.readers import read

    started = process_time()
    refused = []
    files = list(walk([corpus]))
    for path in files:
        try:
            read(path.read_bytes(), path.name)
        except InputError as error:
            refused.append((path.name, error.code))
    assert refused == [("README.md", "NOT_A_DOCUMENT")]
    assert len(files) > 3000
    assert process_time() - started < 6


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        (
            "同志们：\n今天我们召开示例县法治工作会议，讲三点。\n一、提高站位\n要学。\n",
            "a.txt",
            "TITLE_DERIVED",
        ),
        ("第一条 为了示例。\n第二条 自公布之日起施行。\n", "示例办法.txt", "TITLE_FROM_NAME"),
        ("# 示例办法\n\n第一条 为了示例。\n", "a.md", None),
        ("示例市示例局\n关于示例的通知\n各处：\n请执行。\n", "a.txt", None),
    ],
)
def test_a_title_that_does_not_stand_in_the_text_is_reported(text: str, name: str, code: str | None) -> None:
    notes = load_bytes(text.encode(), name).structure.report.notes
    assert [note.code for note in notes if note.code.startswith("TITLE")] == ([code] if code else [])
    stated = load_bytes(text.encode(), name, Hints(title="示例")).structure.report.notes
    assert not [note for note in stated if note.code.startswith("TITLE")]
