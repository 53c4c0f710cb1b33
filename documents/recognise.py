"""What a text is: title, kind, dates, issuer, region, number; for speeches speaker and occasion.

Reads the text, its file name and the folders above it. What a person stated (`Hints`) wins over all of them. Never
guesses a status: what is in force is for `documents.validity`.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date as Day
from datetime import timedelta
from pathlib import PurePosixPath

from .dates import DATE, find_dates, to_date
from .header import document_number, effective_day, header_dates, issuer_of, region_of
from .kinds import kind_of
from .names import identity_of
from .records import Description, Kind, Status
from .speech_front import occasion_of, speaker_of, speech_title
from .structure.front import HISTORY, RED_HEAD
from .structure.lines import HEADER_END
from .structure.marks import article_mark, heading_mark, point_label

_LONGEST_HEADER = 20_000  # characters; the limits keep a hostile header from costing more than a real one
_LONGEST_LINE = 400
_FRONT = 4000  # characters in which title and adoption have to stand where nothing marks the header


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of a file beside its text; None where nobody said. `date` is the day of adoption of this version."""

    title: str | None = None
    kind: Kind | None = None
    date: Day | None = None
    effective: Day | None = None
    status: Status | None = None
    issuer: str | None = None
    region: str | None = None
    number: str | None = None
    speaker: str | None = None
    occasion: str | None = None


NO_HINTS = Hints()


@dataclass(frozen=True, slots=True)
class _Front:
    """The top of a text: Markdown titles or title lines, header lines and the lines after them."""

    titles: list[str]
    header: list[str]
    after: list[str]


def describe(text: str, source: str, hints: Hints = NO_HINTS) -> Description:
    """All that can be said of a text without reading its articles. `source` is a path or an upload's name.

    The same title and text give the same id anywhere.
    """
    front = _front(text)
    path = PurePosixPath(source.replace("\\", "/"))
    name_date = _name_date(path.stem)
    stated = [hints.title] if hints.title else []
    kind = hints.kind or kind_of(path, stated + front.titles, front.header, front.after)
    title = hints.title or _title(front, path, kind, text)
    volume = (
        front.titles[1] if len(front.titles) > 1 and not hints.title and _is_volume(front.titles[1]) else None
    )
    dates = header_dates(front.header)
    spoken = kind is Kind.SPEECH
    signer, signed = _signature(text) if dates.adopted is None else (None, None)
    spoken_on = _speech_date(front) if spoken else None
    adopted = hints.date or _newest(name_date, dates.adopted) or spoken_on or signed
    issuer = hints.issuer or _issuer(kind, title, front.header) or (signer if kind in _SIGNED else None)
    local = kind in (Kind.LOCAL_REGULATION, Kind.LOCAL_RULE)
    return Description(
        id=document_id(title, text),
        title=title,
        kind=kind,
        identity=identity_of(title),
        volume=volume,
        issuer=issuer,
        region=hints.region or (region_of(title, issuer, front.header, source) if local else None),
        number=hints.number or (None if spoken else document_number(front.header, front.after[:8])),
        speaker=hints.speaker
        or (speaker_of(front.titles + front.header + front.after[:4]) if spoken else None),
        occasion=hints.occasion or (occasion_of(title, front.after) if spoken else None),
        adopted=adopted,
        effective=hints.effective
        or (effective_day(dates, adopted, text, title) if _takes_effect(kind, title) else None),
        stated_status=hints.status,
        source=source,
        format=(path.suffix.lstrip(".").lower() or "txt"),
    )


def _newest(named: Day | None, printed: Day | None) -> Day | None:
    """The date in the file name, which is mostly that of promulgation, unless the header names a later version.

    Measured on 3,161 files with both: they differ in 1,249; in 23 the header is more than a month later, and the text
    is then the later one.
    """
    if named is None or printed is None:
        return named or printed
    return printed if printed - named > timedelta(days=31) else named


def _issuer(kind: Kind, title: str, header: list[str]) -> str | None:
    if kind in (Kind.SPEECH, Kind.CASE, Kind.MODEL_TEXT):
        return None
    found = issuer_of(title, header)
    # 行政法规 are made by the State Council and by nobody else (《立法法》).
    return found or ("国务院" if kind is Kind.ADMINISTRATIVE_REGULATION else None)


_WITHOUT_EFFECT = (Kind.SPEECH, Kind.CASE)
_RULES = re.compile(r"(?:条例|办法|规定|细则|规则)(?:[（(][^（）()]*[）)])*$")


