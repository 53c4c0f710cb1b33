"""How fast a library is built, opened and asked. Measures on a copy or in a temporary folder; returns figures."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from documents.address import find_addresses
from documents.errors import InputError

from . import crash, gathering, ranking
from .asked import read
from .catalogue import FILE
from .gathering import Models, Request
from .lexicon import load_lexicon
from .library import Library
from .memory import memory_for
from .records import Filter
from .snapshot import Snapshot

REPEATS = 5
_ONE = "示例市测速规定\n\n第一条 为了测量速度，制定本规定。\n\n第二条 测速编号{}的事项应当登记。\n"
Figures = dict[str, float | str]


def measure(source: Path, questions: Sequence[str] = ()) -> Iterator[tuple[str, Figures]]:
    """(title, figures) section by section. `source` is a library, measured on a copy, or a folder of texts."""
    with tempfile.TemporaryDirectory(prefix="fazhi-measure-") as folder:
        target = Path(folder) / "library"
        if (source / FILE).exists():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("LOCK", "quarantine"))
        else:
            yield "建库", _build(source, target)
        yield "打开", _open(target)
        with Library.open(target) as library:
            asked = list(questions) or _own_questions(library)
            if not asked:
                raise InputError("EMPTY_LIBRARY", f"里面没有可测的内容：{source}", "请先添加文件。")
            yield f"提问 {len(asked)} 个（毫秒）", _ask(library, asked)
            yield "增补", _change(library, source)


def _build(source: Path, target: Path) -> Figures:
    stages: dict[str, float] = {}
    with _watched(stages):
        started = time.perf_counter()
        with Library.open(target, create=True) as library:
            report = library.add([source])
            seconds = time.perf_counter() - started
            counts = library.counts()
    size = sum(path.stat().st_size for path in target.rglob("*") if path.is_file())
    figures: Figures = {
        "总秒数": round(seconds, 2),
        "文件": counts.documents,
        "片段": counts.passages,
        "拒收": len(report.refused),
        "片段每秒": round(counts.passages / seconds),
        "占用 MB": round(size / 1e6, 1),
        "内存峰值 MB": _peak(),
    }
    return figures | {f"阶段 {name} 秒": round(value, 2) for name, value in stages.items()}


@contextmanager
def _watched(stages: dict[str, float]) -> Iterator[None]:
    """Seconds that end at each named step of writing, added up over all publications."""
    last = [time.perf_counter()]

    def watch(name: str) -> None:
        now = time.perf_counter()
        stages[name] = stages.get(name, 0.0) + now - last[0]
        last[0] = now

    crash.watchers.append(watch)
    try:
        yield
    finally:
        crash.watchers.remove(watch)


def _peak() -> float | str:
    try:
        import resource
    except ImportError:  # Windows
        return "不详"
    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, kilobytes elsewhere
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6)


def _open(target: Path) -> Figures:
    code = (
        "import time;t=time.perf_counter();import sys;from pathlib import Path;from index.library import Library;"
        "a=time.perf_counter();l=Library.open(Path(sys.argv[1]));l.embedder();b=time.perf_counter();"
        "l._searchable();c=time.perf_counter();l.search('行政执法公示');d=time.perf_counter();"
        "print(a-t,b-a,c-b,d-c)"
    )
    runs = []
    for _ in range(REPEATS):
        done = subprocess.run(
            [sys.executable, "-c", code, str(target)], capture_output=True, text=True, check=True
        )
        runs.append([float(x) for x in done.stdout.split()])
    names = ("载入程序 秒", "目录与模型 秒", "核对并打开索引 秒", "第一问 秒")
    return {
        name: round(statistics.median(column), 3)
        for name, column in zip(names, zip(*runs, strict=True), strict=True)
    }


def _own_questions(library: Library, count: int = 200) -> list[str]:
    """Made of titles and chapter headings of the library itself, spread evenly over it."""
    documents = library.documents()
    chosen = documents[:: max(1, len(documents) // count)]
    found = []
    for document in chosen:
        headings = [heading.title for heading in library.outline(document.id)][:1]
        found.append(f"{document.title}关于{''.join(headings) or '适用范围'}是怎么规定的？")
    return found


class _Watch:
    """Milliseconds of each stage, one value a question."""

    def __init__(self) -> None:
        self.columns: dict[str, list[float]] = {}

    @contextmanager
    def timing(self, name: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        self.columns.setdefault(name, []).append((time.perf_counter() - started) * 1000)

    def figures(self) -> Figures:
        return {
            f"{name} {label}": round(_quantile(column, share), 2)
            for name, column in self.columns.items()
            for label, share in (("p50", 0.5), ("p95", 0.95))
        }


def _ask(library: Library, questions: Sequence[str]) -> Figures:
    watch = _Watch()
    models = Models(library.embedder(), memory=memory_for(library.embedder()))
    library.search(questions[0])
    for question in questions:
        with watch.timing("合计"):
            library.search(question)
        with library._held(indexes=True) as (held, connection):
            request = Request(question, 10, Filter(), load_lexicon(library.folder))
            _stages(held, request, models, watch)
            with watch.timing("候选（检索与取文）"):
                asked = read(question, held.names)
                pool = gathering.gather(held, connection, models, request, asked)
            with watch.timing("排序"):
                ranking.rank(gathering.features(asked, models), pool)
    return watch.figures()


def _stages(held: Snapshot, request: Request, models: Models, watch: _Watch) -> None:
    generation, mask = held.generation, held.allowed(Filter())
    if generation is None:
        return
    with watch.timing("地址"):
        find_addresses(request.query, held.names)
    with watch.timing("分词与扩展"):
        terms = request.lexicon.terms(request.query)
    with watch.timing("词语检索"):
        generation.lexical.search(terms, gathering.WORD_POOL, mask)
    with watch.timing("问题编码"):
        vector = models.embedder.encode_queries([request.query])[0]
    with watch.timing("向量检索"):
        generation.vectors.search(vector, gathering.VECTOR_POOL, mask[generation.numbers])


def _quantile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def _change(library: Library, source: Path) -> Figures:
    adding, removing = [], []
    for i in range(REPEATS):
        started = time.perf_counter()
        report = library.add_bytes(f"测速{i}.txt", _ONE.format(i).encode())
        library.search(f"测速编号{i}", k=1)
        adding.append(time.perf_counter() - started)
        started = time.perf_counter()
        library.remove([entry.id for entry in report.added if entry.id])
        removing.append(time.perf_counter() - started)
    figures: Figures = {
        "添加一件并查到 秒": round(statistics.median(adding), 3),
        "移除一件 秒": round(statistics.median(removing), 3),
    }
    if not (source / FILE).exists():
        started = time.perf_counter()
        again = library.add([source])
        figures["原样再添加 秒"] = round(time.perf_counter() - started, 2)
        figures["原样再添加 未变"] = len(again.unchanged)
    return figures
