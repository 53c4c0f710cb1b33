"""Die at a named step, as a power cut would, so that tests can look at what is left. Off unless FAZHI_CRASH_AT is set."""

from __future__ import annotations

import os
import signal

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


def step(name: str) -> None:
    if os.environ.get("FAZHI_CRASH_AT") == name:
        os.kill(os.getpid(), signal.SIGKILL)
