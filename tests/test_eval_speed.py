"""What is timed is what people do: the command, the server, many at once; texts made up to size. No time is asserted."""

from pathlib import Path

import pytest

from eval.cases import Case
from eval.load import PEOPLE, ROUNDS
from eval.speed import Wanted, at_scale, measure, percentiles
from eval.synthesis import synthesize
from index.library import Library
from tests.small_library import EMBEDDER, write_texts

CASES = [Case(id=str(i), set="s", question=f"牵引绳不得超过多长{i}？", type="t") for i in range(3)]


@pytest.fixture(scope="module")
def sections(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, float]]:
    folder = tmp_path_factory.mktemp("speed") / "texts"
    write_texts(folder)
    return dict(measure(Wanted([folder], passages=30), CASES))


def test_every_section_is_measured(sections: dict[str, dict[str, float]]) -> None:
    assert list(sections) == ["建库", "打开", "问答", "增补", "对照", "服务"]
    assert all(value >= 0 for figures in sections.values() for value in figures.values())
    assert sections["建库"]["文件"] > 6
    assert sections["建库"]["片段"] >= 30
    assert sections["建库"]["建库峰值内存 MB"] > 10
    assert {"问答·search p50 毫秒", "问答·compose p95 毫秒"} <= set(sections["问答"])
    assert sections["对照"]["检索用时比（对照/本品）"] > 0


def test_a_server_answers_everybody(sections: dict[str, dict[str, float]]) -> None:
    assert PEOPLE * ROUNDS >= 100
    assert sections["服务"]["出错"] == 0


def test_made_texts_are_of_the_size_wanted_and_the_same_each_time(tmp_path: Path) -> None:
    texts = write_texts(tmp_path / "texts")
    for name in ("a", "b"):
        synthesize(texts, tmp_path / name, 130)
    files = sorted((tmp_path / "a").iterdir())
    assert len(files) == 3
    assert [f.read_bytes() for f in files] == [f.read_bytes() for f in sorted((tmp_path / "b").iterdir())]
    with Library.open(tmp_path / "library", embedder=EMBEDDER, create=True) as library:
        library.add([tmp_path / "a"])
        assert library.counts().passages == 130


def test_a_library_that_is_there_is_measured_as_it_is(tmp_path: Path) -> None:
    write_texts(tmp_path / "texts")
    with Library.open(tmp_path / "library", create=True) as library:
        library.add([tmp_path / "texts"])
        held = library.counts()
    figures = at_scale(tmp_path / "library", CASES)
    assert (figures["文件"], figures["片段"]) == (held.documents, held.passages)
    assert figures["检索用时比（对照/本品）"] > 0
    assert "建库 秒" not in figures


def test_percentiles_are_in_milliseconds() -> None:
    assert percentiles("x", [0.001, 0.002, 0.003]) == {"x p50 毫秒": 2.0, "x p95 毫秒": 3.0}
