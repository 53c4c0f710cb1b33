"""What is left when the process dies: the state before or the state after, never anything between (faults C1, C2)."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index import crash
from index.library import Library
from tests.small_library import EMBEDDER, regulation

_ADD = """
import sys
from pathlib import Path
from index.library import Library
from index.embedder import HashedEmbedder
library = Library.open(Path(sys.argv[1]), embedder=HashedEmbedder(64), create=True)
for path in sys.argv[2:]:
    report = library.add([Path(path)])
    print(path, len(report.added), flush=True)
"""


def add_in_a_process(folder: Path, paths: list[Path], crash_at: str = "") -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", _ADD, str(folder), *map(str, paths)],
        env={**os.environ, "FAZHI_CRASH_AT": crash_at},
        stdout=subprocess.PIPE,
        text=True,
    )


def texts(folder: Path, count: int) -> list[Path]:
    folder.mkdir()
    paths = []
    for i in range(count):
        paths.append(folder / f"{i}.txt")
        paths[-1].write_bytes(
            regulation(f"示例市第{i}号规定", [f"编号为代码{i}号的事项应当登记。", "登记免费。"])
        )
    return paths


def check_whole(library: Library, at_least: set[str]) -> set[str]:
    """Everything acknowledged is there, what is there is searchable, and nothing is half."""
    library.verify()
    here = {d.title for d in library.documents()}
    assert at_least <= here
    for title in here:
        assert title in {hit.document.title for hit in library.search(title, k=100)}
    return here


@pytest.mark.parametrize("step", crash.STEPS)
def test_dying_at_any_step_leaves_before_or_after(tmp_path: Path, step: str) -> None:
    first, second = texts(tmp_path / "in", 2)
    folder = tmp_path / "library"
    if step not in ("migrated_1", "catalogue_made"):
        Library.open(folder, embedder=EMBEDDER, create=True).add([first])
    child = add_in_a_process(folder, [second], crash_at=step)
    child.communicate(timeout=60)
    assert child.returncode == -signal.SIGKILL, f"the step {step} was reached"
    library = Library.open(folder, embedder=EMBEDDER, create=True)
    if step in ("committed", "cleaned"):
        check_whole(library, {"示例市第0号规定", "示例市第1号规定"})
    elif library.counts().documents:
        assert check_whole(library, {"示例市第0号规定"}) == {"示例市第0号规定"}
    assert len(library.add([second]).refused) == 0
    check_whole(library, {"示例市第1号规定"})
    leftovers = [p.name for p in (folder / "generations").iterdir() if p.name.startswith(".")]
    assert leftovers == []


def test_no_acknowledged_document_is_lost_when_killed_at_random(tmp_path: Path) -> None:
    rng = random.Random(20211231)
    paths = texts(tmp_path / "in", 60)
    folder = tmp_path / "library"
    acknowledged: set[str] = set()
    left = list(paths)
    for turn in range(6):
        with add_in_a_process(folder, left) as child:
            assert child.stdout is not None
            # Every other time not before the first is acknowledged: a busy machine may not come to that at all.
            first = child.stdout.readline() if turn % 2 else ""
            time.sleep(rng.random() * (0.5 if turn % 2 else 1.2))
            child.kill()
            printed = first + child.stdout.read()
        done = [Path(line.split()[0]) for line in printed.splitlines() if line.endswith((" 1", " 0"))]
        acknowledged |= {f"示例市第{path.stem}号规定" for path in done}
        left = [path for path in left if path not in done]
        if folder.exists() and (folder / "catalogue.sqlite").exists():
            check_whole(Library.open(folder, embedder=EMBEDDER), acknowledged)
    assert acknowledged, "some were added before the process was killed"


def test_several_processes_adding_at_once_lose_nothing(tmp_path: Path) -> None:
    paths = texts(tmp_path / "in", 40)
    folder = tmp_path / "library"
    children = [add_in_a_process(folder, paths[i::4]) for i in range(4)]
    for child in children:
        child.communicate(timeout=120)
        assert child.returncode == 0
    library = Library.open(folder, embedder=EMBEDDER)
    assert library.counts().documents == 40
    check_whole(library, {f"示例市第{i}号规定" for i in range(40)})
