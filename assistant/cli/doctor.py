"""fazhi doctor: what works on this machine, what is missing, what to do about it. Changes nothing."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import platform
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import typer

from assistant.settings import Settings
from documents.errors import FazhiError

from . import opening
from .terminal import out_json, table
from .values import JsonOption, LibraryOption

NEEDED = ("faiss", "tantivy", "rjieba", "docx", "pypdfium2", "lxml", "gradio", "fastapi", "uvicorn", "mcp")
OPTIONAL = {
    "sentence_transformers": "换用其他嵌入模型",
    "langchain_openai": "接入大模型",
    "rapidocr": "识别扫描件",
}
LEAST_FREE = 500 * 2**20


@dataclass(frozen=True, slots=True)
class Finding:
    name: str
    state: Literal["正常", "注意", "故障"]
    found: str
    next_step: str = ""


def register(app: typer.Typer) -> None:
    app.command("doctor", help="体检：环境、文献库、模型、磁盘，逐项报告")(doctor)


def doctor(
    json: JsonOption = False,
    network: Annotated[bool, typer.Option("--network", help="也试连已配置的大模型接口")] = False,
    library: LibraryOption = None,
) -> None:
    found = list(examine(library, network))
    if json:
        out_json(
            [{"name": f.name, "state": f.state, "found": f.found, "next_step": f.next_step} for f in found]
        )
    else:
        table(["项目", "状态", "情况", "下一步"], [[f.name, f.state, f.found, f.next_step] for f in found])
    if any(f.state == "故障" for f in found):
        raise typer.Exit(1)


def examine(library: Path | None = None, network: bool = False) -> Iterator[Finding]:
    """One finding per item, in the order of a walk from the machine to the model."""
    settings = opening.settings(library)
    yield _versions()
    yield from _packages()
    yield _sqlite()
    yield _disk(settings.library)
    yield _writable(settings.library)
    yield from _library(settings)
    yield _embedder(settings)
    yield _endpoint(settings, network)
    yield _users(settings)


def _versions() -> Finding:
    try:
        version = importlib.metadata.version("fazhi")
    except importlib.metadata.PackageNotFoundError:
        version = "未安装（在源码目录中运行）"
    text = f"fazhi {version}，Python {platform.python_version()}，{platform.system()} {platform.machine()}"
    return Finding("版本", "正常", text)


def _packages() -> Iterator[Finding]:
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        yield Finding("组件", "故障", f"缺少 {'、'.join(missing)}", "请重新安装：pip install fazhi")
    else:
        yield Finding("组件", "正常", f"{len(NEEDED)} 个必需组件齐全")
    absent = [f"{name}（{use}）" for name, use in OPTIONAL.items() if importlib.util.find_spec(name) is None]
    if absent:
        yield Finding("可选组件", "注意", f"未装 {'、'.join(absent)}", "不需要这些功能时可不管。")


def _sqlite() -> Finding:
    version = sqlite3.sqlite_version
    if sqlite3.sqlite_version_info >= (3, 51, 3):
        return Finding("SQLite", "正常", f"{version}，可用 WAL")
    return Finding("SQLite", "正常", f"{version}，使用回滚日志（3.51.3 以前的 WAL 有缺陷，不启用）")


def _existing(path: Path) -> Path:
    while not path.exists() and path != path.parent:
        path = path.parent
    return path


def _disk(folder: Path) -> Finding:
    free = shutil.disk_usage(_existing(folder)).free
    text = f"{_existing(folder)} 所在磁盘剩余 {free / 2**30:.1f} GB"
    if free < LEAST_FREE:
        return Finding("磁盘", "注意", text, "请腾出至少 500 MB，否则无法入库。")
    return Finding("磁盘", "正常", text)


def _writable(folder: Path) -> Finding:
    place = _existing(folder)
    try:
        with tempfile.NamedTemporaryFile(dir=place if place.is_dir() else place.parent):
            return Finding("写权限", "正常", f"{place} 可写")
    except OSError:
        return Finding("写权限", "注意", f"{place} 不可写", "可以提问，不能入库；请检查权限。")


def _library(settings: Settings) -> Iterator[Finding]:
    from index.library import Library

    if not settings.library.exists():
        yield Finding(
            "文献库",
            "注意",
            f"{settings.library} 还没有建立",
            "首次提问时会用随附文本建立；或 fazhi add 文件夹",
        )
        return
    try:
        opened = Library.open(settings.library)
        counts = opened.counts()
        yield Finding(
            "文献库", "正常", f"{settings.library}：{counts.documents} 篇，{counts.passages} 个片段"
        )
        opened.verify()
        yield Finding("校验", "正常", "目录与索引一致，校验值相符")
    except FazhiError as error:
        yield Finding("文献库", "故障", f"[{error.code}] {error.message}", error.next_step)


def _embedder(settings: Settings) -> Finding:
    from index.embedder import load_embedder

    try:
        embedder = load_embedder(settings.embedder)
    except FazhiError as error:
        return Finding("嵌入模型", "故障", f"[{error.code}] {error.message}", error.next_step)
    return Finding("嵌入模型", "正常", f"{embedder.name}，{embedder.dimension} 维")


def _endpoint(settings: Settings, network: bool) -> Finding:
    if not settings.has_model:
        return Finding("大模型", "正常", "未配置，使用原文摘录方式作答")
    where = f"{settings.llm_model} @ {settings.llm_base_url}"
    if not network:
        return Finding("大模型", "正常", f"已配置 {where}（未试连）", "试连：fazhi doctor --network")
    from assistant.chain.probe import probe

    trouble = probe(settings)
    if trouble:
        return Finding(
            "大模型", "注意", f"{where}：{trouble}", "连不上时自动改用原文摘录；请检查地址、密钥和网络。"
        )
    return Finding("大模型", "正常", f"{where} 可用")


def _users(settings: Settings) -> Finding:
    from assistant import places
    from assistant.web.auth import Users, is_loopback

    path = settings.users or places.users()
    count = len(Users(path).names())
    if not is_loopback(settings.host) and not count:
        return Finding(
            "登录", "故障", f"监听 {settings.host} 而没有用户", "fazhi user add 用户名 --role 管理员"
        )
    proxy = os.environ.get("http_proxy") or os.environ.get("HTTP_PROXY")
    note = "；已设系统代理，连接大模型时可能经过它" if proxy and settings.has_model else ""
    return Finding("登录", "正常", f"{count} 个用户（仅本机访问时不需要登录）{note}")
