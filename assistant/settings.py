"""The few dials of the product, read once at a door. Opens nothing but the file that holds the model's key.

Everything below the doors takes plain arguments; only `__main__` and the server call `Settings.from_env`.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from documents.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Times are seconds of wall clock. `root_path` is the prefix behind a reverse proxy, without a closing slash.

    `users` is the file that lists who may log in; a host other than this machine is refused without it.
    """

    library: Path
    embedder: str | None = None
    reranker: str | None = None
    llm_base_url: str | None = None
    llm_model: str | None = None
    llm_key: str | None = field(default=None, repr=False)
    llm_certificate: Path | None = None  # an intranet's own certificate authority
    llm_connect_seconds: float = 5.0
    llm_first_token_seconds: float = 15.0
    llm_total_seconds: float = 60.0
    llm_rewrite: bool = (
        False  # also search with the question as the model restates it in the words of statutes
    )
    host: str = "127.0.0.1"
    port: int = 7860
    root_path: str = ""
    users: Path | None = None

    @property
    def has_model(self) -> bool:
        return bool(self.llm_base_url and self.llm_model)

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Settings:
        """Raises InputError BAD_SETTING with the variable and its value (never the key's) when one cannot be used."""
        return cls(
            library=_path(environ, "FAZHI_LIBRARY") or default_library(environ),
            embedder=_text(environ, "FAZHI_EMBEDDER"),
            reranker=_text(environ, "FAZHI_RERANKER"),
            llm_base_url=_url(environ, "FAZHI_LLM_BASE_URL"),
            llm_model=_text(environ, "FAZHI_LLM_MODEL"),
            llm_key=_key(environ),
            llm_certificate=_path(environ, "FAZHI_LLM_CA"),
            llm_connect_seconds=_seconds(environ, "FAZHI_LLM_CONNECT_SECONDS", 5.0),
            llm_first_token_seconds=_seconds(environ, "FAZHI_LLM_FIRST_TOKEN_SECONDS", 15.0),
            llm_total_seconds=_seconds(environ, "FAZHI_LLM_TOTAL_SECONDS", 60.0),
            llm_rewrite=_switch(environ, "FAZHI_LLM_REWRITE"),
            host=_text(environ, "FAZHI_HOST") or "127.0.0.1",
            port=_port(environ),
            root_path=(_text(environ, "FAZHI_ROOT_PATH") or "").rstrip("/"),
            users=_path(environ, "FAZHI_USERS"),
        )


def default_library(environ: Mapping[str, str], platform: str = sys.platform) -> Path:
    """Where the library lies when nobody says: the user's data folder of the system."""
    if platform == "win32" and environ.get("LOCALAPPDATA"):
        return Path(environ["LOCALAPPDATA"]) / "fazhi" / "library"
    home = Path(environ["HOME"]) if environ.get("HOME") else Path.home()
    if platform == "darwin":
        return home / "Library" / "Application Support" / "fazhi" / "library"
    data = environ.get("XDG_DATA_HOME")
    return (Path(data) if data else home / ".local" / "share") / "fazhi" / "library"


def _bad(name: str, value: str, wanted: str) -> InputError:
    return InputError("BAD_SETTING", f"环境变量 {name} 的值“{value}”不能用。", f"应为{wanted}。")


def _text(environ: Mapping[str, str], name: str) -> str | None:
    return environ.get(name, "").strip() or None


def _path(environ: Mapping[str, str], name: str) -> Path | None:
    text = _text(environ, name)
    return Path(text).expanduser() if text else None


def _url(environ: Mapping[str, str], name: str) -> str | None:
    text = _text(environ, name)
    if text and not text.startswith(("http://", "https://")):
        raise _bad(name, text, "以 http:// 或 https:// 开头的地址")
    return text.rstrip("/") if text else None


def _seconds(environ: Mapping[str, str], name: str, default: float) -> float:
    text = _text(environ, name)
    if text is None:
        return default
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value <= 3600:
        raise _bad(name, text, "大于 0、不超过 3600 的秒数")
    return value


def _switch(environ: Mapping[str, str], name: str) -> bool:
    text = _text(environ, name)
    if text not in (None, "0", "1"):
        raise _bad(name, str(text), "1（开）或 0（关）")
    return text == "1"


def _port(environ: Mapping[str, str]) -> int:
    text = _text(environ, "FAZHI_PORT") or "7860"
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise _bad("FAZHI_PORT", text, "1 到 65535 的整数")
    return int(text)


def _key(environ: Mapping[str, str]) -> str | None:
    key = _text(environ, "FAZHI_LLM_KEY")
    file = _path(environ, "FAZHI_LLM_KEY_FILE")
    if key or file is None:
        return key
    try:
        return file.read_text(encoding="utf-8").strip() or None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            "BAD_SETTING", f"读不出模型密钥文件 {file}。", "请检查 FAZHI_LLM_KEY_FILE 的路径和读取权限。"
        ) from error
