"""Texts that make a library larger: articles put together from sentences of real ones, so that words are as frequent as they are.

Only for measuring size and speed; nothing in them is law.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from documents.numerals import to_chinese

ARTICLES = 60  # of one text
SEED = 3
READ = 400  # files sentences are taken from


def synthesize(sources: Sequence[Path], folder: Path, passages: int) -> None:
    """Write texts of `passages` articles in all, the same for the same sources."""
    rng = random.Random(SEED)
    sentences = list(_sentences(sources))
    folder.mkdir(parents=True)
    for number in range(0, passages, ARTICLES):
        name = f"合成文本第{number // ARTICLES + 1}号规定"
        articles = (
            f"第{to_chinese(i + 1)}条 {''.join(rng.choices(sentences, k=rng.randint(1, 4)))}"
            for i in range(min(ARTICLES, passages - number))
        )
        (folder / f"{name}.txt").write_text("\n\n".join([name, *articles]) + "\n", encoding="utf-8")


def _sentences(sources: Sequence[Path]) -> Iterator[str]:
    files = [
        path for source in sources for path in ([source] if source.is_file() else sorted(source.rglob("*.*")))
    ]
    for path in files[:: max(1, len(files) // READ)]:
        text = path.read_text(encoding="utf-8", errors="ignore")
        yield from (found for found in re.findall(r"[^。\n#<>第]{12,120}。", text))
