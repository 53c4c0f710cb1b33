"""The same question as other people would type it. Every change is drawn from a seed, so a run can be repeated."""

from __future__ import annotations

import random
from collections.abc import Callable

_POLITE = (
    "您好，请问{}",
    "想咨询一下，{}谢谢！",
    "老师好，麻烦问下{}",
    "我想了解一下{}",
    "{}麻烦尽快回复，非常感谢",
)
_ENGLISH = str.maketrans(
    {"，": ",", "。": ".", "？": "?", "！": "!", "：": ":", "；": ";", "（": "(", "）": ")"}
)
_SLIPS = "的地得在再做作以已和合其期定订"


def typo(text: str, seed: int) -> str:
    """One Chinese character inside replaced by another of the question or a common slip."""
    chance = random.Random(seed)
    places = [i for i, c in enumerate(text) if "\u4e00" <= c <= "\u9fff"]
    if len(places) < 4:
        return text
    place = chance.choice(places[1:-1])
    return text[:place] + chance.choice([c for c in _SLIPS if c != text[place]]) + text[place + 1 :]


def polite(text: str, seed: int) -> str:
    return random.Random(seed).choice(_POLITE).format(text)


def english_punctuation(text: str, seed: int) -> str:
    return text.translate(_ENGLISH)


def spaced(text: str, seed: int) -> str:
    """A space after the first third, as a phone's keyboard leaves it."""
    place = max(1, len(text) // 3)
    return text[:place] + " " + text[place:]


CHANGES: dict[str, Callable[[str, int], str]] = {
    "one wrong character": typo,
    "politeness": polite,
    "English punctuation": english_punctuation,
    "a space inside": spaced,
}
