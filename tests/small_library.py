"""A library of six invented texts and ways to make more, for the tests of index/. The places do not exist."""

from __future__ import annotations

from pathlib import Path

from index.embedder import HashedEmbedder
from index.library import Library

EMBEDDER = HashedEmbedder(64)

TEXTS = {
    "示例市行政执法公示办法(2021-03-01).md": """# 示例市行政执法公示办法

（2021年3月1日示例市人民政府公布 自2021年5月1日起施行）

<!-- INFO END -->

## 第一章 总则

第一条 为了规范示例市的行政执法公示工作，制定本办法。

第二条 本市行政执法机关公示执法信息，适用本办法。

## 第二章 公示

第三条 行政执法机关应当在执法信息形成之日起二十个工作日内公示执法结果。
行政许可、行政处罚的结果应当在七个工作日内公示。

第四条 有下列情形之一的，不予公示：
（一）涉及国家秘密的；
（二）涉及商业秘密或者个人隐私的。
""",
    "示例市养犬管理条例(2015-06-01).md": """# 示例市养犬管理条例

（2015年6月1日示例市人民代表大会常务委员会通过 自2015年9月1日起施行）

<!-- INFO END -->

第一条 为了规范养犬行为，制定本条例。

第二条 携犬出户应当束犬链，牵引绳不得超过三米。

第三条 违反本条例第二条规定的，处五十元罚款。
""",
    "示例市养犬管理条例(2022-06-01).md": """# 示例市养犬管理条例

（2015年6月1日示例市人民代表大会常务委员会通过 2022年6月1日修订 自2022年9月1日起施行）

<!-- INFO END -->

第一条 为了规范养犬行为，维护公共秩序，制定本条例。

第二条 携犬出户应当束犬链，牵引绳不得超过一点五米。

第三条 违反本条例第二条规定的，处二百元以上五百元以下罚款。
""",
    "示例市香蕉运输管理规定(2020-01-01).md": """# 示例市香蕉运输管理规定

（2020年1月1日示例市人民政府公布 自2020年2月1日起施行）

<!-- INFO END -->

第一条 运输香蕉的车辆应当保持通风。

第二条 香蕉运输许可的有效期为十五日。
""",
    "在全市依法行政工作会议上的讲话.txt": """在全市依法行政工作会议上的讲话

同志们：
今天我们召开全市依法行政工作会议，主要任务是总结经验，部署工作。

一、充分认识依法行政的重要意义

依法行政是建设法治政府的核心，各部门要把思想统一到市委的部署上来。

二、扎实推进执法公示工作

各执法单位要把执法公示摆上重要日程，主要负责同志亲自抓，做到应公示尽公示。
""",
    "示例市夜市管理办法.txt": """示例市夜市管理办法

第一条 夜市营业时间为十八时至二十四时。

第二条 夜市摊位实行编号管理，摊主应当保持环境整洁。
""",
}


def write_texts(folder: Path, names: list[str] | None = None) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name in TEXTS if names is None else names:
        (folder / name).write_text(TEXTS[name], encoding="utf-8")
        paths.append(folder / name)
    return paths


def small_library(folder: Path) -> Library:
    """Six documents, added in the order of their names."""
    library = Library.open(folder / "library", embedder=EMBEDDER, create=True)
    write_texts(folder / "texts")
    library.add([folder / "texts"])
    return library


def regulation(name: str, articles: list[str]) -> bytes:
    numbers = "零一二三四五六七八九十"
    lines = [f"第{numbers[i]}条 {text}" for i, text in enumerate(articles, start=1)]
    return (f"{name}\n\n" + "\n\n".join(lines) + "\n").encode()
