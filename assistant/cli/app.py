"""The table of commands and the way one is run. Holds no command itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import typer
from typer._click.exceptions import ClickException, NoArgsIsHelpError

from documents.errors import InputError

from . import add, ask, check, doctor, library, mcp, search, serve, user
from .terminal import say
from .usage import explain


def build() -> typer.Typer:
    app = typer.Typer(
        name="fazhi",
        help="法治问答：用您文献库里的原文回答，逐字引用，标明条款与效力。离线可用，不需要大模型。",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    for module in (ask, search, add, check, serve, mcp, doctor):
        module.register(app)
    app.add_typer(library.group(), name="library", help="管理文献库：列出、查看、删除、校验、备份")
    app.add_typer(user.group(), name="user", help="管理登录用户（对外提供服务时需要）")
    return app


def run(arguments: Sequence[str]) -> int:
    """Run one command line. FazhiErrors, interruptions and faults pass through to `assistant.__main__`."""
    if len(arguments) < 2 or {"--help", "-h"} & set(arguments):
        _speak_chinese()
    try:
        command = typer.main.get_command(build())
        _help_in_chinese(command)
        code = command.main(args=list(arguments), prog_name="fazhi", standalone_mode=False)
    except NoArgsIsHelpError as error:
        say(error.format_message())
        return 2
    except ClickException as error:
        say(explain(error))
        return int(error.exit_code)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except PermissionError as error:
        raise InputError("NO_PERMISSION", f"没有权限读写“{error.filename}”", "请检查文件权限。") from error
    return code if isinstance(code, int) else 0


def _speak_chinese() -> None:
    """The headings of typer's help pages. Its module constants are its documented way to change them; the module is
    slow to import, so only a command line that may end in a help page does."""
    from typer import rich_utils

    rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
    rich_utils.OPTIONS_PANEL_TITLE = "选项"
    rich_utils.COMMANDS_PANEL_TITLE = "命令"
    rich_utils.ERRORS_PANEL_TITLE = "错误"
    rich_utils.DEFAULT_STRING = "[默认：{}]"
    rich_utils.ENVVAR_STRING = "[环境变量：{}]"
    rich_utils.REQUIRED_LONG_STRING = "[必填]"


def _help_in_chinese(command: Any) -> None:
    """The one sentence of --help that no setting reaches, in this command and those below it."""
    names = {"help_option_names": ["--help", "-h"]}
    with command.make_context("fazhi", [], resilient_parsing=True, **names) as context:
        option = command.get_help_option(context)
    if option is not None:
        option.help = "显示用法"
    for below in getattr(command, "commands", {}).values():
        _help_in_chinese(below)
