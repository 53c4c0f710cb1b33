"""Who is named in a text, by the nouns that end in 部门, 机关, 人, 者 and the like.

Knows nothing of who acts and who receives.
"""

from __future__ import annotations

import re

_SUFFIX = (
    r"(?:人员|部门|机关|机构|单位|企业|公司|委员会|政府|法院|检察院|组织|平台|区县|乡镇|业主|学校|医院|父母|干部|"
    r"(?<![\d一二三四五六七八九十个两法])[人](?![民员数身工大才口事力均次类格为行造])|对象|户(?![口外籍])|(?<!或)者(?!的?名)|(?<![人成])员(?!工)|(?<![双一各地])方(?=[，应可不需须要在向有]|$))"
)


def located(text: str, base: int = 0) -> list[tuple[int, str]]:
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
    return {party for _, party in located(text)}
