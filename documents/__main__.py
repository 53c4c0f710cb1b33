"""`python -m documents CORPUS structure`: measure the reading of a folder of legal texts. Prints; decides nothing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from documents.structure import measure


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m documents", description="检查文本结构识别的质量")
    parser.add_argument("folder", type=Path, help="语料文件夹（含 .md 或 .txt）")
    parser.add_argument("what", nargs="?", choices=sorted(_MEASURES), default="structure", help="检查什么")
    parser.add_argument("--seed", type=int, default=7, help="抽样种子（sample）")
    options = parser.parse_args(arguments)
    if not options.folder.is_dir():
        print(f"没有这个文件夹：{options.folder}", file=sys.stderr)
        return 1
    for line in _MEASURES[options.what](options.folder, options.seed):
        print(line)
    return 0


_MEASURES: dict[str, Callable[[Path, int], Iterable[str]]] = {
    "structure": lambda folder, seed: measure.structure_lines(folder),
    "outlines": lambda folder, seed: measure.outline_lines(folder),
    "sample": measure.sample_lines,
}


if __name__ == "__main__":
    sys.exit(main())
