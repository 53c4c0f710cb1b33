"""The guide whose subject is the question's: its sections sorted by what their headings say (谁来做, 怎么做, 依据, 责任).

A guide is no law: what is taken from here fills what no law filled, under its own name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from documents.records import Kind, Passage
from index.records import Hit

from ..evidence.select import naming
from ..evidence.spans import Span, sentences_of, whole_article
from ..understand.question import Question
from .slots import BASIS, DUTY_BOUND, WHAT, WHEN, WHO, has_deadline

_LOOKED_AT = 6  # hits among which a guide has to be found
_ENOUGH = 0.6  # share of the letters of the question's words that its title has to carry
_HEADINGS = (
    (WHO, re.compile(r"谁|负责|主体|组织领导|第一责任人")),
    (BASIS, re.compile(r"依据|根据")),
    (DUTY_BOUND, re.compile(r"责任|后果|追究")),
    (WHEN, re.compile(r"期限|时限|何时|时间")),
    (WHAT, re.compile(r"怎么|怎样|如何|流程|程序|做什么|步骤|办理|做法|审什么|要点|守约|清欠")),
)


def find_guide(
    question: Question,
    hits: Sequence[Hit],
    passages: Callable[[str], Sequence[Passage]],
) -> dict[str, tuple[Span, ...]]:
    """By slot, in reading order, the sections of the first model text among the best hits that is about the question's
    subject; {} where there is none."""
    asked = naming(question.words) or list(question.words)
    letters = sum(map(len, asked)) or 1  # by letters: what is rare in a small library says little
    for hit in hits[:_LOOKED_AT]:
        title = hit.document.title
        if hit.document.kind is not Kind.MODEL_TEXT or "讲话" in title:
            continue
        if sum(len(word) for word in asked if word in title) / letters >= _ENOUGH:
            return _sorted(hit, passages(hit.document.id))
    return {}


def _sorted(hit: Hit, passages: Sequence[Passage]) -> dict[str, tuple[Span, ...]]:
    """A section goes to the first slot its heading names; its deadlines also stand under 何时."""
    found: dict[str, list[Span]] = {}
    timed: list[Span] = []
    for passage in passages:
        heading = passage.headings[-1] if passage.headings else ""
        slot = next((name for name, pattern in _HEADINGS if pattern.search(heading)), None)
        span = whole_article(replace(hit, passage=passage))
        if slot is None or span is None:
            continue
        found.setdefault(slot, []).append(span)
        if slot is WHAT:
            timed += [sentence for sentence in sentences_of(span) if has_deadline(sentence.text)]
    if timed:
        found.setdefault(WHEN, timed)
    return {slot: tuple(spans) for slot, spans in found.items()}
