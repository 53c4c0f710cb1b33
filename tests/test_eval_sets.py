"""The evaluation sets hold what their cards say: every gold quotation stands at its place, by a parser of its own.

Deliberately independent of `documents.structure`, so that a fault there cannot hide in the gold. Asks no question.
Sets on the shared corpus are checked where it is present; the library set is checked everywhere.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from eval.cases import read_set
from eval.libraries import shipped
from eval.matching import stands_in

SETS = Path(__file__).resolve().parent.parent / "eval" / "sets"
LIBRARY = Path(__file__).resolve().parent.parent / "documents" / "library"
LAWS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus" / "laws"
SPEECHES = LAWS.parent / "speeches"

ANSWERED = ("library", "governance", "versions", "completeness")
ALL = (*ANSWERED, "unanswerable", "drafts")
TYPES = set(
    "是什么 如何落实 哪些 多少 谁负责 能不能 比较 多处 口语 条文定位 时效 时效边界 讲话要点 追问 不可答 草稿".split()
)
REASONS = {None, "库外", "条号不存在", "问题过宽", "没有听懂"}
VERDICTS = {"存在", "条号不存在", "条号不符", "文字不符", "已失效", "库中无此法"}
MINIMUM = {
    "completeness": 60,
    "library": 150,
    "governance": 250,
    "versions": 40,
    "unanswerable": 300,
    "drafts": 20,
}
ARTICLE = r"第[零〇一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?"
SHORT = {"处罚法": "行政处罚法", "复议法": "行政复议法", "民法典": "民法典"}

corpus = pytest.mark.corpus
needs_corpus = pytest.mark.skipif(not LAWS.exists(), reason="the shared corpus is not here")


def rows(name: str, file: str) -> list[dict[str, Any]]:
    text = (SETS / name / f"{file}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def cut(text: str) -> dict[str, str]:
    """Articles by heading: a line that begins 第…条, up to the next article or # line."""
    articles: dict[str, str] = {}
    current = ""
    for line in text.split("<!-- INFO END -->")[-1].splitlines():
        begins = re.match(rf"\s*({ARTICLE})(?![、和至])[\s　]*", line)
        if begins:
            current = begins[1]
            articles[current] = line[begins.end() :]
        elif line.startswith("#") or re.match(r"第[一二三四五六七八九十]+章", line):
            current = ""
        elif current:
            articles[current] += "\n" + line
    return articles


@cache
def law_files() -> dict[str, tuple[Path, ...]]:
    """Title → files, oldest first; 民法典 is all files of its folder."""
    found: dict[str, list[Path]] = {}
    for path in sorted(LAWS.rglob("*.md"), key=lambda p: p.name):
        if "DLC" not in path.parts:
            title = "民法典" if path.parent.name == "民法典" else re.sub(r"\(\d{4}-.*", "", path.stem)
            found.setdefault(title, []).append(path)
    return {title: tuple(paths) for title, paths in found.items()}


@cache
def articles_of(title: str, edition: str = "") -> dict[str, str]:
    paths = [p for p in law_files().get(title, ()) if edition in p.name]
    if title != "民法典":
        paths = paths[-1:]
    return {a: t for path in paths for a, t in cut(path.read_text(encoding="utf-8")).items()}


