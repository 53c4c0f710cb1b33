"""What the routes share: the assistant, its library, and the things that live as long as the server."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING, Any, cast

from fastapi import Request

from assistant.rendering import as_json, as_text
from assistant.web.auth import LOCAL, Sessions, Throttle, User, Users
from documents.errors import FazhiError

from .jobs import Jobs
from .journal import Journal
from .processes import Helpers
from .workers import Workers

if TYPE_CHECKING:
    from assistant.ask import Assistant
    from assistant.records import Answer
    from assistant.settings import Settings
    from index.library import Library
    from index.records import Filter

ANSWERS_IN_MEMORY = 500
CROWD = 3  # questions at the same moment that make helpers worth their memory
TOGETHER = 4  # answered at the same moment; the others wait their turn rather than slow each other down


@dataclass
class State:
    assistant: Assistant
    settings: Settings
    journal: Journal
    jobs: Jobs
    workers: Workers
    users: Users | None = None
    sessions: Sessions | None = None
    helpers: Helpers | None = None
    throttle: Throttle = field(default_factory=Throttle)
    _answers: OrderedDict[str, Answer] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)
    _turns: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(TOGETHER))
    _asking: int = 0

    @property
    def crowded(self) -> bool:
        """Others are waiting for their answers: no time for niceties."""
        return self._asking >= CROWD

    @property
    def library(self) -> Library:
        # The assistant asks less of a library than the doors do; they always give it a whole one.
        return cast("Library", self.assistant.library)

    def ask(
        self, owner: str, question: str, scope: Filter, previous: str | None = None
    ) -> tuple[Answer, dict[str, Any]]:
        """The answer and its JSON record with an id, kept for its owner. `previous` is the id of the answer before."""
        answer = self._answer(question, scope, self._previous(owner, previous))
        return answer, self.keep(owner, answer)

    def grow(
        self, owner: str, question: str, scope: Filter, previous: str | None = None
    ) -> Iterator[tuple[Answer, str]]:
        """The answer as it grows, with its id, which stays the same. The first and the last are kept for their owner,
        so that sources can be read while a model is still writing, and when it was stopped."""
        before = self._previous(owner, previous)
        answer: Answer | None = None
        identity = ""
        if self.assistant.model is None:
            answer = self._answer(question, scope, before)
            yield answer, str(self.keep(owner, answer)["id"])
            return
        for answer in self.assistant.grow(question, filter=scope, previous=before):
            identity = identity or str(self.keep(owner, answer)["id"])
            yield answer, identity
        if answer is not None:
            self.keep(owner, answer, identity)

    def _answer(self, question: str, scope: Filter, previous: Answer | None) -> Answer:
        """Asked here, or by a helper while others are being answered here."""
        with self._lock:
            self._asking += 1
            busy = self._asking
        try:
            if self.helpers is not None and busy >= CROWD:
                self.helpers.call()
            with self._turns:
                helped = self.helpers.ask(question, scope, previous) if self.helpers and busy > 1 else None
                return helped or self.assistant.ask(question, filter=scope, previous=previous)
        finally:
            with self._lock:
                self._asking -= 1

    def keep(self, owner: str, answer: Answer, identity: str = "") -> dict[str, Any]:
        """The JSON record of an answer, held for its owner under that id or a new one."""
        record = as_json.render(answer, self.library, self.settings)
        for one, citation in zip(record["citations"], answer.citations, strict=True):
            passage = citation.hit.passage
            one["passage"] = {"start": passage.start, "end": passage.end, "text": passage.text}
            one["validity"] = citation.hit.validity.reason
        record["copy"] = as_text.render(answer)
        record["id"] = self.journal.keep_answer(owner, record, identity)
        with self._lock:
            self._answers[f"{owner}/{record['id']}"] = answer
            while len(self._answers) > ANSWERS_IN_MEMORY:
                self._answers.popitem(last=False)
        return record

    def _previous(self, owner: str, identity: str | None) -> Answer | None:
        """The answer before. After a restart it is made again from its completed question; without a model the same
        question gives the same answer."""
        if identity is None:
            return None
        with self._lock:
            found = self._answers.get(f"{owner}/{identity}")
        if found is not None:
            return found
        try:
            return self.assistant.ask(str(self.journal.answer(owner, identity)["question"]))
        except FazhiError:
            return None

    def close(self) -> None:
        self.jobs.close()
        if self.helpers is not None:
            self.helpers.close()
        self.workers.close()
        self.journal.close()


def state_of(request: Request) -> State:
    state: State = request.app.state.fazhi
    return state


def user_of(request: Request) -> User:
    """Whoever the gate let in."""
    user: User | None = request.scope.get("fazhi_user")
    return user or LOCAL
