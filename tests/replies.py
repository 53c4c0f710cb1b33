"""Scripted replies for the check of a model's sentences: `tests/data/replies.toml`, and sentences made by rule of real laws.

A passage is named by its file and by how it begins; where the shared corpus is absent, only what stands on shipped texts is
left. `python -m tests.replies development|test` prints how many planted errors are caught and how many faithful sentences
are struck. The test half is meant to be run once.
"""

from __future__ import annotations

import random
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from assistant.chain.verify import Source, Verdict, verify
from documents.load import Loaded, load
from documents.records import Passage
from tests import reply_rules as rules

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
WRITTEN = ROOT / "tests" / "data" / "replies.toml"
SEED = 20261124
HALVES = ("development", "test")


@dataclass(frozen=True, slots=True)
class Given:
    """One numbered passage as the model was given it, and the text it stands in."""

    loaded: Loaded
    passage: Passage


@dataclass(frozen=True, slots=True)
class Reply:
    """One sentence a model is made to write. `kind` is `faithful` or the error that was planted."""

    text: str
    kind: str
    sources: tuple[Given, ...]
    made: str  # "written" or "rule"

    @property
    def faithful(self) -> bool:
        return self.kind == "faithful"


@cache
def _loaded(file: str) -> Loaded | None:
    path = ROOT / "documents" / file if file.startswith("library/") else CORPUS / file
    return load(path) if path.is_file() else None


def _passage(loaded: Loaded, begins: str) -> Passage:
    exact = [p for p in loaded.structure.passages if re.match(rf"{re.escape(begins)}[\s　]", p.text)]
    held = [p for p in loaded.structure.passages if begins in p.text]
    found = (exact or held)[0]
    if loaded.document.kind != "讲话":
        return found
    # A paragraph of a speech is one passage here, however it is cut: a sentence may be on any of its points.
    line = next(line for line in loaded.document.text.split("\n") if begins in line)
    start = loaded.document.text.index(line)
    return replace(found, start=start, end=start + len(line), text=line)


def written(half: str) -> Iterator[Reply]:
    """The sentences of the data file whose passages are here, in order."""
    with WRITTEN.open("rb") as file:
        cases = [case for case in tomllib.load(file)["case"] if case["half"] == half]
    for case in cases:
        loaded = [_loaded(source["file"]) for source in case["sources"]]
        sources = tuple(
            Given(one, _passage(one, source["begins"]))
            for one, source in zip(loaded, case["sources"], strict=True)
            if one is not None
        )
        if len(sources) < len(case["sources"]):
            continue
        for text in case["faithful"]:
            yield Reply(text, "faithful", sources, "written")
        for wrong in case["wrong"]:
            yield Reply(wrong["text"], wrong["kind"], sources, "written")


def _files() -> list[Path]:
    named = WRITTEN.read_text(encoding="utf-8")
    places = (
        "行政法",
        "行政法规",
        "经济法",
        "社会法",
        "民法商法",
        "诉讼与非诉讼程序法",
        "部门规章",
        "司法解释",
    )
    found = [p for place in places for p in (CORPUS / "laws" / place).rglob("*.md") if p.name != "README.md"]
    return sorted(p for p in found if p.relative_to(CORPUS).as_posix() not in named)


def _sentences(passage: Passage) -> list[str]:
    body = re.sub(r"^第\S+条(?:之\S)?[\s　]+", "", passage.text)
    found = [line.strip() for line in re.split(r"(?<=。)|\n", body)]
    return [
        s
        for s in found
        if 24 <= len(s) <= 160 and s.endswith("。") and not re.search(r"[“”（(]|前款|前条|本款", s)
    ]


def ruled(half: str, faithful: int = 40, wrong: int = 96, cited: int = 42) -> Iterator[Reply]:
    """Sentences made by rule, each of another law; the other half takes other laws."""
    files = _files()
    random.Random(SEED).shuffle(files)
    choice = random.Random(f"{SEED}{half}")
    mine = iter(files[HALVES.index(half) :: 2])
    yield from _made(mine, choice, rules.FAITHFUL, faithful)
    yield from _made(mine, choice, rules.WRONG, wrong)
    yield from _cited(mine, choice, cited)


