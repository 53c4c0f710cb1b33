"""`python -m eval`: the table, the exit code, the cases that changed; sets that cannot run here say so."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from eval import __main__ as command
from eval import baseline, libraries, screen, sets
from eval.baseline import Kept
from tests.small_library import small_library


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Baseline, history and thresholds of this test alone, at first absent; a terminal of fixed width."""
    from rich.console import Console

    monkeypatch.setattr(baseline, "BASELINE", tmp_path / "baseline.json")
    for function in (baseline.baseline, baseline.write):
        monkeypatch.setattr(function, "__defaults__", (tmp_path / "baseline.json",))
    monkeypatch.setattr(baseline.remember, "__defaults__", (tmp_path / "history.jsonl",))
    monkeypatch.setattr(baseline.history, "__defaults__", (tmp_path / "history.jsonl",))
    monkeypatch.setattr(baseline.thresholds, "__defaults__", (tmp_path / "thresholds.toml",))
    monkeypatch.setattr(baseline.write_floors, "__defaults__", (tmp_path / "thresholds.toml",))
    monkeypatch.setattr(screen, "console", Console(width=200))
    return tmp_path


def invoke(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(command.app, list(arguments))
    return done.exit_code, done.output


def test_a_run_is_recorded_shown_and_judged_against_the_record(kept: Path) -> None:
    against = ["--against", str(kept / "baseline.json")]
    code, said = invoke("addresses", "--record", "--report", str(kept / "r.html"), *against)
    assert code == 0, said
    assert "条号定位" in said
    assert "通过" in said
    assert (kept / "r.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert len(baseline.history()) == 1
    assert invoke("floors")[0] == 0
    assert baseline.thresholds()["addresses"]
    assert invoke("addresses", *against)[0] == 0


def test_what_got_worse_is_refused_with_the_cases_and_both_answers(kept: Path) -> None:
    against = ["--against", str(kept / "baseline.json")]
    invoke("addresses", "--record", *against)
    old = baseline.baseline()["addresses"]
    better = {case: 1.0 for case in old.answers}
    answers = {case: "《另一部办法》第一条" for case in old.answers}
    scores = {**old.scores, "条号定位": better, "引用准确": dict.fromkeys(old.scores["引用准确"], 1.5)}
    baseline.write({"addresses": Kept(scores, answers)})
    code, said = invoke("addresses", *against)
    assert code == 1
    assert "不通过" in said
    assert "引用准确 比基线低" in said
    assert "原：《另一部办法》第一条" in said


def test_an_unknown_set_is_a_usage_error_that_names_the_sets() -> None:
    code, said = invoke("nothing")
    assert code == 2
    assert "governance" in said


def test_sets_that_need_the_corpus_say_so_where_it_is_absent(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sets, "SHARED", tmp_path / "absent")
    code, said = invoke("governance")
    assert code == 0
    assert "governance：这里没有 ../shared 语料，已跳过" in said


def test_the_audit_of_a_sound_library_ends_well(tmp_path: Path) -> None:
    """With the library of the caller in place of the national one."""
    with libraries.shipped() as library:
        library.backup(tmp_path / "b")
        small = tmp_path / "copy"
        with command_library(small) as copy:
            copy.restore(tmp_path / "b")
    code, said = invoke("audit", "40", "--national", str(small))
    assert code == 0, said
    assert "提问 40" in said


def command_library(folder: Path):
    from index.library import Library

    return Library.open(folder, create=True)


def test_feedback_is_written_as_a_set(tmp_path: Path) -> None:
    small_library(tmp_path).close()
    code, said = invoke("from-feedback", str(tmp_path / "library"), str(tmp_path / "out"))
    assert code == 0
    assert "已写出 0 题" in said
    assert json.loads("[]") == []
    assert (tmp_path / "out" / "queries.jsonl").exists()


@pytest.mark.parametrize(
    "call", [["nothing"], ["run", "nothing"], ["nothing", "--jobs", "2"], ["--jobs", "2", "nothing"]]
)
def test_the_word_run_need_not_be_written(call: list[str]) -> None:
    code, said = invoke(*call)
    assert code == 2
    assert "没有名为 nothing 的评测集" in said


def test_questions_asked_at_once_give_the_same_answers(kept: Path) -> None:
    invoke("addresses", "--record", "--against", str(kept / "baseline.json"))
    one = (kept / "baseline.json").read_text(encoding="utf-8")
    invoke("addresses", "--record", "--jobs", "4", "--against", str(kept / "baseline.json"))
    assert (kept / "baseline.json").read_text(encoding="utf-8") == one


def test_the_help_names_every_command() -> None:
    code, said = invoke("--help")
    assert code == 0
    for name in (
        "run",
        "ci",
        "speed",
        "compare",
        "audit",
        "sweep",
        "prove",
        "figures",
        "floors",
        "from-feedback",
    ):
        assert name in said
