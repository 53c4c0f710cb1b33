"""Files to text. Says nothing of law: what a text is and how it is cut up is decided elsewhere.

`read` is the one way in. Plain text is read here and now; every other format is parsed in a child process
(`documents.sandbox`), because its parsers can be made to hang, to crash or to eat memory.
"""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec

from documents.errors import InputError

from .clean import shown_name
from .extract import LIMITS, Extract, Limits
from .legacy import to_docx
from .plain import empty, read_plain
from .sniff import true_format

__all__ = ["Extract", "Limits", "read"]


def read(data: bytes, name: str, limits: Limits = LIMITS) -> Extract:
    """The text of a file; `name` decides what it claims to be and is otherwise only shown.

    Raises InputError: EMPTY_DOC, UNSUPPORTED, TYPE_MISMATCH, TOO_LARGE, ENCRYPTED, NO_TEXT, ENCODING, NOT_A_DOCUMENT,
    ZIP_BOMB, XML_REFUSED, HTML_TOO_DEEP, HTML_LIMIT, PDF_LIMIT, BROKEN_FILE, PARSER_CRASHED, TIMEOUT, NEEDS_OFFICE.
    """
    if len(data) > limits.file_bytes:
        raise too_large(name, len(data), limits)
    if not data.strip(b"\0\t\n\r \xef\xbb\xbf\xfe\xff"):
        raise empty(name)
    form = true_format(data, name)
    if form in {"txt", "md"}:
        return read_plain(data, name, form, limits)
    from documents.sandbox import parse_apart

    if form in {"doc", "wps", "rtf"}:
        data, kept, form = to_docx(data, name, form, limits), form, "docx"
        return replace(parse_apart(form, data, name, limits), format=kept)
    if form == "pdf":
        return _read_pdf(data, name, limits)
    return parse_apart(form, data, name, limits)


def _read_pdf(data: bytes, name: str, limits: Limits) -> Extract:
    """Scanned pages are read by OCR only where it is installed, and only after the plain way has found them."""
    from documents.sandbox import parse_apart

    try:
        extract = parse_apart("pdf", data, name, limits)
    except InputError as error:
        if error.code != "NO_TEXT" or not ocr_installed():
            raise
    else:
        if not (any(note.code == "PARTIAL_TEXT" for note in extract.notes) and ocr_installed()):
            return extract
    patient = replace(limits, seconds=limits.ocr_seconds, memory_bytes=limits.ocr_memory_bytes)
    return parse_apart("scan", data, name, patient)


def ocr_installed() -> bool:
    return find_spec("rapidocr") is not None


def too_large(name: str, size: int, limits: Limits) -> InputError:
    return InputError(
        "TOO_LARGE",
        f"文件过大：{shown_name(name)} 有 {size / 1048576:.1f} MB，上限 {limits.file_bytes // 1048576} MB",
        "请拆分后再添加",
    )
