"""Whether a number is asked for in a unit that no stretch counts in: 多少件, 几层, 多少名. Patterns only.

Law counts days, yuan and years; a question for cases, storeys or buses finds words that fit and no number that does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_NUMBER = r"[零〇一二两三四五六七八九十百千万亿\d]+"
_ASKED = re.compile(
    r"(?:多少|几)个?(?P<unit>工作日|平方米|公里|公斤|周岁|小时|星期|层楼|对|件|起|家|名|人|次|部|页|层|台|辆|所|座|张|分|点|号|级|届|岁|天|日|年|月|周|"
    r"倍|元|块|钱|户|项|条|种|类|篇|场|期|字|本|套|间|米|斤|度|票|首)"
)
# Units that texts write otherwise than people ask.
_WRITTEN = {
    "天": "[天日]",
    "日": "[天日]",
    "工作日": "(?:工作)?日",
    "岁": "周?岁",
    "周岁": "周?岁",
    "钱": "元",
    "块": "元",
    "名": "[名人]",
    "人": "[名人]",
    "周": "(?:周|星期)",
    "星期": "(?:周|星期)",
    "年": "(?:年|个?月|周岁)",
    "月": "(?:月|日|年)",
    "点": "(?:点|时)",
    "层楼": "层",
    "篇": "[篇份]",
}


def uncounted(query: str, texts: Iterable[str]) -> bool:
    """False where no unit is asked for."""
    asked = _ASKED.search(query)
    if asked is None:
        return False
    unit = asked["unit"]
    counted = re.compile(rf"{_NUMBER}(?:万|亿)?个?(?:工作)?{_WRITTEN.get(unit, unit)}")
    return not any(counted.search(text) for text in texts)
