"""Files to text. Says nothing of law: what a text is and how it is cut up is decided elsewhere.

`read` is the one way in. Plain text is read here and now; every other format is parsed in a child process
(`documents.sandbox`), because its parsers can be made to hang, to crash or to eat memory.
"""

from __future__ import annotations

from documents.errors import InputError

from .clean import shown_name
from .extract import LIMITS, Extract, Limits
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

    return parse_apart(form, data, name, limits)


def too_large(name: str, size: int, limits: Limits) -> InputError:
    return InputError(
        "TOO_LARGE",
        f"文件过大：{shown_name(name)} 有 {size / 1048576:.1f} MB，上限 {limits.file_bytes // 1048576} MB",
        "请拆分后再添加",
    )
