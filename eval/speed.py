"""How fast and how large: indexing, cold start, warm latency by stage, memory, load; beside the plain assembly.

Everything is measured in one run on one machine and given as medians and ratios; absolute times drift on shared
machines. Nothing here is a test's assertion.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from assistant.ask import Assistant
from index.embedder import load_embedder
from index.library import Library

from .cases import Case
from .plain import PlainAssembly

COLD = 5  # runs of a fresh process
ASKERS = 50


def measure(sources: Sequence[Path], cases: Sequence[Case], *, plain: bool = True) -> dict[str, Any]:
    """Seconds, milliseconds and megabytes by name. Builds a library of `sources` in a folder that goes away."""
    questions = [case.question for case in cases]
    with tempfile.TemporaryDirectory(prefix="fazhi-speed-") as folder:
        home = Path(folder) / "library"
        figures: dict[str, Any] = {}
        library = Library.open(home, create=True)
        figures["建库秒"] = _seconds(lambda: library.add(sources))
        figures["再次添加秒"] = _seconds(lambda: library.add(sources))
        counts = library.counts()
        figures |= {"文件": counts.documents, "片段": counts.passages}
        figures["添加一件秒"] = _seconds(lambda: library.add_bytes("速度测试.txt", _ONE.encode()))
        figures["打开秒"] = statistics.median(_seconds(lambda: Library.open(home)) for _ in range(COLD))
        figures["冷启动问答秒"] = statistics.median(
            _seconds(lambda: _cold(home, questions[0])) for _ in range(COLD)
        )
        assistant = Assistant(library)
        for question in questions[:20]:
            assistant.ask(question)
        figures |= _percentiles("检索", [_seconds(lambda q=q: library.search(q)) for q in questions])  # type: ignore[misc]
        figures |= _percentiles("问答", [_seconds(lambda q=q: assistant.ask(q)) for q in questions])  # type: ignore[misc]
        with ThreadPoolExecutor(ASKERS) as pool:
            together = list(pool.map(lambda q: _seconds(lambda: assistant.ask(q)), questions[: ASKERS * 4]))
        figures |= _percentiles(f"{ASKERS} 人同时问", together)
        figures["峰值内存 MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        if plain:
            figures |= _plain(library, cases, figures)
    return figures


def _plain(library: Library, cases: Sequence[Case], ours: dict[str, Any]) -> dict[str, Any]:
    documents = [library.document(description.id) for description in library.documents()]
    began = time.perf_counter()
    assembly = PlainAssembly(documents, load_embedder(None))
    built = time.perf_counter() - began
    found = _percentiles("对照检索", [_seconds(lambda c=c: assembly.answer(c)) for c in cases])  # type: ignore[misc]
    return {
        "对照建库秒": built,
        **found,
        "建库比（对照/本品）": built / ours["建库秒"],
        "检索比（对照/本品，中位）": found["对照检索 p50 毫秒"] / ours["检索 p50 毫秒"],
    }


def _cold(home: Path, question: str) -> None:
    command = [sys.executable, "-m", "assistant", "ask", question, "--library", str(home), "--json"]
    subprocess.run(command, check=True, capture_output=True)


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _percentiles(name: str, seconds: Sequence[float]) -> dict[str, float]:
    ordered = sorted(seconds)
    return {
        f"{name} p50 毫秒": 1000 * statistics.median(ordered),
        f"{name} p95 毫秒": 1000 * ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))],
    }


_ONE = "关于速度测试的示范通知\n\n一、添加一件文件后，应当能够立即查到。\n二、本通知只用于测量。\n"