def _takes_effect(kind: Kind, title: str) -> bool:
    """A model of a regulation has its day of effect as the regulation would; a guide only quotes those of others."""
    return kind not in _WITHOUT_EFFECT and (kind is not Kind.MODEL_TEXT or bool(_RULES.search(title)))


_SIGNED = (Kind.NORMATIVE, Kind.PARTY_RULE, Kind.DEPARTMENT_RULE, Kind.LOCAL_RULE, Kind.OTHER)
_SIGNATURE = re.compile(
    rf"\n[ \t\u3000]*(?P<body>[\u4e00-\u9fff]{{2,40}})?[ \t\u3000]*(?:\n[ \t\u3000]*){{1,3}}(?:{DATE.pattern})[ \t\u3000]*(?=\n|$)"
)


def _signature(text: str) -> tuple[str | None, Day | None]:
    """Body and day of a signature: the body on one line, the date on the next, nothing else on either."""
    match = _SIGNATURE.search(text)
    return (match["body"], to_date(match)) if match else (None, None)


def document_id(title: str, text: str) -> str:
    return hashlib.sha256(f"{title}\0{text}".encode()).hexdigest()[:12]


def _front(text: str) -> _Front:
    mark = text.find(HEADER_END)
    head = text[: min(mark, _LONGEST_HEADER)] if mark >= 0 else text[:_FRONT]
    lines = [line.strip()[:_LONGEST_LINE] for line in head.split("\n") if line.strip()]
    if mark >= 0:
        after = [
            line.strip() for line in text[mark + len(HEADER_END) : mark + _FRONT].split("\n") if line.strip()
        ]
        titles = [line.lstrip("# ").strip() for line in lines if line.startswith("# ")]
        return _Front(titles, [line for line in lines if not line.startswith("#")], after)
    return _unmarked(lines)


def _unmarked(lines: list[str]) -> _Front:
    """Without a mark: title lines, then lines of adoption, then the text."""
    titles: list[str] = []
    header: list[str] = []
    index, below = 0, False
    while index < min(len(lines), 15):
        line = lines[index]
        plain = line.lstrip("#* ").rstrip("* ").strip() if line.startswith("#") else line
        if HISTORY.match(plain) or (speaker_of([plain]) if titles else RED_HEAD.fullmatch(plain)):
            header.append(plain)
            below = bool(titles)
        elif not plain or article_mark(plain) or heading_mark(plain) or below:
            break
        elif len(titles) < 3 and _is_title_line(plain):
            titles.append(plain)
        else:
            break
        index += 1
    if titles and not any(line.startswith("#") for line in lines[:1]):
        titles = [_joined(titles)]
    return _Front(titles, header, lines[index:])


def _joined(lines: list[str]) -> str:
    return "".join(lines) if sum(map(len, lines)) <= 90 else lines[0]


_NO_TITLE = re.compile(
    r"(?:同志们|各位|尊敬的|目\s*录|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])"
)


def _is_title_line(line: str) -> bool:
    return (
        2 <= len(line) <= 60
        and line[-1] not in "。：:；;，、！!"
        and not _NO_TITLE.match(line)
        and not point_label(line)
    )


def _is_volume(line: str) -> bool:
    return len(line) <= 12 and bool(re.search(r"编$|^总则$|^附则$|^分则$", line))


def _title(front: _Front, path: PurePosixPath, kind: Kind, text: str) -> str:
    if front.titles:
        return re.sub(r"[ \u3000]{2,}", " ", front.titles[0]).strip()
    if kind is Kind.SPEECH:
        return speech_title(front.after)
    stem = re.sub(r"[(（]\d{4}[-年].*[)）]$", "", path.stem).strip()
    if re.search(r"[\u4e00-\u9fff]{2}", stem):
        return stem
    first = next((line for line in text.split("\n") if line.strip()), "")
    return first.strip(" #*　")[:40] or stem or "无题"


def _name_date(stem: str) -> Day | None:
    match = re.search(r"[(（]([^()（）]*)[)）]$", stem)
    found = list(find_dates(match[1])) if match else []
    return found[-1][2] if found else None


def _speech_date(front: _Front) -> Day | None:
    """A speech is dated where the date stands on a line of its own: （2022年3月5日）."""
    for line in front.header + front.titles:
        found = list(find_dates(line))
        if found and len(line) <= 20:
            return found[0][2]
    return None
