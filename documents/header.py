"""What a legal text says of itself above the first article and at its end: dates, issuing body, number, region.

Reads the printed header and the clause on taking effect. Nothing is guessed: what is not said is None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from .dates import DATE, find_dates, to_date
from .numerals import NUMERAL
from .regions import province_of

_EVENTS = re.compile(
    r"通过|修订|修正|修改|公布|发布|批准|颁布|印发|公告|令|决定|审判委员会|检察委员会|委员会"
)
_BRACKETED = re.compile(r"《[^》]*》|[（(][^）)]*[）)]")


@dataclass(frozen=True, slots=True)
class Dates:
    """`adopted` is the day of the newest version named, `amended` whether there is an older one, `revised` whether the
    newest is a revision of the whole text (修订), not of single articles (修正)."""

    adopted: date | None
    promulgated: date | None
    effective: date | None
    amended: bool
    revised: bool = False


def header_dates(header: list[str]) -> Dates:
    """Dates of the header lines. 施行 lines give the day of effect, every other event line a version or its promulgation."""
    adopted: date | None = None
    promulgated: date | None = None
    effective: date | None = None
    events, revised = 0, False
    for line in header:
        found = list(find_dates(line))
        if not found:
            continue
        rest = line[found[0][1] :].strip()
        if re.match(r"起?(?:施行|实施|生效|起施行)", rest) or re.search(r"^自.*起(?:施行|实施)", line):
            effective = max(filter(None, (effective, found[-1][2])))
            continue
        if clause := _EFFECT.search(line):  # …通过，自2024年5月1日起施行
            day = to_date(clause) if clause["year"] or clause["y"] else None
            effective = max(filter(None, (effective, day)), default=None)
            found = [one for one in found if not clause.start() <= one[0] < clause.end()]
        if not _EVENTS.search(line) or not found:
            continue
        newest = max(day for _, _, day in found)
        events += 1 if re.search(r"修订|修正|修改", line) else 0
        if re.search(r"公布|发布|颁布|公告|印发", line):
            promulgated = max(filter(None, (promulgated, newest)))
        revised = bool(re.search(r"修订[）)\s]*$", line)) and "决定" not in line
        adopted = max(filter(None, (adopted, newest)))
    return Dates(adopted, promulgated, effective, events > 0, revised)


_EFFECT = re.compile(
    rf"自(?:(?:{DATE.pattern})|(?P<published>(?:本\w{{1,6}})?(?:公布|发布|颁布|印发|下发)之日)|(?P<passed>通过之日))"
    r"起?\s*(?:正式)?(?:开始)?(?:施行|实施|生效|执行)(?!的)"
)
_SOON = re.compile(r"公布之日起(?P<days>\d{1,3}|[一二三四五六七八九十]{1,3})日后(?:施行|实施)")


def effect_clause(text: str, title: str = "") -> date | str | None:
    """The last clause of the kind 本法自…起施行 near the end, else near the start: a day, 公布 or 通过; None without one.

    A clause about another law (《行政复议法》自…起施行, quoted in a guide) does not count; `title` is the text's own.
    """
    for part in (text[-2500:], text[:2500]):
        clauses = [match for match in _EFFECT.finditer(part) if _own(part, match.start(), title)]
        for match in reversed(clauses):
            if match["published"]:
                return "公布"
            if match["passed"]:
                return "通过"
            return to_date(match)
    return None


_ITSELF = re.compile(r"本[\u4e00-\u9fff《〈“]|[（(]|现予|予以|通过|公布|发布|批准|印发|颁布")


def _own(text: str, start: int, title: str) -> bool:
    """Whether the clause speaks of the text itself and not of a decision it names, of another law or of one provision."""
    sentence = text[max(text.rfind(mark, 0, start) for mark in "。\n；") + 1 : start]
    sentence = re.sub(rf"^\s*第{NUMERAL}条", "", sentence)
    if "本" in sentence[-12:] or sentence.endswith("该修正"):
        return True
    if re.search(r"第[^条]{1,8}[条款项]|之前|以前|原", sentence[-40:]):
        return False
    named = re.findall(r"《([^》]+)》", sentence)
    if named and not any(_same_name(name, title) for name in named):
        return False
    return (
        not sentence.strip() or bool(named) or bool(_ITSELF.search(sentence)) or _same_name(sentence, title)
    )


def _same_name(name: str, title: str) -> bool:
    """Whether `name`, perhaps without the issuer in front or the 中华人民共和国, is the title."""
    bare, own = (re.sub(r"中华人民共和国|[\s《》〈〉（）()、，,]", "", one) for one in (name, title))
    return len(bare) >= 4 and bare in own


def effective_day(dates: Dates, adopted: date | None, text: str, title: str = "") -> date | None:
    """The day of effect of this version. A clause older than the version is that of an earlier one and says nothing."""
    if dates.effective is not None:
        candidate = dates.effective
    else:
        clause = effect_clause(text, title)
        if clause == "公布":
            candidate_or_none = adopted if dates.revised else dates.promulgated or adopted
        elif clause == "通过":
            candidate_or_none = adopted
        else:
            candidate_or_none = clause if isinstance(clause, date) else None
        if candidate_or_none is None:
            return None
        candidate = candidate_or_none
    # A publisher's date may be some weeks after the day of effect of a new law; an amendment is years after.
    if dates.amended and adopted is not None and candidate < adopted - timedelta(days=90):
        return None
    return candidate


_CONGRESS = re.compile(
    rf"(?P<place>[\u4e00-\u9fff]{{2,16}}?)?第?{NUMERAL}届(?P<national>全国)?(?:人民代表大会|人大)(?P<standing>常务委员会|常委会)?"
)
_COURTS = re.compile(r"最高人民法院|最高人民检察院")
_ORDER = re.compile(
    r"(?:中华人民共和国)?(?P<body>[\u4e00-\u9fff、]{2,24}?)令?(?:\[?\d{4}\]?年?)?第[〇零一二三四五六七八九十百\d]+号"
)
_GOVERNMENT = re.compile(
    r"[\u4e00-\u9fff]{2,12}(?:省|市|自治区|自治州|县|区)人民政府(?:办公厅|办公室)?|国务院办公厅|国务院|中共中央办公厅|中共中央"
)
_RED_HEAD = re.compile(r"([\u4e00-\u9fff、 \u3000]{3,30}?)[ \u3000]*文[ \u3000]*件(?:[（(〔].*)?")
_MINISTRY = re.compile(
    r"(?:国家)?[\u4e00-\u9fff]{2,14}(?:部|总局|委员会|管理局|总署|管理委员会|人民银行)(?=令|公告|发布|公布|、|\s|第|$)"
)


def issuer_of(title: str, header: list[str]) -> str | None:
    """The body that made the text, by its full name; two courts together are joined by 、."""
    courts = list(dict.fromkeys(_COURTS.findall(_BRACKETED.sub("", title[:40]))))
    if courts:
        return "、".join(courts)
    for line in header:
        if head := _RED_HEAD.fullmatch(line):
            return _body(re.sub(r"\s", "", head[1]))
        plain = _BRACKETED.sub("", DATE.sub(" ", line)).strip()
        if match := _CONGRESS.search(plain):
            return _congress(match, title)
        if courts := list(dict.fromkeys(_COURTS.findall(plain))):
            return "、".join(courts)
        if (match := _ORDER.search(plain)) and not re.search("第.*次(?:常务)?会议", plain):
            return _body(match["body"])
        if match := _GOVERNMENT.search(plain) or _MINISTRY.search(plain):
            return _body(match[0])
    if match := re.match(
        r"(.{2,14}?(?:人民代表大会常务委员会|人民代表大会|人民政府(?:办公厅|办公室)?|国务院办公厅|国务院))(?=关于)",
        title,
    ):
        return _body(match[1])
    return "国务院" if title.startswith("国务院") else None


def _congress(match: re.Match[str], title: str) -> str:
    place = re.sub(r"^(?:根据|经|由|的|和|并经)+", "", match["place"] or "")
    place = re.sub(r"(?:第|[一二三四五六七八九十])+$", "", place)
    if place in ("省", "市", "县", "自治县", "自治区", "区"):  # 市十四届人大: which one only the title says
        named = re.match(r"[\u4e00-\u9fff]{1,12}?(?:省|市|自治县|自治区|县|区)", title)
        place = named[0] if named else place
    standing = "常务委员会" if match["standing"] else ""
    if match["national"] or place in ("全国", ""):
        return f"全国人民代表大会{standing}"
    return f"{place}人民代表大会{standing}"


def _body(name: str) -> str:
    name = re.sub(r"^(?:由|经|根据)", "", name.replace("中华人民共和国", "")).strip("、 ")
    return re.sub(r"令$", "", name)


_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,10}[〔\[［【(（](?:19|20)\d{2}[〕\]］】)）]\s*第?\s*\d{1,4}\s*号")
_ORDER_NUMBER = re.compile(
    r"(?:中华人民共和国)?([\u4e00-\u9fff、]{2,30}令)\s*(?:\d{4}年)?(第[〇零一二三四五六七八九十百\d]+号)"
)


def document_number(header: list[str], front: list[str]) -> str | None:
    """文号: 法释〔2021〕1号, 国务院令第584号. In the text proper it counts only on a line of its own."""
    for line in reversed(header):
        plain = DATE.sub(" ", line)
        if match := _NUMBER.search(plain):
            return _tidy(match[0])
        if match := _ORDER_NUMBER.search(plain):
            return match[1].replace("中华人民共和国", "") + match[2]
    for line in front:
        bare = line.strip("（）() ")
        if len(bare) <= 40 and (match := _NUMBER.fullmatch(bare)):
            return _tidy(match[0])
    return None


def _tidy(number: str) -> str:
    return re.sub(r"[\[［【(（](\d{4})[\]］】)）]", r"〔\1〕", re.sub(r"\s", "", number))


def region_of(title: str, issuer: str | None, header: list[str], source: str) -> str | None:
    """The province a local text belongs to, by its full name: from title or issuer, else from the approving body or folder."""
    for text in (title, issuer or "", *(line for line in header if "批准" in line or "届" in line), source):
        found = province_of(text)
        if found:
            return found
    return None
