"""Temporary: stands in for what documents/ does not have yet. Deleted as soon as it has."""

# mypy: ignore-errors
from __future__ import annotations

from documents.records import Status

from .records import Validity

try:
    from documents.names import LawNames
except ImportError:
    from documents.names import identity_of

    class LawNames:
        def __init__(self, titles):
            self._titles = {identity_of(title) for title in titles}

        @classmethod
        def from_titles(cls, titles):
            return cls(titles)

        def resolve(self, name):
            return (identity_of(name),) if identity_of(name) in self._titles else ()

        def find(self, text):
            return []


try:
    from documents.validity import assess
except ImportError:

    def assess(descriptions, repeals, day):
        return {d.id: Validity(d.stated_status or Status.UNVERIFIED) for d in descriptions}


try:
    from documents.address import find_addresses
except ImportError:

    def find_addresses(text, names):
        return []


try:
    from documents.references import references
except ImportError:

    def references(document, passages, names):
        return ()
