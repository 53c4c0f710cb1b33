"""python -m index measure FOLDER: figures of speed for a library or a folder of texts, on this machine."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from documents.errors import FazhiError

from .measure import measure


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m index", description="资料库的测量")
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("measure", help="测量建库、打开、提问、增补的速度")
    command.add_argument(
        "source", type=Path, help="资料库文件夹（在副本上测），或一个装文本的文件夹（在临时文件夹里建库）"
    )
    command.add_argument(
        "--questions", type=Path, help="一行一个问题，或每行一个有 question 的 JSON；不给就用库内题名"
    )
    given = parser.parse_args()
    try:
        for title, figures in measure(given.source, _questions(given.questions)):
            print(f"\n{title}")
            for name, value in figures.items():
                print(f"  {name:24s} {value}")
    except FazhiError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    return 0


def _questions(path: Path | None) -> list[str]:
    if path is None:
        return []
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [json.loads(line)["question"] if line.startswith("{") else line for line in lines]


if __name__ == "__main__":
    sys.exit(main())
