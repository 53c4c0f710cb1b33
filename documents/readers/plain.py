"""Read .txt and .md. In process: nothing here can hang or grow beyond a few times the file."""

from __future__ import annotations

import re

from documents.errors import InputError
from documents.records import Note

from .clean import clean, shown_name, unseen_note
from .encoding import decode
from .extract import Extract, Limits
from .front_matter import split

_WORD = re.compile(r"[^\W_]")
_ALWAYS_MAINTENANCE = re.compile(
    r"(readme|licen[cs]e|copying|changelog|changes|history|notice|contributing|authors|code_of_conduct|security"
    r"|更新日志|许可证|版权声明|使用说明)([._\- （(].*)?",
    re.I,
)
_PERHAPS_INDEX = re.compile(r"(_?index|toc|contents|summary|目录|索引|说明)([._\- （(].*)?", re.I)
_ARTICLE = re.compile(r"^[#\s　*]*第[〇零一二三四五六七八九十百千\d]+条(?!第)", re.M)
_LINK_LINE = re.compile(
    r"^\s*(?:[-*+]|\d+[.、])\s*\[.+?\]\(.*?\)|^\s*(?:[-*+]|\d+[.、])\s*\S{1,40}\.(?:md|txt|docx?|pdf)\b", re.M
)


def read_plain(data: bytes, name: str, form: str, limits: Limits) -> Extract:
    """Raises InputError EMPTY_DOC, ENCODING, TYPE_MISMATCH (binary data), NOT_A_DOCUMENT (README and the like)."""
    if _binary(data):
        raise InputError(
            "TYPE_MISMATCH",
            f"扩展名与内容不符：{shown_name(name)} 的内容是二进制数据",
            "请确认文件没有损坏，或用正确的扩展名另存后再添加",
        )
    text, encoding = decode(data)
    text, dropped = clean(text)
    fields, text = split(text)
    if not has_words(text):
        raise empty(name)
    refuse_maintenance(name, text)
    notes = []
    if encoding.endswith("（有损）"):
        notes.append(
            Note("BAD_BYTES", f"有 {text.count(chr(0xFFFD))} 处字符无法识别，已用“�”代替（编码 {encoding}）")
        )
    elif encoding != "utf-8":
        notes.append(Note("ENCODING", f"按 {encoding.upper()} 编码读取"))
    note = unseen_note(dropped)
    if note:
        notes.append(note)
    return Extract(text, form, tuple(notes), title=fields.get("title"), meta=fields)


def has_words(text: str) -> bool:
    """False for a text of punctuation and white space only."""
    return _WORD.search(text) is not None


def empty(name: str) -> InputError:
    return InputError("EMPTY_DOC", f"文件里没有文字：{shown_name(name)}", "请确认文件内容后再添加")


def refuse_maintenance(name: str, text: str) -> None:
    """README, LICENSE, CHANGELOG and lists of links speak of files, not of law: refused unless they hold articles."""
    stem = name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0].strip()
    always = _ALWAYS_MAINTENANCE.fullmatch(stem)
    perhaps = _PERHAPS_INDEX.fullmatch(stem)
    if not always and not perhaps:
        return
    if len(_ARTICLE.findall(text)) >= 3:
        return
    lines = sum(1 for line in text.split("\n") if line.strip())
    if always or len(_LINK_LINE.findall(text)) * 2 >= lines:
        raise InputError(
            "NOT_A_DOCUMENT", f"说明性文件，不是法规或讲话：{shown_name(name)}", "确需入库请改名后再添加"
        )


def _binary(data: bytes) -> bool:
    """Many control bytes that neither text nor UTF-16 has."""
    sample = data[:8192]
    if not sample or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    controls = sum(sample.count(byte) for byte in range(1, 32) if byte not in (7, 8, 9, 10, 12, 13, 27))
    nul = sample.count(0)
    if controls * 50 < len(sample) and (nul == 0 or nul * 100 < len(sample)):
        return False
    try:
        _, encoding = decode(data[:65536])
    except InputError:
        return True
    return not encoding.startswith("utf-16")
