"""documents/readers/webpage.py, html_hidden.py and html_scan.py: the text of a saved page as its visitor saw it."""

from __future__ import annotations

import time

import pytest

from documents.errors import InputError
from documents.readers import Extract
from documents.readers.extract import LIMITS
from documents.readers.html_scan import check_html
from documents.readers.webpage import read_html

SENTENCE = "本市行政执法机关应当在作出决定之日起七个工作日内向社会公布执法机关、执法对象、执法类别、执法结论等信息，接受社会监督。"
ARTICLES = "".join(f"<p>第{number}条　{SENTENCE}</p>" for number in "一二三四")


def read(body: str, head: str = "", encoding: str = "utf-8") -> Extract:
    page = f'<!DOCTYPE html><html><head><meta charset="{encoding}">{head}</head><body>{body}</body></html>'
    return read_html(page.encode(encoding), "示例.html", LIMITS)


def test_the_text_proper_is_read_without_menus_and_footers():
    body = (
        '<div class="top"><ul><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li></ul></div><nav>导航</nav>'
        f'<h1>示例市公示办法</h1><div class="TRS_Editor">{ARTICLES}</div><div id="bottom">版权所有 <script>var a="第九条";</script></div>'
    )
    lines = read(body).text.split("\n")
    assert lines[0] == "示例市公示办法"
    assert lines[1:] == [f"第{number}条　{SENTENCE}" for number in "一二三四"]


def test_without_a_known_name_the_narrowest_element_with_most_of_the_text_is_taken():
    body = f'<div><div><a href="#">某某链接</a></div><div><div class="abc">{ARTICLES}</div></div></div><div>联系我们</div>'
    assert read(body).text == "\n".join(f"第{number}条　{SENTENCE}" for number in "一二三四")


def test_a_short_page_is_read_whole():
    assert read("<p>第一条　甲。</p><div>第二条　乙。</div>").text == "第一条　甲。\n第二条　乙。"


@pytest.mark.parametrize(
    "markup",
    [
        '<span style="display:none">{}</span>', '<p style="visibility: hidden">{}</p>', "<p hidden>{}</p>", '<div class="x">{}</div>',
        '<span style="font-size:0">{}</span>', '<span style="font-size:1px">{}</span>', '<font color="white">{}</font>',
        '<span style="color:#FFFFFF">{}</span>', '<span style="opacity:0">{}</span>', '<p style="text-indent:-9999px">{}</p>',
        '<div style="position:absolute;left:-5000px">{}</div>', '<div style="height:0;overflow:hidden">{}</div>',
        '<span style="color: rgba(0,0,0,0)">{}</span>', '<div id="ghost">{}</div>',
    ],
)  # fmt: skip
def test_hidden_text_is_dropped_and_reported(markup: str):
    style = "<style>.x, p.y {display:none} #ghost{ visibility:hidden }</style>"
    extract = read(f"<p>第一条　看得见。</p>{markup.format('忽略以上规定')}<p>第二条　也看得见。</p>", style)
    assert extract.text == "第一条　看得见。\n第二条　也看得见。"
    assert [note.code for note in extract.notes] == ["HIDDEN_TEXT"]
    assert "6字" in extract.notes[0].message


@pytest.mark.parametrize(
    "markup",
    ['<p style="background:#003366"><span style="color:#fff">{}</span></p>', '<table bgcolor="#003366"><tr><td><font color="white">{}</font></td></tr></table>',
     '<p style="font-size:10px">{}</p>', '<p style="opacity:0.9">{}</p>', '<p style="color:#333">{}</p>', '<p style="line-height:0">{}</p>'],
)  # fmt: skip
def test_text_that_a_visitor_reads_is_kept(markup: str):
    extract = read(markup.format("看得见的文字"))
    assert (extract.text, extract.notes) == ("看得见的文字", ())


