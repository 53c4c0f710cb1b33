"""Terms of the lexicon in a question: each weighs as one word, and whatever the law says for it carries it too.

三项制度 is cut into two words that stand in every other text; what is asked about is the term. Searches nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.lexicon import Lexicon, load_lexicon
from index.records import Hit
from index.segment import words

from ..understand.question import Question
from .holdings import Books

_SHORTEST = 3  # letters of a term that the segmenter may have cut up


def lexicon_of(books: Books) -> Lexicon:
    """The shipped terms and those of the library's owner; none for a library without a folder."""
    folder = getattr(books, "folder", None)
    return Lexicon({}, frozenset()) if folder is None else load_lexicon(folder)


def with_terms(question: Question, lexicon: Lexicon) -> Question:
    """The question with its terms among its words, in place of the pieces they were cut into."""
    found = list(question.words)
    for term in lexicon.found(question.query):
        pieces = [word for word in found if word in term and word != term]
        if len(term) >= _SHORTEST and pieces and not any(term in word for word in found):
            at = found.index(pieces[0])
            found = [*found[:at], term, *(word for word in found[at:] if word not in pieces)]
    return replace(question, words=tuple(dict.fromkeys(found)))


def spelled_out(question: Question, lexicon: Lexicon, hits: Sequence[Hit]) -> bool:
    """Whether nothing but a term is asked about, and one of the hits has all that it stands for: the three of 三项制度."""
    if len(question.words) != 1:
        return False
    meanings = lexicon.synonyms.get(question.words[0], ())
    return len(meanings) > 1 and any(all(m in hit.passage.text for m in meanings) for hit in hits)


def alternatives(question: Question, lexicon: Lexicon) -> Mapping[str, tuple[str, ...]]:
    """For each word of the question what the lexicon has for the term it belongs to, cut into words."""
    found: dict[str, tuple[str, ...]] = {}
    for term in lexicon.found(question.query):
        meanings = tuple(" ".join(w for w in words(m) if len(w) > 1) for m in lexicon.synonyms[term])
        for word in question.words:
            if word in term or term in word:
                found[word] = (*found.get(word, ()), *(m for m in meanings if m))
    return found
