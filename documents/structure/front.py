"""The lines above the text proper where the source does not mark them: title, adoption history, contents."""

from __future__ import annotations

import re

from .lines import Line
from .marks import article_mark, heading_mark, point_label

HISTORY = re.compile(
    r"[（(]?(?:根据)?(?:\d{4}|[一二〇○零九]{4})年.*(?:通过|公布|发布|施行|修正|修订|批准|印发|号)[^。]{0,30}[）)]?$"
    r"|.{2,40}(?:令|公告)$|第[〇零一二三四五六七八九十百\d]+号$|.{2,30}[〔\[［(（]\d{4}[〕\]］)）]第?\d+号$"
    r"|第?\d{1,5}次会议通过.{0,30}）$|[（(]?(?:\d{4}|[一二三四五六七八九〇○零]{4})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日[）)]?$|\d{4}[-.年]\d{1,2}[-.月]\d{1,2}日?$"
)
# What stands above the title of an official document: copy number, secrecy, urgency, the issuer's red head, who signs.
RED_HEAD = re.compile(
    r"[\u4e00-\u9fff（）()、 \u3000]{3,40}文[ \u3000]*件(?:[（(〔][^）)〕]{1,12}[）)〕])?|№?[ \u3000]*\d{3,8}|签发人[:：].{0,30}|文[ \u3000]*件"
    r"|(?:绝密|机密|秘密)(?:★.{0,8})?|(?:特急|加急|特提|平急|急件)|[\u4e00-\u9fff]{1,10}[〔\[［(（]\d{4}[〕\]］)）]第?\d+号[ \u3000]*签发人[:：].{0,30}"
)
# Office and name between the title of a speech and its first words.
_SPEAKER = re.compile(
    r"[（(]?[\u4e00-\u9fff*＊、]{0,16}(?:书记|市长|县长|区长|省长|镇长|乡长|主任|局长|厅长|部长|院长|检察长|主席|组长)"
    r"[ \u3000]*[\u4e00-\u9fff*＊×]{0,4}[)）]?"
)
_MOST = 15


def drop_front(lines: list[Line], title: str) -> list[Line]:
    """`lines` without the title, the lines of adoption under it and signs of Markdown; nothing else is dropped.

    The title may run over several lines. What merely looks short is kept: a wrong drop loses text.
    """
    wanted = _plain(title)
    left, index = wanted, 0
    while index < min(len(lines), _MOST):
        line = lines[index]
        if left == wanted and RED_HEAD.fullmatch(line.text) and line.text != title:
            index += 1
            continue
        text = _plain(line.text)
        if article_mark(line.text) or (heading_mark(line.text) and line.text != title):
            break
        if text and left and len(text) >= 2 and left.startswith(text):
            left = left[len(text) :]
        elif text == wanted or (
            (HISTORY.match(line.text) or (index > 0 and _SPEAKER.fullmatch(line.text)))
            and not point_label(line.text)
        ):
            pass
        else:
            break
        index += 1
    return lines[index:]


def _plain(text: str) -> str:
    return re.sub(r"[\s\u3000#《》]", "", text)
