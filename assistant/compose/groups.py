"""Which group of an answer a text belongs to, and the order in it: binding law by authority, then speeches, then reference."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from documents.authority import group_key
from documents.records import Description, Kind

from ..evidence.select import Choice


class Group(StrEnum):
    """The value is the title that the reader sees. A speech is never under 法定依据."""

    LAW = "法定依据"
    LOCAL = "地方规定（限当地适用）"
    POLICY = "政策文件"
    SPEECH = "工作要求（讲话）"
    REFERENCE = "参考（案例、示范）"


_GROUPS = {
    Kind.LOCAL_REGULATION: Group.LOCAL,
    Kind.LOCAL_RULE: Group.LOCAL,
    Kind.NORMATIVE: Group.POLICY,
    Kind.PARTY_RULE: Group.POLICY,
    Kind.SPEECH: Group.SPEECH,
    Kind.CASE: Group.REFERENCE,
    Kind.MODEL_TEXT: Group.REFERENCE,
    Kind.OTHER: Group.REFERENCE,
}


def group_of(described: Description) -> Group:
    return _GROUPS.get(described.kind, Group.LAW)


def by_group(choices: Iterable[Choice]) -> dict[Group, list[Choice]]:
    """Groups in the order of the enum, choices in the order given; groups without choices are left out."""
    found: dict[Group, list[Choice]] = {group: [] for group in Group}
    for choice in choices:
        found[group_of(choice.hit.document)].append(choice)
    return {group: members for group, members in found.items() if members}


def in_order(choices: Sequence[Choice]) -> list[Choice]:
    """By authority, then text by text (the best text of a rank first), then reading order within a text."""
    first: dict[str, int] = {}
    for place, choice in enumerate(choices):
        first.setdefault(choice.hit.document.id, place)
    return sorted(
        choices,
        key=lambda c: (group_key(c.hit.document), first[c.hit.document.id], c.span.start),
    )
