"""Writes down an unexpected exception and gives the one line that the user reads instead of it."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from datetime import datetime
from pathlib import Path

from .. import places


def write_fault(error: BaseException) -> str:
    """The line for the screen, with the file that holds the stack trace. The file is readable by its owner only."""
    text = "".join(traceback.format_exception(error))
    secret = os.environ.get("FAZHI_LLM_KEY", "")
    if secret:
        text = text.replace(secret, "***")
    moment = datetime.now()
    head = f"{moment.isoformat(timespec='seconds')} fazhi {' '.join(sys.argv[1:])!r}\n"
    for folder in (places.logs(), Path(tempfile.gettempdir())):
        path = folder / f"fault-{moment:%Y%m%d-%H%M%S}-{os.getpid()}.log"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_text(head + text, encoding="utf-8")
        except OSError:
            continue
        return f"[INTERNAL] 程序内部出错，未能完成（{type(error).__name__}）。　详情已写入 {path}，请把这个文件交给维护人员。"
    return f"[INTERNAL] 程序内部出错，未能完成（{type(error).__name__}），且日志无处可写。　请检查磁盘空间与写权限。"
