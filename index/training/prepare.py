"""Turn every text of the training material into rows of token numbers, once. Trains nothing.

What it writes into the working folder: `vocabulary.json` (row 0 unknown, then words, then character pairs, then both as
they stand in questions, each by falling frequency) and one `NAME.npz` per source with all its texts end to end. Both are made again when deleted.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from documents.names import identity_of
from documents.numerals import to_chinese

from ..builtin import ASKED, tokens
from .folder import UNKNOWN
from .questions import labelled_questions
from .texts import Article, local_articles, national_articles, rows

Ids = NDArray[np.int32]
LOCAL = 50_000  # local articles drawn; all of them slow the epoch down and bring nothing
WORDS = PAIRS = 19_500
QUESTION_TOKENS = 14_000  # that get a second row for questions; with the others this fills the 60 MB
_RARE_WORD, _RARE_PAIR = 4, 8
_ASKED = (
    "labelled_question",
    "labelled_answer",
    "consult_question",
    "consult_answer",
    "policy_question",
    "message_title",
)
_QUESTIONS = (
    "labelled_question",
    "consult_question",
    "policy_question",
    "message_title",
    "message",
    "wiki_question",
)
_SENTENCE = re.compile(r"[。；\n]")
_NEWS_HEAD = re.compile(r"^\*\*央视网消息\*\*（[^）]*）：")
_CITED = re.compile(r"《([^》]{2,40})》第([一二三四五六七八九十百千零0-9]+)条")
_OWN = re.compile(r"第([一二三四五六七八九十百千零]+)条")
_PIECED = ("article", "local", "news_body", "consult_answer")


@dataclass(frozen=True, slots=True)
class Ragged:
    """Many arrays end to end: row i is `flat[starts[i]:starts[i + 1]]`."""

    flat: Ids
    starts: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, row: int) -> Ids:
        return self.flat[self.starts[row] : self.starts[row + 1]]

    @classmethod
    def of(cls, arrays: Sequence[Sequence[int]]) -> Ragged:
        starts = np.zeros(len(arrays) + 1, dtype=np.int64)
        np.cumsum([len(a) for a in arrays], out=starts[1:])
        flat = np.fromiter((x for a in arrays for x in a), dtype=np.int32, count=int(starts[-1]))
        return cls(flat, starts)

    def save(self, path: Path) -> None:
        np.savez(path, flat=self.flat, starts=self.starts)

    @classmethod
    def load(cls, path: Path) -> Ragged:
        with np.load(path, allow_pickle=False) as stored:
            return cls(stored["flat"], stored["starts"])


def gathered(corpus: Path, training: Path, newest: Sequence[Article]) -> dict[str, list[str]]:
    """Every text by source, in a fixed order."""
    local = local_articles(corpus / "laws")
    chosen = [local[i] for i in sorted(random.Random(0).sample(range(len(local)), min(LOCAL, len(local))))]
    texts = {
        "article": [a.text for a in newest],
        "heading": [f"{a.law} {a.headings}" for a in newest],
        "local": [a.text for a in chosen],
        "local_heading": [f"{a.law} {a.headings}" for a in chosen],
    }
    fields = {
        "consultations": {"question": "consult_question", "answer": "consult_answer"},
        "policy_questions": {"question": "policy_question", "answer": "policy_answer"},
        "citizen_messages": {"title": "message_title", "question": "message", "answer": "message_answer"},
        "question_passage": {"question": "wiki_question", "passage": "wiki_passage"},
        "news": {"title": "news_title", "body": "news_body"},
        "sentence_pairs": {"a": "pair_a", "b": "pair_b"},
    }
    for name, columns in fields.items():
        read = rows(training, name)
        for column, source in columns.items():
            texts[source] = [_trimmed(source, str(row[column])) for row in read]
    return texts


def _trimmed(source: str, text: str) -> str:
    return _NEWS_HEAD.sub("", text)[:500] if source == "news_body" else text


def vocabulary(counted: Iterable[tuple[str, Sequence[Sequence[str]]]]) -> list[str]:
    """The most frequent words and pairs by number of texts; what people ask with counts three times. Behind them, marked,
    those of them that are most frequent in questions."""
    counts, asked = Counter[str](), Counter[str]()
    for source, texts in counted:
        weight = 3 if source in _ASKED or source == "heading" else 1
        for text in texts:
            for token in set(text):
                counts[token] += weight
                asked[token] += source in _QUESTIONS
    order = _by_frequency(counts)
    words = [t for t, n in order if not t.startswith("_") and n >= _RARE_WORD][:WORDS]
    pairs = [t for t, n in order if t.startswith("_") and n >= _RARE_PAIR][:PAIRS]
    known = {*words, *pairs}
    in_questions = [ASKED + t for t, n in _by_frequency(asked) if n and t in known][:QUESTION_TOKENS]
    return [UNKNOWN, *words, *pairs, *in_questions]


def _by_frequency(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def question_rows(vocabulary: Sequence[str]) -> NDArray[np.int32]:
    """For the row of every token, the row that stands for it in a question: its own where it has no second one."""
    rows_of = {token: row for row, token in enumerate(vocabulary)}
    return np.array([rows_of.get(ASKED + t, row) for row, t in enumerate(vocabulary)], dtype=np.int32)


def prepare(corpus: Path, training: Path, work: Path, tell: Callable[[str], None]) -> None:
    """Write the working folder. Done already: nothing happens."""
    if (work / "prepared.json").exists():
        return
    work.mkdir(parents=True, exist_ok=True)
    articles = national_articles(corpus / "laws")
    newest = [a for a in articles if a.newest]
    texts = gathered(corpus, training, newest)
    questions = labelled_questions(training, articles)
    texts["labelled_question"] = [q.text for q in questions]
    texts["labelled_answer"] = [q.answer for q in questions]
    cut = {}
    for source, found in texts.items():
        cut[source] = [tokens(text) for text in found]
        tell(f"{source}: {len(found)}")
    known = vocabulary(cut.items())
    rows_of = {token: row for row, token in enumerate(known)}
    for source, found_tokens in cut.items():
        _numbered(found_tokens, rows_of).save(work / f"{source}.npz")
    for source in _PIECED:
        _save_pieces(work, source, texts[source], rows_of)
    links = {"cited": _cited(texts["consult_answer"], newest), "references": _references(newest)}
    (work / "links.json").write_text(json.dumps(links), encoding="utf-8")
    graded = rows(training, "sentence_pairs")
    (work / "graded.json").write_text(json.dumps([[r["score"], r["set"]] for r in graded]), encoding="utf-8")
    (work / "vocabulary.json").write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
    (work / "prepared.json").write_text(json.dumps({s: len(t) for s, t in texts.items()}), encoding="utf-8")


def _numbered(texts: Sequence[Sequence[str]], rows_of: Mapping[str, int]) -> Ragged:
    return Ragged.of([[rows_of[t] for t in text if t in rows_of] for text in texts])


def _save_pieces(work: Path, source: str, texts: Sequence[str], rows_of: Mapping[str, int]) -> None:
    """Sentences of each text: `SOURCE.pieces.npz`, and how many each text has. A text of one sentence has none."""
    pieces, counts = list[list[int]](), list[int]()
    for text in texts:
        sentences = [s for s in _SENTENCE.split(text) if len(s) >= 6]
        kept = (
            [[rows_of[t] for t in tokens(s) if t in rows_of] for s in sentences] if len(sentences) > 1 else []
        )
        pieces.extend(kept)
        counts.append(len(kept))
    Ragged.of(pieces).save(work / f"{source}.pieces.npz")
    np.save(work / f"{source}.counts.npy", np.array(counts, dtype=np.int32))


def _cited(answers: Sequence[str], newest: Sequence[Article]) -> list[list[int]]:
    """For each consultation, the articles that its answer names with law and number."""
    places = {a.place: i for i, a in reversed(list(enumerate(newest)))}
    found = []
    for answer in answers:
        named = set[int | None]()
        for law, number in _CITED.findall(answer):
            label = to_chinese(int(number)) if number.isdigit() else number
            named.add(places.get((identity_of(law), f"第{label}条")))
        found.append(sorted(p for p in named if p is not None))
    return found


def _references(newest: Sequence[Article]) -> list[list[int]]:
    """(citing, cited) for every article that names another, of its own law or of one in 《》."""
    places = {a.place: i for i, a in reversed(list(enumerate(newest)))}
    found = list[list[int]]()
    for position, article in enumerate(newest):
        abroad = {(identity_of(law), f"第{n}条") for law, n in _CITED.findall(article.text)}
        elsewhere = {label for _, label in abroad}
        own = {(article.place[0], f"第{n}条") for n in _OWN.findall(article.text)}
        wanted = abroad | {p for p in own if p[1] not in elsewhere}
        found.extend([position, places[p]] for p in sorted(wanted) if places.get(p, position) != position)
    return found
