import threading
import zipfile
from pathlib import Path

import pytest

from documents.errors import DamageError, InputError
from index import backup
from index.library import Library
from tests.small_library import EMBEDDER, regulation, small_library


def test_a_restored_library_is_the_one_that_was_backed_up(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    library.set_lexicon_text("甲 = 乙\n")
    library.record_feedback("k", {"verdict": "好"})
    library.backup(tmp_path / "b.fazhi")
    backup.restore(tmp_path / "other", tmp_path / "b.fazhi")
    other = Library.open(tmp_path / "other", embedder=EMBEDDER)
    assert other.fingerprint() == library.fingerprint()
    assert other.lexicon_text() == "甲 = 乙\n"
    assert [one["verdict"] for one in other.feedback()] == ["好"]
    assert [h.passage.key for h in other.search("公示")] == [h.passage.key for h in library.search("公示")]
    assert other.verify().documents == 6


def test_restoring_over_a_library_keeps_what_was_there_aside(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    library.backup(tmp_path / "b.fazhi")
    library.add_bytes("x.txt", regulation("示例市花卉规定", ["花卉应当登记。"]))
    reader = Library.open(library.folder, embedder=EMBEDDER)
    assert reader.search("花卉登记", k=1)[0].document.title == "示例市花卉规定"
    library.restore(tmp_path / "b.fazhi")
    assert library.counts().documents == 6
    assert all("花卉" not in hit.document.title for hit in reader.search("花卉登记")), (
        "open readers see it too"
    )
    aside = library.folder / "quarantine" / "before-restore-1"
    backup_of_before = Library.open(aside, embedder=EMBEDDER)
    assert backup_of_before.counts().documents == 7


def test_a_damaged_catalogue_is_moved_aside_and_replaced(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    library.backup(tmp_path / "b.fazhi")
    library.close()
    (library.folder / "catalogue.sqlite").write_bytes(b"broken")
    backup.restore(library.folder, tmp_path / "b.fazhi")
    assert Library.open(library.folder, embedder=EMBEDDER).counts().documents == 6
    kept = library.folder / "quarantine" / "before-restore-1" / "catalogue.sqlite"
    assert kept.read_bytes() == b"broken"


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-200])


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 4
    path.write_bytes(data)


def _other_file(path: Path) -> None:
    path.write_bytes(b"PK not a zip")


def _other_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../evil.txt", "x")


@pytest.mark.parametrize("harm", [_cut, _flip, _other_file, _other_zip])
def test_a_damaged_backup_is_refused_and_the_library_stays(tmp_path: Path, harm: object) -> None:
    library = small_library(tmp_path)
    library.backup(tmp_path / "b.fazhi")
    before = library.fingerprint()
    harm(tmp_path / "b.fazhi")  # type: ignore[operator]
    with pytest.raises(DamageError, match="BACKUP_DAMAGED"):
        library.restore(tmp_path / "b.fazhi")
    assert library.fingerprint() == before
    assert library.verify().documents == 6
    assert not list(library.folder.glob(".restoring*"))


def test_a_backup_never_overwrites_a_file(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    (tmp_path / "b.fazhi").write_bytes(b"mine")
    with pytest.raises(InputError, match="FILE_EXISTS"):
        library.backup(tmp_path / "b.fazhi")
    assert (tmp_path / "b.fazhi").read_bytes() == b"mine"


def test_backups_made_while_documents_are_added_are_whole(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    stop = threading.Event()

    def keep_adding() -> None:
        i = 0
        while not stop.is_set() and i < 200:
            library.add_bytes(f"{i}.txt", regulation(f"示例市第{i}号规定", [f"代码{i}应当登记。"]))
            i += 1

    thread = threading.Thread(target=keep_adding)
    thread.start()
    try:
        for n in range(4):
            library.backup(tmp_path / f"{n}.fazhi")
    finally:
        stop.set()
        thread.join()
    for n in range(4):
        backup.restore(tmp_path / f"r{n}", tmp_path / f"{n}.fazhi")
        restored = Library.open(tmp_path / f"r{n}", embedder=EMBEDDER)
        assert restored.verify().documents >= 6
