"""Look-alikes that PDF fonts put in place of Chinese characters, back to the characters: ⺠ to 民, ⼩ to 小, ⻓ to 长.

Only the blocks of radicals and of compatibility ideographs: full-width punctuation and digits stay as printed.
Source: Unicode, EquivalentUnifiedIdeograph; NFKC knows only two of the Radicals Supplement.
"""

from __future__ import annotations

import re
import unicodedata

_SUPPLEMENT = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇几⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尢⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗㣺⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫"
    "⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺳网⺴网⺶羊⺷羊⺸羊⺹耂⺺肀⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足"
    "⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯"
    "⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
_MAP = {ord(_SUPPLEMENT[index]): _SUPPLEMENT[index + 1] for index in range(0, len(_SUPPLEMENT), 2)}
_LOOK_ALIKE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")


def unify(text: str) -> str:
    """The text with look-alikes replaced one for one: its length and offsets do not change."""
    if not _LOOK_ALIKE.search(text):
        return text
    return _LOOK_ALIKE.sub(lambda found: _MAP.get(ord(found.group())) or _single(found.group()), text)


def _single(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character