@cache
def text_of(path: Path) -> str:
    """Without front matter and tags."""
    text = re.sub(r"\A---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), flags=re.S)
    return re.sub(r"<[^>]+>", "", text) if path.suffix == ".html" else text


def bare(title: str) -> str:
    return title[1:-1] if title.startswith("《") and title.count("《") == 1 else title


def article_in(pinpoint: str) -> str:
    match = re.match(ARTICLE, pinpoint)
    return str(match[0]) if match else ""


def fault(place: dict[str, Any]) -> str:
    """Why the quotation does not stand where the gold says; empty when it does."""
    quote = place["quote"]
    if "file" in place or "source" in place:
        path = LIBRARY / place["file"] if "file" in place else SPEECHES / place["source"]
        text = text_of(path)
        if article_in(place["pinpoint"]):
            found = cut(text).get(article_in(place["pinpoint"]), "")
            return "" if quote in found else f"not in {place['pinpoint']}"
        return "" if text.count(quote) == 1 else f"stands {text.count(quote)} times"
    article = articles_of(bare(place["title"]), place.get("date", "")).get(article_in(place["pinpoint"]))
    if article is None:
        return "no such article"
    return "" if quote in article else "not in the article"


def places(name: str) -> list[tuple[str, dict[str, Any]]]:
    return [
        (row["id"], p) for row in rows(name, "gold") for p in row.get("places", []) + row.get("points", [])
    ]


@pytest.mark.parametrize("name", ALL)
def test_a_set_has_a_card_enough_cases_and_unique_ids(name: str) -> None:
    queries = rows(name, "queries")
    assert len(queries) >= MINIMUM[name]
    assert len({row["id"] for row in queries}) == len(queries)
    assert len((SETS / name / "README.md").read_text(encoding="utf-8")) > 300


@pytest.mark.parametrize("name", ALL)
def test_every_question_has_known_fields(name: str) -> None:
    for row in rows(name, "queries"):
        assert row["type"] in TYPES, row
        assert isinstance(row["answerable"], bool), row
        assert row.get("reason") in REASONS, row
        for field in ("as_of", "edition"):
            if row.get(field):
                date.fromisoformat(row[field])
        assert row["type"] != "追问" or row["previous"], row


@pytest.mark.parametrize("name", ALL)
def test_no_question_is_asked_twice(name: str) -> None:
    asked = Counter(
        (r["question"], tuple(r.get("previous", ())), r.get("as_of"), r.get("library"))
        for r in rows(name, "queries")
    )
    assert [question for question, count in asked.items() if count > 1] == []


@pytest.mark.parametrize("name", ANSWERED)
def test_answerable_questions_have_gold_and_unanswerable_ones_have_none(name: str) -> None:
    gold = {row["id"]: row["places"] for row in rows(name, "gold")}
    assert set(gold) == {row["id"] for row in rows(name, "queries")}
    assert [r["id"] for r in rows(name, "queries") if r["answerable"] != bool(gold[r["id"]])] == []


@pytest.mark.parametrize("name", ANSWERED)
def test_a_corpus_quotation_is_short_and_a_grade_is_one_or_two(name: str) -> None:
    for key, place in places(name):
        assert place["grade"] in (1, 2), key
        assert len(place["quote"]) <= (30 if "file" in place else 20), (key, place["quote"])


@pytest.mark.parametrize("name", ["library", "completeness"])
def test_every_quotation_from_the_shipped_library_stands_at_its_place(name: str) -> None:
    assert [
        (key, p["quote"], fault(p)) for key, p in places(name) if name == "library" or "file" in p if fault(p)
    ] == []


@corpus
@needs_corpus
@pytest.mark.parametrize("name", ["governance", "versions", "completeness"])
def test_every_quotation_from_the_corpus_stands_in_the_article_named(name: str) -> None:
    assert [
        (key, p["title"], p["pinpoint"], p["quote"], fault(p)) for key, p in places(name) if fault(p)
    ] == []


def test_the_library_set_has_every_type_of_question() -> None:
    present = {row["type"] for row in rows("library", "queries")}
    assert TYPES - {"时效边界", "不可答", "草稿"} <= present
    assert sum(not row["answerable"] for row in rows("library", "queries")) >= 15


def test_the_completeness_set_lists_all_points_and_repeats_no_question_of_another_set() -> None:
    asked = {row["question"] for name in ALL if name != "completeness" for row in rows(name, "queries")}
    assert [row["question"] for row in rows("completeness", "queries") if row["question"] in asked] == []
    assert [row["id"] for row in rows("completeness", "gold") if not row["points"]] == []


def test_sixty_governance_questions_list_all_points_of_a_complete_answer() -> None:
    assert sum("points" in row for row in rows("governance", "gold")) >= 60


def judged(name: str) -> list[tuple[str, dict[str, Any]]]:
    return [(row["id"], p) for row in rows(name, "judged") for p in row["judged"]]


@pytest.mark.parametrize("name", ["library", "governance"])
def test_judged_stretches_are_graded_short_and_of_questions_that_exist(name: str) -> None:
    known = {row["id"] for row in rows(name, "queries") if row["answerable"]}
    assert {key for key, _ in judged(name)} <= known
    assert {p["grade"] for _, p in judged(name)} == {0, 1, 2}
    assert all(0 < len(p["quote"]) <= 20 for _, p in judged(name))
    assert len(rows(name, "judged")) >= 30


def test_a_point_in_a_passage_of_its_own_is_also_a_place_to_find() -> None:
    """Recall would not see it otherwise."""
    cases = [case for case in read_set("library") if case.points]
    with shipped() as library:
        held = [(about, p) for about in library.documents() for p in library.passages(about.id)]
    for case in cases:
        found = {i for i, (about, p) in enumerate(held) if any(stands_in(g, about, p) for g in case.gold)}
        for point in case.points:
            assert found & {i for i, (about, p) in enumerate(held) if stands_in(point, about, p)}, point


@corpus
@needs_corpus
def test_an_edition_expected_is_one_the_corpus_has() -> None:
    gold = {row["id"]: row["places"] for row in rows("versions", "gold")}
    for row in rows("versions", "queries"):
        if row.get("edition"):
            assert row["edition"] in {p["date"] for p in gold[row["id"]]}, row


def test_unanswerable_questions_are_halved_by_hash_and_say_of_which_library_they_speak() -> None:
    for row in rows("unanswerable", "queries"):
        digest = int(hashlib.sha256((row["kind"] + row["question"]).encode()).hexdigest(), 16)
        assert row["split"] == ("dev" if digest % 2 else "test"), row
        assert row["library"] in {"shipped", "national", "both"}
        assert row["answerable"] is False


@corpus
@needs_corpus
def test_articles_said_not_to_exist_do_not_exist() -> None:
    for row in rows("unanswerable", "queries"):
        named = re.match(rf"《?([^》第\d]+)》?({ARTICLE})$", row["question"])
        if row["kind"] == "条号不存在" and named:
            assert named[2] not in articles_of(named[1]), row["question"]
        if row["kind"] in {"没有这部法", "有名无文的文件"}:
            titles = re.findall(r"《([^》（]+)", row["question"])
            assert [title for title in titles if title in law_files()] == []


def _split(cited: str) -> tuple[str, str, str]:
    """《立法法》（2015年）第七十二条 → title, edition, article."""
    match = re.match(
        rf"《?(?:中华人民共和国)?([^》第\d（]+?)》?(?:（(\d{{4}})年[^）]*）)?({ARTICLE}|$|第?\d+条)", cited
    )
    assert match, cited
    return SHORT.get(match[1], match[1]), f"({match[2]}" if match[2] else "", match[3]


def _verdict_fault(row: dict[str, Any]) -> str:
    title, edition, article = _split(row["cited"])
    quote, verdict = row.get("quote", ""), row["verdict"]
    text = articles_of(title, edition).get(article)
    if re.fullmatch(r"第?\d+条", article):
        return "" if verdict == "存在" else "write an expected verdict for Arabic numbers"
    if verdict == "库中无此法":
        return "law is here" if title in law_files() else ""
    if verdict == "条号不存在":
        return "article is here" if text is not None else ""
    if verdict == "已失效":
        older = bool(edition) and articles_of(title) != articles_of(title, edition)
        return "" if older or title in {"合同法", "法规规章备案条例", "学位条例"} else "not superseded"
    if text is None:
        return "no such article"
    if verdict == "条号不符":
        where = _split(row["where"])
        return (
            "" if quote not in text and quote in articles_of(where[0])[where[2]] else "wrong place not wrong"
        )
    return "" if (quote in text) == (verdict == "存在") else "quotation"


def test_citations_of_drafts_stand_at_their_offsets() -> None:
    drafts = {row["id"]: row["question"] for row in rows("drafts", "queries")}
    for row in rows("drafts", "gold"):
        for cited in row["citations"]:
            assert drafts[row["id"]][cited["start"] : cited["end"]] == cited["cited"]
            assert cited["verdict"] in VERDICTS
            assert cited.get("quote", "") in drafts[row["id"]]
    assert sum(len(row["citations"]) for row in rows("drafts", "gold")) >= 60


@corpus
@needs_corpus
def test_verdicts_on_drafts_agree_with_the_corpus() -> None:
    faults = [(c["cited"], _verdict_fault(c)) for row in rows("drafts", "gold") for c in row["citations"]]
    assert [pair for pair in faults if pair[1]] == []
