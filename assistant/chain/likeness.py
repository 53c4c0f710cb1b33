"""How much of one wording stands in another, by character pairs. Knows nothing of meaning."""

from __future__ import annotations

import re
import unicodedata

from .figures import arabic

_PARTICLES = re.compile(
    r"应当|必须|不得|不能|可以|禁止|不予|期限|不|的|为|应|须|需|要|还|并且|并|但|且|而|其|[^\u4e00-\u9fffA-Za-z0-9]"
)
_SAME = (
    ("人民法院", "法院"),
    ("人民检察院", "检察院"),
    ("人民代表大会", "人大"),
    ("常务委员会", "常委会"),
    ("人民政府", "政府"),
)


def plain(text: str) -> str:
    """The wording without modal words, particles, punctuation and ways of writing numerals."""
    text = arabic(unicodedata.normalize("NFKC", text))
    for long, short in _SAME:
        text = text.replace(long, short)
    return _PARTICLES.sub("", text)


def pairs(text: str) -> set[str]:
    """Character pairs of the plain wording; a single character stands for itself."""
    flat = plain(text)
    return {flat[i : i + 2] for i in range(len(flat) - 1)} if len(flat) > 1 else {flat} - {""}


def cover(part: str, whole: str) -> float:
    """Share of the pairs of `part` that stand in `whole`, 0 to 1; 1 for a part without words."""
    own = pairs(part)
    return len(own & pairs(whole)) / len(own) if own else 1.0
