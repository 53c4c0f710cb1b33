"""documents/readers/plain.py and sniff.py: text files, what is not one, and what is not for a library."""

from __future__ import annotations

import pytest

from documents.errors import InputError
from documents.readers import read

LAW = "# 示例市办法\n\n第一条　甲。\n第二条　乙。\n第三条　丙。\n"


def code(data: bytes, name: str) -> str:
    with pytest.raises(InputError) as caught:
        read(data, name)
    return caught.value.code


def test_a_markdown_text_stays_as_written():
    assert read(LAW.encode(), "示例市办法.md").text == LAW


def test_line_ends_of_windows_become_newlines_and_a_mark_goes():
    assert read("\ufeff第一条\r\n第二条\r\n".encode(), "a.txt").text == "第一条\n第二条\n"


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "readme.txt",
        "README.zh-CN.md",
        "LICENSE.txt",
        "CHANGELOG.md",
        "更新日志.md",
        "/a/b/Contributing.md",
        "a\\README.md",
    ],
)
def test_a_file_about_files_is_refused_by_name(name: str):
    assert code("# 项目\n\n本仓库收录若干文件。\n".encode(), name) == "NOT_A_DOCUMENT"


def test_a_law_in_a_file_called_readme_is_a_law():
    assert read(LAW.encode(), "README.md").text == LAW


@pytest.mark.parametrize("name", ["目录.md", "index.md", "SUMMARY.md"])
def test_a_list_of_links_is_refused_and_a_text_of_that_name_is_not(name: str):
    assert code("- [甲法](甲法.md)\n- [乙法](乙法.md)\n".encode(), name) == "NOT_A_DOCUMENT"
    assert read("说明：本市公示工作由司法局负责。\n各部门应当配合。".encode(), name).text.startswith("说明")


@pytest.mark.parametrize(
    "name", ["readme修订办法.txt", "历史文化名城条例.md", "目录管理办法.md", "索引.docx.txt"]
)
def test_a_name_that_only_begins_like_one_is_not_refused(name: str):
    assert read("第一条　甲。".encode(), name).format in {"txt", "md"}


@pytest.mark.parametrize("name", ["a.exe", "表.xlsx", "没有扩展名", "a.", "图.png", "a.pdf.zip", ".md"])
def test_a_format_that_is_not_read_is_refused_by_name(name: str):
    assert code(LAW.encode(), name) == "UNSUPPORTED"


def test_a_suffix_in_capitals_is_the_same_suffix():
    assert read(LAW.encode(), "示例.TXT").format == "txt"


@pytest.mark.parametrize("data", [b"\x00\x01\x02\x03" * 500, bytes(range(256)) * 20])
def test_binary_data_under_a_text_name_is_refused(data: bytes):
    assert code(data, "a.txt") in {"TYPE_MISMATCH", "ENCODING"}


def test_invisible_characters_are_reported():
    extract = read("第\u200b一条\u202e　甲".encode(), "a.txt")
    assert extract.text == "第一条　甲"
    assert [note.code for note in extract.notes] == ["INVISIBLE_CHARACTERS"]


def test_a_text_in_gb18030_says_so():
    extract = read("第一条　为了公示，制定本办法。".encode("gb18030"), "a.txt")
    assert [note.code for note in extract.notes] == ["ENCODING"]
