"""python -m tests.browser.screenshots FOLDER: the pictures of the README, taken from the product over the shipped texts.

Not a test: nothing is asserted, somebody looks at them.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

import documents
from index.library import Library

from .conftest import ask, tab
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
            for name, size, scheme in (
                ("desktop", (1400, 900), "light"),
                ("dark", (1400, 900), "dark"),
                ("phone", (390, 844), "light"),
            ):
                context = browser.new_context(
                    locale="zh-CN",
                    viewport={"width": size[0], "height": size[1]},
                    color_scheme=scheme,  # type: ignore[arg-type]
                    device_scale_factor=2 if name == "phone" else 1,
                )
                walk(context.new_page(), f"http://127.0.0.1:{port}/", folder, name)
                context.close()
            browser.close()
    return 0


def walk(page: Any, address: str, folder: Path, name: str) -> None:
    def shoot(what: str) -> None:
        page.wait_for_timeout(700)
        page.screenshot(path=str(folder / f"{name}-{what}.png"))

    page.goto(address, wait_until="domcontentloaded")
    page.wait_for_selector("#fz-question textarea")
    shoot("start")
    ask(page, QUESTION)
    shoot("answer")
    page.locator("a.fz-cite").first.click()
    shoot("sources")
    page.locator(".fz-card.chosen .fz-read").click()
    page.locator(".fz-reader mark").first.wait_for()
    shoot("document")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    tab(page, "文库")
    page.locator(".fz-table tbody tr").first.wait_for()
    shoot("library")
    tab(page, "核验")
    shoot("check")
    tab(page, "设置与状态")
    shoot("settings")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs")))
