"""What people say of their files beside the text: front matter, and a collection's catalogue file. Reads no document."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from documents.errors import InputError
from documents.readers.front_matter import KEYS
from documents.recognise import NO_HINTS, Hints
from documents.records import Kind, Note, Status

CATALOGUES = ("catalogue.json", "目录.json")
_LEVELS = 4
_MAX_BYTES = 10 * 1024 * 1024
_DATE = re.compile(r"(\d{4})\s*(?:[-/.年])\s*(\d{1,2})\s*(?:[-/.月])\s*(\d{1,2})\s*日?")
_STATUS = {
    "有效": Status.IN_FORCE,
    "现行": Status.IN_FORCE,
    "尚未施行": Status.NOT_YET,
    "未生效": Status.NOT_YET,
    "未施行": Status.NOT_YET,
    "已被修改": Status.AMENDED,
    "修改": Status.AMENDED,
    "已修订": Status.AMENDED,
    "已修正": Status.AMENDED,
    "废止": Status.REPEALED,
    "失效": Status.REPEALED,
    "已失效": Status.REPEALED,
}
_KIND = {
    "部门规章": Kind.DEPARTMENT_RULE,
    "规章": Kind.DEPARTMENT_RULE,
    "政府规章": Kind.LOCAL_RULE,
    "有关法律问题和重大问题的决定": Kind.LAW,
    "法规": Kind.ADMINISTRATIVE_REGULATION,
    "报告": Kind.SPEECH,
}


def hints_from(values: Mapping[str, Any], where: str = "") -> Hints:
    """Hints from fields by any of the names in `front_matter.KEYS`; unknown names are ignored.

    Raises InputError BAD_METADATA for a date, kind or status that is not one: a wrong status is worse than none.
    """
    found: dict[str, Any] = {}
    for name, value in values.items():
        key = KEYS.get(str(name).strip().lower())
        stated = "" if value is None else str(value).strip()
        if key and stated:
            found.setdefault(key, _READ[key](stated, where) if key in _READ else stated)
    return Hints(**found)


def usable_hints(values: Mapping[str, Any]) -> tuple[Hints, tuple[Note, ...]]:
    """As `hints_from`, but what cannot be read is noted and left out: a file's own front matter may be any writer's."""
    kept: dict[str, Any] = {}
    notes = []
    for name, value in values.items():
        try:
            hints_from({name: value})
        except InputError as error:
            notes.append(Note(error.code, f"文件头部信息未采用：{error.message}"))
        else:
            kept[name] = value
    return hints_from(kept), tuple(notes)


def merged(first: Hints, second: Hints) -> Hints:
    """`first`, its gaps filled from `second`."""
    gaps = {
        field.name: getattr(second, field.name)
        for field in fields(Hints)
        if getattr(first, field.name) is None
    }
    return replace(first, **gaps)


def collection_hints(folder: Path) -> Mapping[str, Hints]:
    """Hints by file name relative to `folder` (with /), from its catalogue.json or 目录.json; {} without one.

    The catalogue is a list of objects, or an object with such a list under `documents`; each names its `file`.
    Raises InputError BAD_METADATA naming the file and the entry.
    """
    for name in CATALOGUES:
        path = folder / name
        if path.is_file():
            return _listed(path, path.stat().st_mtime_ns)
    return {}


def hints_beside(path: Path) -> tuple[Hints, tuple[Note, ...]]:
    """What the nearest catalogue, in the file's folder or up to three above it, says of the file; no hints without one.

    A catalogue that cannot be read is noted: it must not keep the files beside it out of a library.
    """
    for folder in path.parents[:_LEVELS]:
        try:
            listed = collection_hints(folder)
        except InputError as error:
            return NO_HINTS, (Note(error.code, f"目录文件未采用：{error.message}"),)
        except OSError:
            return NO_HINTS, ()
        found = listed.get(path.relative_to(folder).as_posix())
        if found is not None:
            return found, ()
    return NO_HINTS, ()


@lru_cache(maxsize=64)
def _listed(path: Path, stamp: int) -> Mapping[str, Hints]:
    """The catalogue as of `stamp`, the time of its last change: it is asked for every file of its folder."""
    return {file: hints_from(entry, f"{path.name} 的 {file}") for file, entry in _entries(path).items()}


def _entries(path: Path) -> dict[str, dict[str, Any]]:
    if path.stat().st_size > _MAX_BYTES:
        raise InputError("TOO_LARGE", f"目录文件过大：{path.name}", "请拆分目录")
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError(
            "BAD_METADATA", f"目录文件不是有效的 JSON：{path.name}（{error}）", "请改正后重试"
        ) from error
    listed = content.get("documents") if isinstance(content, dict) else content
    if not isinstance(listed, list):
        raise InputError(
            "BAD_METADATA", f"目录文件里没有文件列表：{path.name}", '应为 [{"file": "…", "title": "…"}, …]'
        )
    entries = {}
    for number, entry in enumerate(listed, 1):
        file = entry.get("file") if isinstance(entry, dict) else None
        if not isinstance(file, str) or not file:
            raise InputError("BAD_METADATA", f"目录文件 {path.name} 第 {number} 项没有 file", "请补上文件名")
        entries[file.replace("\\", "/")] = entry
    return entries


def _date(value: str, where: str) -> date:
    found = _DATE.search(value)
    try:
        if found:
            return date(*map(int, found.groups()))
    except ValueError:
        pass
    raise InputError(
        "BAD_METADATA", f"日期写法无法识别：{value}{_at(where)}", "应如 2021-01-22 或 2021年1月22日"
    )


def _status(value: str, where: str) -> Status:
    found = _STATUS.get(value)
    if found is None and value in set(Status):
        found = Status(value)
    if found is None:
        raise InputError(
            "BAD_METADATA", f"效力状态无法识别：{value}{_at(where)}", "可用：" + "、".join(Status)
        )
    return found


def _kind(value: str, where: str) -> Kind:
    found = _KIND.get(value)
    if found is None and value in set(Kind):
        found = Kind(value)
    if found is None:
        raise InputError("BAD_METADATA", f"类别无法识别：{value}{_at(where)}", "可用：" + "、".join(Kind))
    return found


def _at(where: str) -> str:
    return f"（{where}）" if where else ""


_READ = {"date": _date, "effective": _date, "status": _status, "kind": _kind}
