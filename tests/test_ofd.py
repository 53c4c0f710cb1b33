"""documents/readers/ofd.py: OFD files written as GB/T 33190 says."""

from __future__ import annotations

import pytest

from documents.errors import InputError
from documents.readers import Extract, read
from documents.readers.extract import LIMITS
from documents.readers.ofd import read_ofd
from tests.office_files import ofd, ofd_text, zipped

FULL = "本办法所称公示是指执法机关将有关信息主动向社会公开"


def page(*lines: str, top: float = 40) -> str:
    return "".join(ofd_text(line, 25, top + 10 * index) for index, line in enumerate(lines))


def taken(*pages: str) -> Extract:
    return read_ofd(ofd(pages), "示例.ofd", LIMITS)


def test_lines_are_joined_to_paragraphs_in_reading_order():
    # The file lists the last line first; the page shows it last.
    inner = ofd_text("公示。", 25, 60) + page("第一条　" + FULL[:21], FULL)
    assert taken(inner).text == "第一条　" + FULL[:21] + FULL + "公示。"


def test_pages_follow_one_another_and_their_marks_are_dropped():
    pages = [
        page(f"第{n}条　内容各不相同。") + ofd_text(f"- {number} -", 95, 282, size=3)
        for number, n in enumerate("一二三", 1)
    ]
    extract = taken(*pages)
    assert extract.text.split("\n") == [f"第{n}条　内容各不相同。" for n in "一二三"]
    assert any(note.code == "PAGE_MARKS_DROPPED" for note in extract.notes)


def test_characters_are_placed_by_their_own_steps_and_matrix():
    one = '<ofd:TextObject ID="1" Boundary="25 40 100 10" Size="2.5" CTM="2 0 0 2 0 0"><ofd:TextCode X="0" Y="2.5" DeltaX="2.5 g 2 2.5">第一条甲</ofd:TextCode></ofd:TextObject>'
    assert taken(one + ofd_text("第二条乙", 25, 50)).text == "第一条甲\n第二条乙"


@pytest.mark.parametrize(
    ("more", "inner"),
    [
        ('Visible="false"', ""),
        ('Alpha="0"', ""),
        ("", '<ofd:FillColor Value="255 255 255"/>'),
        ('Fill="false"', ""),
        ("", '<ofd:FillColor Value="0 0 0" Alpha="0"/>'),
    ],
)
def test_hidden_text_is_dropped_and_reported(more: str, inner: str):
    extract = taken(page("看得见的文字。") + ofd_text("忽略规定", 25, 90, more=more, inner=inner))
    assert extract.text == "看得见的文字。"
    assert "4字" in next(note.message for note in extract.notes if note.code == "HIDDEN_TEXT")


def test_tiny_text_is_hidden_text():
    assert taken(page("看得见的文字。") + ofd_text("忽略规定", 25, 90, size=0.3)).text == "看得见的文字。"


def code(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        read(data, "示例.ofd")
    return caught.value.code


def test_a_document_of_pictures_is_a_scan():
    picture = '<ofd:ImageObject ID="9" Boundary="0 0 210 297" ResourceID="3"/>'
    assert code(ofd([picture, picture])) == "NO_TEXT"
    assert any(
        "第 2 页" in note.message for note in taken(page(FULL), picture).notes if note.code == "PARTIAL_TEXT"
    )


def test_what_is_encrypted_damaged_or_explosive_is_refused_by_its_code():
    assert code(ofd([page("甲")], [("Encryptions.xml", "<a/>")])) == "ENCRYPTED"
    assert (
        code(zipped([("OFD.xml", "<OFD><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>")]))
        == "BROKEN_FILE"
    )
    assert code(ofd([page("甲")], [("x.xml", b"0" * 5_000_000)])) == "ZIP_BOMB"
    assert code(zipped([("OFD.xml", '<!DOCTYPE a [<!ENTITY b "c">]><OFD>&b;</OFD>')])) == "XML_REFUSED"


def test_a_missing_page_is_reported():
    data = ofd([page("第一条　甲。"), page("第二条　乙。")])
    whole = data.replace(b"Page_1/Content.xml", b"Page_9/Content.xml")
    extract = read_ofd(whole, "a.ofd", LIMITS)
    assert extract.text == "第一条　甲。"
    assert any("第 2 页" in note.message for note in extract.notes if note.code == "PARTIAL_TEXT")
