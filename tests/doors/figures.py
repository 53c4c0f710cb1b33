"""What the server bears. Prints figures; asserts nothing. Run it on a machine that does nothing else.

    python -m tests.doors.figures crowd LIBRARY          50 people ask at once, through the interface and through the page
    python -m tests.doors.figures growing LIBRARY FILES  all files below FILES are added while one person goes on asking

LIBRARY is copied first and stays as it is. The questions are those of the governance set.
"""

from __future__ import annotations

import http.client
import json
import os
import secrets
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.browser.server import serving

PEOPLE, ROUNDS = 50, 4
PART = 20  # files in one request, as the page sends them
BETWEEN = 0.5  # seconds from an answer to the next question of the one who asks while the library grows
QUESTIONS = Path(__file__).parents[2] / "eval" / "sets" / "governance" / "queries.jsonl"
Asked = tuple[float, float, bool]  # seconds to the first words, to the whole answer; answered well


def crowd(library: Path) -> None:
    questions = _questions()
    with _copied(library) as home, serving(home) as port:
        page = _page_functions(port)
        for name, ask in (
            ("api", lambda q, _: _ask(port, q)),
            ("page", lambda q, who: _ask_page(port, page, q, who)),
        ):
            for run in ("first crowd", "second crowd"):
                before, began = _processor_seconds(), time.perf_counter()
                found = _together(ask, questions)
                wall = time.perf_counter() - began
                used = (_processor_seconds() - before) / len(found)
                _say(
                    f"{name}, {run}: first words p50 {_at(found, 0, 0.5):.2f} s, p95 {_at(found, 0, 0.95):.2f} s; "
                    f"whole p95 {_at(found, 1, 0.95):.2f} s; {len(found) / wall:.0f} answers/s; "
                    f"errors {sum(not good for _, _, good in found)}; processor {1000 * used:.0f} ms an answer; "
                    f"memory of all processes {_memory():.0f} MB"
                )


def growing(library: Path, files: Path) -> None:
    paths = sorted(path for path in files.rglob("*") if path.is_file())
    with _copied(library) as home, serving(home) as port:
        address = f"http://127.0.0.1:{port}"
        with (
            httpx.Client(base_url=address, headers={"X-Fazhi-Request": "1"}, timeout=120) as client,
            _asking(port) as asked,
        ):
            time.sleep(5)
            alone = list(asked)
            asked.clear()
            before = client.get("/api/status").json()["documents"]
            began = time.perf_counter()
            job = _upload(client, files, paths)
            uploaded = time.perf_counter() - began
            while not (state := client.get(f"/api/jobs/{job}", params={"since": 10**9}).json())["done"]:
                time.sleep(0.5)
            wall = time.perf_counter() - began
            after = client.get("/api/status").json()["documents"]
            _say(f"before: {_latencies(alone)}")
            _say(
                f"{len(paths)} files uploaded in {uploaded:.0f} s, all results after {wall:.0f} s: {state['counts']}"
            )
            _say(f"documents {before} -> {after}; meanwhile {_latencies(asked)}; memory {_memory():.0f} MB")


def _upload(client: httpx.Client, root: Path, paths: Sequence[Path]) -> str:
    job = ""
    for start in range(0, len(paths), PART):
        part = [
            ("files", (path.relative_to(root).as_posix(), path.read_bytes()))
            for path in paths[start : start + PART]
        ]
        reply = client.post("/api/documents", files=part, data={"job": job} if job else {})
        reply.raise_for_status()
        job = reply.json()["id"]
    return job


