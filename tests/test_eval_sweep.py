"""Every article of a library, in four forms, comes first; a miss would be counted and named."""

from pathlib import Path

from eval.sweep import WRITTEN, sweep
from tests.small_library import small_library


def test_every_article_of_a_small_library_comes_first(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    counts = sweep(library)
    assert [*counts] == [name for name, _ in WRITTEN]
    for count in counts.values():
        assert count.asked == count.right
        assert count.misses == []
