"""What kind of document a text is: by the folders it lies in, its title and what its header says."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from .records import Kind

_FOLDERS = {
    "宪法": Kind.CONSTITUTION,
    "宪法相关法": Kind.LAW,
    "民法典": Kind.LAW,
    "民法商法": Kind.LAW,
    "民商法": Kind.LAW,
    "刑法": Kind.LAW,
    "行政法": Kind.LAW,
    "经济法": Kind.LAW,
    "社会法": Kind.LAW,
    "诉讼与非诉讼程序法": Kind.LAW,
    "法律": Kind.LAW,
    "行政法规": Kind.ADMINISTRATIVE_REGULATION,
    "监察法规": Kind.SUPERVISION_REGULATION,
    "司法解释": Kind.INTERPRETATION,
    "部门规章": Kind.DEPARTMENT_RULE,
    "地方性法规": Kind.LOCAL_REGULATION,
    "地方政府规章": Kind.LOCAL_RULE,
    "规范性文件": Kind.NORMATIVE,
    "党内法规": Kind.PARTY_RULE,
    "案例": Kind.CASE,
    "讲话": Kind.SPEECH,
    "讲话稿": Kind.SPEECH,
    "speeches": Kind.SPEECH,
    "示范文本": Kind.MODEL_TEXT,
    "DLC": Kind.LOCAL_REGULATION,
}

# 案例/民法典 holds cases, whatever subject they are sorted by.
_NOT_SUBJECTS = {Kind.CASE, Kind.SPEECH, Kind.INTERPRETATION, Kind.MODEL_TEXT}

_SPEECH_TITLE = re.compile(r"讲话|发言|致辞|讲稿|述职|述法|报告$|提纲$|表态|主持词|党课")
_SPEECH_START = re.compile(r"(?:尊敬的)?(?:各位|同志们|代表们|朋友们|大家好)")
_PARTY = re.compile(
    r"^(?:中国共产党|中共中央(?!、国务院)).{2,40}(?:条例|准则|规则|规定|办法|细则|章程)(?:[（(].*[)）])?$|^党政.{2,30}(?:条例|规定|办法)$"
)
_NORMATIVE_TITLE = re.compile(
    r"(?:通知|意见|方案|纲要|规划|批复|函|要点|清单|指引|公告|通告|决议|标准|措施|计划)(?:[（(][^（()）]*[)）])?$"
)
_CASE_TITLE = re.compile(r"(?:纠纷|诉.{2,60}|申请.{2,30}|执行.{2,20})案$|典型案例|指导案例|指导性案例")
_CASE_HEADINGS = re.compile(
    r"#*\s*【?(?:基本案情|简要案情|案情回顾|裁判要[点旨]|裁判结果|裁判理由|案情简介|关键词|法官解读|案例分析|申请人请求|处理结果|典型意义|适用解析)】?"
)
_MASKED_OFFICE = re.compile(r"(?:市|县|区|省|州)[委]?(?:书记|长)")


def kind_of(path: PurePosixPath, titles: list[str], header: list[str], after: list[str]) -> Kind:
    """The folder decides where it names a kind; else title, header and first lines do. OTHER if nothing speaks."""
    folders = [folder for folder in reversed(path.parent.parts) if folder in _FOLDERS]
    for folder in sorted(folders, key=lambda name: _FOLDERS[name] not in _NOT_SUBJECTS):
        return _FOLDERS[folder]
    title = titles[0] if titles else re.sub(r"[(（]\d{4}.*[)）]$", "", path.stem)
    return _by_title(title) or _by_header(title, header) or _by_text(title, after)


def _by_title(title: str) -> Kind | None:
    bare = title.replace("中华人民共和国", "").strip("《》 ")
    if re.fullmatch(r"宪法(?:修正案.*)?", bare):
        return Kind.CONSTITUTION
    if bare.startswith(("最高人民法院", "最高人民检察院")) or re.search(
        r"^人民(?:检察院|法院).*(?:规定|规则|解释)", bare
    ):
        return Kind.INTERPRETATION
    if bare.startswith(("监察法实施", "国家监察委员会")):
        return Kind.SUPERVISION_REGULATION
    if _PARTY.search(bare):
        return Kind.PARTY_RULE
    if _CASE_TITLE.search(bare):
        return Kind.CASE
    if _SPEECH_TITLE.search(bare) and not re.search(r"(?:条例|办法|规定|法|规则)(?:[（(].*[)）])?$", bare):
        return Kind.SPEECH
    return None


def _by_header(title: str, header: list[str]) -> Kind | None:
    text = re.sub(r"《[^》]*》", "", "\n".join(header))
    if re.search(r"最高人民(?:法院审判|检察院.{0,10}检察)委员会", text):
        return Kind.INTERPRETATION
    if re.search(r"届?全国人民代表大会", text):
        return Kind.LAW
    if re.search(r"(?:省|市|自治区|自治州|自治县|县)(?:第?[^\s届]{1,6}届)?人民代表大会|省.{1,5}届人大", text):
        return Kind.LOCAL_REGULATION
    if re.search(
        r"国务院令|国务院.{0,12}(?:发布|公布|批准|批转|通过)|国务院第.{1,8}次常务会议|国务院、(?:中华人民共和国)?中央军",
        text,
    ):
        return Kind.ADMINISTRATIVE_REGULATION
    if re.search(r"(?:省|市|自治区|自治州)人民政府(?:.{0,20}令|第.{1,6}次常务会议)", text):
        return Kind.LOCAL_RULE
    if re.search(r"(?:部|总局|委员会|总署|银行|局)(?:令|.{0,20}令)|部务会议|局务会议", text):
        return Kind.DEPARTMENT_RULE
    if re.match(r"中华人民共和国.*(?:(?<!办)法|法典)$", title):
        return Kind.LAW
    return None


def _by_text(title: str, after: list[str]) -> Kind:
    first = after[:6]
    if any(_SPEECH_START.match(line) and len(line) < 40 for line in first[:3]):
        return Kind.SPEECH
    if sum(1 for line in after if _CASE_HEADINGS.fullmatch(line)) >= 2:
        return Kind.CASE
    if _NORMATIVE_TITLE.search(title):
        return Kind.NORMATIVE
    if re.search(r"(?:省|市|自治[区州县]|特区).{2,40}(?:条例|办法|规定|规则)", title):
        return Kind.LOCAL_REGULATION
    if re.match(r"中华人民共和国.*(?:条例|办法|规定|细则)$|.{2,40}条例(?:[（(].*[)）])?$", title):
        return Kind.ADMINISTRATIVE_REGULATION
    if re.search(r"(?:条例|办法|规定|规则|细则)(?:[（(].*[)）])?$", title):
        return Kind.NORMATIVE
    joined = "".join(after)[:3000]
    if re.search(r"习近平|同志|市委|县委|区委|党委", joined) and re.search(
        r"(?:^|[。\n])?[一二]要|一是", joined
    ):
        return Kind.SPEECH
    return Kind.OTHER
