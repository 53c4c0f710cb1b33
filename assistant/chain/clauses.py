"""Clauses of a sentence with what governs them: their conditions, their exceptions, who acts and who receives.

What is covered: statutes and speeches as they are written, by punctuation and function words. What is not: grammar; a
clause whose roles cannot be told has none, and nothing is concluded from it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from .figures import MODAL, arabic, force_of

_PARTICLES = re.compile(
    r"应当|必须|不得|不能|可以|禁止|不予|期限|不|的|为|应|须|需|要|还|并且|并|但|且|而|其|[^\u4e00-\u9fffA-Za-z0-9]"
)
_SAME = (
    ("人民法院", "法院"),
    ("人民检察院", "检察院"),
    ("人民代表大会", "人大"),
    ("常务委员会", "常委会"),
    ("人民政府", "政府"),
)
_ITEM = re.compile(r"^\s*[（(][一二三四五六七八九十\d]+[）)]")
_WHEN = re.compile(
    r"^(?:但|并|而)?(?:经(?!营|济|费|常|办)|未经|如果?|若|因(?!此|而)|当(?!事|地|年|场)|没有|即使)|(?:的|时)$"
)
_MATTER = re.compile(r"^(?:但是?|并且?|而且?|同时|其中)")


@dataclass(frozen=True, slots=True)
class Clause:
    """`conditions` are those that stand between the last consequence and this one; `above` those before them in the same
    sentence; `head` is the text of the sentence so far, in which a dropped subject is found."""

    text: str
    conditions: tuple[str, ...]
    above: tuple[str, ...]
    head: str
    sentence: str
    force: str = ""  # of its own modal word, or, for an item of a list, of the words that open the list


def plain(text: str) -> str:
    """The wording without modal words, particles, punctuation and ways of writing numerals."""
    text = arabic(unicodedata.normalize("NFKC", text))
    for long, short in _SAME:
        text = text.replace(long, short)
    return _PARTICLES.sub("", text)


def pairs(text: str) -> set[str]:
    """Character pairs of the plain wording; a single character stands for itself."""
    flat = plain(text)
    return {flat[i : i + 2] for i in range(len(flat) - 1)} if len(flat) > 1 else {flat} - {""}


def cover(part: str, whole: str) -> float:
    """Share of the pairs of `part` that stand in `whole`, 0 to 1; 1 for a part without words."""
    own = pairs(part)
    return len(own & pairs(whole)) / len(own) if own else 1.0


def letters(part: str, whole: str) -> float:
    """Share of the characters of `part` that stand in `whole`: for short wordings whose order a paraphrase changes."""
    own = set(plain(part))
    return len(own & set(plain(whole))) / len(own) if own else 1.0


def alike(a: str, b: str) -> float:
    """Dice coefficient of the character pairs, 0 to 1."""
    one, two = pairs(a), pairs(b)
    return 2 * len(one & two) / (len(one) + len(two)) if one and two else 0.0


def clauses(text: str) -> list[Clause]:
    """The consequences of a text with their conditions, in order. Conditions that no consequence follows are left out."""
    return [clause for sentence in re.split(r"[。！？!?\n]", text) for clause in _of_sentence(sentence)]


def _of_sentence(sentence: str) -> Iterator[Clause]:
    above: list[str] = []
    read = ""
    for segment in re.split(r"[；;：:]", sentence):
        if _ITEM.match(segment) and not force_of(segment):
            yield Clause(_ITEM.sub("", segment), (), tuple(above), read, sentence, force_of(read))
            continue
        conditions: list[str] = []
        found: list[Clause] = []
        waiting: list[str] = []
        held = 0  # of the found, how many wait
        begun = ""  # 应当在五日内，向……: the time and what is done in it are one clause
        parts = re.split(r"[，,]|(?=(?:并|也|又)(?:应当|可以|不得|必须|须))", segment)
        for part, following in zip(parts, [*parts[1:], ""], strict=True):
            words = _MATTER.sub("", _ITEM.sub("", part).strip())
            if not words:
                continue
            if _is_condition(words):
                conditions.append("，".join([*waiting, words]))
                del found[len(found) - held :]  # what seemed to be said was the beginning of the condition
                waiting, held = [], 0
            elif following and (
                words.endswith(("内", "前", "后", "时"))
                or (
                    not force_of(words)
                    and re.search(r"的[^的、]{1,5}$", words)
                    and "由" not in words + following[:1]
                )
            ):
                begun += words + "，"
                waiting, held = [words], 0
            else:
                found.append(
                    Clause(
                        begun + words,
                        tuple(conditions),
                        tuple(above),
                        read,
                        sentence,
                        force_of(begun + words),
                    )
                )
                begun = ""
                stated = force_of(words) or re.search(r"由|^(?:处|并|责令|没收)", words)
                waiting, held = ([], 0) if stated else ([*waiting, words], held + 1)
            read += part + "，"
        yield from found
        above += conditions


def _is_condition(words: str) -> bool:
    if (
        words.startswith("对")
        and "的" in words
        and not force_of(words)
        and not re.search(r"处|罚|给予", words)
    ):
        return True
    return bool(_WHEN.search(words)) and not (force_of(words) and not words.endswith("的"))


_SUFFIX = (
    r"(?:人员|部门|机关|机构|单位|企业|公司|委员会|政府|法院|检察院|组织|平台|区县|乡镇|业主|学校|医院|父母|干部|"
    r"(?<![\d一二三四五六七八九十个两法])[人](?![民员数身工大才口事力均次类格为行造])|对象|户(?![口外籍])|(?<!或)者(?!的?名)|(?<![人成])员(?!工)|(?<![双一各地])方(?=[，应可不需须要在向有]|$))"
)
_TOWARD = re.compile(r"(?:向|对|给|从|由|被|报|通知|告知|移送|申请|满足)(?!社会)[^，。；]{0,6}$")


def _parties(text: str, base: int = 0) -> list[tuple[int, str]]:
    """(start, party) with the level when it is named: the two characters before the noun that makes it a party."""
    found = []
    for match in re.finditer(rf"被?[\u4e00-\u9fff]{{0,2}}(?:{_SUFFIX})+", text):
        name = match[0]
        level = re.search(r"(?:省|市|县|区|乡镇|上一|上|本|同)级$", text[: match.start()])
        if name.startswith(("以上", "有关", "其他")):
            continue
        found.append((base + match.start(), (level[0] if level else "") + name))
    return found


def everyone(text: str) -> set[str]:
    """All parties that a text names."""
    return {party for _, party in _parties(text)}


def actors(clause: Clause, *, carried: bool = True) -> set[str]:
    """Who acts in a clause: after 由, or before its modal word, or the first party of its condition; with `carried`, a
    dropped one is taken from the beginning of the sentence."""
    text = clause.text
    by = re.search(r"(?:^|[^理])由([^，。；]{2,16})", text)
    if by and (named := _parties(by[1])):
        return {named[0][1]}
    modal = MODAL.search(text)
    own = text[: modal.start()] if modal and not re.match(r"(?:向|对|报|经)", text) else ""
    stated = [
        condition for condition in reversed(clause.conditions) if not condition.startswith(("经", "未经"))
    ]
    for stretch in (*reversed(own.split("，")), *stated, *((clause.head,) if carried else ())):
        named = [
            (at, party)
            for at, party in _parties(stretch)
            if not _TOWARD.search(stretch[:at]) and not re.match(r"[^，]{0,1}的", stretch[at + len(party) :])
        ]
        if named:
            joined = re.search(r"[、和]", stretch)
            just_before = (
                _parties(clause.head.rstrip("，").rpartition("，")[2])
                if carried and stretch not in own
                else []
            )
            return {
                party for _, party in (*(named[:3] if joined or carried else named[:1]), *just_before[:1])
            }
    return set()


def receivers(clause: Clause) -> set[str]:
    """To whom something is done: the parties behind 向, 对, 报."""
    return {
        party
        for at, party in _parties(clause.text)
        if re.search(r"(?:向|对|报告?|为)[^，。；的]{0,4}$", clause.text[:at])
    }
