"""What a question names and what it is about: addresses, laws, and what is left of it. Searches nothing.

The words of a law's name stand in each of its articles' titles and outweigh what is asked; so a law that is named
decides where to look, and only the rest of the question says what for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from documents.address import Address, find_addresses
from documents.names import LawNames

from . import segment

LEAST = 2  # Chinese characters that must be left for the rest to be a question of its own
_OPENING = re.compile(r"(?:根据|依据|按照|依照|按|在|请问|关于)?[《〈<\s]*$")
_CLOSING = re.compile(r"^[》〉>\s]*(?:的?规定|里面|里|中|上)?[，,、：:]?")


@dataclass(frozen=True, slots=True)
class Asked:
    """`laws`: identities of the laws that are named, each once, in order. `topic`: the question without their names,
    or all of it where little else is left."""

    text: str
    topic: str
    laws: tuple[str, ...]
    addresses: tuple[Address, ...]


def read(text: str, names: LawNames) -> Asked:
    addresses = tuple(find_addresses(text, names))
    laws = tuple(dict.fromkeys(law for address in addresses for law in address.laws[:1]))
    return Asked(text, _rest(text, addresses), laws, addresses)


def _rest(text: str, addresses: tuple[Address, ...]) -> str:
    parts, end = list[str](), 0
    for address in addresses:
        if address.laws and address.start >= end:
            parts.append(_OPENING.sub("", text[end : address.start]))
            end = address.end + _closing(text[address.end :])
    rest = "".join([*parts, text[end:]])
    return rest if sum(len(pair) > 1 for pair in segment.grams(rest)) >= LEAST - 1 else text


def _closing(tail: str) -> int:
    found = _CLOSING.match(tail)
    return found.end() if found else 0
