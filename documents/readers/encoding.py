"""Bytes to text: UTF-8, UTF-16 and UTF-32 with or without a mark, GB18030, Big5. Never returns mojibake.

A decoding is believed when its characters are those that Chinese is written with: in running text of either script more
than a third are among a few hundred; bytes read in the wrong encoding give rare characters instead.
"""

from __future__ import annotations

import codecs
import re

from documents.errors import InputError

_FREQUENT = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多"
    "经么去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全"
    "三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任"
    "常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必"
    "场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告"
    "类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运笔仅县令申请审批监督检查执法机关单位责任依照规定本"
    "條例應當國務縣級會對於違為機關責處罰個與發產業務們這來時後經過動問題實現開長將關點無從還進樣種說學書員總體證據審議"
    "省乡镇街督罚款违刑诉讼裁判院委托许证照税费标准项目范围保护环境服务协调组织负责追究赔偿损失费用人民代表大常务委员党"
)
_PUNCTUATION = frozenset("，。、；：“”（）《》？！—…·　【】〈〉〔〕")
_ASCII = frozenset(map(chr, (9, 10, 12, 13, *range(32, 127))))
_SAMPLE = 200_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_REPLACED_SHARE = 0.001
_BELIEVED = 0.2


def decode(data: bytes) -> tuple[str, str]:
    """(text, encoding). Raises InputError ENCODING if no decoding gives readable text without loss above 0.1 %.

    The text may hold U+FFFD up to that share, never more; the encoding's name then ends in "（有损）".
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _with_loss(data[len(mark) :], encoding)
    wide = _wide(data)
    if wide is not None:
        return wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    best = max((_attempt(data, name) for name in ("gb18030", "big5", "cp950")), key=lambda found: found[0])
    if best[0] >= _BELIEVED:
        return best[1], best[2]
    return _with_loss(data, "utf-8")


def readable(text: str) -> float:
    """0..1: how much of the text looks like written Chinese or plain English. 1.0 for an empty text."""
    if not text:
        return 1.0
    frequent = punctuation = plain = 0
    for character in text:
        frequent += character in _FREQUENT
        punctuation += character in _PUNCTUATION
        plain += character in _ASCII
    others = len(text) - plain - punctuation
    if others == 0:
        return 1.0 if plain else 0.5
    return frequent / others


def _attempt(data: bytes, encoding: str) -> tuple[float, str, str]:
    """(readable share, text, encoding); (0, "", encoding) if the bytes are not valid in it."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return 0.0, "", encoding
    return readable(text[:_SAMPLE]), text, encoding


def _wide(data: bytes) -> tuple[str, str] | None:
    """UTF-16 without a mark: even length, and read as such it is Chinese, which the same bytes are not otherwise."""
    if len(data) < 4 or len(data) % 2:
        return None
    sample = data[:4096]
    try:
        data[:4094].decode("utf-8")
        single = b"\0" not in sample
    except UnicodeDecodeError as error:
        single = error.start >= min(len(data), 4094) - 3 and b"\0" not in sample
    if single:
        return None
    found = max(
        (_attempt(data, name) for name in ("utf-16-le", "utf-16-be")),
        key=lambda attempt: (attempt[0], attempt[1].count("\n")),
    )
    if found[0] < 0.3 or not re.search(r"[A-Za-z\u4e00-\u9fff]", found[1][:_SAMPLE]):
        return None
    rival = max(_attempt(data, name)[0] for name in ("gb18030", "big5")) if b"\0" not in sample else 0.0
    return (found[1], found[2]) if found[0] > rival else None


def _with_loss(data: bytes, encoding: str) -> tuple[str, str]:
    text = data.decode(encoding, errors="replace")
    lost = text.count("\ufffd")
    if lost == 0:
        return text, encoding
    if lost > len(text) * _REPLACED_SHARE:
        raise InputError(
            "ENCODING",
            f"文字编码无法识别：按 {encoding} 读有 {lost} 处乱码（共 {len(text)} 字）",
            "请用记事本或 WPS 打开确认无误后，另存为 UTF-8 编码的文本再添加",
        )
    return text, f"{encoding}（有损）"
