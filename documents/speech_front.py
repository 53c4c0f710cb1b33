"""A speech's title, occasion and speaker, where the first lines give them. Masked names (**) are kept as they stand."""

from __future__ import annotations

import re

_MEETING = re.compile(
    r"(?:召开|举行|举办|组织召开|参加|出席)(?:了)?(?:的)?(?P<meeting>[^，。；：、]{4,50}?(?:会议|大会|座谈会|推进会|动员会|研讨会|培训班|工作会|例会|现场会|开班式|仪式|论坛|会))"
    r"(?=[，。；,]|$)"
)
_IN_TITLE = re.compile(
    r"在(?P<occasion>.{4,60}?)(?:上|中|时|期间)?的?(?:讲话|发言|致辞|报告|主持词|表态发言)"
)
_OFFICE = "书记|市长|县长|区长|省长|州长|镇长|乡长|主任|局长|厅长|部长|院长|检察长|主席|司长|处长|组长|秘书长"
_SPEAKER = re.compile(
    rf"[（(]?(?P<office>[\u4e00-\u9fff*＊、]{{0,24}}(?:{_OFFICE}))?[ \u3000]*(?P<name>[\u4e00-\u9fff*＊×]{{2,4}})?[)）]?"
)
_LABEL = re.compile(r"(?:讲话人|发言人|报告人|主讲人|作者)[：:]\s*(?P<name>\S.{0,30})")


def speech_title(lines: list[str]) -> str:
    """在…会议上的讲话 if the first paragraphs name the meeting, else 讲话： and the first heading."""
    meeting = _meeting(lines)
    if meeting:
        return f"在{meeting}上的讲话"
    heading = next((line for line in lines if re.match(r"一、.{4,}", line)), None)
    if heading:
        return "讲话：" + re.split(r"[。！]", heading[2:].strip())[0][:60]
    first = next((line for line in lines if len(line) > 8), lines[0] if lines else "")
    return "讲话：" + re.split(r"[，。；！：]", first)[0][:40]


def occasion_of(title: str, lines: list[str]) -> str | None:
    match = _IN_TITLE.search(title)
    return match["occasion"] if match else _meeting(lines)


def _meeting(lines: list[str]) -> str | None:
    for line in lines[:4]:
        match = _MEETING.search(line[:160])
        if match:
            return re.sub(r"^(?:了|的|此次|这次|一次)", "", match["meeting"])
    return None


def speaker_of(lines: list[str]) -> str | None:
    """Office and name as printed on a line of their own between title and text; masked names keep their **."""
    for line in lines[:8]:
        if match := _LABEL.match(line):
            return match["name"].strip()
        match = _SPEAKER.fullmatch(line.strip())
        if match and (match["office"] or re.search(r"[*＊×]", match["name"] or "")):
            return re.sub(r"\s+", " ", line.strip("（）() "))
    return None
