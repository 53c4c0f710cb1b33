"""documents/readers/scan.py: scanned pages through any recogniser; a stand-in here, the real one where installed."""

from __future__ import annotations

from typing import Any

import pytest

from documents.errors import InputError
from documents.readers.extract import LIMITS, Limits
from documents.readers.scan import read_with
from tests.pdf_files import Sheet, pdf, printed

TEXT = "这一页有足够多的文字，不会被当作扫描件来对待，也不会报错。"


class Recogniser:
    """Finds the same lines on every picture, from the top, 60 pixels apart; keeps the pictures' shapes."""

    def __init__(self, *lines: str) -> None:
        self.lines = lines
        self.shapes: list[tuple[int, ...]] = []

    def __call__(self, picture: Any) -> list[tuple[list[list[float]], str]]:
        self.shapes.append(picture.shape)
        found = []
        for index, line in enumerate(self.lines):
            left, top, right, bottom = 250.0, 300.0 + 60 * index, 250.0 + 40 * len(line), 342.0 + 60 * index
            found.append(([[left, top], [right, top], [right, bottom], [left, bottom]], line))
        return found


def test_scanned_pages_are_recognised_and_marked():
    recogniser = Recogniser("第一条为了规范公示制定本办法，市人民政府应", "当组织实施。", "第二条规定如上。")
    extract = read_with(pdf([printed([TEXT]), Sheet(picture=True)]), "扫描.pdf", LIMITS, recogniser)
    assert extract.text.split("\n") == [
        TEXT,
        "第一条　为了规范公示制定本办法，市人民政府应当组织实施。",
        "第二条规定如上。",
    ]
    assert extract.ocr
    assert [note.code for note in extract.notes] == ["OCR"]
    assert "第 2 页" in extract.notes[0].message
    assert recogniser.shapes == [(2339, 1653, 3)]


def test_pages_that_stay_unread_are_named():
    extract = read_with(pdf([printed([TEXT]), Sheet(picture=True)]), "扫描.pdf", LIMITS, Recogniser())
    assert not extract.ocr
    assert [note.code for note in extract.notes] == ["PARTIAL_TEXT"]


def test_only_so_many_pages_are_recognised():
    recogniser = Recogniser("一行文字")
    extract = read_with(pdf([Sheet(picture=True)] * 3), "扫描.pdf", Limits(ocr_pages=2), recogniser)
    assert len(recogniser.shapes) == 2
    assert [note.code for note in extract.notes] == ["OCR", "PARTIAL_TEXT"]


def test_a_scan_in_which_nothing_is_found_has_no_text():
    with pytest.raises(InputError) as caught:
        read_with(pdf([Sheet(picture=True)]), "扫描.pdf", LIMITS, Recogniser())
    assert caught.value.code == "NO_TEXT"
