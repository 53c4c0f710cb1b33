"""How sets and measures are called and in which order they are shown. Words only."""

from __future__ import annotations

from collections.abc import Iterable

from .measures import MEASURES

SETS = {
    "library": "示范库",
    "unanswerable": "应拒答（示范库）",
    "addresses": "条号（示范库）",
    "completeness": "要点列全（示范库）",
    "heldout": "留出：答与不答（示范库）",
    "governance": "治理（讲话与法规）",
    "versions": "版本与时间",
    "drafts": "文稿引用核验",
    "unanswerable-national": "应拒答（全国库）",
    "addresses-national": "条号（全国库）",
    "statutes": "口语问法条",
    "practice": "实务问法（留出的条文）",
    "completeness-national": "要点列全（全国库）",
    "heldout-national": "留出：答与不答（全国库）",
}
GATES = tuple(measure.name for measure in MEASURES if measure.gate)
LEADING = (
    "R@10",
    "引用命中",
    "引用准确",
    "引用切题",
    "要点齐全",
    "应答即答",
    "应拒即拒",
    "应拒即拒·测试半",
    "版本正确",
    "条号定位",
    "核验结论",
)


def titled(title: str) -> str:
    """《…》 around a title as people write it, marks inside it in their nested form."""
    bare = (
        title[1:-1] if title.startswith("《") and title.count("《") == 1 and title.endswith("》") else title
    )
    return f"《{bare.replace('《', '〈').replace('》', '〉')}》"


def grouped(places: Iterable[tuple[str, str]]) -> str:
    """(title, words) in one line, each title once, in order of first mention."""
    by_title: dict[str, list[str]] = {}
    for title, words in places:
        by_title.setdefault(titled(title), []).append(words)
    return "；".join(
        title + "，".join(dict.fromkeys(w.rstrip("、") for w in words)) for title, words in by_title.items()
    )


def said(name: str) -> str:
    return SETS.get(name, name)
