"""What a file is by its first bytes, and whether its name tells the truth. Parses nothing beyond a zip's directory."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePosixPath

from documents.errors import InputError

from .clean import shown_name
from .legacy import is_encrypted

SUFFIXES = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".docx": "docx",
    ".pdf": "pdf",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".ofd": "ofd",
    ".doc": "doc",
    ".wps": "wps",
    ".rtf": "rtf",
}
"""Suffix (lower case) → format."""

_MAGIC = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"BM", "bmp"),
    (b"\x7fELF", "elf"),
    (b"MZ", "exe"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!", "rar"),
    (b"SQLite format 3\0", "sqlite"),
    (b"\xfd7zXZ", "xz"),
    (b"BZh", "bzip2"),
)
_CALLED = {
    "zip": "ZIP 压缩包",
    "xlsx": "Excel 表格",
    "pptx": "PowerPoint 演示文稿",
    "docx": "Word 文档（docx）",
    "ofd": "OFD 版式文件",
    "pdf": "PDF 文件",
    "ole": "旧版 Office 文件（OLE2）",
    "rtf": "RTF 文档",
    "html": "网页（HTML）",
    "svg": "SVG 图片",
    "xml": "XML 文件",
    "png": "PNG 图片",
    "jpeg": "JPEG 图片",
    "gif": "GIF 图片",
    "tiff": "TIFF 图片",
    "bmp": "BMP 图片",
    "elf": "Linux 可执行程序",
    "exe": "Windows 可执行程序",
    "gzip": "GZIP 压缩包",
    "7z": "7z 压缩包",
    "rar": "RAR 压缩包",
    "xz": "XZ 压缩包",
    "bzip2": "BZIP2 压缩包",
    "sqlite": "SQLite 数据库",
    "binary": "二进制数据",
    "text": "纯文本",
}
_ALLOWED = {
    "txt": {"text"},
    "md": {"text"},
    "docx": {"docx"},
    "pdf": {"pdf"},
    "html": {"html"},
    "ofd": {"ofd"},
    # WPS and old Word often save a .docx or an RTF under these names; all three are read the same way afterwards.
    "doc": {"ole", "rtf", "docx"},
    "wps": {"ole", "rtf", "docx"},
    "rtf": {"rtf"},
}
_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_HTML_TAG = re.compile(
    rb"<(?:html|head|body|div|p|table|h[1-6]|span|br|article|section|meta|title)\b[^<>]*>", re.I
)
_UTF16_TAG = re.compile("<(?:!doctype|html|head|body|div|p|table)\\b", re.I)


def format_of(name: str) -> str:
    """The format that the name promises. Raises InputError UNSUPPORTED for any other suffix."""
    suffix = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    shown = f"{suffix} 格式" if suffix else "没有扩展名的文件"
    raise InputError(
        "UNSUPPORTED",
        f"不支持{shown}：{shown_name(name)}",
        "可添加 txt、md、docx、pdf、html、ofd（doc、wps 需装 LibreOffice）",
    )


def true_format(data: bytes, name: str) -> str:
    """The format to read `data` as. Raises InputError UNSUPPORTED, or TYPE_MISMATCH if content and name disagree."""
    promised = format_of(name)
    found = content_of(data)
    if promised == "html" and found == "text" and _is_html(data):
        found = "html"
    if found == "ole" and promised == "docx" and is_encrypted(data):
        raise InputError("ENCRYPTED", f"文件有口令保护：{shown_name(name)}", "请去掉口令后另存再添加")
    if found not in _ALLOWED[promised]:
        raise InputError(
            "TYPE_MISMATCH",
            f"扩展名与内容不符：{shown_name(name)} 的内容是{_CALLED[found]}",
            "请用正确的扩展名另存后再添加",
        )
    return "docx" if found == "docx" else promised


def content_of(data: bytes) -> str:
    """A key of `_CALLED`: what the bytes are, whatever the name says."""
    head = data[:8]
    for magic, sort in _MAGIC:
        if head.startswith(magic) and not (sort in {"exe", "bmp"} and not _has_controls(data)):
            return sort
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_sort(data)
    if b"%PDF-" in data[:1024] and (data.lstrip()[:5] == b"%PDF-" or _has_controls(data)):
        return "pdf"
    if _HTML_START.match(data[:4096]):
        return "html"
    opening = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if opening.startswith(b"<svg"):
        return "svg"
    if opening.startswith(b"<?xml"):
        return "html" if b"<html" in opening else "svg" if b"<svg" in opening else "xml"
    return "text"


def _has_controls(data: bytes) -> bool:
    return any(byte < 9 or 13 < byte < 27 for byte in data[:4096])


def _is_html(data: bytes) -> bool:
    if _HTML_TAG.search(data[:200_000]):
        return True
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _UTF16_TAG.search(data[:40_000].decode("utf-16", errors="ignore")) is not None
    return False


def _zip_sort(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {member.filename for member in archive.infolist()[:5000]}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        # A torn docx: judged by what its first members are called, so that the message names the damage.
        return "docx" if b"word/" in data or b"[Content_Types].xml" in data[:200] else "zip"
    if "OFD.xml" in names:
        return "ofd"
    for folder, sort in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
        if any(name.lower().startswith(folder) for name in names):
            return sort
    return "zip"
