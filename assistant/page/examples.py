"""The examples on an empty page: questions that this library answers, for each kind of user. Asked once per library state,
which also warms the server up before its first visitor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.errors import FazhiError

from .words import EXAMPLES

if TYPE_CHECKING:
    from assistant.ask import Assistant
    from index.library import Library

SHOWN, OF_A_KIND = 6, 2


class Examples:
    """`of` gives (kind of user, question); an empty library has none."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._state: object = None
        self._found: tuple[tuple[str, str], ...] = ()

    def of(self, library: Library) -> tuple[tuple[str, str], ...]:
        try:
            state = library.names()  # another object when the documents have changed
            if state is not self._state:
                self._found = self._answered() if library.counts().documents else ()
                self._state = state
        except FazhiError:
            return ()  # the first question will say what is wrong
        return self._found

    def _answered(self) -> tuple[tuple[str, str], ...]:
        found: list[tuple[str, str]] = []
        for kind, question in EXAMPLES:
            enough = sum(kind == other for other, _ in found) == OF_A_KIND or len(found) == SHOWN
            if not enough and next(self._assistant.grow(question)).status == "answered":
                found.append((kind, question))
        return tuple(found)
