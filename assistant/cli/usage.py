"""Says in Chinese what typer and click say in English about a command line that cannot be understood."""

from __future__ import annotations

import re

from typer._click.exceptions import (
    BadParameter,
    ClickException,
    MissingParameter,
    NoSuchOption,
    UsageError,
)

# English sentences of the parser, each with the Chinese that carries the same values.
SENTENCES: tuple[tuple[str, str], ...] = (
    (r"Input should be a valid integer.*", "应为整数"),
    (r"Input should be a valid number.*", "应为数字"),
    (r"Input should be greater than or equal to (\S+)", r"不能小于 \1"),
    (r"Input should be less than or equal to (\S+)", r"不能大于 \1"),
    (r"Input should be (.+)", r"应为 \1"),
    (r"No such command '?(.+?)'?\.$", r"没有“\1”这个命令"),
    (r"Missing command\.", "没有写命令"),
    (r"Got unexpected extra arguments? ?\(?s?\)? ?\((.+)\)", r"多出了参数：\1（问题中有空格时请加引号）"),
    (r"Option '?(.+?)'? requires an argument\.?", r"选项 \1 后面要写一个值"),
    (r"Option '?(.+?)'? requires (\d+) arguments\.?", r"选项 \1 后面要写 \2 个值"),
    (r"Option '?(.+?)'? does not take a value\.?", r"选项 \1 不带值"),
    (r"'(.+)' is not one of (.+)\.?$", r"“\1”不在可选的值之内：\2"),
    (r"Value '(.+)' is not a valid (.+)\.", r"“\1”不是可用的值（\2）"),
    (r"'(.+)' is not a valid (?:integer|int).*", r"“\1”不是整数"),
    (r"'(.+)' is not a valid float.*", r"“\1”不是数字"),
    (r"(.+) is not in the range (.+)\.", r"\1 不在范围 \2 之内"),
    (r"(?:File|Directory|Path) '(.+)' does not exist\.", r"“\1”不存在"),
    (r"(?:File|Directory|Path) '(.+)' is a directory\.", r"“\1”是文件夹，这里要文件"),
    (r"(?:File|Directory|Path) '(.+)' is not readable\.", r"“\1”不可读"),
)


def in_chinese(sentence: str) -> str:
    """The Chinese of a known sentence; a sentence that is Chinese already stays; an unknown one is kept in brackets."""
    for pattern, chinese in SENTENCES:
        found = re.search(pattern, sentence)
        if found:
            return found.expand(chinese)
    if re.search(r"[一-鿿]", sentence):
        return sentence.rstrip("。.")
    return f"参数不合要求（{sentence.rstrip('.')}）"


def explain(error: ClickException) -> str:
    """One line: what is wrong with the command line, and where to read how it is written."""
    command = error.ctx.command_path if isinstance(error, UsageError) and error.ctx else "fazhi"
    return f"[USAGE] {_what(error)}。　用法请看：{command} --help"


def _what(error: ClickException) -> str:
    if isinstance(error, NoSuchOption):
        near = f"，是不是 {'、'.join(sorted(error.possibilities))}" if error.possibilities else ""
        return f"没有 {error.option_name} 这个选项{near}"
    if isinstance(error, MissingParameter):
        return f"缺少{_name(error)}"
    if isinstance(error, BadParameter):
        return f"{_name(error)}：{in_chinese(error.message)}"
    return in_chinese(error.message)


def _name(error: BadParameter) -> str:
    if error.param is None:
        return "参数"
    kind = "选项" if error.param.param_type_name == "option" else "参数"
    return f"{kind} {error.param.get_error_hint()}"
