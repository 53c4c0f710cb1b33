"""Where the product keeps things beside the library: logs, the users file, uploads under way. Creates nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from .settings import default_library


def data(environ: Mapping[str, str] = os.environ) -> Path:
    """The user's data folder of fazhi, the parent of the default library."""
    return default_library(environ).parent


def logs(environ: Mapping[str, str] = os.environ) -> Path:
    return data(environ) / "logs"


def users(environ: Mapping[str, str] = os.environ) -> Path:
    """The users file that `fazhi user` writes where FAZHI_USERS names none."""
    chosen = environ.get("FAZHI_USERS")
    return Path(chosen).expanduser() if chosen else data(environ) / "users.json"
