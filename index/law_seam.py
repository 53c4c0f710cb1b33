"""Temporary: stands in for documents/references.py until it is there."""

# mypy: ignore-errors
from __future__ import annotations

try:
    from documents.references import references
except ImportError:

    def references(document, passages, names):
        return ()