@contextmanager
def _asking(port: int) -> Iterator[list[Asked]]:
    """Somebody asks, reads for a moment, asks again; the list grows."""
    found: list[Asked] = []
    stop = threading.Event()

    def go_on() -> None:
        for question in _questions() * 100:
            if stop.is_set():
                return
            found.append(_ask(port, question))
            stop.wait(BETWEEN)

    thread = threading.Thread(target=go_on, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        stop.set()
        thread.join()


def _latencies(found: Sequence[Asked]) -> str:
    return (
        f"{len(found)} questions p50 {_at(found, 1, 0.5):.2f} s, p95 {_at(found, 1, 0.95):.2f} s, "
        f"longest {_at(found, 1, 1.0):.2f} s, errors {sum(not good for _, _, good in found)}"
    )


def _questions() -> list[str]:
    return [json.loads(line)["question"] for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]


def _together(ask: Callable[[str, str], Asked], questions: Sequence[str]) -> list[Asked]:
    def person(number: int) -> list[Asked]:
        who = secrets.token_hex(6)
        return [ask(questions[(number * ROUNDS + one) % len(questions)], who) for one in range(ROUNDS)]

    with ThreadPoolExecutor(PEOPLE) as pool:
        return [one for found in pool.map(person, range(PEOPLE)) for one in found]


def _ask(port: int, question: str) -> Asked:
    began = time.perf_counter()
    reply = _post(port, "/api/ask", {"question": question})
    good = reply.status == 200 and bool(json.loads(reply.read())["status"])
    seconds = time.perf_counter() - began
    return seconds, seconds, good


def _ask_page(port: int, functions: tuple[int, int], question: str, who: str) -> Asked:
    """As the page's own script asks: the question is put, then a place in the queue, then the stream of events."""
    began = time.perf_counter()
    put, answer = functions
    sent = {"data": [question, []], "fn_index": put, "session_hash": who}
    messages = json.loads(_post(port, "/gradio_api/run/predict", sent).read())["data"][1]
    sent = {
        "data": [None, messages, None, [], [], [], "", ""],
        "fn_index": answer,
        "session_hash": who,
    }
    _post(port, "/gradio_api/queue/join", sent).read()
    stream = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    stream.request("GET", f"/gradio_api/queue/data?session_hash={who}")
    reply, first = stream.getresponse(), 0.0
    while line := reply.readline():
        if not first and b"fz-answer" in line:
            first = time.perf_counter() - began
        if b'"process_completed"' in line:
            stream.close()
            return first, time.perf_counter() - began, b'"success":true' in line and first > 0
    return first, time.perf_counter() - began, False


def _page_functions(port: int) -> tuple[int, int]:
    """The functions of the page that put a question (from the box: two inputs, five outputs) and answer it (eight, three)."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/config")
    listed = json.loads(connection.getresponse().read())["dependencies"]
    sizes = {(len(one["inputs"]), len(one["outputs"])): int(one["id"]) for one in reversed(listed)}
    return sizes[2, 5], sizes[8, 3]


def _post(port: int, path: str, body: dict[str, Any]) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("POST", path, json.dumps(body), {"content-type": "application/json"})
    return connection.getresponse()


@contextmanager
def _copied(library: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="fazhi-figures-") as folder:
        yield Path(shutil.copytree(library, Path(folder) / "library"))


def _at(found: Sequence[Asked], which: int, share: float) -> float:
    ordered = sorted(one[which] for one in found)
    return ordered[int(share * (len(ordered) - 1))] if ordered else 0.0


def _servers() -> list[Path]:
    """The processes below this one, from /proc; none where there is no such folder."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    below = {os.getpid()}
    while new := {child for child, parent in parents.items() if parent in below} - below:
        below |= new
    return [Path("/proc") / str(one) for one in below - {os.getpid()}]


def _memory() -> float:
    """Resident megabytes, what they share counted for each."""
    return sum(int((one / "statm").read_text().split()[1]) * 4096 for one in _servers()) / 2**20


def _processor_seconds() -> float:
    ticks = 0
    for one in _servers():
        fields = (one / "stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if sys.argv[1:2] == ["crowd"]:
        crowd(Path(sys.argv[2]))
    else:
        growing(Path(sys.argv[2]), Path(sys.argv[3]))
