"""documents/readers/sniff.py: contents against names."""

from __future__ import annotations

import pytest

from documents.errors import InputError
from documents.readers.sniff import content_of, true_format
from tests.office_files import docx, ofd, p, r, zipped
from tests.pdf_files import pdf, printed

CONTENTS = {
    "txt": "第一条　甲。".encode(),
    "docx": docx(p(r("第一条"))),
    "pdf": pdf([printed(["第一条"])]),
    "html": b"<!DOCTYPE html><html><body><p>text</p></body></html>",
    "ofd": ofd([""]),
}
OTHERS = {
    "zip": zipped([("a.txt", "甲")]),
    "xlsx": zipped([("xl/workbook.xml", "<a/>")]),
    "png": b"\x89PNG\r\n\x1a\n" + bytes(20),
    "jpeg": b"\xff\xd8\xff\xe0" + bytes(20),
    "elf": b"\x7fELF" + bytes(60),
    "exe": b"MZ\x90\0" + bytes(60),
    "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "rtf": b"{\\rtf1 x}",
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "gzip": b"\x1f\x8b\x08",
}


@pytest.mark.parametrize("sort", list(CONTENTS))
def test_a_file_with_its_own_name_is_read_as_what_it_is(sort: str):
    assert true_format(CONTENTS[sort], f"a.{sort}") == sort


@pytest.mark.parametrize(
    ("sort", "name"), [(one, other) for one in CONTENTS for other in CONTENTS if one != other]
)
def test_a_file_with_anothers_name_is_refused(sort: str, name: str):
    with pytest.raises(InputError) as caught:
        true_format(CONTENTS[sort], f"a.{name}")
    assert caught.value.code == "TYPE_MISMATCH"


@pytest.mark.parametrize("sort", list(OTHERS))
def test_what_is_no_document_is_recognised_and_refused_under_any_name(sort: str):
    assert content_of(OTHERS[sort]) == sort
    for name in CONTENTS:
        with pytest.raises(InputError) as caught:
            true_format(OTHERS[sort], f"a.{name}")
        assert caught.value.code == "TYPE_MISMATCH"


@pytest.mark.parametrize("text", ["BM25 是一种算法。第一条", "MZ 开头的文字也是文字，第一条"])
def test_text_that_begins_like_another_format_is_still_text(text: str):
    assert content_of(text.encode()) == "text"


@pytest.mark.parametrize("name", ["a.doc", "a.wps"])
def test_a_docx_saved_under_an_old_name_is_read_as_docx(name: str):
    assert true_format(CONTENTS["docx"], name) == "docx"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "gb18030"])
def test_a_web_page_is_one_in_any_encoding(encoding: str):
    page = "<html><head><title>示例</title></head><body><p>第一条</p></body></html>"
    assert true_format(page.encode(encoding), "a.htm") == "html"
