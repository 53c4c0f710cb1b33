"""Who may call which route. One table for the whole server, Gradio's routes too; what is not in it does not exist.

Gradio brings some 120 routes (uploads, file reading, proxies, editing by a model); the page needs the fourteen below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.web.auth import Role

READ, WRITE = ("GET", "HEAD"), ("POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True, slots=True)
class Rule:
    """`role` None: anybody, without login. `own` means that the request must carry the page's own header (CSRF)."""

    methods: tuple[str, ...]
    path: str
    role: Role | None
    own: bool = False

    def fits(self, method: str, path: str) -> bool:
        return method in self.methods and re.fullmatch(self.path, path) is not None


RULES: tuple[Rule, ...] = (
    Rule(READ, r"/health", None),
    Rule((*READ, "POST"), r"/login", None),
    Rule(("POST",), r"/logout", None),
    Rule(READ, r"/(ui/.+|favicon\.ico)", None),
    # our pages
    Rule(READ, r"/(lite|doc/[^/]+)?", Role.READER),
    # our interface
    Rule(READ, r"/api/(docs|openapi\.json)", Role.READER),
    Rule((*READ, "POST"), r"/api/(ask|search|check)", Role.READER),
    Rule(("POST",), r"/api/check/file", Role.READER),
    Rule(READ, r"/api/(status|documents|documents/[^/]+(/.*)?)", Role.READER),
    Rule(READ, r"/api/(answers/[^/]+|conversations|session)", Role.READER),
    Rule(("DELETE", "PATCH"), r"/api/conversations/[^/]+", Role.READER, own=True),
    Rule(("POST",), r"/api/feedback", Role.READER, own=True),
    Rule(READ, r"/api/feedback", Role.EDITOR),
    Rule(READ, r"/api/jobs(/[^/]+)?", Role.EDITOR),
    Rule(WRITE, r"/api/documents(/[^/]+)?", Role.EDITOR, own=True),
    Rule(READ, r"/api/lexicon", Role.READER),
    Rule(("PUT",), r"/api/lexicon", Role.ADMIN, own=True),
    Rule(("POST",), r"/api/lexicon/try", Role.READER),
    Rule(("POST",), r"/api/maintenance/(verify|rebuild|probe)", Role.ADMIN, own=True),
    # what Gradio's page loads and calls
    Rule(READ, r"/(config|theme\.css|manifest\.json|robots\.txt)", Role.READER),
    Rule(READ, r"/(assets|static|svelte)/.+", Role.READER),
    Rule(READ, r"/gradio_api/(app_id|startup-events|theme\.css|queue/data|heartbeat/[^/]+)/?", Role.READER),
    Rule(("POST",), r"/gradio_api/(queue/join|run/predict|cancel|reset)/?", Role.READER),
)


def rule_for(method: str, path: str) -> Rule | None:
    """The first rule that fits."""
    return next((rule for rule in RULES if rule.fits(method, path)), None)
