"""A second way to search: the question as a model restates it in the words of statutes. Off unless the settings ask for it.

The answer stays the question's own: what the restated one finds is searched beside it, and only where the question itself
is refused may the restated one be answered. Both are shown. Knows nothing of how a model restates.
"""

from __future__ import annotations

from dataclasses import replace

from documents.names import LawNames
from index.segment import words

from .evidence.retrieve import Found
from .records import Answer
from .settings import Settings
from .understand.question import Question, understand


def restated(asked: Question, model: object, settings: Settings | None, names: LawNames) -> Question | None:
    """The restated question; None when it is not wanted, names an address, or nothing usable came back."""
    restate = getattr(model, "restate", None)
    if restate is None or settings is None or not settings.llm_rewrite or asked.addresses:
        return None
    line = restate(asked.text)
    return understand(line, names, words, asked=asked.asked) if line else None


def together(found: Found, more: Found) -> Found:
    """What was found first, then what only the other search found."""
    known = {hit.passage.key for hit in found.hits}
    return replace(found, hits=(*found.hits, *(hit for hit in more.hits if hit.passage.key not in known)))


def noted(answer: Answer, own: Answer, again: Question) -> Answer:
    """`answer` under the question as `own` has it, and the restated one in a note."""
    note = f"已请模型把问题改写为“{again.text}”一并检索；改写只用于检索。"
    return replace(answer, question=own.question, notes=(note, *answer.notes))
