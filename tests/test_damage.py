"""Damage is found before use, set aside and repaired from the catalogue; a damaged catalogue is refused, untouched."""

import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from documents.errors import DamageError, FazhiError, StoreError
from index import catalogue
from index.library import Library
from tests.small_library import EMBEDDER, small_library

QUESTIONS = ["执法结果多久公示", "牵引绳", "夜市", "示例市"]


def answers(library: Library) -> list[list[tuple[str, float]]]:
    return [[(h.passage.key, h.score) for h in library.search(q, k=20)] for q in QUESTIONS]


def reopened(library: Library) -> Library:
    library.close()
    return Library.open(library.folder, embedder=EMBEDDER)


def generation_files(library: Library) -> list[Path]:
    newest = max((library.folder / "generations").iterdir(), key=lambda p: int(p.name))
    return sorted(p for p in newest.rglob("*") if p.is_file() and p.suffix != ".lock")


def test_every_file_of_a_generation_is_missed_when_it_is_gone(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    expected = answers(library)
    for i in range(len(generation_files(library))):
        generation_files(library)[i].unlink()
        library = reopened(library)
        assert answers(library) == expected
        assert library.notices
    assert len(list((library.folder / "quarantine").iterdir())) >= 5, "damaged ones are kept"


def test_flipped_bits_and_cut_files_are_found_before_use(tmp_path: Path) -> None:
    rng = random.Random(4)
    library = small_library(tmp_path)
    expected = answers(library)
    for round_ in range(24):
        files = [p for p in generation_files(library) if p.stat().st_size]
        path = files[round_ % len(files)]
        data = bytearray(path.read_bytes())
        if round_ % 2:
            del data[rng.randrange(len(data)) :]
        else:
            data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        path.unlink()  # a hard link would carry the damage into the other generation
        path.write_bytes(data)
        library = reopened(library)
        assert answers(library) == expected
        assert len(library.notices) == 1, path.name


def test_the_whole_generations_folder_may_be_lost(tmp_path: Path) -> None:
    import shutil

    library = small_library(tmp_path)
    expected = answers(library)
    shutil.rmtree(library.folder / "generations")
    assert answers(reopened(library)) == expected


def test_a_damaged_generation_is_repaired_before_something_is_added(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    generation_files(library)[0].unlink()
    library = reopened(library)
    library.add_bytes("新.txt", "示例市新规定\n\n第一条 新的要求应当公布。\n".encode())
    assert library.verify().documents == 7


def empty(path: Path) -> None:
    path.write_bytes(b"")


def gone(path: Path) -> None:
    path.unlink()


def not_sqlite(path: Path) -> None:
    path.write_bytes(b"x" * 8192)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-4096])


@pytest.mark.parametrize("harm", [empty, gone, not_sqlite, cut])
def test_a_broken_catalogue_is_refused_and_never_created_over(
    tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    library = small_library(tmp_path)
    library.close()
    path = library.folder / "catalogue.sqlite"
    harm(path)
    left = path.read_bytes() if path.exists() else None
    for create in (False, True):
        with pytest.raises(DamageError, match="CATALOGUE_DAMAGED") as refused:
            Library.open(library.folder, embedder=EMBEDDER, create=create)
        assert "restore" in refused.value.next_step
    assert (path.read_bytes() if path.exists() else None) == left


def test_an_overwritten_page_is_found_or_changes_no_answer(tmp_path: Path) -> None:
    """SQLite keeps no checksums: texts, passages and originals carry their own."""
    library = small_library(tmp_path)
    expected = answers(library)
    texts = {d.id: library.document(d.id).text for d in library.documents()}
    library.close()
    path = library.folder / "catalogue.sqlite"
    sound = path.read_bytes()
    found = 0
    for page in range(1, len(sound) // 4096):
        broken = bytearray(sound)
        broken[page * 4096 + 64 : (page + 1) * 4096] = b"\xaa" * (4096 - 64)
        path.write_bytes(broken)
        try:
            library = Library.open(library.folder, embedder=EMBEDDER)
            library.verify()
            assert answers(library) == expected
            assert {d.id: library.document(d.id).text for d in library.documents()} == texts
        except FazhiError:
            found += 1
        finally:
            library.close()
    assert found


def test_a_changed_character_of_a_stored_text_is_damage_not_an_answer(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    library.close()
    with sqlite3.connect(library.folder / "catalogue.sqlite") as connection:
        connection.execute("UPDATE contents SET text = replace(text, '应当', '可以')")
    connection.close()
    library = Library.open(library.folder, embedder=EMBEDDER)
    with pytest.raises(DamageError):
        library.search("牵引绳")
    with pytest.raises(DamageError, match="LIBRARY_DAMAGED"):
        library.verify()


def test_shifted_passages_are_damage(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    library.close()
    with sqlite3.connect(library.folder / "catalogue.sqlite") as connection:
        connection.execute("DELETE FROM passages WHERE ordinal = 0")
    connection.close()
    with pytest.raises(DamageError, match="LIBRARY_DAMAGED"):
        Library.open(library.folder, embedder=EMBEDDER).verify()


def test_a_catalogue_of_a_later_program_is_refused(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    library.close()
    with sqlite3.connect(library.folder / "catalogue.sqlite") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StoreError, match="CATALOGUE_NEWER"):
        Library.open(library.folder)


def test_no_library_is_said_and_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="NO_LIBRARY") as refused:
        Library.open(tmp_path / "nowhere")
    assert "fazhi add" in refused.value.next_step
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    ("version", "mode"),
    [((3, 40, 1), "DELETE"), ((3, 51, 2), "DELETE"), ((3, 51, 3), "WAL"), ((3, 52, 0), "WAL")],
)
def test_wal_only_where_its_reset_fault_is_mended(version: tuple[int, int, int], mode: str) -> None:
    assert catalogue.journal_mode(version) == mode
