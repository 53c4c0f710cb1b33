"""One state of the library, held from the first to the last step of a search: rows, generation, names, validity.

Made again when the catalogue says that something changed. What is dear to compute is computed when first asked for.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from documents.names import LawNames
from documents.repeals import Repeal
from documents.validity import assess

from . import codec, filters
from .generation import Generation, Seal
from .records import Filter, Validity
from .shelf import Row
from .texts import Texts


class Snapshot:
    def __init__(
        self, revision: int, rows: Sequence[Row], settings: Mapping[str, str], repeals: Sequence[Repeal]
    ) -> None:
        self.revision = revision
        self.rows = tuple(rows)
        self.seal = Seal.parse(settings.get("generation", ""))
        self.embedder = settings.get("embedder", "")  # fingerprint of the one the vectors were made with
        self.generation: Generation | None = None  # opened when first searched
        self.texts = Texts()
        self.by_id = {row.description.id: row for row in self.rows}
        self.by_number = {row.number: row for row in self.rows}
        self._repeals = repeals
        self._validity: dict[date, Mapping[str, Validity]] = {}
        self._masks: dict[tuple[Filter, date], NDArray[np.bool_]] = {}
        self._lock = threading.Lock()

    def inherit(self, before: Snapshot) -> None:
        """Take over what is the same in the state before."""
        self.texts = before.texts
        if (
            before.generation is not None
            and self.seal is not None
            and before.generation.number == self.seal.number
        ):
            self.generation = before.generation

    @cached_property
    def names(self) -> LawNames:
        return LawNames.from_titles(row.description.title for row in self.rows)

    @cached_property
    def fingerprint(self) -> str:
        """Of documents, statuses and embedder; not of paths or of the order of adding."""
        lines = sorted(codec.encode_description(replace(row.description, source="")) for row in self.rows)
        text = "\n".join([*lines, self.embedder])
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @cached_property
    def by_identity(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for row in self.rows:
            found.setdefault(row.description.identity, []).append(row)
        return found

    def validity(self, day: date) -> Mapping[str, Validity]:
        """What every document is on that day; computed once."""
        with self._lock:
            if day not in self._validity:
                if len(self._validity) > 32:
                    self._validity.clear()
                descriptions = [row.description for row in self.rows]
                self._validity[day] = assess(descriptions, self._repeals, day)
            return self._validity[day]

    def allowed(self, wanted: Filter) -> NDArray[np.bool_]:
        """mask[document number]"""
        day = wanted.as_of or date.today()
        key = (replace(wanted, as_of=None), day)
        found = self._masks.get(key)
        if found is None:
            found = filters.allowed(self.rows, self.validity(day), wanted)
            if len(self._masks) > 32:
                self._masks.clear()
            self._masks[key] = found
        return found
