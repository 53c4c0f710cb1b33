"""documents/readers/legacy.py: old formats through an office program, here a script that stands in for one."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from documents.errors import InputError
from documents.readers import read
from documents.readers.extract import LIMITS
from documents.readers.legacy import office
from tests.office_files import docx, p, r

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
DOC = OLE + b"\xec\xa5" + bytes(2000)
needs_shell = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Puts a script named soffice on the path; called with the script's lines."""
    folder = tmp_path / "bin"
    folder.mkdir()

    def install(*lines: str) -> None:
        script = folder / "soffice"
        script.write_text("\n".join(["#!/bin/sh", *lines, ""]), encoding="utf-8")
        script.chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

    return install


def code(data: bytes, name: str, seconds: float = 10) -> str:
    with pytest.raises(InputError) as caught:
        read(data, name, replace(LIMITS, seconds=seconds, seconds_per_megabyte=0))
    return caught.value.code


@needs_shell
@pytest.mark.parametrize(
    ("data", "name", "form"),
    [(DOC, "办法.doc", "doc"), (DOC, "办法.wps", "wps"), (b"{\\rtf1 x}", "办法.rtf", "rtf")],
)
def test_an_old_file_is_converted_and_read(program, tmp_path: Path, data: bytes, name: str, form: str):
    (tmp_path / "made.docx").write_bytes(docx(p(r("第一条　甲。"))))
    program(
        f'while [ "$1" != "--outdir" ]; do shift; done; mkdir -p "$2"; cp "{tmp_path}/made.docx" "$2/source.docx"'
    )
    extract = read(data, name)
    assert (extract.text, extract.format) == ("第一条　甲。", form)


def test_without_an_office_program_the_message_says_save_as_docx(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", "")
    if office() is not None:
        pytest.skip("LibreOffice stands in one of its usual places")
    with pytest.raises(InputError) as caught:
        read(DOC, "办法.doc")
    assert caught.value.code == "NEEDS_OFFICE"
    assert "另存为 docx" in caught.value.next_step


@needs_shell
def test_a_program_that_hangs_is_killed_with_what_it_started(program, tmp_path: Path):
    program(f"(sleep 1; touch {tmp_path}/alive) &", "sleep 60")
    started = time.monotonic()
    assert code(DOC, "a.doc", seconds=0.3) == "TIMEOUT"
    assert time.monotonic() - started < 2
    time.sleep(1.2)
    assert not (tmp_path / "alive").exists()


@needs_shell
def test_a_program_that_fails_means_a_broken_file(program):
    program("exit 1")
    assert code(DOC, "a.doc") == "BROKEN_FILE"


def test_encrypted_files_are_named_as_such():
    package = OLE + "EncryptedPackage".encode("utf-16-le") + bytes(100)
    flagged = OLE + b"\xec\xa5" + bytes(8) + b"\x00\x01" + bytes(2000)
    assert code(package, "a.docx") == "ENCRYPTED"
    assert code(package, "a.doc") == "ENCRYPTED"
    assert code(flagged, "a.doc") == "ENCRYPTED"


@needs_shell
def test_the_office_program_gets_a_profile_without_macros_and_leaves_nothing(program, tmp_path: Path):
    program(
        f'for one in "$@"; do echo "$one" >> {tmp_path}/called; done; cp "${{HOME}}"/profile/user/registrymodifications.xcu {tmp_path}/'
    )
    assert code(DOC, "../../逃逸.doc") == "BROKEN_FILE"
    called = (tmp_path / "called").read_text(encoding="utf-8").split("\n")
    assert "DisableMacrosExecution" in (tmp_path / "registrymodifications.xcu").read_text(encoding="utf-8")
    source = Path(next(line for line in called if line.endswith("source.doc")))
    assert not source.parent.exists()
