"""documents/sandbox.py: parsers that crash, hang, grow or reach out take only their own file down."""

from __future__ import annotations

import sys
import threading
import time
from dataclasses import replace

import pytest

from documents.errors import InputError
from documents.readers.extract import LIMITS
from documents.sandbox import Sandbox
from tests.office_files import docx, p, r

GOOD = docx(p(r("第一条　甲。")))
linux = pytest.mark.skipif(sys.platform != "linux", reason="limits of the system")


class Rigged(Sandbox):
    """A sandbox whose parser for every format runs the file as Python: what a broken parser might do, a file says."""

    start = (
        "import sys, json; sys.path[:] = json.loads(sys.argv[1]); import documents.readers.formats as f, documents.sandbox as s;"
        "from documents.readers.extract import Extract;"
        "f._HOMES['py'] = ('.rigged', 'read'); import types; m = types.ModuleType('documents.readers.rigged');"
        "m.read = lambda data, name, limits: (exec(data.decode(), {}), Extract('read', 'py'))[1];"
        "sys.modules['documents.readers.rigged'] = m; s.serve()"
    )


@pytest.fixture
def rigged():
    box = Rigged()
    yield box
    box.close()


def code(box: Sandbox, script: str, **limits: float) -> str:
    with pytest.raises(InputError) as caught:
        box.parse("py", script.encode(), "坏.pdf", replace(LIMITS, seconds_per_megabyte=0, **limits))
    return caught.value.code


def works(box: Sandbox) -> bool:
    started = time.monotonic()
    text = box.parse("docx", GOOD, "好.docx", LIMITS).text
    return text == "第一条　甲。" and time.monotonic() - started < 2


def test_one_child_reads_file_after_file():
    box = Sandbox()
    try:
        box.parse("docx", GOOD, "a.docx", LIMITS)
        first = box.child_id
        started = time.monotonic()
        for _ in range(50):
            box.parse("docx", GOOD, "a.docx", LIMITS)
        assert box.child_id == first
        assert time.monotonic() - started < 5
    finally:
        box.close()
    assert box.child_id is None


@pytest.mark.parametrize(
    "script",
    [
        "import os; os.abort()",
        "import os; os._exit(3)",
        "import ctypes; ctypes.string_at(0)",
        "import sys; sys.exit(0)",
        "raise KeyboardInterrupt",
    ],
)
def test_a_parser_that_dies_fails_its_file_and_the_next_one_is_read(rigged: Rigged, script: str):
    assert code(rigged, script) == "PARSER_CRASHED"
    assert works(rigged)


def test_a_parser_that_hangs_is_killed_in_time(rigged: Rigged):
    started = time.monotonic()
    assert code(rigged, "while True: pass", seconds=0.5) == "TIMEOUT"
    assert code(rigged, "import time; time.sleep(60)", seconds=0.5) == "TIMEOUT"
    assert time.monotonic() - started < 4
    assert works(rigged)


@linux
def test_a_parser_that_eats_memory_is_refused_more(rigged: Rigged):
    assert code(rigged, "x = [bytes(10_000_000) for _ in range(1000)]") == "PARSER_CRASHED"
    assert works(rigged)


@pytest.mark.parametrize(
    "script",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))", "import socket; socket.getaddrinfo('example.com', 80)",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')", "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')", "open('written.txt', 'w')", "import os; os.open('written.txt', os.O_WRONLY | os.O_CREAT)",
        "import os; os.remove('x')", "import pathlib; pathlib.Path('made').mkdir()",
    ],
)  # fmt: skip
def test_a_parser_can_neither_connect_nor_start_programs_nor_write(rigged: Rigged, script: str):
    assert code(rigged, script) == "BROKEN_FILE"


def test_what_a_library_prints_is_not_taken_for_an_answer(rigged: Rigged):
    assert (
        rigged.parse("py", b"import os; print('x' * 100); os.write(1, b'y' * 100)", "a", LIMITS).text
        == "read"
    )


def test_a_faulty_file_is_told_from_a_faulty_program(rigged: Rigged):
    for script in ("{}['x']", "1 / 0", "[][1]", "raise ValueError", "raise RuntimeError", "None.x"):
        assert code(rigged, script) == "BROKEN_FILE"
    assert code(rigged, "def f(): f()\nf()") in {"XML_REFUSED", "BROKEN_FILE"}


def test_an_interrupt_in_the_middle_of_a_file_does_not_spoil_the_next(monkeypatch: pytest.MonkeyPatch):
    box = Sandbox()

    def interrupted(pipe: object, limit: int) -> bytes:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("documents.sandbox._receive", interrupted)
        with pytest.raises(KeyboardInterrupt):
            box.parse("docx", docx(p(r("第一份"))), "a.docx", LIMITS)
    assert box.parse("docx", GOOD, "a.docx", LIMITS).text == "第一条　甲。"
    box.close()


def test_threads_share_one_child_without_mixing_their_files():
    box = Sandbox()
    found: dict[int, str] = {}

    def read(number: int) -> None:
        found[number] = box.parse("docx", docx(p(r(f"第{number}份"))), "a.docx", LIMITS).text

    threads = [threading.Thread(target=read, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    box.close()
    assert found == {number: f"第{number}份" for number in range(12)}


def test_the_child_does_not_see_the_environment(rigged: Rigged, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FAZHI_LLM_KEY", "secret")
    assert (
        rigged.parse("py", b"import os\nif 'FAZHI_LLM_KEY' in os.environ: raise ValueError", "a", LIMITS).text
        == "read"
    )
