"""Our own labelled questions that nothing was trained on: what officials, businesses and citizens ask of all fields of law.

The articles are named in the newest versions. For part of them every stretch of the first passages was read and graded
(`sets/practice/judged.jsonl`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from index.library import Library
from index.training.questions import in_development, own_rows

from .cases import SETS, Case, Place, rows
from .statutes import split_name

NAME = "practice"


def practice(_: Library) -> tuple[Case, ...]:
    """The development split of `index/training/own_questions.jsonl`, in the order of the file."""
    read = {row["id"]: tuple(_places(row["judged"])) for row in rows(SETS / NAME / "judged.jsonl")}
    return tuple(_cases(read))


def _places(judged: Mapping[str, Sequence[tuple[str, str, int]]]) -> Iterator[Place]:
    """By title, each stretch with its pinpoint, its first words and its grade."""
    for title, stretches in judged.items():
        for pinpoint, quote, grade in stretches:
            yield Place(title, pinpoint, quote, grade)


def _cases(read: Mapping[str, tuple[Place, ...]]) -> Iterator[Case]:
    for number, row in own_rows():
        if not in_development(number):
            continue
        named = (split_name(label) for label in row["articles"])
        yield Case(
            id=f"own-{number}",
            set=NAME,
            question=row["question"],
            type="实务",
            gold=tuple(Place(title, str(pinpoint)) for title, pinpoint in named),
            judged=read.get(f"own-{number}"),
            library="national",
        )
