"""E14, E16: everything works without a network, and nothing is looked up or fetched, also when the model files are damaged.

The hook is of the interpreter: no library can look up a name or connect without it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ROOT / "documents" / "library"
WATCHED = """
import json, sys
seen = []
def hook(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request"):
        seen.append([event, repr(arguments)])
sys.addaudithook(hook)
"""


def run(script: str, *, isolated: bool = False) -> dict[str, object]:
    """What the script prints as its last line, with what it tried to reach under "seen"."""
    command = [sys.executable, "-c", f"{WATCHED}\n{script}\nprint(json.dumps({{**out, 'seen': seen}}))"]
    if isolated:
        command = ["unshare", "-rn", *command]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("FAZHI_")}
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=clean)
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


def add_and_ask(folder: Path) -> str:
    return f"""
from pathlib import Path
from assistant.ask import Assistant
from index.library import Library
with Library.open(Path({str(folder)!r}), create=True) as library:
    library.add([Path({str(SHIPPED)!r})])
    answer = Assistant(library).ask("什么是行政执法公示制度？")
out = {{"status": answer.status, "citations": len(answer.citations)}}
"""


def test_adding_and_asking_reaches_for_nothing(tmp_path: Path) -> None:
    found = run(add_and_ask(tmp_path / "library"))
    assert found["status"] == "answered"
    assert found["citations"]
    assert found["seen"] == []


def test_they_work_where_there_is_no_network_at_all(tmp_path: Path) -> None:
    probe = ["unshare", "-rn", "true"]
    if not shutil.which("unshare") or subprocess.run(probe, capture_output=True).returncode:
        pytest.skip("this machine lets nobody leave the network")
    assert run(add_and_ask(tmp_path / "library"), isolated=True)["status"] == "answered"


def test_the_server_with_its_page_starts_without_looking_anything_up(tmp_path: Path) -> None:
    """Gradio asks its maker for its version and the hub for a font unless told not to."""
    found = run(
        f"""
from pathlib import Path
import time
from starlette.testclient import TestClient
from assistant.ask import Assistant
from assistant.settings import Settings
from assistant.web.server import build
from index.library import Library
with Library.open(Path({str(tmp_path / "library")!r}), create=True) as library:
    library.add([Path({str(SHIPPED / "guide_publicity.md")!r})])
    settings = Settings(library=Path({str(tmp_path / "library")!r}))
    app = build(Assistant(library, settings), settings)
    with TestClient(app, base_url="http://127.0.0.1:7860") as client:
        pages = [client.get(path).status_code for path in ("/health",)]
        time.sleep(1)
out = {{"pages": pages}}
"""
    )
    assert found["pages"] == [200]
    assert found["seen"] == []


@pytest.mark.parametrize("damage", ["flip", "cut", "remove"])
def test_a_damaged_model_is_named_and_nothing_is_downloaded(tmp_path: Path, damage: str) -> None:
    model = tmp_path / "model"
    shutil.copytree(ROOT / "index" / "model", model)
    weights = model / "model.safetensors"
    data = bytearray(weights.read_bytes())
    if damage == "remove":
        weights.unlink()
    elif damage == "cut":
        weights.write_bytes(data[: len(data) // 2])
    else:
        data[len(data) // 2] ^= 1
        weights.write_bytes(data)
    found = run(
        f"""
from pathlib import Path
from documents.errors import ModelError
from index.builtin import BuiltinEmbedder
try:
    BuiltinEmbedder.load(Path({str(model)!r}))
    out = {{"code": ""}}
except ModelError as error:
    out = {{"code": error.code, "next": error.next_step}}
"""
    )
    assert found["code"] == ("MODEL_MISSING" if damage == "remove" else "MODEL_DAMAGED")
    assert found["next"]
    assert found["seen"] == []
