"""Members of a zip file, read one by one into memory, within limits. Never writes a member to disk, whatever its name.

The directory is judged before anything is unpacked: number of members, announced sizes, compression ratio. A member
that turns out longer than announced is damage, not text.
"""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import PurePosixPath

from lxml import etree

from documents.errors import InputError

from .clean import shown_name
from .extract import Limits

_END = b"PK\x05\x06"
_END_RECORD = struct.Struct("<4s4H2LH")
_PER_MEMBER = 46 + 1024


class Archive:
    """`read` gives a member's bytes, `tree` its XML."""

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        self._limits = limits
        self._name = shown_name(name)
        check_directory(data, name, limits)
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._members = {
            member.filename: member for member in self._zip.infolist() if _plain(member.filename)
        }

    @property
    def names(self) -> tuple[str, ...]:
        """Members with plain relative names, in the order of the directory."""
        return tuple(self._members)

    def read(self, member: str) -> bytes | None:
        """None if there is no such member. Raises InputError BROKEN_FILE for a member that is not as announced."""
        found = self._members.get(member)
        if found is None:
            return None
        with self._zip.open(found) as stream:
            data = stream.read(found.file_size + 1)
        if len(data) != found.file_size:
            raise InputError("BROKEN_FILE", f"压缩包已损坏：{self._name}", "请用原软件打开并另存后再添加")
        return data

    def tree(self, member: str) -> etree._Element | None:
        """None if there is no such member. Raises InputError XML_REFUSED for a DTD, entities or deep nesting."""
        data = self.read(member)
        return None if data is None else parse_xml(data, self._name, self._limits)


def check_directory(data: bytes, name: str, limits: Limits) -> None:
    """Raises InputError ZIP_BOMB, ENCRYPTED or BROKEN_FILE by what the directory says, unpacking nothing.

    The directory's own size is checked first: one with millions of members would fill memory by being listed.
    """
    end = data.rfind(_END, max(0, len(data) - 65536 - _END_RECORD.size))
    if end < 0 or len(data) - end < _END_RECORD.size:
        raise InputError("BROKEN_FILE", f"压缩包不完整：{shown_name(name)}", "文件可能没有下载完，请重新获取")
    _, _, _, _, count, size, _, _ = _END_RECORD.unpack_from(data, end)
    if count > limits.zip_entries or size > limits.zip_entries * _PER_MEMBER:
        raise _bomb(name, f"含 {count} 个成员")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise InputError(
            "BROKEN_FILE", f"压缩包已损坏：{shown_name(name)}", "文件可能没有下载完，请重新获取"
        ) from error
    total = sum(member.file_size for member in members)
    if len(members) > limits.zip_entries or total > limits.zip_total:
        raise _bomb(name, f"解开后有 {len(members)} 个成员、{total // 1048576} MB")
    for member in members:
        if (
            member.file_size > limits.zip_ratio_floor
            and member.file_size > limits.zip_ratio * member.compress_size
        ):
            raise _bomb(name, f"压缩比 {member.file_size // max(1, member.compress_size)}:1")
        if member.flag_bits & 1:
            raise InputError("ENCRYPTED", f"文件有口令保护：{shown_name(name)}", "请去掉口令后另存再添加")
    if len({member.filename for member in members}) != len(members):
        raise InputError(
            "BROKEN_FILE", f"压缩包内有重名成员：{shown_name(name)}", "请用原软件打开并另存后再添加"
        )


def parse_xml(data: bytes, name: str, limits: Limits) -> etree._Element:
    """An XML tree without a document type: nothing outside the data is ever read and no entity expanded."""
    if _declares(data):
        raise InputError(
            "XML_REFUSED", f"文件含不允许的 DTD 或实体声明：{name}", "正常的办公文件没有这些内容，请核实来源"
        )
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.doctype:
        raise InputError(
            "XML_REFUSED", f"文件含不允许的 DTD：{name}", "正常的办公文件没有这些内容，请核实来源"
        )
    _check_depth(root, name, limits)
    return root


def local(element: etree._Element) -> str:
    """The tag without its namespace: the transitional and the strict form of a format differ only there."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """The value of the attribute of that local name, in whatever namespace."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def _declares(data: bytes) -> bool:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        return True
    # UTF-16 and UTF-32 put zero bytes between the letters.
    return b"\0" in data[:64] and b"<!DOCTYPE" in data.replace(b"\0", b"")


def _check_depth(root: etree._Element, name: str, limits: Limits) -> None:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > limits.xml_depth:
            raise InputError(
                "XML_REFUSED", f"结构嵌套超过 {limits.xml_depth} 层：{name}", "请用原软件打开并另存后再添加"
            )


def _plain(member: str) -> bool:
    path = PurePosixPath(member.replace("\\", "/"))
    return not path.is_absolute() and ".." not in path.parts and ":" not in member and "\0" not in member


def _bomb(name: str, what: str) -> InputError:
    return InputError(
        "ZIP_BOMB",
        f"压缩包异常，疑为压缩炸弹：{shown_name(name)} {what}",
        "请核实来源；确属正常文件请拆分后再添加",
    )
