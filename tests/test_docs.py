"""What the documentation says exists: commands, make targets, variables, files; and errors read as one Chinese line."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from assistant.cli.app import build
from documents import errors
from documents.errors import FazhiError

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.en.md")


def commands() -> set[str]:
    """ask, library list, … as the command line has them."""
    names = set()
    group = typer.main.get_command(build())
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        names.add(name)
        names |= {f"{name} {inner}" for inner in getattr(command, "commands", {})}
    return names


@pytest.mark.parametrize("readme", READMES)
def test_every_command_the_readme_shows_exists(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    shown = re.findall(r"\bfazhi ([a-z]+)(?: ([a-z]+)\b)?", text)
    assert shown
    known = commands()
    for first, second in shown:
        assert first in known
        grouped = any(name.startswith(f"{first} ") for name in known)
        assert not grouped or not second or f"{first} {second}" in known, f"{first} {second}"


@pytest.mark.parametrize("readme", READMES)
def test_every_command_is_shown(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    missing = [name for name in commands() if " " not in name and f"fazhi {name}" not in text]
    assert not missing


@pytest.mark.parametrize("readme", READMES)
def test_every_make_target_and_linked_file_exists(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"(?m)(?:^|`)make ([a-z]+)", text):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    for link in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (ROOT / link).exists(), link


def test_the_readme_starts_with_the_two_commands() -> None:
    for readme in READMES:
        block = (ROOT / readme).read_text(encoding="utf-8").split("```")[1]
        assert re.findall(r"^make \w+", block, re.MULTILINE) == ["make run", "make test"]


def test_every_variable_that_is_read_is_documented() -> None:
    read = set(
        re.findall(r"\"(FAZHI_[A-Z_]+)\"", (ROOT / "assistant/settings.py").read_text(encoding="utf-8"))
    )
    for readme in READMES:
        text = (ROOT / readme).read_text(encoding="utf-8")
        assert {name for name in read if name not in text} == set()


@pytest.mark.parametrize(
    "kind",
    [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, FazhiError)],
)
def test_every_error_reads_as_one_line_with_its_code(kind: type[FazhiError]) -> None:
    text = str(kind("SOME_CODE", "文件是空的。", "请换一个文件。"))
    assert text.startswith("[SOME_CODE] ")
    assert "\n" not in text
    assert kind.exit_code in (1, 3)


def test_an_error_reaches_the_user_as_one_chinese_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "assistant", "ask", "什么是听证？", "--library", str(tmp_path / "none")]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) <= 3  # one sentence, wrapped by the terminal's width
    assert done.stderr.startswith("[NO_LIBRARY]")
    assert "Traceback" not in done.stderr
