"""Opens the library that a command means. On first use the default library is made from the shipped texts.

A library that was named (-l, FAZHI_LIBRARY) is never made by reading commands: a typing error must not look like an
empty library in which no rule exists.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from documents.errors import StoreError

from .terminal import say

if TYPE_CHECKING:
    from assistant.ask import Assistant
    from assistant.settings import Settings
    from index.library import Library


def settings(library: Path | None = None) -> Settings:
    """The settings of this process, with the library that -l names."""
    import dataclasses

    from assistant.settings import Settings

    found = Settings.from_env(os.environ)
    return dataclasses.replace(found, library=library.expanduser()) if library else found


def open_library(library: Path | None = None, *, create: bool = False) -> Library:
    """The library to read, or with `create` to add to. StoreError NO_LIBRARY for a named one that is absent."""
    from index.library import Library

    chosen = settings(library)
    if chosen.library.exists() and any(chosen.library.iterdir() if chosen.library.is_dir() else [1]):
        return Library.open(chosen.library, **_models(chosen))
    if create:
        return Library.open(chosen.library, create=True, **_models(chosen))
    if library is not None or os.environ.get("FAZHI_LIBRARY"):
        raise StoreError(
            "NO_LIBRARY",
            f"“{chosen.library}”还不是文献库",
            f"建库：fazhi add 文件或文件夹 -l {chosen.library}",
        )
    return _first_library(chosen)


def assistant(library: Path | None = None) -> Assistant:
    from assistant.ask import Assistant

    return Assistant(open_library(library), settings(library))


def _first_library(chosen: Settings) -> Library:
    from index.library import Library

    say(f"首次使用：正在用随附的示范文本建立默认文献库 {chosen.library} …")
    made = Library.open(chosen.library, create=True, **_models(chosen))
    report = made.add([shipped()])
    say(f"已建立，共 {len(report.added)} 篇。加入自己的文献：fazhi add 文件或文件夹")
    return made


def shipped() -> Path:
    """The folder of the texts that come with the project."""
    import documents

    return Path(documents.__path__[0]) / "library"


def _models(chosen: Settings) -> dict[str, object]:
    """The models that the settings name, if any; the library loads its built-in ones otherwise."""
    return {}
