"""The named steps of writing: where a test may let the process die as a power cut would, and a measurement look at the
clock. Does nothing unless FAZHI_CRASH_AT is set or somebody watches."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

STEPS = (
    "migrated_1",
    "catalogue_made",
    "locked",
    "loaded",
    "encoded",
    "vectors_written",
    "lexical_written",
    "manifest_written",
    "generation_renamed",
    "rows_inserted",
    "before_commit",
    "committed",
    "cleaned",
)

watchers: list[Callable[[str], None]] = []


def step(name: str) -> None:
    if os.environ.get("FAZHI_CRASH_AT") == name:
        os.kill(os.getpid(), signal.SIGKILL)
    for watcher in watchers:
        watcher(name)
