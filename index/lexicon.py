"""What people say and how the law says it: synonyms and own words, applied to the question, so no rebuild is needed.

Two files of one format: the one shipped here and `lexicon.txt` in the library's folder, which the user edits. A line is
`老赖 = 失信被执行人、被执行人`, or one word alone, which is then looked for as it stands. `#` begins a comment.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from . import segment
from .lexical import Term

FILE = "lexicon.txt"
SHIPPED = Path(__file__).with_name(FILE)
SYNONYM_WEIGHT = (
    0.5  # of all expansions of one term together a fraction of what the question's own words count
)
OWN_WORD_WEIGHT = 1.0
_SPLIT = re.compile(r"[、,，;；]")
_BOTH = ("title", "headings", "text")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`synonyms`: normalised term to what is searched besides it, longest term first; `own`: normalised words of the
    user's."""

    synonyms: Mapping[str, tuple[str, ...]]
    own: frozenset[str]

    @classmethod
    def parse(cls, text: str) -> Lexicon:
        """Lines that say nothing (no term, no expansion) are passed over: a slip must not stop every question."""
        synonyms: dict[str, tuple[str, ...]] = {}
        own: set[str] = set()
        for line in text.lstrip("\ufeff").splitlines():
            term, equals, rest = line.partition("#")[0].replace("＝", "=").partition("=")
            if not term.strip():
                continue
            meanings = tuple(part.strip() for part in _SPLIT.split(rest) if part.strip())
            if meanings:
                synonyms[segment.normalise(term.strip())] = meanings
            elif not equals:
                own.add(segment.normalise(term.strip()))
        return cls(_longest_first(synonyms), frozenset(own))

    def over(self, other: Lexicon) -> Lexicon:
        """Both, this one where they differ."""
        return Lexicon(_longest_first({**other.synonyms, **self.synonyms}), self.own | other.own)

    def found(self, question: str) -> tuple[str, ...]:
        """Terms that stand in the question, longest first; one inside a longer one does not count again."""
        rest, found = segment.normalise(question), []
        for term in self.synonyms:
            if term in rest:
                found.append(term)
                rest = rest.replace(term, "\n")
        return tuple(found)

    def expansions(self, question: str) -> tuple[str, ...]:
        """What is searched besides the question's own words, in order, each once."""
        return tuple(dict.fromkeys(m for term in self.found(question) for m in self.synonyms[term]))

    def terms(self, question: str) -> list[Term]:
        """The question and its expansions as weighted terms: words over all fields, character pairs over the text."""
        own_words = dict.fromkeys(segment.words(question))
        terms = [Term((word,)) for word in own_words]
        terms += [Term((pair,), 1.0, ("grams",)) for pair in dict.fromkeys(segment.grams(question))]
        for word in sorted(w for w in self.own if w in segment.normalise(question)):
            cut = tuple(segment.words(word))
            if len(cut) > 1:
                terms.append(Term(cut, OWN_WORD_WEIGHT, ("text",)))
        meanings = self.expansions(question)
        new = {word: 0.0 for meaning in meanings for word in segment.words(meaning) if word not in own_words}
        terms += [Term((word,), SYNONYM_WEIGHT, _BOTH) for word in new]
        pairs = dict.fromkeys(pair for meaning in meanings for pair in segment.grams(meaning))
        known = set(segment.grams(question))
        terms += [Term((pair,), SYNONYM_WEIGHT, ("grams",)) for pair in pairs if pair not in known]
        return terms


def _longest_first(synonyms: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {term: synonyms[term] for term in sorted(synonyms, key=lambda t: (-len(t), t))}


def load_lexicon(library: Path) -> Lexicon:
    """The shipped terms and the user's over them. Read again whenever the user's file changes."""
    own = library / FILE
    try:
        stamp = own.stat()
        return _read(own, stamp.st_mtime_ns, stamp.st_size)
    except OSError:
        return _shipped()


@lru_cache(8)
def _read(path: Path, _modified: int, _size: int) -> Lexicon:
    return Lexicon.parse(path.read_text(encoding="utf-8", errors="replace")).over(_shipped())


@lru_cache(1)
def _shipped() -> Lexicon:
    return Lexicon.parse(SHIPPED.read_text(encoding="utf-8"))
