"""A small real library of invented texts for the tests of answering: two laws in versions, a regulation, a code, speeches."""

from __future__ import annotations

from pathlib import Path

from documents.recognise import Hints
from documents.records import Kind
from index.library import Library

_LAW = """# 星河公示法

{history}

<!-- INFO END -->

## 第一章 总则

第一条 为了规范公示活动，保护群众知情权，制定本法。

第二条 公示是指机关把办事依据、办事结果向群众公开的行为。

第三条 公示工作由县级以上星河主管部门负责。

## 第二章 公示的程序

第四条 机关应当自作出决定之日起{days}日内公示办事结果。法律另有规定的除外。

公示的内容被撤销的，机关应当在三日内撤回。

第五条 有下列情形之一的，不予公示：

（一）涉及国家秘密的；

（二）涉及个人隐私的；

（三）公示后可能危及公共安全的。

前款规定的情形消失后，应当公示，但当事人另有约定的除外。

第六条 机关不得借公示收取费用。

## 第三章 法律责任

第七条 机关违反本法第四条规定，不按期公示的，由上级机关责令改正；情节严重的，对负责人给予处分。

第八条 本法自公布之日起施行。
"""

_REGULATION = """# 星河公示法实施条例

2022年3月1日星河会议通过

<!-- INFO END -->

第一条 根据《星河公示法》，制定本条例。

第二条 机关应当在办事大厅和网站同时公示办事结果，公示期不少于五个工作日。

第三条 对公示内容有异议的，可以自公示之日起十日内向公示机关提出，公示机关应当在七日内答复。
"""

_SPEECH = """在星河全市公示工作推进会上的讲话

同志们：
今天我们召开推进会，研究星河公示工作。
一、提高认识，把公示工作放在心上
公示是群众监督的窗口。各级各部门要把公示工作摆上重要位置。
二、抓住重点，破解三大难点
一是着力破解三大难点。一要破解不愿公示的难点。少数机关怕麻烦、图省事，把公示当成额外负担，要转变观念，把公示当作分内之事。二要破解不会公示的难点。要办好培训班，每年轮训一遍，让经办人员熟悉流程。三要破解不敢公示的难点。要建立容错机制，让敢于公示的人没有后顾之忧。
三、压实责任，推动落实见效
各级机关主要负责人是公示工作第一责任人，要亲自研究、亲自督促。对公示不及时的单位，要约谈提醒。
"""


def build(folder: Path) -> Library:
    """The library in `folder`, made anew: 4 documents, two of them versions of one law."""
    source = folder / "source"
    source.mkdir(parents=True)
    files = {
        "星河公示法(2016-05-01).md": _LAW.format(history="2016年5月1日星河会议通过", days="三十"),
        "星河公示法(2021-06-01).md": _LAW.format(history="2016年5月1日通过 2021年6月1日修订", days="二十"),
        "星河公示法实施条例(2022-03-01).md": _REGULATION,
        "speech.txt": _SPEECH,
    }
    for name, text in files.items():
        (source / name).write_text(text, encoding="utf-8")
    library = Library.open(folder / "library", create=True)
    for name in files:
        kind = Kind.SPEECH if name.endswith(".txt") else Kind.LAW if "条例" not in name else None
        report = library.add([source / name], Hints(kind=kind))
        if report.refused:
            raise ValueError(report.refused)
    return library
