"""The libraries that sets are asked of: the shipped texts, and the shared corpus where it stands beside the project."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.library import Library

from .cases import SHARED

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ROOT / "documents" / "library"
CORPUS = SHARED / "corpus"
LOCAL = "DLC"  # the folder of local regulations; the national library leaves it out
KEPT = ROOT / ".fazhi"


@contextmanager
def shipped() -> Iterator[Library]:
    """The texts that come with the project, in a folder that goes away."""
    with tempfile.TemporaryDirectory(prefix="fazhi-eval-") as folder:
        library = Library.open(Path(folder) / "library", create=True)
        library.add([SHIPPED])
        yield library


@contextmanager
def national() -> Iterator[Library]:
    """Speeches and national folders of the shared corpus. Kept under .fazhi/ by the fingerprint of the code that reads
    and indexes, so that a changed parser never meets passages of the old one. FileNotFoundError without a corpus."""
    if not CORPUS.exists():
        raise FileNotFoundError(CORPUS)
    folder = KEPT / f"national-{_code()}"
    library = Library.open(folder, create=True)
    library.add(national_sources())
    yield library


def national_sources() -> list[Path]:
    """What the national library is made of, in a fixed order."""
    laws = sorted(path for path in (CORPUS / "laws").iterdir() if path.name != LOCAL)
    return [CORPUS / "speeches", *laws]


def _code() -> str:
    digest = hashlib.sha256()
    for room in ("documents", "index"):
        for path in sorted((ROOT / room).rglob("*")):
            if path.is_file() and path.suffix in {".py", ".txt", ".json", ".safetensors", ".npz", ".toml"}:
                digest.update(path.relative_to(ROOT).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
