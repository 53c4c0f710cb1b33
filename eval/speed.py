"""How fast and how large: indexing, cold start, warm latency by step, server load, memory; beside the plain assembly.

Everything is measured in one run on one machine; absolute times drift on shared machines, so the ratios to the plain assembly
count. Nothing here is a test's assertion.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.ask import Assistant
from index.embedder import load_embedder
from index.library import Library

from .cases import Case
from .load import load
from .plain import PlainAssembly
from .synthesis import synthesize

COLD = 5  # runs of a fresh process, of which the median counts
FEW = 100  # questions to a server
Figures = dict[str, float]
_ONE = "关于速度测试的示范通知\n\n一、添加一件文件后，应当能够立即查到。\n二、本通知只用于测量。\n"


@dataclass(frozen=True, slots=True)
class Wanted:
    """`passages`: made up to this many by synthesis, 0 for none. `plain`: beside the plain assembly; `served`: through a server."""

    sources: Sequence[Path]
    passages: int = 0
    plain: bool = True
    served: bool = True


def measure(wanted: Wanted, cases: Sequence[Case]) -> Iterator[tuple[str, Figures]]:
    """(section, figures by name with the unit in it), section by section, as they are measured. In a folder that goes away."""
    questions = [case.question for case in cases if not case.previous]
    with tempfile.TemporaryDirectory(prefix="fazhi-speed-") as folder:
        home = Path(folder) / "library"
        built = _build(home, wanted, Path(folder) / "made")
        yield "建库", built
        yield "打开", _open(home, questions[0])
        with Library.open(home) as library:
            asked = _ask(library, questions)
            yield "问答", asked
            yield "增补", _change(library)
            if wanted.plain:
                yield "对照", _plain(library, cases, built | asked)
        if wanted.served:
            yield "服务", load(home, questions[:FEW])


def at_scale(home: Path, cases: Sequence[Case], *, plain: bool = True) -> Figures:
    """Of a library that is there already: cold start, warm latency, memory, and the plain assembly over the same texts."""
    questions = [case.question for case in cases if not case.previous]
    figures = _open(home, questions[0])
    with Library.open(home) as library:
        counts = library.counts()
        figures |= {"文件": counts.documents, "片段": counts.passages, "库大小 MB": _size(home)}
        figures |= _ask(library, questions)
        return figures | (_plain(library, cases, figures) if plain else {})


def _size(home: Path) -> float:
    return sum(path.stat().st_size for path in home.rglob("*") if path.is_file()) / 1e6


def _build(home: Path, wanted: Wanted, made: Path) -> Figures:
    """By the command people use, in a process of its own, whose memory is its own."""
    seconds = _seconds(lambda: _fazhi("add", *map(str, wanted.sources), "--library", str(home)))
    with Library.open(home) as library:
        missing = wanted.passages - library.counts().passages
    if missing > 0:
        synthesize(wanted.sources, made, missing)
        seconds += _seconds(lambda: _fazhi("add", str(made), "--library", str(home)))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    again = _seconds(lambda: _fazhi("add", *map(str, wanted.sources), "--library", str(home)))
    with Library.open(home) as library:
        counts = library.counts()
    return {
        "文件": counts.documents,
        "片段": counts.passages,
        "建库 秒": seconds,
        "建库 片段每秒": counts.passages / seconds,
        "建库峰值内存 MB": peak,
        "库大小 MB": _size(home),
        "原样再添加 秒": again,
    }


def _fazhi(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "assistant", *arguments], check=True, capture_output=True)


def _open(home: Path, question: str) -> Figures:
    cold = [_seconds(lambda: _fazhi("ask", question, "--library", str(home), "--json")) for _ in range(COLD)]
    return {"冷启动问答 秒": statistics.median(cold)}


def _ask(library: Library, questions: Sequence[str]) -> Figures:
    """Warm: the first questions are not counted."""
    assistant = Assistant(library)
    for question in questions[:20]:
        assistant.ask(question)
    figures = percentiles("检索", [_seconds(lambda q=q: library.search(q)) for q in questions])  # type: ignore[misc]
    answers = [assistant.ask(question) for question in questions]
    figures |= percentiles("问答", [answer.seconds for answer in answers])
    for step in answers[0].timings:
        figures |= percentiles(f"问答·{step}", [answer.timings.get(step, 0.0) for answer in answers])
    figures["问答进程内存 MB"] = _resident()
    return figures


def _resident() -> float:
    """Of this process now; its peak where the system does not say."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * resource.getpagesize() / 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _change(library: Library) -> Figures:
    def add() -> None:
        library.add_bytes("速度测试.txt", _ONE.encode())
        library.search("速度测试", k=1)

    return {"添加一件并查到 秒": _seconds(add)}


def _plain(library: Library, cases: Sequence[Case], ours: Figures) -> Figures:
    """Timed are reading the stored texts, which takes next to nothing, cutting, embedding and indexing; then both searches,
    question by question in turn, so that whatever else the machine does falls on both."""
    documents = (library.document(described.id) for described in library.documents())
    began = time.perf_counter()
    assembly = PlainAssembly(documents, load_embedder(None))
    built = time.perf_counter() - began
    questions = [case.question for case in cases if not case.previous]
    both = [
        (_seconds(lambda q=q: library.search(q)), _seconds(lambda q=q: assembly.search(q)))  # type: ignore[misc]
        for q in questions
    ]
    found = percentiles("同场检索", [mine for mine, _ in both]) | percentiles(
        "对照检索", [its for _, its in both]
    )
    return {
        "对照片段": len(assembly.chunks),
        "对照建库 秒": built,
        **found,
        **({"建库用时比（对照/本品）": built / ours["建库 秒"]} if "建库 秒" in ours else {}),
        "检索用时比（对照/本品）": found["对照检索 p50 毫秒"] / found["同场检索 p50 毫秒"],
    }


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def percentiles(name: str, seconds: Sequence[float]) -> Figures:
    """Median and 95th percentile in milliseconds."""
    ordered = sorted(seconds)
    return {
        f"{name} p50 毫秒": 1000 * statistics.median(ordered),
        f"{name} p95 毫秒": 1000 * ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))],
    }
