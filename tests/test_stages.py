"""A question for the steps of a procedure is answered with all of them, as the statute divides them."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.audit import faults
from assistant.compose.stages import asks_for_stages
from assistant.records import Answer
from assistant.understand.question import understand
from index.library import Library
from index.segment import words
from tests.small_library import EMBEDDER

PERMITS = """# 星河省灯船许可程序规定

（2021年3月1日星河省人民代表大会常务委员会通过 自2021年5月1日起施行）

<!-- INFO END -->

## 第一章 总则

第一条 为了规范灯船许可程序，制定本规定。

## 第二章 办理

### 第一节 一般规定

第二条 办理灯船许可应当便民。

### 第二节 申请

第三条 申请灯船许可，应当提交船主证明和灯具清单。
船主证明可以用电子形式提交。

第四条 申请可以撤回。

### 第三节 查验

第五条 受理后十日内，应当派两人上船查验灯具。

### 第四节 发证

第六条 查验合格的，三日内发给灯船许可证。

## 第三章 法律责任

第七条 不按程序发证的，对负责人员给予处分。
"""
DISPUTES = """# 星河省水权仲断条例

（2020年3月1日星河省人民代表大会常务委员会通过 自2020年5月1日起施行）

<!-- INFO END -->

## 第一章 总则

第一条 为了公正仲断水权争议，制定本条例。

## 第二章 水权仲断申请

第二条 水权争议的任何一方可以申请仲断。

## 第三章 水权仲断受理

第三条 仲断庭应当在五日内决定是否受理。

## 第四章 水权仲断决定

第四条 仲断庭应当在三十日内作出决定。
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("stages")
    for name, text in (("灯船许可程序规定.md", PERMITS), ("水权仲断条例.md", DISPUTES)):
        (folder / name).write_text(text, encoding="utf-8")
    library = Library.open(folder / "library", embedder=EMBEDDER, create=True)
    library.add([Path(folder / "灯船许可程序规定.md"), Path(folder / "水权仲断条例.md")])
    return library


def _stages(answer: Answer) -> list[str]:
    section = next((s for s in answer.sections if s.title.startswith("程序")), None)
    return [sentence.text for sentence in section.sentences] if section else []


def test_the_sections_of_a_statute_about_the_procedure_are_its_stages(library: Library) -> None:
    answer = Assistant(library).ask("灯船许可要经过哪些程序？")
    lines = _stages(answer)
    assert [line.partition("（")[0] for line in lines] == ["申请", "查验", "发证"]
    assert lines[0].startswith("申请（第三条至第四条）：“申请灯船许可，应当提交船主证明和灯具清单。")
    assert lines[1].startswith("查验（第五条）：")
    assert faults(answer, library) == ()


def test_chapters_named_after_steps_are_stages(library: Library) -> None:
    lines = _stages(Assistant(library).ask("水权仲断有哪些程序？"))
    assert [line.partition("（")[0] for line in lines] == ["水权仲断申请", "水权仲断受理", "水权仲断决定"]


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("灯船许可包括哪些环节", True),
        ("发证的流程是什么", True),
        ("要走几道程序", True),
        ("简易程序罚多少钱", False),
        ("程序违法怎么办", False),
    ],
)
def test_only_a_question_for_steps_asks_for_stages(library: Library, question: str, wanted: bool) -> None:
    assert asks_for_stages(understand(question, library.names(), words)) is wanted


def test_a_procedure_that_no_statute_is_divided_by_is_answered_as_any_question(library: Library) -> None:
    assert _stages(Assistant(library).ask("灯具清单要经过哪些程序提交？")) == []