def _cited(files: Iterator[Path], choice: random.Random, count: int) -> Iterator[Reply]:
    made = 0
    before: Given | None = None
    for path in files:
        loaded = _loaded(path.relative_to(CORPUS).as_posix())
        articles = (
            [p for p in loaded.structure.passages if p.pinpoint.article and _sentences(p)] if loaded else []
        )
        if not articles or loaded is None:
            continue
        passage = choice.choice(articles)
        source, title, place = Given(loaded, passage), loaded.document.title, _article(passage)
        body = choice.choice(_sentences(passage)).rstrip("。")
        if before is not None:
            rule = rules.CITED_WRONG[made % len(rules.CITED_WRONG)]
            yield Reply(rule(title, place, body, choice), rule.__name__, (source, before), "rule")
            if made % 4 == 0:
                yield Reply(rules.quoted(title, place, body), "faithful", (source, before), "rule")
            made += 1
        if made == count:
            return
        before = source


def _made(
    files: Iterator[Path], choice: random.Random, by: tuple[rules.Rule, ...], count: int
) -> Iterator[Reply]:
    made = 0
    before: Given | None = None
    for path in files:
        if made == count:
            return
        loaded = _loaded(path.relative_to(CORPUS).as_posix())
        articles = (
            [p for p in loaded.structure.passages if p.pinpoint.article and _sentences(p)] if loaded else []
        )
        if not articles or loaded is None:
            continue
        rule = by[made % len(by)]
        reply = _first(loaded, choice.sample(articles, len(articles)), choice, rule, before)
        before = Given(loaded, articles[0])
        if reply is not None:
            made += 1
            yield reply


def _first(
    loaded: Loaded, articles: list[Passage], choice: random.Random, rule: rules.Rule, second: Given | None
) -> Reply | None:
    kind = "faithful" if rule in rules.FAITHFUL else rule.__name__
    for passage in articles:
        for sentence in _sentences(passage):
            changed = rule(sentence, choice)
            if changed is not None:
                sources = (Given(loaded, passage), *((second,) if second else ()))
                return Reply(_introduced(changed, loaded, passage, choice), kind, sources, "rule")
    return None


def _introduced(sentence: str, loaded: Loaded, passage: Passage, choice: random.Random) -> str:
    title = loaded.document.title
    place = f"《{title}》第{_article(passage)}条"
    body = sentence.rstrip("。")
    forms = (
        f"{body}[1]。",
        f"{place}规定，{body}[1]。",
        f"根据{place}，{body}[1]。",
        f"依据{place}的规定，{body}[1]。",
    )
    return choice.choice(forms)


def _article(passage: Passage) -> str:
    match = re.match(r"第(\S+?)条(?!之)", passage.text)
    return match[1] if match else str(passage.pinpoint.article)


def replies(half: str) -> list[Reply]:
    """All replies of one half: those written by hand, then those made by rule."""
    return [*written(half), *(ruled(half) if CORPUS.is_dir() else ())]


def judged(reply: Reply) -> Verdict:
    """What the check says of one reply."""
    sources = {
        number: Source(number, one.loaded.document.title, one.passage.pinpoint, one.passage.text)
        for number, one in enumerate(reply.sources, 1)
    }
    return verify(reply.text, sources)


def outcome(reply: Reply) -> str:
    """kept: shown in the model's words; replaced: by the passage's own sentence; struck."""
    verdict = judged(reply)
    return "struck" if verdict.label == "无依据" else "replaced" if verdict.replaced else "kept"


def main(arguments: list[str]) -> int:
    """Print the figures of one half; with `--show`, also which errors were kept and which faithful sentences were not."""
    half, counts = arguments[0], Counter[tuple[str, str]]()
    for reply in replies(half):
        found = outcome(reply)
        group = f"{'faithful' if reply.faithful else 'planted error'}, {reply.made}"
        counts[group, found] += 1
        if "--show" in arguments and (found == "kept") != reply.faithful:
            sys.stdout.write(f"{found} {reply.kind} | {reply.text} | {judged(reply).reason}\n")
    for group in sorted({group for group, _ in counts}):
        row = ", ".join(f"{name} {counts[group, name]}" for name in ("kept", "replaced", "struck"))
        sys.stdout.write(f"{half} | {group}: {row}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
