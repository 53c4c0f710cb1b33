"""Clean what a person typed: characters only. Knows nothing of laws, dates or what is asked.

The original is kept beside the cleaned text, so that a page can show what was typed.
"""

from __future__ import annotations

import re
import unicodedata

from documents.errors import InputError

LIMIT = 2000  # characters of a question; longer texts are drafts, for `fazhi check`

# Bidirectional controls, zero-width marks and soft hyphens: they change what is read, not what is meant.
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
_CHINESE = re.compile(r"[㐀-鿿]")
_SOUNDS = re.compile(r"[嗯啊哦呃额哈嘿喂呀哎唉噢喔嘻呵吧呢嘛哇\W\d_a-zA-Z]*")
# What decoding with the wrong table leaves behind: UTF-8 read as Latin-1, GBK of replacement marks, uninitialised memory.
_GARBLED = re.compile(
    "[\u00c0-\u00ff\u0152\u0153\u0160\u0161\u017d\u017e\u20ac\u2122]{2}|锟斤拷|烫烫|屯屯|\ufffd"
)


def clean(typed: str) -> str:
    """Full-width letters and digits become plain ones, punctuation stays Chinese, white space becomes one space.

    Raises InputError EMPTY_QUESTION when nothing visible is left, QUESTION_TOO_LONG above `LIMIT`.
    """
    if len(typed) > 4 * LIMIT:
        raise _too_long(len(typed))
    text = "".join(_plain(character) for character in _INVISIBLE.sub("", typed))
    text = re.sub(r"\s+", " ", text).strip()
    if len(text) > LIMIT:
        raise _too_long(len(text))
    if not text:
        raise InputError("EMPTY_QUESTION", "没有读到问题。", "请输入一句话，例如：行政处罚决定多久要公开？")
    return text


def readable(text: str) -> bool:
    """False for what no answer could be meant for: no Chinese, sounds only (嗯, 啊啊啊), one character over and over, and
    text that was decoded wrongly."""
    letters = _CHINESE.findall(text)
    if not letters or _SOUNDS.fullmatch(text) or _GARBLED.search(text):
        return False
    return len(letters) < 3 or len(set(letters)) > 1


def _plain(character: str) -> str:
    """NFKC for letters and digits only: it would also turn ？ into ?, and addresses are read with Chinese marks."""
    category = unicodedata.category(character)
    if category in ("Cc", "Cs", "Cn", "Co"):
        return " "
    return unicodedata.normalize("NFKC", character) if category[0] in "LN" else character


def _too_long(length: int) -> InputError:
    return InputError(
        "QUESTION_TOO_LONG",
        f"问题有 {length} 个字符，超过 {LIMIT} 个。",
        "请把问题缩短；整篇文稿请用“引用核验”（fazhi check）。",
    )
