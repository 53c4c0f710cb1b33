"""The conversation in a browser: ask, sources, reading, follow up, reload, stop, edit, copy, link, feedback."""

from __future__ import annotations

from typing import Any

from .conftest import NewPage, answered, ask, reload, send, until, whole

PUBLICITY = "如何落实行政执法公示？"


def test_a_citation_opens_its_source_and_the_source_its_place_in_the_document(chat: Any) -> None:
    answer = ask(chat, PUBLICITY)
    answer.locator("a.fz-cite", has_text="2").first.click()
    card = chat.locator(".fz-card.chosen")
    assert (
        "在全市依法行政工作会议上的讲话" in card.inner_text()
        and "讲话" in card.locator(".badge.kind").inner_text()
    )
    quoted = card.locator("mark").inner_text()
    card.get_by_role("button", name="在原文中查看").click()
    mark = chat.locator(".fz-reader mark.here").first
    mark.wait_for()
    assert mark.inner_text() == quoted and "执法公示" in quoted
    box, window = mark.bounding_box(), chat.locator(".fz-reader-place").bounding_box()
    assert window["y"] <= box["y"] <= window["y"] + window["height"]
    chat.keyboard.press("Escape")
    chat.locator(".fz-reader").wait_for(state="detached")


def test_sources_stay_with_their_message_after_a_follow_up_and_a_reload(chat: Any) -> None:
    ask(chat, "《示例市养犬管理条例》第二条")
    second = ask(chat, "那第三条呢？")
    assert "按此理解" in second.inner_text() and "二百元" in second.inner_text()
    until(chat, "location.search.startsWith('?c=')")
    reload(chat)
    until(chat, "document.querySelectorAll('.fz-answer').length === 2")
    chat.locator(".fz-answer").first.locator("a.fz-cite").first.click()
    assert "牵引绳不得超过一点五米" in chat.locator(".fz-card.chosen mark").inner_text()
    third = ask(chat, "第一条呢？")
    assert "养犬" in third.inner_text()
    until(chat, "document.querySelectorAll('#fz-history a[aria-current]').length === 1")


def test_the_document_window_moves_between_places_and_follows_references(chat: Any) -> None:
    answer = ask(chat, "《示例市养犬管理条例》第三条")
    answer.locator("a.fz-cite").first.click()
    chat.locator(".fz-card.chosen .fz-read").click()
    chat.locator(".fz-reader .outline").wait_for(state="attached")
    chat.locator(".fz-reader a.reference", has_text="第二条").first.click()
    until(
        chat,
        "[...document.querySelectorAll('.fz-reader mark.here')].some(m => m.innerText.includes('牵引绳'))",
    )
    chat.get_by_role("button", name="返回").click()
    until(
        chat, "[...document.querySelectorAll('.fz-reader mark.here')].some(m => m.innerText.includes('罚款'))"
    )
    chat.locator(".fz-reader .versions summary").click()
    chat.locator(".fz-reader .versions a", has_text="2015-0").click()
    chat.get_by_text("这不是现行版本").wait_for()


def test_an_answer_can_be_repeated_and_a_question_edited(chat: Any) -> None:
    ask(chat, "夜市营业时间")
    first = answered(chat)
    chat.get_by_role("link", name="重新回答").click()
    whole(chat, first)
    assert chat.locator(".fz-answer").count() == 1
    second = answered(chat)
    chat.get_by_role("button", name="编辑").or_(chat.get_by_role("button", name="修改")).last.click()
    area = chat.locator("#fz-chat textarea")
    area.fill("香蕉运输许可的有效期")
    chat.locator("#fz-chat").get_by_role("button", name="提交").or_(
        chat.locator("#fz-chat").get_by_role("button", name="发送")
    ).first.click()
    assert "十五日" in whole(chat, second).inner_text()
    assert chat.locator(".fz-answer").count() == 1


def test_copying_works_on_plain_http_under_a_host_name(new_page: NewPage, port: int) -> None:
    page = new_page(f"http://fawu.example:{port}/")
    assert page.evaluate("window.isSecureContext") is False
    answer = ask(page, PUBLICITY)
    page.evaluate("document.addEventListener('copy', e => { window.copied = document.activeElement.value; })")
    answer.get_by_text("复制（含出处）").click()
    until(page, "window.copied")
    copied = page.evaluate("window.copied")
    assert "出处" in copied and "《示例市行政执法公示办法》" in copied and "<" not in copied
    answer.get_by_text("复制链接").click()
    until(page, "window.copied.startsWith('http')")
    link = page.evaluate("window.copied")
    again = new_page(link)
    whole(again)
    texts = [
        one.locator(".fz-quote").all_inner_texts()
        for one in (page.locator(".fz-answer"), again.locator(".fz-answer"))
    ]
    assert texts[0] and texts[0] == texts[1]


