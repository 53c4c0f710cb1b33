"""The commands of `fazhi`, put together. Each command's own file opens the library and imports what it needs, when it runs."""

from __future__ import annotations

from .app import run

__all__ = ["run"]
