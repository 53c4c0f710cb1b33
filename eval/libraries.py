"""The libraries that sets are asked of: the shipped texts, and the shared corpus where it stands beside the project."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from index.library import Library

from .cases import SHARED

Where = Literal["shipped", "national"]
ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ROOT / "documents" / "library"
CORPUS = SHARED / "corpus"
LOCAL = "DLC"  # the folder of local regulations; the national library leaves it out
KEPT = ROOT / ".fazhi"
# What only asks: a change here needs no new library.
ASKING = {
    "search.py",
    "ranking.py",
    "features.py",
    "gathering.py",
    "asked.py",
    "trees.py",
    "filters.py",
    "lexicon.py",
    "lexicon.txt",
    "measure.py",
}


@contextmanager
def opened(where: Where, folder: Path | None = None) -> Iterator[Library]:
    """The library sets of this kind are asked of; `folder` stands in for the national one, as it is."""
    if where == "shipped":
        with shipped() as library:
            yield library
    elif folder is not None:
        with Library.open(folder) as library:
            yield library
    else:
        with national() as library:
            yield library


@contextmanager
def shipped() -> Iterator[Library]:
    """The texts that come with the project, in a folder that goes away."""
    with tempfile.TemporaryDirectory(prefix="fazhi-eval-") as folder:
        with Library.open(Path(folder) / "library", create=True) as library:
            library.add([SHIPPED])
            yield library


@contextmanager
def national() -> Iterator[Library]:
    """Speeches and national folders of the shared corpus. Kept under .fazhi/ by the fingerprint of the code that reads
    and indexes, so that a changed parser never meets passages of the old one; of older ones the newest stays.
    FileNotFoundError without a corpus."""
    if not CORPUS.exists():
        raise FileNotFoundError(CORPUS)
    folder = KEPT / f"national-{fingerprint()}"
    if not folder.exists():
        for old in sorted(KEPT.glob("national-*"), key=lambda path: path.stat().st_mtime)[:-1]:
            shutil.rmtree(old, ignore_errors=True)
    with Library.open(folder, create=True) as library:
        library.add(national_sources())
        yield library


def national_sources() -> list[Path]:
    """What the national library is made of, in a fixed order."""
    laws = sorted(path for path in (CORPUS / "laws").iterdir() if path.name != LOCAL)
    return [CORPUS / "speeches", *laws]


def local_sources() -> list[Path]:
    """Local regulations, to make a library larger with."""
    return [CORPUS / "laws" / LOCAL]


def fingerprint() -> str:
    """Of everything that decides what a library built from the corpus holds."""
    digest = hashlib.sha256()
    for path in sorted(_sources()):
        digest.update(path.relative_to(ROOT).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _sources() -> Iterator[Path]:
    for room in ("documents", "index"):
        for path in (ROOT / room).rglob("*"):
            local = path.relative_to(ROOT)
            made = "training" in local.parts or SHIPPED in path.parents or path.name in ASKING
            if (
                path.is_file()
                and not made
                and path.suffix in {".py", ".txt", ".json", ".safetensors", ".toml"}
            ):
                if not path.name.startswith("ranker"):
                    yield path
