"""What a sentence says of its own source, 《…》第三条第二款规定, against the passage it cites.

Each check gives a reason in Chinese, or "". Knows nothing of what the sentence goes on to say.
"""

from __future__ import annotations

import re
import unicodedata

from documents.pinpoint import Pinpoint, find_pinpoints

OPENING = re.compile(
    r"^(?:综上，?|因此，?|同时，?|此外，?|另外，?|其中，?)?(?:根据|依据|依照|按照|对照)?(?P<title>《.+?》(?![^《]*》))?"
    r"(?P<place>第[^，,：:规《]{1,24}[条款项])?(?P<said>[^，,：:《》]{0,4}?(?:中)?的?(?:规定|明确|要求|指出|提出|写明))?[，,：:]?"
)
_NOTE = re.compile(r"[（(][^（()）]*[）)]$")


def opening(text: str) -> re.Match[str] | None:
    """The attribution a sentence begins with; None when it has none."""
    match = OPENING.match(text)
    return (
        match
        if match and (match["title"] or (match["place"] and (match["said"] or match[0][-1] in "，,：:")))
        else None
    )


def titled(title: str, source: str) -> bool:
    """Whether `title`, short or full, is the name of the document called `source`."""
    named, stored = _bare(title), _bare(source)
    return named in (stored, _bare(_NOTE.sub("", source))) or (len(named) > 3 and stored.endswith(named))


def _bare(title: str) -> str:
    flat = "".join(unicodedata.normalize("NFKC", title).split())
    return re.sub(r"[《》〈〉<>]", "", flat).replace("中华人民共和国", "")


def part_of(text: str, own: Pinpoint, passage: str) -> str | None:
    """The lines of the passage that the place in `text` points to; None when it points elsewhere or cannot be told."""
    for _, _, place in find_pinpoints(text):
        if place.article is not None and place.article_only() != own.article_only():
            return None
        if place.paragraph is None and place.item is None:
            continue
        if own.paragraph is not None:
            if place.paragraph not in (None, own.paragraph):
                return None
            continue
        return _paragraph(passage, place)
    return passage


def _paragraph(passage: str, place: Pinpoint) -> str | None:
    """The 款, and of it the 项, that a place names; None in a passage that is not a whole article."""
    lines = [line for line in passage.split("\n") if line.strip()]
    if not lines or not re.match(r"第\S+条", lines[0]):
        return None
    paragraphs: list[list[str]] = []
    for line in lines:
        if re.match(r"\s*[（(][一二三四五六七八九十]+[）)]", line) and paragraphs:
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    number = place.paragraph or 1
    if number > len(paragraphs):
        return None
    chosen = paragraphs[number - 1]
    if place.item is None:
        return "\n".join(chosen)
    return "\n".join([chosen[0], chosen[place.item]]) if place.item < len(chosen) else None
