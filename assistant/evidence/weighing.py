"""What the words of a question weigh in a library, and what stands for them."""

from __future__ import annotations

from ..understand.question import Question
from .holdings import Books, Holdings
from .measures import Weights
from .near import near_to
from .terms import alternatives, lexicon_of

_KNOWN = 9.0  # at most the weight of a term of the lexicon: no text may hold it, and yet it is not unknown


def weights_of(question: Question, books: Books, holdings: Holdings) -> Weights:
    others = alternatives(question, lexicon_of(books))

    def rarity(word: str) -> float:
        weight = holdings.rarity(word)
        return min(weight, _KNOWN) if word in others else weight

    return Weights(rarity=rarity, alternatives=others, near=near_to(question.query, books))
