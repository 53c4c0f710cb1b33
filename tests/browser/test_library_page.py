"""The library and settings pages in a browser: load a .docx, look at it, correct it, delete it, edit the lexicon."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document

from .conftest import ask, reload, settled, tab, until


def a_docx(folder: Path) -> Path:
    document = Document()
    document.add_heading("示例市灯笼管理办法", 0)
    document.add_paragraph("（2023年5月1日示例市人民政府公布 自2023年6月1日起施行）")
    document.add_paragraph("第一条 为了规范灯笼悬挂，制定本办法。")
    document.add_paragraph("第二条 临街灯笼应当使用冷光源，悬挂高度不得低于三米二。")
    path = folder / "示例市灯笼管理办法.docx"
    document.save(str(path))
    return path


def test_a_docx_is_added_asked_about_corrected_and_deleted(chat: Any, tmp_path: Path) -> None:
    tab(chat, "文库")
    chat.locator("#fz-pick").set_input_files([a_docx(tmp_path), _empty(tmp_path)])
    chat.locator(".fz-results li", has_text="新加入").wait_for()
    chat.locator(".fz-results li.bad", has_text="空.txt").wait_for()
    row = chat.locator(".fz-table tr", has_text="灯笼")
    row.wait_for()
    done(chat)
    tab(chat, "问答")
    assert "三米二" in ask(chat, "临街灯笼悬挂高度不得低于多少").inner_text()
    tab(chat, "文库")
    row.get_by_role("button", name="详情").click()
    details = chat.get_by_role("dialog", name="文献详情")
    assert "2 条" in details.inner_text()
    details.get_by_label("效力").select_option("已废止")
    details.get_by_role("button", name="保存").click()
    row.locator(".badge", has_text="已废止").wait_for()
    settled(chat)
    row.get_by_role("button", name="删除").click()
    chat.get_by_role("dialog", name="请确认").get_by_role("button", name="删除").click()
    row.wait_for(state="detached")
    tab(chat, "问答")
    assert "冷光源" not in ask(chat, "临街灯笼应当使用什么光源").inner_text()


def done(page: Any) -> None:
    """Wait until what was given has been added and the list shows it."""
    page.locator(".fz-progress", has_text="全部处理完毕").wait_for()
    settled(page)


def _empty(folder: Path) -> Path:
    path = folder / "空.txt"
    path.write_bytes(b"")
    return path


def test_the_list_is_searched_sorted_and_filtered(chat: Any) -> None:
    tab(chat, "文库")
    rows = chat.locator(".fz-table tbody tr")
    settled(chat)
    assert rows.count() >= 6
    chat.get_by_label("查找文献").fill("养犬")
    until(chat, "document.querySelectorAll('.fz-table tbody tr').length === 2")
    chat.get_by_role("button", name="日期").click()
    until(chat, "document.querySelector('.fz-table tbody tr')?.innerText.includes('2015-0')")
    chat.get_by_label("效力", exact=True).select_option("已修改")
    until(chat, "document.querySelectorAll('.fz-table tbody tr').length === 1")
    assert "2015-0" in rows.first.inner_text()
    settled(chat)
    rows.first.locator(".fz-title").click()
    chat.locator(".fz-reader h1", has_text="养犬").wait_for()


def test_the_lexicon_shows_its_effect_on_a_query(chat: Any) -> None:
    tab(chat, "设置与状态")
    chat.get_by_label("词典").fill("毛孩子 = 犬")
    chat.get_by_role("button", name="保存词典").click()
    chat.get_by_text("立即生效").last.wait_for()
    chat.get_by_label("试一个查询").fill("毛孩子要拴绳吗")
    chat.get_by_role("button", name="试一试").click()
    chat.get_by_text("同义扩展：犬").wait_for()
    chat.get_by_role("button", name="核对文库").click()
    chat.get_by_text("核对文库：正常　已逐一核对").wait_for()


DROP = """files => {
  const transfer = new DataTransfer();
  for (const [name, text] of files) transfer.items.add(new File([text], name, { type: 'text/plain' }));
  const place = document.querySelector('.fz-drop');
  for (const kind of ['dragenter', 'dragover']) {
    const event = new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true });
    place.dispatchEvent(event);
    if (!event.defaultPrevented) throw new Error('the browser would open the file itself');
  }
  const over = place.classList.contains('over');
  place.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
  return over;
}"""


def test_many_files_dropped_together_are_counted_and_the_refused_are_named(chat: Any) -> None:
    tab(chat, "文库")
    chat.locator(".fz-drop").wait_for()
    files = [
        [f"须知{n}.txt", f"示例厂第{n}号车间安全须知\n\n第一条 第{n}号车间禁止明火。\n"] for n in range(70)
    ]
    assert chat.evaluate(DROP, [*files, ["空一.txt", ""], ["=空二.txt", ""]]) is True
    until(chat, "document.querySelector('.fz-progress').innerText.includes('全部处理完毕')", 200)
    summary = chat.locator(".fz-progress").inner_text()
    assert "共 72 个文件" in summary and "新加入 70" in summary and "未收 2" in summary
    assert chat.locator(".fz-refused li").count() == 2
    until(chat, "document.querySelector('.fz-counts').innerText.includes('其他')")
    with chat.expect_download() as saved:
        chat.get_by_role("button", name="保存结果表").click()
    table = Path(saved.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert len(table) == 73 and any(line.startswith('"\'=空二.txt"') for line in table), (
        "no formula in a cell"
    )
    tab(chat, "问答")
    assert "禁止明火" in ask(chat, "《示例厂第33号车间安全须知》第一条").inner_text()


def test_a_page_that_is_opened_again_shows_what_is_still_being_added(chat: Any) -> None:
    finished: list[bool] = []

    def progress(route: Any) -> None:
        counts = {"新加入": 3} if finished else {"新加入": 1, "等待": 2}
        state = {"id": "x", "done": bool(finished), "total": 3, "finished": counts["新加入"], "turn": 4}
        route.fulfill(json={**state, "counts": counts, "items": []})

    chat.route(
        "**/api/jobs", lambda route: route.fulfill(json={"jobs": [{"id": "x", "done": False, "total": 3}]})
    )
    chat.route("**/api/jobs/x?*", progress)
    reload(chat)
    tab(chat, "文库")
    chat.locator(".fz-progress", has_text="新加入 1，等待 2").wait_for()
    finished.append(True)
    chat.locator(".fz-progress", has_text="新加入 3。全部处理完毕").wait_for()


def test_a_document_is_replaced_by_another_file(chat: Any, tmp_path: Path) -> None:
    tab(chat, "文库")
    old = tmp_path / "旧.txt"
    old.write_text("示例市风铃办法\n\n第一条 风铃不得多于三只。\n", encoding="utf-8")
    chat.locator("#fz-pick").set_input_files(old)
    done(chat)
    row = chat.locator(".fz-table tr", has_text="示例市风铃办法")
    chat.get_by_label("查找文献").fill("风铃")
    until(chat, "document.querySelectorAll('.fz-table tbody tr').length === 1")
    row.wait_for()
    new = tmp_path / "新.txt"
    new.write_text("示例市风铃管理规定\n\n第一条 风铃不得多于五只。\n", encoding="utf-8")
    with chat.expect_file_chooser() as chooser:
        row.get_by_role("button", name="替换").click()
    chooser.value.set_files(new)
    chat.locator(".fz-table tr", has_text="示例市风铃管理规定").wait_for()
    row.wait_for(state="detached")
    tab(chat, "问答")
    assert "五只" in ask(chat, "风铃不得多于几只").inner_text()
