"""What the pages are made of: messages, the document page, the lite page, the journal, the MCP tools."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import documents
from assistant.ask import Assistant
from assistant.mcp import build as build_mcp
from assistant.page.examples import Examples
from assistant.page.message import error, stages
from assistant.page.mounting import STATIC, clean
from assistant.page.words import EXAMPLES
from assistant.web.document_page import Span, _inline
from assistant.web.journal import Journal
from documents.errors import InputError
from index.library import Library

ROPE = "携犬出户牵引绳不得超过多长？"
NASTY = "<img src=x onerror=alert(1)>&\"'"


class Balanced(HTMLParser):
    """Fails on a tag that is closed where it was not opened."""

    VOID = ("br", "meta", "link", "input", "img")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.shown = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.shown += data


def test_a_message_grows_and_its_links_name_the_citations(folder: Path) -> None:
    answer = Assistant(Library.open(folder)).ask("如何落实行政执法公示？")
    growing = list(stages(answer, "abc"))
    assert len(growing) >= 2 and "fz-meta" in growing[-1] and "fz-meta" not in growing[0]
    assert set(re.findall(r"#cite-abc-(\d+)", growing[-1])) == {str(one.number) for one in answer.citations}
    for one in growing:
        parser = Balanced()
        parser.feed(one)
        assert parser.open == [] and "\n\n" not in one


def test_an_error_message_is_text() -> None:
    assert NASTY not in error("X", NASTY, NASTY) and "&lt;img" in error("X", NASTY, "")


def test_tags_over_one_text_nest_wherever_they_begin_and_end() -> None:
    full = "零一二<四五六七八九"
    spans = [Span(1, 6, "<a>", "</a>"), Span(4, 8, "<mark>", "</mark>"), Span(0, 2, "<b>", "</b>")]
    html = _inline(full, 0, len(full), spans)
    parser = Balanced()
    parser.feed(html)
    assert parser.open == [] and parser.shown == full


def test_the_document_page_shows_the_whole_text_and_marks_the_places(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"question": ROPE}).json()["citations"][0]
    page = client.get(
        f"/doc/{answer['document']['id']}", params={"mark": f"{answer['start']}-{answer['end']},9-3,x"}
    ).text
    marks = re.findall(r'<mark data-mark="0"[^>]*>([^<]*)</mark>', page)
    assert "".join(marks) == answer["quote"]
    parser = Balanced()
    parser.feed(page)
    text = client.get(f"/api/documents/{answer['document']['id']}").json()["text"]
    shown = "".join(parser.shown.split())
    assert all("".join(line.split()).strip("#") in shown for line in text.splitlines())


def test_the_document_page_opens_at_an_address_in_the_version_in_force(client: TestClient) -> None:
    page = client.get("/doc/示例市养犬管理条例", params={"pin": "第二条"}).text
    assert "一点五米" in "".join(re.findall(r"<mark[^>]*>([^<]*)", page)) and "2 个版本" in page


def test_an_old_version_says_so_and_leads_to_the_new_one(client: TestClient) -> None:
    old = client.get("/api/documents", params={"q": "养犬", "order": "date"}).json()["documents"][0]["id"]
    page = client.get(f"/doc/{old}").text
    assert "这不是现行版本" in page and "已修改" in page


def test_hostile_marks_and_pins_do_no_harm(client: TestClient) -> None:
    night = client.get("/api/documents", params={"q": "夜市"}).json()["documents"][0]["id"]
    for mark in ("0-999999999", "5-5", "-1-3", "9" * 5000, NASTY):
        assert client.get(f"/doc/{night}", params={"mark": mark, "pin": NASTY[:90]}).status_code == 200
    missing = client.get("/doc/<script>", headers={"accept": "text/html"})
    assert missing.status_code == 404 and "<script>" not in missing.text and "&lt;script&gt;" in missing.text


def test_lite_shows_answer_sources_and_errors_as_text(client: TestClient) -> None:
    page = client.get("/lite", params={"q": ROPE}).text
    assert "一点五米" in page and 'href="/doc/' in page and "<script" not in page
    assert client.get("/lite", params={"q": ROPE, "as_of": NASTY}).status_code == 422
    hostile = client.get("/lite", params={"q": NASTY}).text
    assert NASTY not in hostile and "&lt;img" in hostile


def test_gradios_html_gets_a_nonce_and_loses_other_hosts() -> None:
    html = '<html lang="en"><meta property="og:image" content="https://x.example/a.png"><body class="x"><script>1</script><script type="module" src="a">'
    cleaned = clean(html, "abc")
    assert cleaned.count("nonce=abc") == 3 and "x.example" not in cleaned and 'lang="zh-CN"' in cleaned
    assert cleaned.index("ui/page.js") < cleaned.index("<script nonce=abc>1")
    assert cleaned.index("<body") < cleaned.index('href="lite"') < cleaned.index("<script nonce=abc>1")


# What came to Chrome after version 100, in scripts and in style sheets.
NEWER = {
    ".js": r"\.(toSorted|toSpliced|toReversed|withResolvers|groupBy|isWellFormed|checkVisibility|showPopover)\(|"
    r"\bURL\.canParse|AbortSignal\.(timeout|any)|Array\.fromAsync|startViewTransition|crypto\.randomUUID",
    ".css": r":has\(|@container|\d[dsl]v[hw]\b|color-mix\(|text-wrap|oklch|light-dark\(|@starting-style|"
    r"@media[^{]*[<>]|[{;]\s*(translate|rotate|scale):|field-sizing|popover|&[\s.:>]|subgrid",
}


@pytest.mark.parametrize("suffix", list(NEWER))
def test_our_own_files_need_nothing_newer_than_chrome_100(suffix: str) -> None:
    files = sorted(STATIC.glob(f"*{suffix}"))
    assert files
    for file in files:
        bare = re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert re.findall(NEWER[suffix], bare) == [], file.name


def test_conversations_outlive_the_server(folder: Path) -> None:
    library = Library.open(folder)
    first = Journal(library.notebook)
    answer = first.keep_answer("甲", {"question": "问"})
    first.keep_message("甲", answer, "<p>答</p>")
    conversation = first.add_turn("甲", None, "问", answer)
    assert first.add_turn("甲", conversation, "再问", answer) == conversation
    first.close()
    second = Journal(Library.open(folder).notebook)
    assert second.answer("甲", answer)["question"] == "问" and second.message("甲", answer) == "<p>答</p>"
    assert [(one["title"], one["turns"]) for one in second.conversations("甲")] == [("问", 2)]
    assert second.conversations("乙") == [] and second.conversation("乙", conversation) is None
    second.forget("甲", conversation)
    assert second.conversations("甲") == []
    with pytest.raises(InputError, match="NOT_FOUND"):
        second.answer("甲", answer)
    second.close()
    assert Library.open(folder).notebook.leaves("conversations") == ()


def test_a_list_that_was_shown_once_keeps_up_with_what_happens(folder: Path) -> None:
    journal = Journal(Library.open(folder).notebook)
    assert journal.conversations("甲") == []
    conversation = journal.add_turn("甲", None, "问", "x")
    journal.add_turn("乙", None, "别人的", "y")
    assert [one["title"] for one in journal.conversations("甲")] == ["问"]
    journal.rename("甲", conversation, "改名")
    journal.add_turn("甲", conversation, "再问", "z")
    assert [(one["title"], one["turns"]) for one in journal.conversations("甲")] == [("改名", 2)]
    journal.forget("甲", conversation)
    assert journal.conversations("甲") == []
    journal.close()


def test_what_gathers_is_written_in_few_steps_and_none_of_it_is_lost(folder: Path) -> None:
    library = Library.open(folder)
    steps: list[int] = []
    write = Journal._write

    class Counted(Journal):
        def _write(self, batch: dict[tuple[str, str], dict[str, object] | None]) -> None:
            steps.append(len(batch))
            write(self, batch)

    journal = Counted(library.notebook)
    made = [journal.add_turn("甲", None, f"问{n}", "x") for n in range(60)]
    journal.close()
    assert sum(steps) == 60 and len(steps) < 30
    assert {leaf.key for leaf in library.notebook.leaves("conversations")} == {f"甲/{one}" for one in made}


def test_remembering_never_makes_an_answer_wait_for_a_busy_library(folder: Path) -> None:
    library = Library.open(folder)
    journal = Journal(library.notebook)
    with library._writing():
        started = time.monotonic()
        identity = journal.keep_answer("甲", {"question": "问"})
        assert journal.answer("甲", identity)["question"] == "问"
        assert time.monotonic() - started < 5, "a writer waits half a minute for the other one"
    journal.close()


def test_mcp_clients_ask_search_and_show(folder: Path) -> None:
    server = build_mcp(Assistant(Library.open(folder)))

    def run(work: Coroutine[object, object, dict[str, object]]) -> dict[str, object]:
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(asyncio.run, work).result()

    async def call(name: str, arguments: dict[str, object]) -> dict[str, object]:
        from mcp import Client

        async with Client(server) as client:
            assert {tool.name for tool in (await client.list_tools()).tools} == {"ask", "search", "show"}
            result = await client.call_tool(name, arguments)
            return dict(result.structured_content or json.loads(result.content[0].text))  # type: ignore[union-attr]

    answer = run(call("ask", {"question": ROPE}))
    assert answer["status"] == "answered" and "一点五米" in str(answer["answer"])
    assert "夜市" in str(run(call("search", {"query": "夜市", "k": 2})))
    assert "束犬链" in str(run(call("show", {"document": str(answer["citations"][0]["document"]["id"])})))  # type: ignore[index]
    assert "NO_DOCUMENT" in str(run(call("show", {"document": "没有"})))


def test_the_examples_are_questions_that_this_library_answers(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library", create=True)
    assistant = Assistant(library)
    examples = Examples(assistant)
    assert examples.of(library) == (), "an empty library answers nothing"
    library.add([Path(documents.__path__[0]) / "library"])
    shown = examples.of(library)
    assert len(shown) == 6 and {kind for kind, _ in shown} == {kind for kind, _ in EXAMPLES}
    assert all(assistant.ask(question).status == "answered" for _, question in shown)
    assert ("查条", "行政处罚法第四十八条第二款") not in shown, "that law is not in this library"