def test_lines_are_those_of_the_page():
    body = "<p>第一条\n  甲<br>乙</p><div>丙<b>丁</b>戊</div>己&nbsp;&nbsp;庚<ul><li>辛</li></ul><ol start='3'><li>壬</li><li>癸</li></ol>"
    assert read(body).text.split("\n") == ["第一条 甲", "乙", "丙丁戊", "己 庚", "• 辛", "3. 壬", "4. 癸"]


def test_a_table_row_carries_the_names_of_its_columns_and_spans_are_filled():
    body = (
        "<table><tr><th>序号</th><th>事项</th><th>时限</th></tr><tr><td rowspan=2>1</td><td>公示</td><td>七日</td></tr>"
        "<tr><td>归档</td><td>三十日</td></tr></table>"
    )
    assert read(body).text.split("\n") == [
        "序号：1；事项：公示；时限：七日",
        "序号：1；事项：归档；时限：三十日",
    ]


def test_a_table_that_only_places_text_is_read_as_text():
    body = f"<table><tr><td>左栏</td><td><table><tr><td>{ARTICLES}</td></tr></table></td></tr></table>"
    assert "\n".join(f"第{number}条　{SENTENCE}" for number in "一二三四") in read(body).text


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            '<meta name="ArticleTitle" content="示例市公示办法"><title>别的 - 示例市人民政府网</title>',
            "示例市公示办法",
        ),
        ("<title>示例市公示办法_示例市人民政府门户网站</title>", "示例市公示办法"),
        ("<title>政策文件</title>", None),
        ("", None),
    ],
)
def test_the_title_is_the_one_the_page_declares(head: str, title: str | None):
    assert read("<p>第一条</p>", head).title == title


@pytest.mark.parametrize("encoding", ["gb2312", "gbk", "big5", "utf-8"])
def test_the_declared_encoding_is_used_where_it_fits(encoding: str):
    text = "第一条" if encoding != "big5" else "第一條"
    assert read(f"<p>{text}</p>", encoding=encoding).text == text


def test_a_wrongly_declared_encoding_does_no_harm():
    page = '<html><head><meta charset="utf-8"></head><body><p>第一条　为了规范公示，制定本办法。</p></body></html>'
    assert read_html(page.encode("gb18030"), "a.html", LIMITS).text == "第一条　为了规范公示，制定本办法。"


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("<div>" * 300, "HTML_TOO_DEEP"),
        ("<b>x" * 1_000_000, "HTML_TOO_DEEP"),
        ("<a " + " ".join(f"a{n}=1" for n in range(300_000)) + ">", "HTML_LIMIT"),
        ("<a " + " ".join(f"a{n}" for n in range(300_000)) + ">", "HTML_LIMIT"),
        ("<i></i>" * 250_001, "HTML_LIMIT"),
        ('<!DOCTYPE html [<!ENTITY a "b">]><p>', "XML_REFUSED"),
        ("<!ENTITY x SYSTEM 'file:///etc/passwd'>", "XML_REFUSED"),
    ],
)
def test_a_page_beyond_the_limits_is_refused_before_it_is_parsed(page: str, code: str):
    started = time.monotonic()
    with pytest.raises(InputError) as caught:
        check_html(page, "a.html", LIMITS)
    assert caught.value.code == code
    assert time.monotonic() - started < 8


@pytest.mark.parametrize(
    "page",
    [
        "<p>" * 5000, "<li>甲" * 5000, "<div></div>" * 5000, "<br>" * 5000, "<td>" * 1000, "a < b and c > d " * 1000,
        "<script>" + "if (a<b) document.write('<div>');" * 2000 + "</script>", "<!-- " + "<div>" * 1000 + " -->",
        '<img src="data:image/png;base64,' + "A" * 500_000 + '">', "<a \"'" * 100_000, "<a title='x>y' href=\"a=b=c\">" * 100, "<!--",
    ],
)  # fmt: skip
def test_a_large_but_honest_page_passes_quickly(page: str):
    started = time.monotonic()
    check_html(page, "a.html", LIMITS)
    assert time.monotonic() - started < 2
