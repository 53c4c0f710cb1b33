"""The structure holds: imports point left, heavy libraries have one home, `fazhi ask` loads none of them."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("documents", "index", "assistant", "eval")  # a room imports only those to its left

HOMES = {
    "faiss": ("index/vectors.py",),
    "torch": ("index/models.py", "index/training/"),
    "sentence_transformers": ("index/models.py", "index/training/"),
    "lightgbm": ("index/training/",),
    "sklearn": ("index/training/",),
    "rjieba": ("index/segment.py",),
    "jieba": ("index/segment.py",),
    "tantivy": ("index/lexical.py",),
    "langchain": ("assistant/chain/", "eval/"),
    "langchain_core": ("assistant/chain/",),
    "langchain_openai": ("assistant/chain/",),
    "langchain_text_splitters": ("eval/",),
    "gradio": ("assistant/page/",),
    "mcp": ("assistant/mcp.py",),
    "docx": ("documents/readers/",),
    "lxml": ("documents/readers/",),
    "pypdfium2": ("documents/readers/",),
    "rapidocr": ("documents/readers/",),
    "ir_measures": ("eval/",),
}


def sources() -> list[Path]:
    return sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> Iterator[str]:
    """Top-level names of absolute imports, wherever they stand in the file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.partition(".")[0]


@pytest.mark.parametrize("path", sources(), ids=name)
def test_imports_point_left(path: Path) -> None:
    room = ROOMS.index(path.relative_to(ROOT).parts[0])
    assert not set(imports(path)) & set(ROOMS[room + 1 :])


@pytest.mark.parametrize("path", sources(), ids=name)
def test_a_heavy_library_is_imported_in_its_home_only(path: Path) -> None:
    strays = [
        library for library in imports(path) if library in HOMES and not name(path).startswith(HOMES[library])
    ]
    assert not strays


@pytest.mark.parametrize("path", [p for p in sources() if p.read_text(encoding="utf-8").strip()], ids=name)
def test_every_file_opens_with_what_it_does(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", sources(), ids=name)
def test_no_assert_outside_tests_and_no_drawer_without_a_label(path: Path) -> None:
    assert path.stem not in {"utils", "helpers", "common", "manager", "base"}
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Assert)]


def test_asking_loads_neither_torch_nor_gradio(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from assistant.__main__ import main\n"
        "sys.argv = ['fazhi', 'ask', '什么是行政执法公示制度？', '--json']\n"
        "try:\n    main()\nexcept SystemExit as stop:\n    code = stop.code\nelse:\n    code = 0\n"
        "heavy = {'torch', 'gradio', 'sentence_transformers', 'langchain_core', 'fastapi', 'sklearn'} & set(sys.modules)\n"
        "sys.exit(f'{code} {heavy}' if code or heavy else 0)\n"
    )
    environment = {
        "FAZHI_LIBRARY": "",
        "HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path),
        "PATH": "/usr/bin:/bin",
    }
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr
