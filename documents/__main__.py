"""`python -m documents FOLDER`: how well a folder of legal texts is read, in figures and lists. Prints; decides nothing."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from documents.measure_references import measure as measure_references
from documents.structure import measure
from documents.structure.measure import Read


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m documents", description="检查文本识别的质量")
    parser.add_argument("folder", type=Path, help="语料文件夹（含 .md 或 .txt）")
    parser.add_argument(
        "what", nargs="?", choices=("all", *_MEASURES), default="all", help="检查什么（默认全部，抽样除外）"
    )
    parser.add_argument("--seed", type=int, default=7, help="抽样种子（sample）")
    options = parser.parse_args(arguments)
    if not options.folder.is_dir():
        print(f"没有这个文件夹：{options.folder}", file=sys.stderr)
        return 1
    start = time.perf_counter()
    reads = measure.read_folder(options.folder)
    read_in = time.perf_counter() - start
    for name, (title, rows) in _MEASURES.items():
        if options.what == name or (options.what == "all" and name in _ALL):
            print(f"\n【{title}】")
            for row in rows(reads, options.seed):
                print(row)
    took = time.perf_counter() - start
    print(f"\n共 {len(reads)} 个文件；读入、识别、切分 {read_in:.1f} 秒，总用时 {took:.1f} 秒（单核）")
    return 0


def _references(reads: Sequence[Read]) -> Iterable[str]:
    return measure_references([(read.document, read.structure.passages) for read in reads], misses=3)


_Rows = Callable[[Sequence[Read], int], Iterable[str]]
_MEASURES: dict[str, tuple[str, _Rows]] = {
    "structure": ("条文", lambda reads, seed: measure.structure_lines(reads)),
    "references": ("条文之间的引用", lambda reads, seed: _references(reads)),
    "coverage": ("类别和日期", lambda reads, seed: measure.coverage_lines(reads)),
    "speeches": ("讲话的层次", lambda reads, seed: measure.speech_lines(reads)),
    "outlines": ("全部提纲", lambda reads, seed: measure.outline_lines(reads)),
    "sample": ("抽样", measure.sample_lines),
}
_ALL = ("structure", "references", "coverage", "speeches")


if __name__ == "__main__":
    sys.exit(main())