def test_feedback_is_kept(chat: Any, port: int) -> None:
    answer = ask(chat, "夜市营业时间")
    answer.get_by_text("反馈").click()
    chat.get_by_label("补充说明").fill("应当说明是否含节假日")
    chat.get_by_role("button", name="答非所问").click()
    chat.get_by_text("已记录").wait_for()
    kept = chat.evaluate("fetch('api/feedback').then(r => r.json())")["feedback"]
    assert ("答非所问", "应当说明是否含节假日") in {(one["verdict"], one["words"]) for one in kept}


def test_a_refusal_says_why_and_shows_what_is_nearest(chat: Any) -> None:
    answer = ask(chat, "火星上如何申请驾驶证")
    assert "未作答" in answer.inner_text() and "原文摘录" in answer.locator(".fz-mode").inner_text()
    nearest = answer.locator("a.fz-open").first
    nearest.click()
    chat.locator(".fz-reader mark").first.wait_for()


def test_a_question_that_cannot_be_read_is_answered_with_words(chat: Any) -> None:
    send(chat, "？？？")
    chat.locator(".fz-refusal", has_text="没有听懂").wait_for()


def test_filters_and_the_day_bound_the_answer(chat: Any) -> None:
    chat.get_by_role("link", name="检索范围").click()
    chat.get_by_label("以哪一天的效力为准").fill("2018-06-01")
    answer = ask(chat, "携犬出户牵引绳不得超过多长？")
    assert "三米" in answer.inner_text() and "2018年6月1日" in answer.inner_text()
    chat.get_by_label("限于文献").fill("没有这样的题名")
    send(chat, "犬")
    chat.locator(".fz-error", has_text="没有题名含").wait_for()


def test_lite_answers_without_a_script(new_page: NewPage, port: int) -> None:
    page = new_page(f"http://127.0.0.1:{port}/lite", java_script_enabled=False)
    page.get_by_label("问题").fill(PUBLICITY)
    page.get_by_role("button", name="提问").click()
    page.get_by_role("link", name="[2]").first.click()
    page.locator("#s2").get_by_role("link", name="在原文中查看").click()
    assert "执法公示" in page.locator("mark").first.inner_text()


def test_a_browser_in_which_the_page_cannot_run_is_led_to_lite(new_page: NewPage, port: int) -> None:
    page = new_page(f"http://127.0.0.1:{port}/", java_script_enabled=False)
    page.get_by_role("link", name="简版").click()
    page.get_by_label("问题").wait_for()


def test_a_browser_too_old_for_the_script_is_led_to_lite(browser: Any, port: int) -> None:
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.route(
        "**/assets/*.js", lambda route: route.fulfill(body="let @ = 1;", content_type="text/javascript")
    )
    page.goto(f"http://127.0.0.1:{port}/", wait_until="domcontentloaded")
    page.get_by_role("link", name="简版").click()
    page.get_by_label("问题").wait_for()
    context.close()


def test_the_notice_for_old_browsers_is_gone_where_the_page_runs(chat: Any) -> None:
    assert chat.locator("#fz-plain").count() == 0


def test_a_further_question_and_the_beginning_of_its_answer_come_into_view(chat: Any) -> None:
    chat.set_viewport_size({"width": 1280, "height": 420})
    ask(chat, PUBLICITY)
    ask(chat, "夜市营业时间")
    last = "[...document.querySelectorAll('{}')].at(-1).getBoundingClientRect().top"
    question, answer = last.format("#fz-chat .user-row"), last.format(".fz-answer")
    until(chat, f"{question} > -60 && {answer} < innerHeight - 40", seconds=20)


def test_the_bounds_are_named_under_the_question_and_lead_to_where_they_are_set(chat: Any) -> None:
    line = chat.get_by_role("link", name="检索范围")
    assert "全部文献" in line.inner_text()
    line.click()
    day = chat.get_by_label("以哪一天的效力为准")
    day.fill("2018-06-01")
    day.blur()
    until(chat, "document.querySelector('#fz-scope[data-bounded]')?.innerText.includes('2018-06-01')")


def test_the_outline_shows_where_the_reader_is(chat: Any) -> None:
    answer = ask(chat, "《示例市行政执法公示办法》第四条")
    answer.locator("a.fz-cite").first.click()
    chat.locator(".fz-card.chosen .fz-read").click()
    until(
        chat,
        "[...document.querySelectorAll('.fz-reader .outline a[aria-current]')].map(a => a.innerText).join() === '第四条'",
    )
    assert chat.locator(".fz-reader-title").inner_text() == "示例市行政执法公示办法"
