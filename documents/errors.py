"""Every error that may reach a user. Knows nothing of screens: doors print `code`, `message` and `next_step`.

FazhiError
├── InputError    a file, question or argument of the user's cannot be used        exit 1
├── StoreError    the library is absent, busy, full or read-only                   exit 1
├── DamageError   something stored does not match its record; it was set aside     exit 3
└── ModelError    an embedder, reranker or language model cannot be used           exit 1

A refusal to answer is an answer, not an error.
"""

from typing import ClassVar


class FazhiError(Exception):
    """`message` says what happened with the value that caused it; `next_step` says what to do. Both in Chinese."""

    exit_code: ClassVar[int] = 1

    def __init__(self, code: str, message: str, next_step: str = "") -> None:
        super().__init__(code, message, next_step)
        self.code = code
        self.message = message
        self.next_step = next_step

    def __str__(self) -> str:
        return f"[{self.code}] {self.message}" + (f"　{self.next_step}" if self.next_step else "")


class InputError(FazhiError):
    """A file, a question or an argument cannot be used; nothing was changed."""


class StoreError(FazhiError):
    """The library cannot be opened or written; what it held before is still there."""


class DamageError(FazhiError):
    """Stored data does not match its recorded hash; the damaged part was set aside, never deleted."""

    exit_code: ClassVar[int] = 3


class ModelError(FazhiError):
    """A model is missing, unsafe, of another kind than the library was built with, or does not answer."""
