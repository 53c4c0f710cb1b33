"""Opens the library that a command means. On first use the default library is made from the shipped texts.

A library that was named (-l, FAZHI_LIBRARY) is never made by reading commands: a typing error must not look like an
empty library in which no rule exists.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typer._click.globals import get_current_context

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
    if _present(chosen.library):
        return _opened(chosen)
    if create:
        return Library.open(chosen.library, create=True, **_models(chosen))
    if library is not None or os.environ.get("FAZHI_LIBRARY"):
        raise StoreError(
            "NO_LIBRARY",
            f"“{chosen.library}”还不是文献库",
            f"建库：fazhi add 文件或文件夹 -l {chosen.library}",
        )
    return _first_library(chosen)


def open_existing(library: Path | None = None) -> Library | None:
    """The library if it is there; None otherwise, and nothing is made."""
    chosen = settings(library)
    return _opened(chosen) if _present(chosen.library) else None


def _present(folder: Path) -> bool:
    return folder.exists() and any(folder.iterdir() if folder.is_dir() else [1])


def _opened(chosen: Settings) -> Library:
    """A library that is there. What had to be repaired while a command used it is said when the command ends."""
    from index.library import Library

    library = Library.open(chosen.library, **_models(chosen))
    command = get_current_context(silent=True)
    if command is not None:
        command.call_on_close(lambda: _tell_repairs(library))
    return library


def _tell_repairs(library: Library) -> None:
    for notice in library.notices:
        say(f"注意：{notice}")
    library.notices.clear()


def assistant(library: Path | None = None) -> Assistant:
    return assistant_over(open_library(library), settings(library))


def assistant_over(library: Library, chosen: Settings) -> Assistant:
    """With a language model if one is configured; LangChain is imported only then."""
    from assistant.ask import Assistant

    if not chosen.has_model:
        return Assistant(library, chosen)
    from assistant.chain.writer import writer_from

    return Assistant(library, chosen, writer_from(chosen))


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


def _models(chosen: Settings) -> dict[str, Any]:
    """The models that the settings name; the library loads its built-in ones otherwise, when they are first needed."""
    models: dict[str, Any] = {}
    if chosen.embedder:
        from index.embedder import load_embedder

        models["embedder"] = load_embedder(chosen.embedder)
    if chosen.reranker:
        from index.reranker import load_reranker

        models["reranker"] = load_reranker(chosen.reranker)
    return models
