"""The command line as its users meet it: what it prints, where, and with which exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.cli import opening
from tests.small_library import TEXTS, write_texts

from .conftest import Run

Fazhi = Callable[..., Run]
DOG = "示例市养犬管理条例"


def one_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    assert len(lines) == 1, text
    return lines[0]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nonsense"], "没有“nonsense”这个命令"),
        (["ask"], "请写一个问题"),
        (["ask", "狗", "--batch", "x"], "二者取一"),
        (["ask", "--kimd", "法律", "狗"], "没有 --kimd 这个选项，是不是 --kind"),
        (["search", "狗", "-k", "三"], "应为整数"),
        (["search", "狗", "-k", "0"], "不能小于 1"),
        (["search", "狗", "-k"], "选项 -k 后面要写一个值"),
        (["add"], "缺少参数"),
        (["add", "--kind", "圣旨", "x"], "“圣旨”不在可选的值之内"),
        (["user", "add", "张三", "李四"], "多出了参数：李四"),
        (["ask", "--json=1", "狗"], "不带值"),
    ],
)
def test_a_command_line_that_cannot_be_read_exits_2_with_one_chinese_line(
    fazhi: Fazhi, arguments: list[str], says: str
) -> None:
    run = fazhi(*arguments)
    assert (run.code, run.out) == (2, "")
    assert says in one_line(run.err)
    assert "[USAGE]" in run.err and "--help" in run.err


@pytest.mark.parametrize(
    "command", ["", "ask", "search", "add", "library", "library list", "serve", "user", "doctor"]
)
def test_help_is_chinese_throughout(fazhi: Fazhi, command: str) -> None:
    run = fazhi(*command.split(), "--help")
    assert run.code == 0
    assert "显示用法" in run.out and "Show this message" not in run.out


def test_an_answer_goes_to_stdout_and_quotes_with_its_place(fazhi: Fazhi, folder: Path) -> None:
    run = fazhi("ask", "携犬出户牵引绳不得超过多长？", "-l", str(folder))
    assert run.code == 0 and run.err == ""
    text = "".join(run.out.split())  # lines are folded to the window
    assert "一点五米" in text and f"《{DOG}》" in text and "第二条" in text


def test_json_offsets_fit_the_text_that_show_gives(fazhi: Fazhi, folder: Path) -> None:
    answer = json.loads(fazhi("ask", "携犬出户牵引绳不得超过多长？", "--json", "-l", str(folder)).out)
    assert answer["status"] == "answered" and answer["citations"]
    for citation in answer["citations"]:
        shown = json.loads(
            fazhi("library", "show", citation["document"]["id"], "--json", "-l", str(folder)).out
        )
        assert shown["text"][citation["start"] : citation["end"]] == citation["quote"]


def test_an_earlier_day_is_answered_from_the_version_of_that_day(fazhi: Fazhi, folder: Path) -> None:
    run = fazhi("ask", "携犬出户牵引绳不得超过多长？", "--as-of", "2018年6月1日", "-l", str(folder))
    text = "".join(run.out.split())
    assert "三米" in text and "一点五米" not in text


def test_a_refusal_is_an_answer_and_exits_0(fazhi: Fazhi, folder: Path) -> None:
    run = fazhi("ask", "火星上如何申请驾驶证", "-l", str(folder))
    assert run.code == 0 and "未作答" in run.out


def test_a_batch_keeps_order_and_ids_and_survives_a_bad_line(
    fazhi: Fazhi, folder: Path, tmp_path: Path
) -> None:
    questions = tmp_path / "questions.jsonl"
    questions.write_text(
        '{"id": 7, "question": "携犬出户牵引绳不得超过多长？"}\n\n狗绳多长？\n{"id": "x"}\n', encoding="utf-8"
    )
    run = fazhi("ask", "--batch", str(questions), "--json", "-l", str(folder))
    answers = [json.loads(line) for line in run.out.splitlines()]
    assert run.code == 0
    assert [one.get("id") for one in answers] == [7, None, "x"]
    assert [one["status"] for one in answers][0] == "answered"
    assert (answers[2]["status"], answers[2]["error"]["code"]) == ("failed", "EMPTY_QUESTION")


def test_search_lists_hits_and_batches_them(fazhi: Fazhi, folder: Path, tmp_path: Path) -> None:
    hits = json.loads(fazhi("search", "夜市", "-k", "2", "--json", "-l", str(folder)).out)["hits"]
    assert 1 <= len(hits) <= 2 and "夜市" in hits[0]["document"]["title"]
    file = tmp_path / "queries.txt"
    file.write_text("夜市\n香蕉\n", encoding="utf-8")
    lines = fazhi("search", "--batch", str(file), "--json", "-l", str(folder)).out.splitlines()
    assert [json.loads(line)["query"] for line in lines] == ["夜市", "香蕉"]


def test_a_named_library_that_is_absent_is_an_error_with_the_command_that_makes_it(
    fazhi: Fazhi, tmp_path: Path
) -> None:
    run = fazhi("ask", "狗", "-l", str(tmp_path / "nowhere"))
    assert run.code == 1 and "[NO_LIBRARY]" in one_line(run.err) and "fazhi add" in run.err
    assert not (tmp_path / "nowhere").exists()


def test_the_default_library_is_made_from_the_shipped_texts_once(fazhi: Fazhi, home: Path) -> None:
    first = fazhi("library", "status")
    assert first.code == 0 and "首次使用" in first.err and (home / "data/fazhi/library").is_dir()
    assert "首次使用" not in fazhi("library", "status").err


def test_adding_reports_each_file_and_adding_again_changes_nothing(fazhi: Fazhi, tmp_path: Path) -> None:
    write_texts(tmp_path / "texts")
    (tmp_path / "texts/空.txt").write_text("", encoding="utf-8")
    library = str(tmp_path / "new")
    first = fazhi("add", str(tmp_path / "texts"), "-l", library)
    assert first.code == 0 and f"新加入 {len(TEXTS)}，" in first.out
    assert "未收" in first.out and "空.txt" in first.out
    again = json.loads(fazhi("add", str(tmp_path / "texts"), "--json", "-l", library).out)
    assert (len(again["added"]), len(again["unchanged"])) == (0, len(TEXTS))


def test_adding_only_files_that_are_refused_exits_1(fazhi: Fazhi, tmp_path: Path) -> None:
    (tmp_path / "空.txt").write_text("", encoding="utf-8")
    assert fazhi("add", str(tmp_path / "空.txt"), "-l", str(tmp_path / "new")).code == 1
    missing = fazhi("add", str(tmp_path / "没有.txt"), "-l", str(tmp_path / "new"))
    assert missing.code == 1 and "没有.txt" in one_line(missing.err)


def test_a_dry_run_says_what_would_be_recognised_and_stores_nothing(fazhi: Fazhi, tmp_path: Path) -> None:
    write_texts(tmp_path / "texts")
    run = fazhi("add", str(tmp_path / "texts"), "--dry-run", "-l", str(tmp_path / "new"))
    assert run.code == 0 and "3 条" in run.out and "没有入库" in run.out
    assert f"《{DOG}》　地方性法规　2022-06-01 公布，2022-09-01 施行" in run.out
    assert not (tmp_path / "new").exists()


def test_a_dry_run_names_what_a_keeper_has_to_look_at(fazhi: Fazhi, folder: Path, tmp_path: Path) -> None:
    lame = tmp_path / "示例市风筝放飞办法.txt"
    lame.write_text(
        "示例市风筝放飞办法\n\n第一条 为了规范放飞，制定本办法。\n\n第二条 线长不得超过百米。\n\n"
        "第二条 夜间不得放飞。\n\n第五条 本办法自公布之日起施行。\n",
        encoding="utf-8",
    )
    (tmp_path / "坏.exe").write_bytes(b"MZ")
    known = write_texts(tmp_path / "texts")[0]
    run = fazhi("add", str(lame), str(tmp_path / "坏.exe"), str(known), "--dry-run", "-l", str(folder))
    assert run.code == 0
    assert "缺　第三条、第四条" in run.out and "重复　第二条" in run.out
    assert "不收　" in run.out and "可收 2，不收 1" in run.out
    assert "已有完全相同的一篇" in run.out


def test_a_damaged_catalogue_is_restored_from_a_backup(fazhi: Fazhi, folder: Path, tmp_path: Path) -> None:
    here = ("-l", str(folder))
    assert fazhi("library", "backup", str(tmp_path / "b.fazhi"), *here).code == 0
    (folder / "catalogue.sqlite").write_bytes(b"nothing of a database" * 500)
    assert fazhi("library", "status", *here).code == 3
    assert fazhi("library", "restore", str(tmp_path / "b.fazhi"), "-y", *here).code == 0
    assert DOG in fazhi("library", "list", *here).out


def test_a_repaired_index_is_mentioned_where_the_user_looks(fazhi: Fazhi, folder: Path) -> None:
    for manifest in folder.glob("generations/*/manifest.json"):
        manifest.write_text("{}", encoding="utf-8")
    run = fazhi("search", "养犬", "-l", str(folder))
    assert run.code == 0 and DOG in run.out and "已从目录重建" in one_line(run.err)
    assert fazhi("search", "养犬", "-l", str(folder)).err == ""


def test_listing_showing_correcting_and_removing(fazhi: Fazhi, folder: Path) -> None:
    here = ("-l", str(folder))
    listed = json.loads(fazhi("library", "list", "--json", *here).out)
    night = next(one for one in listed if "夜市" in one["title"])
    assert "夜市" in fazhi("library", "show", night["id"][:6], *here).out
    assert fazhi("library", "set", night["id"], "--status", "已废止", "--date", "2019-1-2", *here).code == 0
    again = json.loads(fazhi("library", "show", night["id"], "--json", *here).out)
    assert (again["status"], again["adopted"]) == ("已废止", "2019-01-02")
    assert fazhi("library", "remove", night["id"], "--yes", *here).code == 0
    gone = fazhi("library", "show", night["id"], *here)
    assert gone.code == 1 and "[NO_DOCUMENT]" in one_line(gone.err)


@pytest.mark.parametrize("written", ["示例市夜市管理办法", "《示例市夜市管理办法》", " 示例市夜市管理办法 "])
def test_a_document_is_found_by_its_title_with_and_without_marks(
    fazhi: Fazhi, folder: Path, written: str
) -> None:
    assert "摊位" in fazhi("library", "show", written, "-l", str(folder)).out


def test_a_title_with_two_versions_asks_for_the_id(fazhi: Fazhi, folder: Path) -> None:
    run = fazhi("library", "show", DOG, "-l", str(folder))
    assert run.code == 1 and "[AMBIGUOUS_DOCUMENT]" in one_line(run.err)


def test_verify_backup_and_restore(fazhi: Fazhi, folder: Path, tmp_path: Path) -> None:
    here = ("-l", str(folder))
    assert "没有问题" in fazhi("library", "verify", *here).out
    assert fazhi("library", "backup", str(tmp_path / "b.fazhi"), *here).code == 0
    assert fazhi("library", "remove", "示例市夜市管理办法", "-y", *here).code == 0
    assert fazhi("library", "restore", str(tmp_path / "b.fazhi"), "-y", *here).code == 0
    assert "夜市" in fazhi("library", "list", *here).out


def test_damage_exits_3(fazhi: Fazhi, folder: Path) -> None:
    (folder / "catalogue.sqlite").write_bytes(b"damaged" * 1000)
    run = fazhi("library", "verify", "-l", str(folder))
    assert run.code == 3 and one_line(run.err).startswith("[")


def test_doctor_names_every_item_with_its_state(fazhi: Fazhi, folder: Path) -> None:
    run = fazhi("doctor", "--json", "-l", str(folder))
    found = {one["name"]: one for one in json.loads(run.out)}
    assert run.code == 0
    assert {"版本", "组件", "SQLite", "磁盘", "文献库", "嵌入模型", "大模型"} <= set(found)
    assert all(one["state"] in ("正常", "注意", "故障") for one in found.values())


def test_text_of_documents_cannot_send_commands_to_the_terminal(
    fazhi: Fazhi, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "坏.txt").write_text("示例市坏办法\n\n第一条 前\x1b[2J后。\n", encoding="utf-8")
    fazhi("add", str(tmp_path / "坏.txt"), "-l", str(folder))
    assert "\x1b" not in fazhi("search", "坏办法", "-l", str(folder)).out


def test_an_unexpected_fault_is_one_line_and_a_file(
    fazhi: Fazhi, folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAZHI_LLM_KEY", "secret-key-42")

    def broken(*_: object) -> None:
        raise RuntimeError("secret-key-42 leaked")

    monkeypatch.setattr(opening, "open_library", broken)
    run = fazhi("ask", "狗", "-l", str(folder))
    assert run.code == 1 and "[INTERNAL]" in one_line(run.err) and "Traceback" not in run.err
    log = next((home / "data/fazhi/logs").glob("fault-*.log"))
    assert "RuntimeError" in log.read_text(encoding="utf-8")
    assert "secret-key-42" not in log.read_text(encoding="utf-8")
    assert log.stat().st_mode & 0o077 == 0


def test_a_reader_that_leaves_a_pipe_early_sees_no_complaint(folder: Path) -> None:
    command = f'"{sys.executable}" -m assistant library show 香蕉 --json -l "{folder}" | head -c 1; exit ${{PIPESTATUS[0]}}'
    command = command.replace("show 香蕉", "list")
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, check=False, cwd=Path.cwd()
    )
    assert "Traceback" not in done.stderr and "Error" not in done.stderr


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys\nfrom assistant.__main__ import main\nmain(['--help'])\n"
        "heavy = {'torch','gradio','fastapi','numpy','faiss','tantivy','httpx'} & set(sys.modules)\n"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, env=os.environ
    )
    assert done.returncode == 0, done.stderr
