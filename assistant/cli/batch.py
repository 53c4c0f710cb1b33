"""Questions from a file, one per line. Reads; asks nobody."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from documents.errors import InputError

LONGEST_LINE = 1_000_000


def lines(path: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """(what to repeat in the output line, question) for each line that is not empty, in order. A line is plain text or
    {"id": …, "question": …}; `-` reads stdin. A line that is JSON without a question gives an empty question."""
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError("NO_FILE", f"读不到批量文件“{path}”", "请检查路径与权限。") from error
    except UnicodeDecodeError as error:
        raise InputError(
            "BAD_ENCODING", f"批量文件“{path}”不是 UTF-8 文本", "请另存为 UTF-8 后再试。"
        ) from error
    # Only \n ends a line: splitlines() would also cut at U+2028, which JSON allows inside a string.
    for line in text.split("\n"):
        if line.strip():
            yield _line(line.strip())


def _line(line: str) -> tuple[dict[str, Any], str]:
    if line.startswith("{"):
        try:
            value = json.loads(line[:LONGEST_LINE])
        except ValueError:
            return {}, line
        if isinstance(value, dict):
            question = value.get("question", value.get("query", ""))
            identity = {"id": value["id"]} if "id" in value else {}
            return identity, question if isinstance(question, str) else ""
    return {}, line


def failed(identity: dict[str, Any], question: str, error: Exception) -> dict[str, Any]:
    """The output line of a question that could not be asked: same keys as an answer, and the error."""
    code = getattr(error, "code", "INTERNAL")
    message = getattr(error, "message", "程序内部出错")
    return {
        **identity,
        "question": question[:200],
        "status": "failed",
        "reason": message,
        "answer": "",
        "citations": [],
        "hits": [],
        "error": {"code": code, "message": message, "next_step": getattr(error, "next_step", "")},
    }
