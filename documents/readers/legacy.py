"""Turn .doc, .wps and .rtf into .docx with LibreOffice, if it is installed. Reads no text itself.

The office program runs in a folder of its own with a fresh profile that forbids macros and link updates, and is killed
with all it started when its time is up.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from documents.errors import InputError

from .clean import shown_name
from .extract import Limits

_USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_WORD_STREAM = b"\xec\xa5"
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop>
</item></oor:items>
"""


def is_encrypted(data: bytes) -> bool:
    """An OLE2 file that holds an encrypted .docx, or a Word stream marked as encrypted."""
    if _ENCRYPTED_PACKAGE in data:
        return True
    # The Word stream nearly always begins in the first sector; its flags are at 10, encrypted is 0x0100.
    return data[512:514] == _WORD_STREAM and bool(int.from_bytes(data[522:524], "little") & 0x0100)


def to_docx(data: bytes, name: str, suffix: str, limits: Limits) -> bytes:
    """The .docx as bytes. Raises InputError ENCRYPTED, NEEDS_OFFICE, TIMEOUT, BROKEN_FILE."""
    if is_encrypted(data):
        raise InputError("ENCRYPTED", f"文件有口令保护：{shown_name(name)}", "请去掉口令后另存再添加")
    program = office()
    if program is None:
        raise InputError(
            "NEEDS_OFFICE",
            f"读不了旧格式 .{suffix}：{shown_name(name)}",
            "请用 Word 或 WPS 打开，另存为 docx 后再添加（或安装 LibreOffice）",
        )
    # On Windows a virus scanner may still hold a file when the folder goes.
    with tempfile.TemporaryDirectory(prefix="fazhi-", ignore_cleanup_errors=True) as folder:
        return _converted(program, Path(folder), data, name, suffix, limits)


def office(environ: Mapping[str, str] | None = None) -> str | None:
    """Path of the office program, or None."""
    path = (os.environ if environ is None else environ).get("PATH", "")
    for program in ("soffice", "libreoffice"):
        if found := shutil.which(program, path=path):
            return found
    return next((place for place in _USUAL_PLACES if Path(place).is_file()), None)


def _converted(program: str, folder: Path, data: bytes, name: str, suffix: str, limits: Limits) -> bytes:
    source, out, profile = folder / f"source.{suffix}", folder / "out", folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    source.write_bytes(data)
    command = [program, "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"]
    command += [f"-env:UserInstallation={profile.as_uri()}", "--convert-to", "docx:MS Word 2007 XML"]
    command += ["--outdir", str(out), str(source)]
    _run(command, folder, name, limits)
    result = out / "source.docx"
    if not result.is_file():
        raise InputError(
            "BROKEN_FILE",
            f"LibreOffice 打不开：{shown_name(name)}",
            "请用 Word 或 WPS 打开，另存为 docx 后再添加",
        )
    if result.stat().st_size > limits.file_bytes:
        raise InputError("TOO_LARGE", f"转换后文件过大：{shown_name(name)}", "请拆分后再添加")
    return result.read_bytes()


def _run(command: list[str], folder: Path, name: str, limits: Limits) -> None:
    environment = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT", "LANG") if key in os.environ}
    environment |= {
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "http_proxy": "http://127.0.0.1:9",
        "https_proxy": "http://127.0.0.1:9",
    }
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        process.wait(limits.seconds)
    except subprocess.TimeoutExpired as error:
        raise InputError(
            "TIMEOUT",
            f"转换超时：{shown_name(name)} 用了 {limits.seconds:.0f} 秒仍未完成",
            "请用 Word 或 WPS 打开，另存为 docx 后再添加",
        ) from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """soffice starts a second process that outlives it: the whole group goes."""
    if sys.platform == "win32":
        process.kill()
    else:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
    process.wait()
