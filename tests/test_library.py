"""The library as its users see it: adding, finding, replacing, removing, correcting."""

from datetime import date
from pathlib import Path

import pytest

from documents.errors import InputError, StoreError
from documents.pinpoint import Pinpoint
from documents.recognise import Hints
from documents.records import Kind, Status
from index.embedder import HashedEmbedder
from index.library import Library
from index.records import Filter
from tests.small_library import EMBEDDER, TEXTS, regulation, small_library, write_texts


def titles(library: Library) -> list[str]:
    return [d.title for d in library.documents()]


def test_what_was_added_is_found_and_read_word_for_word(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    hit = library.search("执法结果多久公示？", k=3)[0]
    assert str(hit.passage.pinpoint) == "第三条"
    document = library.document(hit.document.id)
    assert document.text[hit.passage.start : hit.passage.end] == hit.passage.text
    assert "二十个工作日" in hit.passage.text


def test_adding_the_same_again_changes_nothing_and_says_so(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    before = library.fingerprint(), library.counts()
    report = library.add([tmp_path / "texts"])
    assert (len(report.added), len(report.unchanged), len(report.replaced), len(report.refused)) == (
        0,
        6,
        0,
        0,
    )
    assert (library.fingerprint(), library.counts()) == before


def test_a_file_that_cannot_be_used_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    write_texts(tmp_path / "in")
    (tmp_path / "in" / "空.txt").write_bytes(b"")
    (tmp_path / "in" / "图.docx").write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 200)
    library = Library.open(tmp_path / "library", embedder=EMBEDDER, create=True)
    report = library.add([tmp_path / "in"])
    assert len(report.added) == 6
    refused = {Path(entry.source).name: entry for entry in report.refused}
    assert set(refused) == {"空.txt", "图.docx"}
    assert all(entry.code and entry.reason and entry.id is None for entry in refused.values())


def test_progress_ends_with_all_files_done(tmp_path: Path) -> None:
    write_texts(tmp_path / "in")
    library = Library.open(tmp_path / "library", embedder=EMBEDDER, create=True)
    seen: list[tuple[int, int, str]] = []
    library.add([tmp_path / "in"], progress=lambda done, total, name: seen.append((done, total, name)))
    assert [done for done, _, _ in seen] == [1, 2, 3, 4, 5, 6]
    assert seen[-1][1] == 6


def test_a_path_that_does_not_exist_stops_before_anything_is_added(tmp_path: Path) -> None:
    write_texts(tmp_path / "in")
    library = Library.open(tmp_path / "library", embedder=EMBEDDER, create=True)
    with pytest.raises(InputError, match="NOT_FOUND"):
        library.add([tmp_path / "in", tmp_path / "没有"])
    assert library.counts().documents == 0


def test_another_text_at_the_same_path_takes_the_place_of_the_first(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    path = tmp_path / "texts" / "示例市夜市管理办法.txt"
    old = next(d.id for d in library.documents() if "夜市" in d.title)
    path.write_text(TEXTS[path.name].replace("二十四时", "二十三时"), encoding="utf-8")
    report = library.add([path])
    assert [entry.title for entry in report.replaced] == ["示例市夜市管理办法"]
    assert library.counts().documents == 6
    assert "二十三时" in library.search("夜市营业时间", k=1)[0].passage.text
    with pytest.raises(InputError, match="NO_DOCUMENT"):
        library.document(old)


def test_an_upload_replaces_an_upload_of_its_name_and_title_only(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library", embedder=EMBEDDER, create=True)
    library.add_bytes("规定.txt", regulation("示例市花卉规定", ["花卉应当登记。"]))
    again = library.add_bytes("规定.txt", regulation("示例市花卉规定", ["花卉应当备案。"]))
    other = library.add_bytes("规定.txt", regulation("示例市盆景规定", ["盆景应当登记。"]))
    third = library.add_bytes("规定.txt", regulation("示例市花卉规定", ["花卉应当公示。"]))
    assert (len(again.replaced), len(other.added), len(third.replaced)) == (1, 1, 1)
    assert titles(library) == ["示例市盆景规定", "示例市花卉规定"]


def test_the_same_text_in_other_bytes_is_the_same_document(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library", embedder=EMBEDDER, create=True)
    text = regulation("示例市花卉规定", ["花卉应当登记。", "登记有效期为三年。"])
    library.add_bytes("a.txt", text)
    report = library.add_bytes("b.txt", b"\xef\xbb\xbf" + text)
    assert len(report.unchanged) == 1
    assert library.counts().documents == 1


def test_what_the_user_says_on_adding_again_is_taken_over(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    path = tmp_path / "texts" / "示例市夜市管理办法.txt"
    report = library.add([path], Hints(kind=Kind.NORMATIVE))
    assert len(report.replaced) == 1
    assert next(d.kind for d in library.documents() if "夜市" in d.title) is Kind.NORMATIVE
    assert len(library.add([path], Hints(kind=Kind.NORMATIVE)).unchanged) == 1


def test_a_removed_document_is_found_by_no_searcher(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    banana = next(d for d in library.documents() if "香蕉" in d.title)
    exact = library.passages(banana.id)[1].text
    library.remove([banana.id])
    assert library.counts().documents == 5
    assert all(
        hit.document.id != banana.id for hit in library.search(exact, k=50, filter=Filter(all_versions=True))
    )
    assert library.lookup("示例市香蕉运输管理规定", Pinpoint(article=2)) == ()
    data = (library.folder / "catalogue.sqlite").read_bytes()
    assert "香蕉运输许可的有效期".encode() not in data


def test_removing_is_all_or_nothing(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    with pytest.raises(InputError, match="NO_DOCUMENT"):
        library.remove([library.documents()[0].id, "没有这个"])
    assert library.counts().documents == 6


def test_only_the_version_in_force_is_found_unless_asked_otherwise(tmp_path: Path) -> None:
    library = small_library(tmp_path)

    def leash(filter: Filter) -> set[int]:  # noqa: A002
        hits = library.search("牵引绳不得超过几米", k=20, filter=filter)
        return {hit.document.date.year for hit in hits if hit.document.date and "养犬" in hit.document.title}

    assert leash(Filter()) == {2022}
    assert leash(Filter(as_of=date(2018, 1, 1))) == {2015}
    assert leash(Filter(all_versions=True)) == {2015, 2022}
    old = next(d.id for d in library.documents() if d.date and d.date.year == 2015)
    assert leash(Filter(documents=frozenset({old}))) == {2015}


def test_filters_restrict_before_ranking(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    hits = library.search("执法公示", k=50, filter=Filter(kinds=frozenset({Kind.SPEECH})))
    assert hits and {hit.document.kind for hit in hits} == {Kind.SPEECH}
    after = library.search("示例市", k=50, filter=Filter(after=date(2021, 1, 1)))
    assert after and all(hit.document.date and hit.document.date >= date(2021, 1, 1) for hit in after)


def test_a_stated_status_takes_effect_at_once(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    night = next(d for d in library.documents() if "夜市" in d.title)
    before = library.fingerprint()
    library.set_status(night.id, Status.REPEALED)
    assert library.validity()[night.id].status is Status.REPEALED
    assert all(hit.document.id != night.id for hit in library.search("夜市营业时间", k=50))
    assert library.fingerprint() != before


def test_another_process_sees_a_change_without_opening_again(tmp_path: Path) -> None:
    writer = small_library(tmp_path)
    reader = Library.open(writer.folder, embedder=EMBEDDER)
    assert reader.search("夜市", k=1)
    writer.add_bytes("蜂蜜.txt", regulation("示例市蜂蜜规定", ["蜂蜜应当检验。"]))
    assert reader.search("蜂蜜检验", k=1)[0].document.title == "示例市蜂蜜规定"
    assert reader.counts().documents == 7


def test_original_bytes_outline_and_report_come_back(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    law = next(d for d in library.documents() if "公示办法" in d.title)
    name, data = library.original(law.id)
    assert (name, data.decode()) == ("示例市行政执法公示办法(2021-03-01).md", TEXTS[name])
    assert [heading.label for heading in library.outline(law.id)] == ["第一章", "第二章"]
    report = library.report(law.id)
    assert (report.articles, report.passages) == (4, len(library.passages(law.id)))


def test_the_fingerprint_and_every_answer_are_the_same_in_whatever_order_files_were_added(
    tmp_path: Path,
) -> None:
    names = sorted(TEXTS)
    questions = ["执法公示的期限", "示例市", "养犬罚款", "本规定自公布之日起施行", "机关", "第二条"]
    answers = []
    for order in (names, names[::-1], names[3:] + names[:3]):
        folder = tmp_path / str(len(answers))
        library = Library.open(folder / "library", embedder=EMBEDDER, create=True)
        for path in write_texts(folder / "texts", order):
            library.add([path])
        found = [
            [(h.passage.key, h.score, dict(h.ranks)) for h in library.search(q, k=30)] for q in questions
        ]
        answers.append((library.fingerprint(), found))
    assert answers[0] == answers[1] == answers[2]


def test_a_library_built_with_another_model_is_refused_until_it_is_rebuilt(tmp_path: Path) -> None:
    small_library(tmp_path).close()
    other = Library.open(tmp_path / "library", embedder=HashedEmbedder(32))
    with pytest.raises(StoreError, match="EMBEDDER_MISMATCH") as refused:
        other.search("公示")
    assert "rebuild" in refused.value.next_step
    with pytest.raises(StoreError, match="EMBEDDER_MISMATCH"):
        other.add_bytes("x.txt", regulation("示例市花卉规定", ["花卉应当登记。"]))
    assert other.lookup("示例市夜市管理办法", Pinpoint(article=1))
    other.rebuild()
    assert other.search("公示")


def test_changed_weights_under_the_same_name_are_noticed(tmp_path: Path) -> None:
    small_library(tmp_path).close()
    swapped = HashedEmbedder(64)
    swapped.encode_documents = lambda texts: EMBEDDER.encode_documents([t[::-1] for t in texts])  # type: ignore[method-assign]
    with pytest.raises(StoreError, match="EMBEDDER_MISMATCH"):
        Library.open(tmp_path / "library", embedder=swapped).search("公示")


def test_preview_changes_nothing(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library", embedder=EMBEDDER, create=True)
    paths = write_texts(tmp_path / "in")
    (tmp_path / "in" / "空.txt").write_bytes(b"")
    seen = dict(library.preview([tmp_path / "in"]))
    assert len(seen) == len(paths) + 1
    assert isinstance(seen[str(tmp_path / "in" / "空.txt")], str)
    assert library.counts().documents == 0


@pytest.mark.parametrize("query", ["", "   ", "\n"])
def test_an_empty_question_finds_nothing(tmp_path: Path, query: str) -> None:
    assert small_library(tmp_path).search(query) == ()


def test_an_empty_library_answers_with_nothing(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library", embedder=EMBEDDER, create=True)
    assert library.search("公示") == ()
    assert library.documents() == ()


def test_very_long_and_odd_questions_do_no_harm(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    for query in (
        "公示" * 50_000,
        "\x00\x01",
        "'; DROP TABLE documents; --",
        'AND OR NOT ( ) * " ^',
        "\ud800",
    ):
        library.search(query)


def test_the_user_dictionary_works_at_once(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    library.set_lexicon_text("遛弯带宠 = 携犬出户\n")
    assert library.expand("遛弯带宠要注意什么") == ("携犬出户",)
    assert "养犬" in library.search("遛弯带宠", k=1)[0].document.title
    assert library.lexicon_text() == "遛弯带宠 = 携犬出户\n"


def test_traditional_characters_and_arabic_numerals_find_the_same(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    assert "香蕉" in library.search("香蕉運輸許可有效期15日", k=1)[0].document.title


def test_frequency_counts_passages_that_hold_the_word(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    assert library.frequency("香蕉") == 2
    assert library.frequency("量子计算机") == 0
