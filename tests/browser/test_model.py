"""A language model at work in the page: quotations at once, then one checked sentence after another, stopped or not.
The endpoint is scripted and sends its next sentence when the test says so."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.scripted_endpoint import Handler, Script, chunk

from .conftest import answered, ask, reload, send, until, whole
from .server import serving

PACE_SECONDS = 200
QUESTION = "行政处罚的结果应当在几个工作日内公示？"
TRUE = "行政处罚结果，应当在7个工作日内公示。[1]"
QUOTED = "行政许可、行政处罚的结果应当在七个工作日内公示。[1]"
FALSE = "罚款一律由法院收取，另加百分之三十。[9]"


class Paced(Script):
    """Sends one sentence for each `go.release()`."""

    def __init__(self) -> None:
        super().__init__()
        self.mode = "paced"
        self.sentences: list[str] = []
        self.go = threading.Semaphore(0)


class PacedHandler(Handler):
    script: Paced

    def mode_paced(self) -> None:
        self.start()
        for sentence in self.script.sentences:
            self.script.go.acquire(timeout=PACE_SECONDS)
            self.send(chunk(sentence))
        self.script.go.acquire(timeout=PACE_SECONDS)
        self.send(chunk(None, "stop"))
        self.send(b"data: [DONE]\n\n")


@contextmanager
def paced_endpoint() -> Iterator[Paced]:
    script = Paced()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (PacedHandler,), {"script": script}))
    server.daemon_threads = True
    script.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield script
    finally:
        script.stop.set()
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def written(browser: Any, shelf: Path) -> Iterator[tuple[Paced, int]]:
    """A server with a model."""
    with paced_endpoint() as script:
        environment = {
            "FAZHI_LLM_BASE_URL": script.url,
            "FAZHI_LLM_MODEL": "scripted",
            # The next sentence comes when the browser has got so far, which a busy machine may delay.
            "FAZHI_LLM_FIRST_TOKEN_SECONDS": str(PACE_SECONDS),
            "FAZHI_LLM_TOTAL_SECONDS": str(PACE_SECONDS),
        }
        with serving(shelf, environment=environment) as port:
            yield script, port


@pytest.fixture
def model(written: tuple[Paced, int]) -> Paced:
    script = written[0]
    script.mode, script.sentences, script.go = "paced", [], threading.Semaphore(0)
    return script


@pytest.fixture
def page(new_page: Any, written: tuple[Paced, int]) -> Any:
    return new_page(f"http://127.0.0.1:{written[1]}/")


def begin(page: Any) -> Any:
    send(page, QUESTION)
    page.locator(".fz-waiting").wait_for()
    return page.locator(".fz-answer").last


def test_checked_sentences_come_one_by_one_above_the_quotations(page: Any, model: Paced) -> None:
    model.sentences = [TRUE, QUOTED, FALSE]
    answer = begin(page)
    assert "七个工作日" in answer.locator(".fz-quote").first.inner_text(), "quotations stand at once"
    assert answer.locator(".fz-told").count() == 0 and answer.locator(".fz-mode").inner_text() == "模型"
    answer.locator("a.fz-cite").first.click()
    assert "七个工作日" in page.locator(".fz-card.chosen mark").inner_text(), "and can be read meanwhile"
    model.go.release()
    model.go.release()
    until(page, "document.querySelectorAll('.fz-told').length === 1")
    assert page.locator(".fz-waiting").count() == 1, "more is still to come"
    model.go.release()
    model.go.release()
    text = whole(page).inner_text()
    assert "百分之三十" not in text and "1 句没有依据" in text
    assert answer.locator(".fz-told .fz-label").all_inner_texts() == ["转述"]
    assert set(answer.locator(".fz-quote .fz-label").all_inner_texts()) == {"原文"}
    assert answer.locator(".fz-meta .fz-mode").inner_text() == "模型"
    reload(page)
    page.locator(".fz-answer .fz-told").wait_for()


def test_stopping_a_model_leaves_the_quotations_also_after_a_reload(page: Any, model: Paced) -> None:
    model.sentences = [TRUE, QUOTED]
    answer = begin(page)
    page.get_by_role("button", name="停止").click()
    page.get_by_role("button", name="提问", exact=True).wait_for()
    assert "七个工作日" in answer.locator(".fz-quote").first.inner_text()
    model.go.release(4)
    until(page, "location.search.startsWith('?c=')")
    reload(page)
    page.locator(".fz-answer .fz-meta").wait_for()
    assert page.locator(".fz-told").count() == 0
    assert page.locator(".fz-answer .fz-quote").count() > 0


def test_a_model_that_fails_is_named_and_the_quotations_answer(page: Any, model: Paced) -> None:
    model.mode = "denied"
    answer = ask(page, QUESTION)
    assert answer.locator(".fz-meta .fz-mode").inner_text() == "原文摘录"
    assert "以下为原文摘录" in answer.inner_text() and "七个工作日" in answer.inner_text()


def test_an_answer_by_a_model_can_be_asked_for_again_and_stopped(page: Any, model: Paced) -> None:
    model.mode = "denied"
    ask(page, QUESTION)
    first = answered(page)
    model.mode, model.sentences = "paced", [TRUE, QUOTED]
    page.get_by_role("link", name="重新回答").click()
    page.locator(".fz-waiting").wait_for()
    page.get_by_role("button", name="停止").wait_for()
    model.go.release(4)
    assert whole(page, first).locator(".fz-told").count() > 0
    assert page.locator(".fz-answer").count() == 1
