"""python -m tests.browser.screenshots FOLDER: the pictures of the README, taken from the product over the shipped texts.

Not a test: nothing is asserted, somebody looks at them.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

import documents
from index.library import Library

from .conftest import ask, ready, tab
from .server import ARGUMENTS, chromium, serving

QUESTION = "如何落实行政执法公示制度？"


def main(folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    path = chromium()
    if path is None:
        sys.stderr.write("没有安装 Chromium，不能截图。\n")
        return 1
    with tempfile.TemporaryDirectory() as home:
        library = Library.open(Path(home) / "library", create=True)
        library.add([Path(documents.__path__[0]) / "library"])
        library.close()
        with serving(Path(home) / "library") as port, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
            for options, walk in WALKS:
                context = browser.new_context(locale="zh-CN", reduced_motion="reduce", **options)
                walk(Shots(context.new_page(), f"http://127.0.0.1:{port}/", folder))
                context.close()
            browser.close()
    return 0


@dataclass(frozen=True)
class Shots:
    page: Any
    address: str
    folder: Path

    def asked(self) -> None:
        """The page with the question answered, its first lines in view."""
        self.page.goto(self.address, wait_until="domcontentloaded")
        ready(self.page)
        ask(self.page, QUESTION)
        self.page.evaluate("scrollTo(0, 0)")

    def shoot(self, name: str) -> None:
        self.page.wait_for_timeout(700)  # transitions, fonts
        self.page.screenshot(path=str(self.folder / f"{name}.png"))


def sources(shots: Shots) -> None:
    shots.page.locator("a.fz-cite").first.click()
    shots.page.locator(".fz-card.chosen").wait_for()
    shots.page.evaluate("scrollTo(0, 0)")


def document(shots: Shots) -> None:
    shots.page.locator(".fz-card.chosen .fz-read").click()
    shots.page.locator(".fz-reader mark").first.wait_for()


def desktop(shots: Shots) -> None:
    shots.asked()
    sources(shots)
    shots.shoot("answer")
    document(shots)
    shots.shoot("document")
    shots.page.keyboard.press("Escape")
    tab(shots.page, "文库")
    shots.page.locator(".fz-table tbody tr").first.wait_for()
    shots.shoot("library")


def dark(shots: Shots) -> None:
    shots.asked()
    sources(shots)
    shots.shoot("dark")


def phone(shots: Shots) -> None:
    shots.asked()
    shots.shoot("phone")
    sources(shots)
    shots.shoot("phone-sources")


DESKTOP = {"viewport": {"width": 1400, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 1.5}
WALKS: tuple[tuple[dict[str, Any], Callable[[Shots], None]], ...] = (
    (DESKTOP, desktop),
    ({**DESKTOP, "color_scheme": "dark"}, dark),
    (PHONE, phone),
)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs")))
