"""Address questions made by code: every form, existing and non-existing places, the same each time."""

from pathlib import Path

import pytest

from documents.pinpoint import Pinpoint, find_pinpoints
from documents.records import Kind
from eval.addresses import FORMS, addresses
from eval.cases import Case
from eval.libraries import shipped
from index.library import Library
from tests.small_library import EMBEDDER

LAW = """# 示例市公示条例

（2021年3月1日示例市人民代表大会通过 自2021年5月1日起施行）

<!-- INFO END -->

第一条 为了规范公示，制定本条例。

第二条 有下列情形之一的，不予公示：
（一）涉及国家秘密的；
（二）涉及商业秘密的。

第三条 处罚决定应当在七日内公示。
许可决定应当在十日内公示。
"""


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Case, ...]:
    folder = tmp_path_factory.mktemp("addresses")
    (folder / "行政法规").mkdir()
    (folder / "行政法规" / "示例市公示条例(2021-03-01).md").write_text(LAW, encoding="utf-8")
    with Library.open(folder / "library", embedder=EMBEDDER, create=True) as library:
        library.add([folder / "行政法规"])
        (document,) = library.documents()
        library.set_status(document.id, kind=Kind.ADMINISTRATIVE_REGULATION)
        return addresses(library, 3)


def test_every_article_is_asked_for_and_some_that_are_not_there(cases: tuple[Case, ...]) -> None:
    places = {Pinpoint.parse(case.gold[0].pinpoint).article_only() for case in cases if case.answerable}
    assert places == {Pinpoint(article=1), Pinpoint(article=2), Pinpoint(article=3)}
    with shipped() as library:
        absent = [case for case in addresses(library, 100) if not case.answerable]
    assert absent
    for case in absent:
        assert case.reason == "条号不存在"
        numbers = [found.article for _, _, found in find_pinpoints(case.question) if found.article]
        assert all(number > 14 for number in numbers)


def test_a_question_keeps_its_id_when_the_library_grows(cases: tuple[Case, ...], tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    for name, title in (("a", "示例市公示条例"), ("b", "示例市信访条例")):
        (tmp_path / "texts" / f"{name}.md").write_text(LAW.replace("示例市公示条例", title), encoding="utf-8")
    with Library.open(tmp_path / "library", embedder=EMBEDDER, create=True) as library:
        library.add([tmp_path / "texts"])
        for document in library.documents():
            library.set_status(document.id, kind=Kind.ADMINISTRATIVE_REGULATION)
        grown = {case.id: case.question for case in addresses(library, 100)}
    assert len(grown) > len(cases)
    assert all(grown[case.id] == case.question for case in cases)


def test_the_gold_words_stand_at_the_place(cases: tuple[Case, ...]) -> None:
    for case in cases:
        for place in case.gold:
            assert place.quote.strip()
            assert place.quote in LAW
            assert not place.quote.startswith("第")


def test_the_same_library_gives_the_same_questions() -> None:
    with shipped() as library:
        assert addresses(library, 5) == addresses(library, 5)


@pytest.mark.parametrize(("form", "write"), FORMS)
def test_every_form_names_the_law_and_the_number(form: str, write) -> None:
    asked = write("中华人民共和国示例法", Pinpoint(article=12, insertion=1, paragraph=2))
    assert "示例法" in asked
    assert any(number in asked for number in ("十二", "12", "１２"))
