"""The libraries that sets are asked of, and what their fingerprint stands for."""

from pathlib import Path

import pytest

from eval import libraries
from eval.libraries import SHIPPED, fingerprint, national, opened, shipped
from index.library import Library
from tests.small_library import small_library


def test_the_shipped_library_holds_every_text_that_is_shipped() -> None:
    texts = {path.name for path in SHIPPED.rglob("*") if path.suffix in {".md", ".txt", ".html"}}
    with shipped() as library:
        assert {Path(document.source).name for document in library.documents()} == texts


def test_a_library_given_stands_in_for_the_national_one_as_it_is(tmp_path: Path) -> None:
    with small_library(tmp_path) as made:
        counts = made.counts()
    with opened("national", tmp_path / "library") as library:
        assert isinstance(library, Library)
        assert library.counts() == counts


def test_without_a_corpus_there_is_no_national_library(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(libraries, "CORPUS", tmp_path / "absent")
    with pytest.raises(FileNotFoundError, match="absent"), national():
        pass


def test_the_fingerprint_is_of_what_builds_a_library_and_not_of_what_asks_it() -> None:
    names = {path.relative_to(libraries.ROOT).as_posix() for path in libraries._sources()}
    assert {"documents/structure/articles.py", "index/embedder.py", "index/writer.py"} <= names
    assert not names & {"index/search.py", "index/ranking.py", "documents/library/guide_publicity.md"}
    assert not any(name.startswith(("index/training", "assistant", "eval")) for name in names)
    assert fingerprint() == fingerprint()
