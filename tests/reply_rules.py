"""Faithful restatements and planted errors made by rule of the articles of any law, by a seeded choice.

Each rule changes one thing in one sentence of the article; a rule that finds nothing to change gives None. Written before
its author had read the verifier, and knows nothing of it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from documents.numerals import to_chinese, to_int

Rule = Callable[[str, random.Random], str | None]

_CHINESE = re.compile(
    r"(?<![第上每百千万零月一二三四五六七八九十])([一二三四五六七八九十百]+)(日|个月|年|个工作日|万元|倍|名|人)(?![间级])"
)
_ARABIC = re.compile(r"(?<![\d.月])(\d{1,3})(日|个月|年|个工作日|万元|元|倍|名|人)")
_ADDRESS = re.compile(r"第([一二三四五六七八九十百]+)条")
_BODIES = (
    ("国务院", "全国人民代表大会常务委员会"),
    ("人民法院", "人民检察院"),
    ("公安机关", "人民法院"),
    ("县级以上", "省级以上"),
    ("主管部门", "行业协会"),
    ("经营者", "消费者"),
    ("用人单位", "劳动者"),
    ("申请人", "被申请人"),
    ("人民检察院", "公安机关"),
    ("海关", "税务机关"),
)


def _swap(sentence: str, old: str, new: str) -> str | None:
    return sentence.replace(old, new, 1) if old in sentence else None


def to_arabic(sentence: str, _: random.Random) -> str | None:
    """三十日 written 30日."""
    changed = _CHINESE.sub(lambda m: f"{to_int(m[1])}{m[2]}", sentence)
    return changed if changed != sentence else None


def from_arabic(sentence: str, _: random.Random) -> str | None:
    """30日 written 三十日."""
    changed = _ARABIC.sub(lambda m: f"{to_chinese(int(m[1]))}{m[2]}", sentence)
    return changed if changed != sentence else None


def must_in_plain_words(sentence: str, choice: random.Random) -> str | None:
    """应当 said as a speaker says it."""
    if "应当" not in sentence or "知道" in sentence or "应当事人" in sentence:
        return None
    return sentence.replace("应当", choice.choice(["应", "要", "须", "必须"]))


def forbidden_in_plain_words(sentence: str, choice: random.Random) -> str | None:
    """不得 said as a speaker says it."""
    return sentence.replace("不得", choice.choice(["不能", "不可以", "不准"])) if "不得" in sentence else None


def as_it_stands(sentence: str, _: random.Random) -> str | None:
    """The sentence itself."""
    return sentence


def with_synonyms(sentence: str, _: random.Random) -> str | None:
    """Two or more words exchanged for words that mean the same."""
    changed = sentence
    for old, new in (("或者", "或"), ("依照", "按照"), ("以及", "和"), ("有关", "相关"), ("予以", "给予")):
        changed = changed.replace(old, new)
    return changed if changed != sentence else None


def without_long_names(sentence: str, _: random.Random) -> str | None:
    """省、自治区、直辖市人民政府 said 省级人民政府."""
    return _swap(sentence, "省、自治区、直辖市人民政府", "省级人民政府")


FAITHFUL: tuple[Rule, ...] = (
    as_it_stands,
    to_arabic,
    from_arabic,
    must_in_plain_words,
    forbidden_in_plain_words,
    with_synonyms,
    without_long_names,
)


def other_number(sentence: str, choice: random.Random) -> str | None:
    """One number changed, its unit kept."""
    found = list(_CHINESE.finditer(sentence)) + list(_ARABIC.finditer(sentence))
    if not found:
        return None
    match = choice.choice(found)
    chinese = not match[1].isdigit()
    value = to_int(match[1]) if chinese else int(match[1])
    changed = value + choice.choice([1, 2, 5, 10])
    written = to_chinese(changed) if chinese else str(changed)
    return sentence[: match.start(1)] + written + sentence[match.end(1) :]


def other_unit(sentence: str, choice: random.Random) -> str | None:
    """日 for 个工作日 and the reverse, 年 for 个月 and the reverse, 万元 for 元."""
    units = {"日": "个工作日", "个工作日": "日", "年": "个月", "个月": "年", "万元": "元", "元": "万元"}
    found = [m for r in (_CHINESE, _ARABIC) for m in r.finditer(sentence) if m[2] in units]
    if not found:
        return None
    match = choice.choice(found)
    return sentence[: match.start(2)] + units[match[2]] + sentence[match.end(2) :]


def other_article(sentence: str, choice: random.Random) -> str | None:
    """An article the sentence refers to, moved by one or two."""
    found = list(_ADDRESS.finditer(sentence))
    if not found:
        return None
    match = choice.choice(found)
    return (
        sentence[: match.start(1)]
        + to_chinese(to_int(match[1]) + choice.choice([1, 2]))
        + sentence[match.end(1) :]
    )


def must_to_may(sentence: str, _: random.Random) -> str | None:
    """应当 becomes 可以; 应当知道 is no norm."""
    return None if "应当知道" in sentence or "应当事人" in sentence else _swap(sentence, "应当", "可以")


def may_to_must(sentence: str, _: random.Random) -> str | None:
    """可以 becomes 应当."""
    return _swap(sentence, "可以", "应当")


def forbidden_to_allowed(sentence: str, _: random.Random) -> str | None:
    """不得 becomes 可以."""
    return _swap(sentence, "不得", "可以")


def forbidden_dropped(sentence: str, _: random.Random) -> str | None:
    """不得 falls out."""
    return _swap(sentence, "不得", "")


def denied(sentence: str, choice: random.Random) -> str | None:
    """A duty or permission denied."""
    pairs = [
        ("应当", "无须"),
        ("可以", "不得"),
        ("应予支持", "不予支持"),
        ("必须", "不必"),
        ("适用", "不适用"),
    ]
    fit = [pair for pair in pairs if pair[0] in sentence and "不" + pair[0] not in sentence]
    return _swap(sentence, *choice.choice(fit)) if fit else None


def other_bound(sentence: str, _: random.Random) -> str | None:
    """以上 for 以下, 以内 for 以外."""
    for old, new in (("以下", "以上"), ("以上", "以下")):
        if re.search(rf"[元年倍月日人]{old}", sentence):
            return re.sub(rf"(?<=[元年倍月日人]){old}", new, sentence, count=1)
    return None


def either_to_both(sentence: str, _: random.Random) -> str | None:
    """或者 between two things becomes 并且."""
    return _swap(sentence, "或者", "并且")


def other_body(sentence: str, choice: random.Random) -> str | None:
    """Another party bears the duty."""
    fit = [
        pair
        for pair in _BODIES
        if pair[0] in sentence and pair[1] not in sentence and "被" + pair[0] not in sentence
    ]
    return _swap(sentence, *choice.choice(fit)) if fit else None


def exception_dropped(sentence: str, _: random.Random) -> str | None:
    """The 但…除外 at the end falls away."""
    match = re.search(r"[，；,;]但[^。，；]*(?:，[^。，；]*)?除外", sentence)
    return sentence[: match.start()] + sentence[match.end() :] if match else None


def exception_turned(sentence: str, _: random.Random) -> str | None:
    """除外 becomes 也适用."""
    return sentence.replace("的除外", "的也适用", 1) if "的除外" in sentence else None


def condition_dropped(sentence: str, _: random.Random) -> str | None:
    """「经…批准，」 or 「…后，」 falls out."""
    match = re.search(r"(?:^|(?<=，))(?:未经|经)[^，。；]{2,25}(?:批准|同意|许可|审查|核准)，", sentence)
    return sentence[: match.start()] + sentence[match.end() :] if match else None


def number_invented(sentence: str, choice: random.Random) -> str | None:
    """A time limit that nobody set."""
    if "日内" in sentence or not re.search("应当(?!事人)", sentence):
        return None
    return re.sub(
        "应当(?!事人)", f"应当在{choice.choice(['五', '十', '三十', '15', '60'])}日内", sentence, count=1
    )


def date_invented(sentence: str, choice: random.Random) -> str | None:
    """A day that nobody named."""
    return f"自{choice.randint(1995, 2024)}年{choice.randint(1, 12)}月1日起，{sentence}"


WRONG: tuple[Rule, ...] = (
    other_number,
    other_unit,
    other_article,
    must_to_may,
    may_to_must,
    forbidden_to_allowed,
    forbidden_dropped,
    denied,
    other_bound,
    either_to_both,
    other_body,
    exception_dropped,
    exception_turned,
    condition_dropped,
    number_invented,
    date_invented,
)


# What is planted in the sentence as it is cited: `title`, `article` and `other` (the title of passage 2) are known there.


def quoted(title: str, article: str, body: str) -> str:
    """《法》第三条规定：“…。”[1]"""
    return f"《{title}》第{article}条规定：“{body}。”[1]"


def quote_altered(title: str, article: str, body: str, choice: random.Random) -> str:
    """One character of the quotation is another."""
    at = choice.choice([i for i, c in enumerate(body) if "一" <= c <= "鿿"])
    other = choice.choice([c for c in "的由经对应在可依与及等各其该" if c != body[at]])
    return quoted(title, article, body[:at] + other + body[at + 1 :])


def quote_shortened(title: str, article: str, body: str, choice: random.Random) -> str:
    """One character of the quotation is missing."""
    at = choice.choice([i for i, c in enumerate(body) if "一" <= c <= "鿿"])
    return quoted(title, article, body[:at] + body[at + 1 :])


def place_moved(title: str, article: str, body: str, choice: random.Random) -> str:
    """The sentence names the wrong article of the right law."""
    return f"根据《{title}》第{to_chinese(to_int(article) + choice.choice([1, 2, 3]))}条，{body}[1]。"


def mark_invented(title: str, article: str, body: str, choice: random.Random) -> str:
    """A passage that nobody gave."""
    return f"《{title}》第{article}条规定，{body}[{choice.choice([3, 9, 99])}]。"


def source_exchanged(title: str, article: str, body: str, choice: random.Random) -> str:
    """The right words, cited to the other passage."""
    del title, article, choice
    return f"{body}[2]。"


def uncited(title: str, article: str, body: str, choice: random.Random) -> str:
    """A norm without any mark."""
    del choice
    return f"《{title}》第{article}条规定，{body}。"


def law_invented(title: str, article: str, body: str, choice: random.Random) -> str:
    """A law that is not the one cited."""
    del title
    return f"根据《{choice.choice(['基层治理促进法', '行政程序条例', '公共秩序保护法'])}》第{article}条，{body}[1]。"


CITED_WRONG = (
    quote_altered,
    quote_shortened,
    place_moved,
    mark_invented,
    source_exchanged,
    uncited,
    law_invented,
)
