"""documents/readers/encoding.py: the same text in every encoding, or a refusal; never mojibake."""

from __future__ import annotations

import pytest

from documents.errors import InputError
from documents.readers.encoding import decode

LAW = "示例市公示办法\n第一条　为了规范行政执法公示，制定本办法。\n第二条　市人民政府负责组织实施，有关部门应当予以配合。\n"
TRADITIONAL = "示例市公示辦法\n第一條　為了規範行政執法公示，制定本辦法。\n第二條　市政府負責組織實施，有關機關應當予以協助。\n"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "gb18030", "gbk", "gb2312", "utf-16", "utf-16-le", "utf-16-be", "utf-32"],
)
@pytest.mark.parametrize(
    "text", [LAW, LAW * 200, "第一条　为了公示。", "关于示范工作的讲话", "Article 1 示例市"]
)
def test_simplified_text_comes_out_the_same_from_every_encoding(encoding: str, text: str):
    assert decode(text.encode(encoding))[0].removeprefix("\ufeff") == text


@pytest.mark.parametrize("encoding", ["big5", "cp950", "utf-8", "utf-16-le", "gb18030"])
def test_traditional_text_comes_out_the_same_from_every_encoding(encoding: str):
    assert decode(TRADITIONAL.encode(encoding))[0] == TRADITIONAL


def test_bytes_cut_in_the_middle_of_a_long_text_are_replaced_and_said_so():
    text, encoding = decode((LAW * 100).encode()[:-1] + b"\xff\n")
    assert text.count("\ufffd") <= len(text) * 0.001
    assert "有损" in encoding


@pytest.mark.parametrize(
    "data",
    [
        LAW.encode()[:40] + b"\xff\xfe\xfd" + LAW.encode()[40:],
        bytes(range(128, 256)) * 8,
        LAW.encode("euc_kr", errors="ignore")[:21] + b"\x80\xff\x80",
    ],
)
def test_bytes_that_are_no_text_are_refused(data: bytes):
    with pytest.raises(InputError) as caught:
        decode(data)
    assert caught.value.code == "ENCODING"


def test_utf8_is_never_read_as_gb18030():
    # Valid in both now and then: 中文 of an even number of bytes.
    assert decode("规定".encode())[0] == "规定"


def test_plain_english_is_text():
    assert decode(b"Article 1\nNothing.\n")[0] == "Article 1\nNothing.\n"
