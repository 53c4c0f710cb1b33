"""Many people asking a running server at once: latency, errors and memory of a process of its own."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx

PEOPLE = 50
ROUNDS = 4  # questions each of them asks
PATIENCE = 60.0  # seconds for the server to come up, and for an answer


def load(home: Path, questions: Sequence[str]) -> dict[str, float]:
    """Everybody asks at once, each the next question when the last is answered."""
    asked = [questions[i % len(questions)] for i in range(PEOPLE * ROUNDS)]
    with _server(home) as (address, process), httpx.Client(base_url=address, timeout=PATIENCE) as client:

        def ask(question: str) -> tuple[float, bool]:
            began = time.perf_counter()
            try:
                good = client.post("/api/ask", json={"question": question}).status_code == 200
            except httpx.HTTPError:
                good = False
            return time.perf_counter() - began, good

        ask(asked[0])
        began = time.perf_counter()
        with ThreadPoolExecutor(PEOPLE) as pool:
            found = list(pool.map(ask, asked))
        wall = time.perf_counter() - began
        memory = _memory(process.pid)
    seconds = sorted(second for second, _ in found)
    return {
        f"{PEOPLE} 人同时问 p50 毫秒": 1000 * seconds[len(seconds) // 2],
        f"{PEOPLE} 人同时问 p95 毫秒": 1000 * seconds[int(0.95 * (len(seconds) - 1))],
        "每秒作答": len(found) / wall,
        "出错": sum(not good for _, good in found),
        "服务峰值内存 MB": memory,
    }


@contextmanager
def _server(home: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "assistant", "serve", "--library", str(home), "--port", str(port)]
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait(address)
            yield address, process
        finally:
            process.terminate()


def _wait(address: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"{address}/health", timeout=2).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    raise TimeoutError(f"no answer from {address}/health after {PATIENCE:.0f} s")


def _memory(process: int) -> float:
    """Peak resident megabytes; 0 where the system does not say."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return 0.0
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024
