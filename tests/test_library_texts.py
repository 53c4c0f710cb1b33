"""The texts shipped with the project: catalogued, marked as models, and right about every article they name.

Existence of articles and freedom from copied sentences need the shared corpus and are skipped without it.
Whether an article says what a text claims was checked by reading, not here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent.parent / "documents" / "library"
SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
CATALOGUE = json.loads((FOLDER / "catalogue.json").read_text(encoding="utf-8"))
FILES = [row["file"] for row in CATALOGUE]

ARTICLE = r"第[零〇一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?"
LONGEST_RUN = 24


def text_of(name: str) -> str:
    """As a reader sees it: without front matter and tags."""
    text = re.sub(r"\A---\n.*?\n---\n", "", (FOLDER / name).read_text(encoding="utf-8"), flags=re.S)
    return re.sub(r"<[^>]+>", "", text.replace("</title>", "\n")) if name.endswith(".html") else text


def named_articles(text: str) -> list[tuple[str, str]]:
    """(law, article) for 《…》第…条, chains such as 第十四条、第十五条, and 该法/该条例 standing for the law before."""
    short = {m[1]: m[2] for m in re.finditer(r"“《([^》]+)》”指《([^》]+)》", text)}
    short |= {m[2]: m[1] for m in re.finditer(r"《([^》]+)》，以下简称“《([^》]+)》”", text)}
    found, law = [], ""
    pattern = rf"《([^》]+)》(?:（[^）]*年[^）]*）)?|(该法|该条例)|({ARTICLE}(?:[、和至]{ARTICLE})*)"
    adjacent = -1
    for match in re.finditer(pattern, text):
        if match[1]:
            law = short.get(match[1], match[1]) + ("@2017" if "2017年修正" in match[0] else "")
            adjacent = match.end()
        elif match[2]:
            adjacent = match.end()
        elif match.start() == adjacent:
            found += [(law, article) for article in re.findall(ARTICLE, match[3])]
    return found


def corpus_articles(law: str) -> set[str]:
    name, _, year = law.partition("@")
    files = [
        p
        for p in (SHARED / "corpus" / "laws").glob("*/*.md")
        if re.sub(r"\(.*", "", p.stem) == name and (not year or f"({year}" in p.name)
    ]
    if not files:
        return set()
    newest = max(files, key=lambda p: p.name)
    return set(re.findall(rf"^\s*({ARTICLE})", newest.read_text(encoding="utf-8"), flags=re.M))


def squeezed(text: str) -> str:
    return re.sub(r"[^0-9A-Za-z\u4e00-\u9fff]", "", re.sub(r"《[^》]*》", "", text))


def copied_runs(own: list[str], texts: Iterable[str]) -> set[str]:
    """Runs of `LONGEST_RUN` characters that stand in both. Any such run holds a whole block of half that length of the
    other text, cut at multiples of the half: only the blocks have to be looked up."""
    half = LONGEST_RUN // 2
    runs = {text[i : i + LONGEST_RUN] for text in own for i in range(len(text) - LONGEST_RUN + 1)}
    halves = {text[i : i + half] for text in own for i in range(len(text) - half + 1)}
    found = set()
    for text in texts:
        for block in range(0, len(text) - half + 1, half):
            if text[block : block + half] in halves:
                around = range(max(0, block - half), block + half)
                found.update(run for i in around if (run := text[i : i + LONGEST_RUN]) in runs)
    return found


def test_catalogue_names_every_text_and_only_texts_that_exist() -> None:
    assert sorted(FILES) == sorted(p.name for p in FOLDER.iterdir() if p.suffix in {".md", ".txt", ".html"})
    assert len(FILES) >= 14


@pytest.mark.parametrize("row", CATALOGUE, ids=FILES)
def test_every_text_opens_with_its_catalogued_title_and_says_that_it_is_a_model(row: dict[str, str]) -> None:
    first = text_of(row["file"]).strip().splitlines()[0].lstrip("# ").strip()
    assert first == row["title"]
    assert row["title"].endswith("（示范文本）")
    assert row["kind"] == ("讲话" if row["file"].startswith("speech") else "示范文本")
    assert date.fromisoformat(row["adopted"]) <= date(2026, 11, 20)


@pytest.mark.parametrize(
    "row", [r for r in CATALOGUE if not r["file"].endswith(".html")], ids=lambda r: r["file"]
)
def test_a_text_taken_out_of_the_folder_still_says_what_it_is(row: dict[str, str]) -> None:
    block = (FOLDER / row["file"]).read_text(encoding="utf-8").split("---\n")[1]
    stated = dict(line.split(": ", 1) for line in block.splitlines())
    assert (stated["title"], stated["kind"], stated["date"]) == (row["title"], row["kind"], row["adopted"])


@pytest.mark.parametrize("name", [f for f in FILES if f.startswith("speech")])
def test_speeches_have_headings_at_two_levels_or_run_in_points(name: str) -> None:
    text = text_of(name)
    assert len(re.findall(r"^(?:## )?[一二三四五六]、", text, flags=re.M)) >= 3
    assert re.search(r"一(?:要|是)[^。]*。(?:[^。]*。)*?二(?:要|是)", text)


def test_model_measures_stand_in_two_dated_versions_that_differ_in_known_articles() -> None:
    old, new = (text_of(f"model_measures_{day}.txt") for day in ("2022-05-10", "2025-03-06"))
    assert "十个工作日内公示" in old and "五个工作日内公示" in new
    assert "第七条之一" in new and "第七条之一" not in old


def test_citations_are_found_through_short_names_chains_and_back_references() -> None:
    text = "文中“《规定》”指《甲法》。见《规定》第二条、第三条。《乙法》（2017年修正）第一条，见该法第九条。第八条不算。"
    assert named_articles(text) == [
        ("甲法", "第二条"),
        ("甲法", "第三条"),
        ("乙法@2017", "第一条"),
        ("乙法@2017", "第九条"),
    ]


@pytest.mark.corpus
@pytest.mark.parametrize("name", FILES)
def test_every_article_that_a_text_names_exists_in_the_newest_version(name: str) -> None:
    if not SHARED.exists():
        pytest.skip("the shared corpus is not here")
    cited = named_articles(text_of(name))
    missing = [(law, article) for law, article in cited if article not in corpus_articles(law)]
    assert missing == []
    assert cited or name.startswith(("speech", "model")), "a guide without a single article"


@pytest.mark.corpus
def test_no_sentence_is_copied_from_the_shared_texts() -> None:
    if not SHARED.exists():
        pytest.skip("the shared corpus is not here")
    own = [squeezed(text_of(name)) for name in FILES]
    assert copied_runs(own, own), "the search finds what is there"
    shared = (path.read_text(encoding="utf-8", errors="replace") for path in (SHARED / "corpus").rglob("*.*"))
    assert copied_runs(own, map(squeezed, shared)) == set()
