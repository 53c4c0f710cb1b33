"""python -m index.training: make the model on board again, step by step, and print how good it is.

prepare    cut every text into tokens (4 minutes)
train      vectors: structure, one per fold, all (25 minutes on two idle cores); resumes after the last finished stage
tune       the learned order and the chance of an answer, on the vectors of the folds; writes the model folder
evaluate   every table of index/TRAINING.md on the development set
ablate     the learned order without one group of features at a time, cross-validated on the training questions
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from ..ranking import FOLDER
from . import evaluate, sets, tune
from .learn import Stages
from .measure import Figure
from .prepare import prepare


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m index.training",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", choices=("prepare", "train", "tune", "evaluate", "ablate"))
    parser.add_argument("--corpus", type=Path, required=True, help="folder with laws/ and speeches/")
    parser.add_argument("--training", type=Path, required=True, help="folder with statute_questions.jsonl …")
    parser.add_argument(
        "--work", type=Path, required=True, help="working folder: everything here can be made again"
    )
    parser.add_argument("--model", type=Path, default=FOLDER, help="model folder that `tune` writes")
    chosen = parser.parse_args()
    if chosen.command == "prepare":
        prepare(chosen.corpus, chosen.training, chosen.work, tell)
    elif chosen.command == "train":
        Stages(chosen.corpus, chosen.training, chosen.work, tell).run()
    elif chosen.command == "tune":
        tune.run(Stages(chosen.corpus, chosen.training, chosen.work, tell), chosen.corpus, chosen.model, tell)
    elif chosen.command == "ablate":
        tune.ablate(Stages(chosen.corpus, chosen.training, chosen.work, tell), chosen.corpus, tell)
    else:
        show(chosen.corpus, chosen.training, chosen.work)
    return 0


def tell(line: str) -> None:
    print(line, flush=True)


def show(corpus: Path, training: Path, work: Path) -> None:
    """Print every table."""
    from ..builtin import BuiltinEmbedder

    library = evaluate.open_library(corpus, work / "library", tell)
    ways = evaluate.Ways(library)
    cases, own = evaluate.labelled_cases(corpus, training, library)
    show_table(f"statute questions, development set ({len(cases)})", evaluate.table(ways, cases))
    show_table(f"our own labelled questions, development set ({len(own)})", evaluate.table(ways, own))
    speeches = sets.speech_cases(library)
    show_table(f"questions about the speeches ({len(speeches)})", evaluate.table(ways, speeches))
    embedder = BuiltinEmbedder.load(FOLDER)
    for file, column in (
        ("policy_questions", "question"),
        ("citizen_messages", "title"),
        ("citizen_messages", "question"),
    ):
        show_table(f"{file}: {column} → its answer", sets.answers(training, embedder, file, column))
    tell("\ngraded sentence pairs, held apart: Spearman of the model, of character pairs, rows")
    for name, (model, grams, count) in sets.agreement(training, embedder).items():
        tell(f"  {name:8} {model:.3f}  {grams:.3f}  {count}")
    tell("\nR@10 of the full ranking when the question is changed")
    for name, figure in evaluate.robustness(ways, cases).items():
        tell(f"  {name:24} {figure}")
    tell("\nspeed")
    for name, text in evaluate.speed(ways, library, [q for q, _ in cases]).items():
        tell(f"  {name:30} {text}")
    same = evaluate.determinism(library.folder, [q for q, _ in cases[:40]])
    tell(f"\nthe same lists under other hash seeds and thread counts: {'yes' if same else 'NO'}")


def show_table(title: str, table: Mapping[str, Mapping[str, Figure]]) -> None:
    tell(f"\n{title}")
    for name, row in table.items():
        tell(f"  {name:34} " + "  ".join(f"{measure} {figure}" for measure, figure in row.items()))


if __name__ == "__main__":
    sys.exit(main())
