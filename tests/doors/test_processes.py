"""Helping processes give the same answer as this one, and their death costs a question nothing."""

from __future__ import annotations

import dataclasses
import os
import shutil
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.records import Answer
from assistant.settings import Settings
from assistant.web.jobs import Jobs
from assistant.web.journal import Journal
from assistant.web.processes import Helpers
from assistant.web.state import State
from assistant.web.workers import Workers
from documents.errors import InputError
from index.library import Library
from index.records import Filter

ROPE = "携犬出户牵引绳不得超过多长？"


@pytest.fixture(scope="module")
def shared(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(built, tmp_path_factory.mktemp("helped") / "library"))


@pytest.fixture(scope="module")
def helpers(shared: Path) -> Iterator[Helpers]:
    """Started by the first test that calls them; the last one kills them."""
    made = Helpers(Settings(library=shared), count=2)
    yield made
    made.close()


def ready(helpers: Helpers) -> None:
    helpers.call()
    for one in helpers._starting:
        one.result(150)


def timeless(answer: Answer | None) -> Answer | None:
    return answer and dataclasses.replace(answer, seconds=0.0, timings={})


def test_a_helper_answers_as_this_process_does_and_raises_the_same_errors(
    helpers: Helpers, shared: Path
) -> None:
    assert helpers.ask(ROPE, Filter(), None) is None, "nobody has called them"
    ready(helpers)
    with Library.open(shared) as library:
        assistant = Assistant(library)
        first = assistant.ask(ROPE)
        assert timeless(helpers.ask(ROPE, Filter(), None)) == timeless(first)
        followed = assistant.ask("那第三条呢？", previous=first)
        assert timeless(helpers.ask("那第三条呢？", Filter(), first)) == timeless(followed)
    with pytest.raises(InputError, match="EMPTY_QUESTION"):
        helpers.ask("　", Filter(), None)


def test_what_is_added_is_found_by_the_helpers_too(helpers: Helpers, shared: Path) -> None:
    ready(helpers)
    with Library.open(shared) as library:
        library.add_bytes("灯笼.txt", "示例市灯笼办法\n\n第一条 临街灯笼应当使用冷光源。\n".encode())
    answer = helpers.ask("《示例市灯笼办法》第一条", Filter(), None)
    assert answer is not None and "冷光源" in answer.citations[0].quote


def test_a_helper_that_dies_is_done_without(helpers: Helpers) -> None:
    ready(helpers)
    os.kill(helpers._starting[0].result(), signal.SIGKILL)
    until = time.monotonic() + 60
    while helpers.ask(ROPE, Filter(), None) is not None:
        assert time.monotonic() < until
    assert helpers.ask(ROPE, Filter(), None) is None


def test_a_crowd_calls_them_and_one_person_does_not(folder: Path, home: Path) -> None:
    settings = Settings(library=folder)
    with Library.open(folder) as library:
        called: list[bool] = []
        helpers = Helpers(settings, count=2)
        helpers.call = lambda: called.append(True)  # type: ignore[method-assign]
        state = State(
            Assistant(library, settings), settings, Journal(library.notebook), Jobs(library), Workers()
        )
        state.helpers = helpers
        state.ask("甲", ROPE, Filter())
        assert not called
        with ThreadPoolExecutor(24) as pool:
            answers = list(pool.map(lambda _: state.ask("甲", ROPE, Filter())[0], range(48)))
        assert called and all(timeless(one) == timeless(answers[0]) for one in answers)
        state.close()
