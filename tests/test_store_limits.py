"""A folder that cannot be written and a disk that is full: said in Chinese, nothing lost, and good again afterwards."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from documents.errors import StoreError
from index.library import Library
from tests.small_library import EMBEDDER, regulation, small_library

_ADD_WITHIN = """
import resource, sys
from pathlib import Path
from documents.errors import StoreError
from index.embedder import HashedEmbedder
from index.library import Library
from tests.small_library import regulation
library = Library.open(Path(sys.argv[1]), embedder=HashedEmbedder(64))
library.search("公示")
limit = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    library.add_bytes("大.txt", regulation("示例市大规定", ["事项应当登记公布检查处理。" * 300] * 9))
    print("added")
except StoreError as error:
    print(error.code)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files there")
def test_a_write_that_fails_anywhere_leaves_the_last_good_state(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    seen = set()
    for kilobytes in (0, 1, 2, 4, 8, 24, 64, 128, 192, 100_000):
        command = [sys.executable, "-c", _ADD_WITHIN, str(library.folder), str(kilobytes * 1024)]
        done = subprocess.run(
            command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1]
        )
        seen.add(done.stdout.strip())
        opened = Library.open(library.folder, embedder=EMBEDDER)
        expected = 7 if "added" in done.stdout else 6
        assert opened.verify().documents == expected
        assert opened.notices == []
        if expected == 7:
            opened.remove([d.id for d in opened.documents() if "大" in d.title])
        opened.close()
    assert {"added"} < seen <= {"added", "DISK_FULL", "STORE_FAILED"}
    assert library.add_bytes("小.txt", regulation("示例市小规定", ["内容。"])).added


@pytest.fixture
def unwritable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library in a folder without write permission; for root, to whom all is permitted, one that says so."""
    folder = small_library(tmp_path).folder
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    if os.geteuid() == 0:
        monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="permissions work otherwise there")
def test_a_library_that_cannot_be_written_can_be_asked(unwritable: Path) -> None:
    library = Library.open(unwritable, embedder=EMBEDDER)
    assert library.search("执法结果多久公示", k=1)[0].document.title == "示例市行政执法公示办法"
    with pytest.raises(StoreError, match="READ_ONLY"):
        library.add_bytes("x.txt", regulation("示例市花卉规定", ["花卉应当登记。"]))
    with pytest.raises(StoreError, match="READ_ONLY"):
        library.record_feedback("k", {})
    assert library.counts().documents == 6
