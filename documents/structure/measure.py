"""How well a folder of texts is read: articles found against article headings counted another way, and what needs an eye.

The count it is held against uses one pattern over raw lines and shares no code with the reader. Markdown and plain
text only; other formats are measured with their readers.
"""

from __future__ import annotations

import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from documents.recognise import describe
from documents.records import Document, Passage, Structure
from documents.structure import structure

_C = "一二三四五六七八九十百千零〇○两"
_HEADING_LINE = re.compile(rf"^[#\s]*第[{_C}\d]+条(?:之[{_C}\d]+)?(?=[ \t\u3000\xa0\u2002]|$)", re.MULTILINE)
_HEADER_END = "<!-- INFO END -->"


@dataclass(frozen=True, slots=True)
class Read:
    path: Path  # relative to the folder
    document: Document
    structure: Structure


def read_folder(folder: Path) -> list[Read]:
    """Every .md and .txt below `folder`, by path; README files left out."""
    reads = []
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in (".md", ".txt") or path.stem.upper() == "README" or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8")
        relative = path.relative_to(folder)
        description = describe(text, str(relative))
        values = {name: getattr(description, name) for name in description.__dataclass_fields__}
        document = Document(**values, text=text)
        reads.append(Read(relative, document, structure(document)))
    return reads


def headings_present(text: str) -> int:
    """Lines that begin with 第…条 and a blank, below the printed header."""
    return len(_HEADING_LINE.findall(text.split(_HEADER_END, 1)[-1]))


def articles_found(passages: tuple[Passage, ...]) -> int:
    """Passages that begin an article; the later pieces of a long one are not counted."""
    return sum(1 for p in passages if p.pinpoint.article is not None and p.text[0] in "第笫苐")


def structure_lines(folder: Path) -> Iterator[str]:
    """The report: per top folder, then every file that does not reconcile, then every file that needs a person's eye."""
    start = time.perf_counter()
    reads = read_folder(folder)
    seconds = time.perf_counter() - start
    present: Counter[str] = Counter()
    matched: Counter[str] = Counter()
    found: Counter[str] = Counter()
    files: Counter[str] = Counter()
    differing: list[str] = []
    for read in reads:
        group = _group(read.path)
        wanted, got = headings_present(read.document.text), articles_found(read.structure.passages)
        files[group] += 1
        present[group] += wanted
        found[group] += got
        matched[group] += min(wanted, got)
        if wanted != got:
            differing.append(f"{read.path}: 行首条号 {wanted}，识别 {got}（{_why(read, wanted, got)}）")
    yield f"{'文件夹':<12}{'文件':>6}{'行首条号':>10}{'识别条文':>10}{'对上':>10}"
    for group in sorted(files):
        yield f"{group:<12}{files[group]:>6}{present[group]:>10}{found[group]:>10}{matched[group]:>10}"
    total = sum(present.values())
    share = sum(matched.values()) / total if total else 1.0
    yield f"合计 {sum(files.values())} 个文件，行首条号 {total}，识别条文 {sum(found.values())}，对上 {share:.4%}"
    passages = sum(len(read.structure.passages) for read in reads)
    yield f"片段 {passages}，用时 {seconds:.1f} 秒（识别加切分，单核）"
    yield f"\n对不上的文件 {len(differing)} 个："
    yield from differing
    eye = [(read, note.message) for read in reads for note in read.structure.report.notes]
    yield f"\n需要人工看一眼的 {len(eye)} 处："
    yield from (f"{read.path}: {message}" for read, message in eye)


def _group(path: Path) -> str:
    return path.parts[0] if len(path.parts) > 1 else "."


def _why(read: Read, wanted: int, got: int) -> str:
    if got > wanted:
        return "条号后无空格、字形有误或几条连在一行，仍予识别"
    if any(p.pinpoint.article is not None for p in read.structure.passages):
        return "所引他法条文不作为本文条文"
    return "引用的法条，不是本文条文"


def outline_lines(folder: Path) -> Iterator[str]:
    """The outline of every text, for reading by eye."""
    for read in read_folder(folder):
        yield f"\n== {read.path}  {read.document.title}"
        for heading in read.structure.outline:
            yield f"{'  ' * heading.level}{heading.label} {heading.title}"


def sample_lines(folder: Path, seed: int, files: int = 60, each: int = 5) -> Iterator[str]:
    """Up to `each` passages from `files` files, spread over the top folders, the same for the same seed."""
    by_group: dict[str, list[Read]] = defaultdict(list)
    for read in read_folder(folder):
        if read.structure.passages:
            by_group[_group(read.path)].append(read)
    chooser = random.Random(seed)
    chosen: list[Read] = []
    groups = sorted(by_group)
    for group in groups:
        chooser.shuffle(by_group[group])
    while len(chosen) < files and any(by_group.values()):
        for group in groups:
            if by_group[group] and len(chosen) < files:
                chosen.append(by_group[group].pop())
    for read in chosen:
        passages = read.structure.passages
        for passage in sorted(chooser.sample(passages, min(each, len(passages))), key=lambda p: p.ordinal):
            text = passage.text.replace("\n", "⏎")
            shown = text if len(text) <= 160 else f"{text[:110]} … {text[-45:]}"
            yield f"{read.path.name} | {' > '.join(passage.headings)} | {passage.pinpoint} | {shown}"
