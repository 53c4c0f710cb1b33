"""python -m tests.browser.figures ADDRESS: what a first visit costs at a running server. Prints figures; asserts nothing.

Warm means that the server has been asked before; the browser's profile is new each time.
"""

from __future__ import annotations

import statistics
import sys
import time
from typing import Any

from playwright.sync_api import sync_playwright

from .server import ARGUMENTS, chromium

QUESTION = "如何落实行政执法公示制度？"


def visit(browser: Any, address: str) -> dict[str, float]:
    """Milliseconds to the first paint and to a box that can be typed in; requests and bytes of the visit; milliseconds
    from Enter to the first words and to the whole answer; then the page once more in the same browser: milliseconds,
    and what still comes over the wire."""
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    sizes: list[int] = []
    page.on("requestfinished", lambda one: sizes.append(one.sizes()["responseBodySize"]))
    started = time.perf_counter()
    page.goto(address, wait_until="domcontentloaded")
    page.wait_for_selector("#fz-question textarea")
    ready = time.perf_counter() - started
    page.wait_for_timeout(1500)
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime || 0")
    figures = {
        "first paint ms": paint,
        "ready ms": ready * 1000,
        "requests": len(sizes),
        "kB": sum(sizes) / 1024,
    }
    page.locator("#fz-question textarea").fill(QUESTION)
    started = time.perf_counter()
    page.keyboard.press("Enter")
    page.wait_for_selector(".fz-answer")
    figures["first words ms"] = (time.perf_counter() - started) * 1000
    page.wait_for_selector(".fz-answer .fz-meta")
    figures["whole answer ms"] = (time.perf_counter() - started) * 1000
    sizes.clear()
    started = time.perf_counter()
    page.goto(address, wait_until="domcontentloaded")
    page.wait_for_selector("#fz-question textarea")
    figures["again ready ms"] = (time.perf_counter() - started) * 1000
    page.wait_for_timeout(1500)
    sent = "performance.getEntriesByType('resource').map(one => one.transferSize)"
    figures["again kB"] = sum(page.evaluate(sent)) / 1024
    context.close()
    return figures


def main(address: str) -> int:
    path = chromium()
    if path is None:
        sys.stderr.write("没有安装 Chromium。\n")
        return 1
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        visits = [visit(browser, address) for _ in range(6)][1:]
        browser.close()
    for name in visits[0]:
        sys.stdout.write(f"{name}: {statistics.median(one[name] for one in visits):.0f}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:7860/"))
