"""Feedback from the page as evaluation cases: the question as asked, what was cited as gold when it was called useful.

A complaint becomes a case without gold, to be completed by a person; its words go along. A complaint about a refusal says that
there should have been an answer; about a text out of force, that it must not be cited.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from index.library import Library

USEFUL, OUT_OF_FORCE = "有用", "法条已失效"


def cases(library: Library) -> dict[str, list[dict[str, Any]]]:
    """Rows of queries.jsonl and gold.jsonl, oldest feedback first."""
    queries, gold = [], []
    for number, said in enumerate(library.feedback(), 1):
        name = f"feedback-{number:04d}"
        queries.append(
            {
                "id": name,
                "question": said["question"],
                "type": said["verdict"],
                "answerable": said["status"] == "answered" or said["verdict"] != USEFUL,
                "as_of": said.get("as_of"),
                "words": said.get("words") or "",
                "must_not_cite": _out_of_force(said),
            }
        )
        cited = [c for c in said["citations"] if said["verdict"] == USEFUL and not c.get("more")]
        places = [{"title": c["title"], "pinpoint": c["pinpoint"], "grade": 2} for c in cited]
        gold.append({"id": name, "places": places})
    return {"queries.jsonl": queries, "gold.jsonl": gold}


def _out_of_force(said: dict[str, Any]) -> list[str]:
    """The text that the complaint points at; none where it points at no citation."""
    pointed = [c["title"] for n, c in enumerate(said["citations"], 1) if n == said.get("citation")]
    return pointed if said["verdict"] == OUT_OF_FORCE else []


def write(library: Library, folder: Path) -> int:
    """Write them as a set and return how many there are."""
    rows = cases(library)
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in rows.items():
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        (folder / name).write_text(text, encoding="utf-8")
    return len(rows["queries.jsonl"])
