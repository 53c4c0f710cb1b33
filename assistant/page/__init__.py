"""The chat page: Gradio, and nowhere else. Built over the same state as the interface under /api."""

from __future__ import annotations

from .mounting import mount

__all__ = ["mount"]
