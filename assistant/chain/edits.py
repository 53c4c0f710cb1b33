"""May a sentence stand as a restatement? Judge what it inserted, left out and moved against the passage it was copied from.

The rule is the reverse of suspicion: whatever is not known to leave the meaning as it is makes the sentence unconfirmed.
What is covered: sentences that keep the words of the passage. What is not: a free paraphrase, true as it may be; the passage's
own sentence is then shown in its place. Every check gives a reason in Chinese, or "".
"""

from __future__ import annotations

from . import governing, insertions, moves, omissions
from .compared import Compared
from .tokens import tokens

KEPT = 0.6  # share of the content of a sentence that must be copied
_CHECKS = (
    insertions.check,
    omissions.check,
    moves.check,
    governing.conditions,
    governing.consequences,
    governing.exceptions,
)


def confirm(sentence: str, title: str, passage: str) -> str:
    """Whether the sentence says, in the words of the passage, nothing but what the passage says: "" or why not."""
    claim = tokens(sentence)
    if not claim:
        return ""
    compared = Compared(claim, title, passage)
    if compared.kept < KEPT:
        return "所引片段不足以支持这句话"
    return next((reason for check in _CHECKS if (reason := check(compared))), "")
