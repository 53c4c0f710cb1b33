from pathlib import Path

import pytest

from documents.errors import InputError
from index import crash, measure
from tests.small_library import write_texts


def test_every_section_has_figures_and_the_source_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measure, "REPEATS", 1)
    write_texts(tmp_path / "texts")
    before = sorted(p.name for p in (tmp_path / "texts").iterdir())
    sections = dict(measure.measure(tmp_path / "texts", ["执法公示的期限", "养犬"]))
    assert len(sections) == 4
    assert all(figures for figures in sections.values())
    assert sections["建库"]["文件"] == 6
    assert sections["增补"]["原样再添加 未变"] == 6
    assert sorted(p.name for p in (tmp_path / "texts").iterdir()) == before
    assert crash.watchers == []


def test_nothing_to_measure_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measure, "REPEATS", 1)
    (tmp_path / "texts").mkdir()
    with pytest.raises(InputError, match="EMPTY_LIBRARY"):
        list(measure.measure(tmp_path / "texts"))
