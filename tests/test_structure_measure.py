"""`python -m documents` counts articles another way than the reader and says where the two differ."""

from pathlib import Path

import pytest

from documents.__main__ import main


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "法律").mkdir()
    good = "# 示例法\n\n<!-- INFO END -->\n\n## 第一章 总则\n\n第一条 甲。\n\n第二条 乙。\n"
    (tmp_path / "法律" / "示例法.md").write_text(good, encoding="utf-8")
    (tmp_path / "法律" / "粘连法.md").write_text(
        good + "\n第三条 丙。 第四条 丁。\n\n第六条 己。\n", encoding="utf-8"
    )
    (tmp_path / "README.md").write_text("第一条 不算。", encoding="utf-8")
    return tmp_path


def test_counts_differences_and_gaps_are_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder), "structure"]) == 0
    printed = capsys.readouterr().out
    assert "合计 2 个文件，行首条号 6，识别条文 7，对上 100.0000%" in printed
    assert "粘连法.md: 行首条号 4，识别 5" in printed
    assert "缺第五条" in printed


def test_outlines_and_samples_are_printed_the_same_for_the_same_seed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([str(folder), "outlines"])
    assert "第一章 总则" in capsys.readouterr().out
    main([str(folder), "sample", "--seed", "3"])
    first = capsys.readouterr().out
    main([str(folder), "sample", "--seed", "3"])
    assert first == capsys.readouterr().out
    assert "| 第一章 总则 | 第一条 |" in first


def test_a_folder_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "无")]) == 1
    assert "没有这个文件夹" in capsys.readouterr().err


def test_one_command_prints_every_figure(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    speech = "在示例会上的讲话\n同志们：\n一、提高站位\n一要学。二要做。\n二、抓好落实\n要干。\n"
    (folder / "讲话.txt").write_text(speech, encoding="utf-8")
    (folder / "坏.txt").write_bytes(b"")
    assert main([str(folder)]) == 0
    printed = capsys.readouterr().out
    for row in (
        "合计 3 个文件",
        "本法第X条：",
        "【类别和日期】",
        "标题 2，行文中的分点 2（另法计数 2）",
        "共 3 个文件",
    ):
        assert row in printed
