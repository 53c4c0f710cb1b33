"""Feedback from the page as evaluation cases: the question as asked, what was cited as gold when it was called useful.

A complaint becomes a case without gold, to be completed by a person; its words go along.
"""

from __future__ import annotations

from typing import Any

from index.library import Library

USEFUL = "有用"


def cases(library: Library) -> dict[str, list[dict[str, Any]]]:
    """Rows of queries.jsonl and gold.jsonl, in the order of the feedback's keys."""
    queries, gold = [], []
    for number, leaf in enumerate(library.notebook.leaves("feedback"), 1):
        body = leaf.body
        name = f"feedback-{number:04d}"
        queries.append(
            {
                "id": name,
                "question": body["question"],
                "type": body["verdict"],
                "answerable": body["status"] == "answered",
                "as_of": body.get("as_of"),
                "words": body.get("words") or "",
            }
        )
        useful = body["verdict"] == USEFUL
        places = (
            [{"title": c["title"], "pinpoint": c["pinpoint"], "grade": 2} for c in body["citations"]]
            if useful
            else []
        )
        gold.append({"id": name, "places": places})
    return {"queries.jsonl": queries, "gold.jsonl": gold}
