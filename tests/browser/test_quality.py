"""What must hold of every page: accessible, small screens, dark, keyboard, below a prefix, safe against hostile texts."""

from __future__ import annotations

from typing import Any

import pytest

from tests.doors.conftest import ADMIN, READER

from .conftest import NewPage, Office, ask, ready, reload, settled, tab, until, whole

PUBLICITY = "如何落实行政执法公示？"
axe_module = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="没有安装 axe：无障碍测试跳过"
)


def serious(page: Any) -> list[str]:
    found = axe_module.Axe().run(page)
    return [
        f"{one['id']}: {node['target']} {node.get('failureSummary', '')[:160]}"
        for one in found.response["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_serious_accessibility_fault(new_page: NewPage, port: int, scheme: str) -> None:
    page = new_page(f"http://127.0.0.1:{port}/", color_scheme=scheme)
    ask(page, PUBLICITY)
    page.locator("a.fz-cite").first.click()
    page.locator(".fz-card.chosen").wait_for()
    assert serious(page) == []
    page.locator(".fz-card.chosen .fz-read").click()
    page.locator(".fz-reader mark").first.wait_for()
    assert serious(page) == []
    page.keyboard.press("Escape")
    for name, filled in (
        ("文库", ".fz-table tbody tr"),
        ("核验", "[aria-label=文稿]"),
        ("设置与状态", ".fz-facts dd"),
    ):
        tab(page, name)
        page.locator(filled).first.wait_for()
        assert serious(page) == [], name


@pytest.mark.parametrize("path", ["login", "lite", "api/docs"])
def test_the_plain_pages_have_none_either(new_page: NewPage, port: int, path: str) -> None:
    assert serious(new_page(f"http://127.0.0.1:{port}/{path}")) == []


def test_dark_mode_follows_the_switch_and_stays(chat: Any) -> None:
    dark = "getComputedStyle(document.body).backgroundColor === 'rgb(20, 24, 31)'"
    assert not chat.evaluate(dark)
    chat.get_by_role("button", name="深色").click()
    until(chat, dark)
    reload(chat)
    until(chat, dark)


def test_no_button_can_be_pressed_before_the_page_listens(profile: Any, port: int) -> None:
    # The page's script once came after Gradio's: a button could be seen, and pressed in vain.
    held: list[Any] = []
    page = profile.new_page()
    page.route("**/ui/library.js", lambda route: held.append(route))
    page.goto(f"http://127.0.0.1:{port}/", wait_until="commit")
    page.wait_for_timeout(1500)
    assert held and page.get_by_role("button").count() == 0
    held[0].continue_()
    page.get_by_role("button", name="大字").click()
    until(page, "document.documentElement.classList.contains('fz-large')")
    ready(page)
    assert page.evaluate("document.documentElement.classList.contains('fz-large')")
    page.evaluate("localStorage.clear()")
    page.close()


def test_large_type_makes_the_text_larger(chat: Any) -> None:
    ask(chat, PUBLICITY)
    size = "parseFloat(getComputedStyle(document.querySelector('.fz-answer .fz-quote')).fontSize)"
    before = chat.evaluate(size)
    chat.get_by_role("button", name="大字").click()
    until(chat, f"{size} >= {before * 1.2}")


@pytest.mark.parametrize("size", [(390, 800), (640, 450)])
def test_small_screens_and_200_percent_zoom_need_no_sideways_scrolling(
    new_page: NewPage, port: int, size: tuple[int, int]
) -> None:
    page = new_page(f"http://127.0.0.1:{port}/", size=size)
    ask(page, PUBLICITY)
    width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    until(page, f"{width} <= 0")
    page.locator("a.fz-cite").first.click()
    card = page.locator(".fz-card.chosen")
    card.wait_for()
    box = "document.querySelector('.fz-card.chosen').getBoundingClientRect()"
    until(page, f"{box}.left >= 0 && {box}.right <= innerWidth")
    card.get_by_role("button", name="在原文中查看").click()
    page.locator(".fz-reader mark").first.wait_for()
    page.get_by_role("button", name="关闭原文").click()
    page.get_by_role("button", name="关闭出处").click()
    tab(page, "文库")
    settled(page)
    until(page, f"{width} <= 0")


def test_asking_and_reading_need_only_the_keyboard(chat: Any) -> None:
    focus(chat, "document.activeElement.matches('#fz-question textarea')")
    chat.keyboard.type("如何落实行政执法公示？")
    chat.keyboard.press("Enter")
    whole(chat)
    focus(chat, "document.activeElement.matches('a.fz-cite')", "Shift+Tab")
    chat.keyboard.press("Enter")
    until(chat, "document.activeElement.matches('.fz-card.chosen')")
    chat.keyboard.press("Tab")
    assert chat.evaluate("document.activeElement.textContent") in ("在原文中查看", "展开全条")
    focus(chat, "document.activeElement.matches('.fz-read')")
    chat.keyboard.press("Enter")
    chat.locator(".fz-reader mark.here").first.wait_for()
    chat.keyboard.press("Escape")
    chat.locator(".fz-reader").wait_for(state="detached")


def focus(page: Any, condition: str, key: str = "Tab") -> None:
    """Press a key until the condition holds."""
    for _ in range(300):
        if page.evaluate(condition):
            return
        page.keyboard.press(key)
    raise AssertionError(condition)


def test_texts_with_markup_are_shown_as_text_and_load_nothing(office: Office) -> None:
    page = office(ADMIN)
    answer = ask(page, "灯笼悬挂应当注意什么 <img src=x onerror=alert(10)> ![](http://evil.example/e.png)")
    if answer.locator("a.fz-cite").count():
        answer.locator("a.fz-cite").first.click()
        page.locator(".fz-card.chosen .fz-read").click()
    else:
        answer.locator("a.fz-open").first.click()
    page.locator(".fz-reader mark").first.wait_for()
    assert "<script>alert(1)</script>" in page.locator(".fz-reader .text").inner_text()
    page.keyboard.press("Escape")
    tab(page, "文库")
    page.get_by_label("查找文献").fill("灯笼")
    until(page, "document.querySelectorAll('.fz-table tbody tr').length === 1")
    assert "<b onclick=alert(9)>" in page.locator(".fz-title").first.inner_text()
    assert (
        page.locator(".fz-pane script, .fz-pane img, #fz-chat img, #fz-chat iframe, .fz-reader img").count()
        == 0
    )
    page.wait_for_timeout(300)


def test_the_page_works_below_a_prefix(office: Office) -> None:
    page = office(READER)
    ask(page, PUBLICITY).locator("a.fz-cite").first.click()
    page.locator(".fz-card.chosen .fz-read").click()
    page.locator(".fz-reader mark").first.wait_for()
    until(page, "location.search.startsWith('?c=')")
    assert "/fawu/?c=" in page.url


def test_two_users_see_only_their_own(office: Office) -> None:
    reader, admin = office(READER), office(ADMIN)
    ask(reader, "夜市营业时间")
    until(reader, "location.search.startsWith('?c=')")
    admin.goto(reader.url, wait_until="domcontentloaded")
    ready(admin)
    assert admin.locator(".fz-answer").count() == 0
    assert "夜市" not in admin.locator("#fz-history").inner_text()
    tab(reader, "文库")
    reader.locator(".fz-table tbody tr").first.wait_for()
    assert reader.locator(".fz-drop").count() == 0 and reader.get_by_role("button", name="删除").count() == 0
    tab(admin, "文库")
    admin.locator(".fz-drop").wait_for()
    reader.get_by_role("button", name="退出").click()
    reader.get_by_label("用户名").wait_for()
