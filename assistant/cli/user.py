"""fazhi user …: who may log in, and as what. Passwords are typed, never written on the command line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from assistant import places
from assistant.web.auth import Role, Users
from documents.errors import InputError

from .terminal import out, table

FileOption = Annotated[
    Path | None, typer.Option("--file", metavar="文件", help="用户文件；不写用 FAZHI_USERS，再不然用默认位置")
]
NameArgument = Annotated[str, typer.Argument(metavar="用户名", show_default=False)]


def group() -> typer.Typer:
    app = typer.Typer(no_args_is_help=True)
    app.command("add", help="新增用户，或更改口令与角色")(add)
    app.command("list", help="列出用户")(show_list)
    app.command("remove", help="删除用户")(remove)
    return app


def add(
    name: NameArgument,
    role: Annotated[
        Role, typer.Option("--role", help="读者只读；编目可增删文献；管理员可改设置")
    ] = Role.READER,
    file: FileOption = None,
) -> None:
    users = Users(file or places.users())
    users.put(name, _password(), role)
    out(f"已保存用户 {name}（{role}），文件 {users.path}")


def show_list(file: FileOption = None) -> None:
    table(["用户名", "角色"], [[name, role] for name, role in Users(file or places.users()).names()])


def remove(name: NameArgument, file: FileOption = None) -> None:
    Users(file or places.users()).remove(name)
    out(f"已删除用户 {name}")


def _password() -> str:
    """Typed twice at a terminal; the first line of stdin otherwise."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = str(typer.prompt("口令（至少 10 位）", hide_input=True, err=True))
    if password != typer.prompt("再输入一次", hide_input=True, err=True):
        raise InputError("PASSWORD_MISMATCH", "两次输入的口令不一致", "请重新运行命令。")
    return password
