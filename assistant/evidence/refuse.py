"""Say why a question is not answered, and what to do. A refusal states what was looked at; it never looks like an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.names import quoted
from documents.records import Description, Kind, Passage, Status
from index.records import Filter, Hit

from ..compose.draft import title_of
from ..records import Reason, Section, Sentence
from ..understand.question import Question
from .decide import Decision
from .elsewhere import local_text
from .holdings import UNKNOWN, Books, Holdings
from .premise import no_such_place, overview
from .retrieve import Found, Place

_NEXT = {
    Reason.OUT_OF_LIBRARY: "可以换用法律法规中的说法再问，或先把有关文件加入文献库。下面是库中最接近的片段，仅供参考，并非答案。",
    Reason.NOT_UNDERSTOOD: "请用一句话写明想了解的事项，例如“行政处罚听证的条件是什么？”",
    Reason.TOO_BROAD: "",
    Reason.NO_SUCH_ARTICLE: "请核对条号；下面是该法中与问题最接近的片段。",
    Reason.NOT_IN_FORCE: "如需查阅当时的规定，请在问题中写明日期，例如“2019年时……”。",
}


_LAW_NAME = re.compile(r"《?([一-龥]{2,12}?(?:法|法通则|条例))》?(?=怎么|如何|规定|中|里|的|是|第|$)")


@dataclass(frozen=True, slots=True)
class Refusal:
    """`hits` are the nearest passages, best first."""

    reason: Reason
    sections: tuple[Section, ...]
    hits: tuple[Hit, ...]


def _refusal(reason: Reason, said: str, hits: Sequence[Hit]) -> Refusal:
    texts = [
        text
        for text in (said, _NEXT.get(reason, "") if hits or reason is not Reason.OUT_OF_LIBRARY else "")
        if text
    ]
    unique = {hit.passage.key: hit for hit in hits}
    return Refusal(
        reason, (Section("", tuple(Sentence(text, (), "编排") for text in texts)),), tuple(unique.values())
    )


def by_address(question: Question, found: Found, books: Books, holdings: Holdings) -> Refusal | None:
    """An address that does not exist, or a law that is no longer in force; None where every address is good."""
    missing = [place for place in found.places if not place.spans]
    if missing and len(missing) == len(found.places):
        return _missing(missing[0], found, books, holdings)
    if found.scope.as_of is None:
        repealed = [p for p in found.places if p.hits and p.hits[0].validity.status is Status.REPEALED]
        if repealed and len(repealed) == len(found.places):
            return _repealed(repealed[0])
    return None


def _missing(place: Place, found: Found, books: Books, holdings: Holdings) -> Refusal:
    if not place.address.name and place.law is None:
        return _refusal(
            Reason.NOT_UNDERSTOOD,
            f"没有写明{place.pinpoint}是哪一部法的。请连同法律名称一起提问。",
            (),
        )
    held = _held(place, books, holdings, found)
    if held is None:
        gone = _said_repealed((place.address.name or place.law or "").strip("《》"), books)
        if gone is not None:
            return gone
    passages = _passages(held, books, holdings)
    said = no_such_place(place, held, passages)
    reason = Reason.NO_SUCH_ARTICLE if held else Reason.OUT_OF_LIBRARY
    near = [hit for hit in (*place.hits, *found.hits) if held is None or hit.document.id == held.id]
    return _refusal(reason, said, near or found.hits)


def _said_repealed(name: str, books: Books) -> Refusal | None:
    """A law that is not held, but that a text which is held says it repeals."""
    if len(name) < 3:
        return None
    binding = Filter(kinds=frozenset({Kind.LAW, Kind.ADMINISTRATIVE_REGULATION}))
    # Deep, because a closing article that repeals nine laws is far from each of them.
    for hit in books.search(f"中华人民共和国{name} 同时废止 施行", k=40, filter=binding):
        text = hit.passage.text
        if "废止" in text and re.search(rf"《(?:中华人民共和国)?{re.escape(name)}》", text):
            said = f"《{name}》已不是现行规定：{title_of(hit.document)}{hit.passage.pinpoint}载明其废止，库中没有它的全文。请按现行法律重新提问。"
            sentence = Sentence(said, (), "编排")
            return Refusal(Reason.NOT_IN_FORCE, (Section("", (sentence,)),), (hit,))
    return None


def _passages(held: Description | None, books: Books, holdings: Holdings) -> Sequence[Passage]:
    """All articles of the law, over all files of one code."""
    if held is None:
        return ()
    volumes = [d for d in holdings.versions.get(held.identity, ()) if held.volume and d.volume]
    return [p for d in volumes or [held] for p in books.passages(d.id)]


def _held(place: Place, books: Books, holdings: Holdings, found: Found) -> Description | None:
    """The version that the address was looked up in."""
    if place.hits:
        return place.hits[0].document
    versions = holdings.versions.get(place.law or "", [])
    validity = books.validity(found.scope.as_of)
    current = [d for d in versions if validity[d.id].status not in (Status.AMENDED, Status.NOT_YET)]
    return max(current or versions, key=lambda d: (d.date is not None, d.date, d.id), default=None)


def _repealed(place: Place) -> Refusal:
    hit = place.hits[0]
    reason = hit.validity.reason or "已废止"
    return _refusal(Reason.NOT_IN_FORCE, f"{quoted(hit.document.title)}不是现行规定：{reason}。", place.hits)


def by_evidence(
    question: Question, decision: Decision, found: Found, books: Books, holdings: Holdings
) -> Refusal | None:
    """Too broad, not understood or not in the library; None where the evidence is enough."""
    lacking = _not_held(question, found, books, holdings)
    if lacking is not None:
        return lacking
    broad = _too_broad(question, books, holdings, found)
    if broad is not None:
        return broad
    if decision.reason is None:
        return None
    if decision.reason is Reason.NOT_UNDERSTOOD:
        return _refusal(decision.reason, "没有听懂这个问题。", ())
    for name in _unheld(question, holdings):
        gone = _said_repealed(name, books)
        if gone is not None:
            return gone
    absent = [w for w in question.words if holdings.rarity(w) >= UNKNOWN and not _MISCUT.search(w)]
    absent += [c for c in question.scope.countries if c not in absent]
    said = "库中没有找到能够回答这个问题的依据。"
    if absent:
        said += f"问题中的{'、'.join(f'“{word}”' for word in absent[:4])}在库中没有相应内容。"
    if decision.evidence.place:
        said += f"库中没有{'、'.join(question.scope.places)}的规定；想看全国性规定，请去掉地名再问。"
    return _refusal(decision.reason, said, found.hits)


def _not_held(question: Question, found: Found, books: Books, holdings: Holdings) -> Refusal | None:
    """A title in brackets, a local text, or the version of an earlier day that the library does not have."""
    unheld = [
        a.name for a in question.addresses if a.name and not a.laws and f"《{a.name}》" in question.text
    ]
    if unheld:
        return _said_repealed(unheld[0], books) or _refusal(
            Reason.OUT_OF_LIBRARY, f"库中没有《{unheld[0]}》的全文。", found.hits
        )
    day = found.scope.as_of
    if found.untimely and day is not None:
        years = "、".join(f"{d.date.year}年" for d in holdings.versions[found.untimely] if d.date)
        said = f"问题问的是{day.year}年{day.month}月{day.day}日时的规定，库中的《{found.untimely}》只有{years}的版本，当时还没有施行。"
        return _refusal(Reason.OUT_OF_LIBRARY, said, found.hits)
    local = local_text(question, holdings)
    return _refusal(Reason.OUT_OF_LIBRARY, f"库中没有《{local}》。", found.hits) if local else None


def repealed_names(question: Question, books: Books, holdings: Holdings) -> tuple[str, ...]:
    """A line for each law that the question names, that is not held, and that a text says it repeals."""
    gone = (_said_repealed(name, books) for name in _unheld(question, holdings))
    return tuple(refusal.sections[0].sentences[0].text for refusal in gone if refusal is not None)


def _unheld(question: Question, holdings: Holdings) -> list[str]:
    return [name for name in _LAW_NAME.findall(question.text) if not holdings.names.resolve(name)]


_MISCUT = re.compile(
    r"^\d+$|[要的了吗呢吧么是哪几]"
)  # a number, or a word cut through another (听证室要多大: 室要)
_COMMON = frozenset(
    "所有 全部 领导 书记 资料 文件 内容 要求 措施 重点 落实 推进 加强 做好 法律 法规 法治 政府 国家 社会 制度 工作 规定 政策 行政 司法 讲话 条例 "
    "权利 义务 责任".split()
)


def _too_broad(question: Question, books: Books, holdings: Holdings, found: Found) -> Refusal | None:
    """A law with no question beside it, or one word that stands everywhere."""
    rest = [word for word in question.words if not any(word in law for law in question.laws)]
    if question.laws and not rest and not found.places:
        law = question.laws[0]
        hit = next((hit for hit in found.hits if hit.document.identity == law), None)
        if hit is not None:
            said = overview(hit.document, books.outline(hit.document.id), books.passages(hit.document.id))
            return _refusal(Reason.TOO_BROAD, said, found.hits)
    if question.words and set(question.words) <= _COMMON and not question.laws:
        said = f"只说“{question.query.strip('？?。 ')}”范围太宽，请补充对象或事项，例如“行政处罚听证的条件是什么？”"
        return _refusal(Reason.TOO_BROAD, said, found.hits)
    return None
