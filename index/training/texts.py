"""Read the raw material of training: articles of the corpus, and the question sets. Knows nothing of tokens.

The corpus is read here with two expressions instead of `documents.load`: training needs no offsets, and it must be
able to read a hundred thousand articles in a second.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from documents.names import identity_of

ARTICLE = r"第[一二三四五六七八九十百千零]+条(?:之[一二三四五六七八九十])?"
_ARTICLE_LINE = re.compile(rf"^({ARTICLE})(?:[\s　]+(.*))?$")
_NAME = re.compile(r"(.*?)(?:[(（](\d{4}-\d\d-\d\d)[)）])?")
_LABEL = re.compile(rf"(.*?)({ARTICLE})")
NOT_NATIONAL = ("DLC", "案例")
CODE = "民法典"  # one law in several files


@dataclass(frozen=True, slots=True)
class Article:
    """`law` is the title without its date, `label` 第十条之一, `newest` whether its file is the last version."""

    law: str
    date: str
    label: str
    headings: str
    text: str
    newest: bool

    @property
    def place(self) -> tuple[str, str]:
        return identity_of(self.law), self.label


def articles_of(file: Path, law: str, date: str, newest: bool) -> Iterator[Article]:
    body = file.read_text(encoding="utf-8").split("<!-- INFO END -->", 1)[-1]
    headings: dict[int, str] = {}
    label, lines = "", list[str]()
    for line in [*map(str.strip, body.split("\n")), "#"]:
        found = _ARTICLE_LINE.match(line)
        if (found or line.startswith("#")) and label:
            yield Article(
                law, date, label, " ".join(headings[k] for k in sorted(headings)), "\n".join(lines), newest
            )
            label = ""
        if line.startswith("#"):
            level = len(line) - len(line.lstrip("#"))
            headings = {k: v for k, v in headings.items() if k < level} | {level: line.lstrip("# ")}
        elif found:
            label, lines = found[1], [found[2] or ""]
        elif label and line:
            lines.append(line)


def national_articles(laws: Path) -> list[Article]:
    """All versions of the national texts, by folder and file name; `newest` marks what is a candidate."""
    versions: dict[str, list[tuple[str, str, Path]]] = {}
    for folder in sorted(p for p in laws.iterdir() if p.is_dir() and p.name not in NOT_NATIONAL):
        for file in sorted(folder.glob("*.md")):
            title, date = _split_name(file)
            law = CODE if folder.name == CODE else title
            versions.setdefault(CODE + title if law == CODE else title, []).append((date, law, file))
    found: list[Article] = []
    for files in versions.values():
        files.sort()
        for date, law, file in files:
            found.extend(articles_of(file, law, date, newest=file == files[-1][2]))
    return found


def local_articles(laws: Path) -> list[Article]:
    """Local regulations: never candidates, but sixty thousand more examples of how articles are worded."""
    found: list[Article] = []
    for file in sorted((laws / "DLC").rglob("*.md")):
        title, date = _split_name(file)
        found.extend(articles_of(file, title, date, newest=True))
    return found


def _split_name(file: Path) -> tuple[str, str]:
    match = _NAME.fullmatch(file.stem)
    return (match[1], match[2] or "") if match else (file.stem, "")


def split_label(label: str) -> tuple[str, str]:
    """(identity, 第…条) of a label such as 个体工商户条例第二条. ValueError if it is none."""
    match = _LABEL.fullmatch(label)
    if match is None:
        raise ValueError(f"not an article's name: {label!r}")
    return identity_of(match[1]), match[2]


def rows(training: Path, name: str) -> list[dict[str, Any]]:
    """The lines of NAME.jsonl or NAME.jsonl.gz, in order."""
    packed = training / f"{name}.jsonl.gz"
    if packed.exists():
        with gzip.open(packed, "rt", encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]
    return [
        json.loads(line) for line in (training / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
