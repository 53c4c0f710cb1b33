"""How well a folder of texts is cut up: articles found against article headings counted another way, and what needs an eye.

The count it is held against uses one pattern over lines and shares no code with the cutting. Markdown and plain text
only; other formats are measured with their readers. What the references in the texts lead to is `measure_references`.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from documents.errors import InputError
from documents.load import load
from documents.records import Document, Kind, Passage, Structure

_C = "一二三四五六七八九十百千零〇○两"
_HEADING_LINE = re.compile(rf"^[#\s]*第[{_C}\d]+条(?:之[{_C}\d]+)?(?=[ \t\u3000\xa0\u2002]|$)", re.MULTILINE)
_HEADER_END = "<!-- INFO END -->"


@dataclass(frozen=True, slots=True)
class Read:
    path: Path  # relative to the folder
    document: Document
    structure: Structure


def read_folder(folder: Path) -> list[Read]:
    """Every .md and .txt below `folder`, by path; README files and those that cannot be read left out."""
    reads = []
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in (".md", ".txt") or path.stem.upper() == "README" or not path.is_file():
            continue
        try:
            loaded = load(path)
        except InputError:
            continue
        reads.append(Read(path.relative_to(folder), loaded.document, loaded.structure))
    return reads


def headings_present(text: str) -> int:
    """Lines that begin with 第…条 and a blank, below the printed header."""
    return len(_HEADING_LINE.findall(text.split(_HEADER_END, 1)[-1]))


def articles_found(passages: tuple[Passage, ...]) -> int:
    """Passages that begin an article; the later pieces of a long one are not counted."""
    return sum(1 for p in passages if p.pinpoint.article is not None and p.text[0] in "第笫苐")


def structure_lines(reads: Sequence[Read]) -> Iterator[str]:
    """The report: per top folder, then every file that does not reconcile, then every file that needs a person's eye."""
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
    yield f"片段 {passages}"
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


def outline_lines(reads: Sequence[Read]) -> Iterator[str]:
    """The outline of every text, for reading by eye."""
    for read in reads:
        yield f"\n== {read.path}  {read.document.title}"
        for heading in read.structure.outline:
            yield f"{'  ' * heading.level}{heading.label} {heading.title}"


_RUN_IN = re.compile(
    r"(?:^|[。；！？：\n\s])(?:[一二三四五六七八九十]{1,2}[要是]|首先|其次|再次|最后)(?=[，、\u4e00-\u9fff“])"
)


def speech_lines(reads: Sequence[Read]) -> Iterator[str]:
    """Per speech: headings, and run-in points (一要, 一是, 首先) found against those counted another way; then the outlines."""
    speeches = [read for read in reads if read.document.kind is Kind.SPEECH]
    for read in speeches:
        labels = [heading.label for heading in read.structure.outline]
        points = sum(label[-1] in "要是先次后" for label in labels)
        yield (
            f"{read.path}：{read.document.title}｜片段 {len(read.structure.passages)}，标题 {len(labels) - points}，"
            f"行文中的分点 {points}（另法计数 {len(_RUN_IN.findall(read.document.text))}）"
        )
    yield from outline_lines(speeches)


def coverage_lines(reads: Sequence[Read]) -> Iterator[str]:
    """By kind: texts, and how many of them say when they were adopted, when they take effect, who made them, and where."""
    yield f"{'类别':<10}{'文本':>6}{'通过日期':>10}{'施行日期':>10}{'制定机关':>10}{'地域':>8}"
    for kind in Kind:
        of_kind = [read.document for read in reads if read.document.kind is kind]
        if of_kind:
            facts = ([d.adopted, d.effective, d.issuer, d.region] for d in of_kind)
            counts = [sum(fact is not None for fact in column) for column in zip(*facts, strict=True)]
            yield f"{kind:<10}{len(of_kind):>6}{counts[0]:>12}{counts[1]:>12}{counts[2]:>12}{counts[3]:>10}"


def sample_lines(reads: Sequence[Read], seed: int, files: int = 60, each: int = 5) -> Iterator[str]:
    """Up to `each` passages from `files` files, spread over the top folders, the same for the same seed."""
    by_group: dict[str, list[Read]] = defaultdict(list)
    for read in reads:
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
