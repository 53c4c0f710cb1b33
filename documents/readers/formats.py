"""Which parser reads which format. Called inside the child process only (`documents.sandbox`).

What parsers raise over a bad file becomes BROKEN_FILE here; anything rarer ends the child, which is an error of its own.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

from documents.errors import InputError

from .clean import clean, shown_name, unseen_note
from .extract import Extract, Limits
from .plain import has_words

# lxml raises SyntaxError, pypdfium2 RuntimeError; the rest is what code meets that believes its input.
_FAULTS = (
    *(
        ArithmeticError,
        AttributeError,
        EOFError,
        LookupError,
        OSError,
        RuntimeError,
        SyntaxError,
        TypeError,
        ValueError,
    ),
    *(zipfile.BadZipFile, zlib.error),
)
_HOMES = {
    "docx": (".word", "read_docx"),
    "pdf": (".pdf", "read_pdf"),
    "scan": (".scan", "read_scan"),
    "html": (".webpage", "read_html"),
    "ofd": (".ofd", "read_ofd"),
}


def parse(form: str, data: bytes, name: str, limits: Limits) -> Extract:
    """Raises InputError only, MemoryError aside. The text is cleaned here for every format alike."""
    module, function = _HOMES[form]
    reader: Callable[[bytes, str, Limits], Extract] = getattr(import_module(module, __package__), function)
    try:
        extract = reader(data, name, limits)
    except (InputError, MemoryError):
        raise
    except RecursionError as error:
        raise InputError(
            "XML_REFUSED", f"结构嵌套过深：{shown_name(name)}", "请用原软件打开并另存后再添加"
        ) from error
    except _FAULTS as error:
        raise InputError(
            "BROKEN_FILE",
            f"文件已损坏或不规范：{shown_name(name)}（{type(error).__name__}）",
            "请用原软件打开并另存后再添加",
        ) from error
    text, dropped = clean(extract.text)
    text = _tidy(text)
    if len(text) > limits.characters:
        raise InputError("TOO_LARGE", f"文字过多：{shown_name(name)} 有 {len(text)} 字", "请拆分后再添加")
    if not has_words(text):
        raise InputError("EMPTY_DOC", f"文件里没有文字：{shown_name(name)}", "请确认文件内容后再添加")
    note = unseen_note(dropped)
    return replace(extract, text=text, notes=(*extract.notes, note) if note else extract.notes)


def _tidy(text: str) -> str:
    """Indents and blank lines of office files are layout: lines without blanks at their ends, one empty line at most."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in text.split("\n"))).strip("\n")
