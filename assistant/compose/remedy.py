"""What a person wants who was wronged: who pays, what can be claimed, where to go. Patterns only; chooses nothing.

怎么办 of an office is a task with hands, steps and a deadline; 怎么办 of a person asks for a remedy.
"""

from __future__ import annotations

import re

_CLAIM = re.compile(
    r"找谁(?:赔|要|负责|说理|算账)|谁(?:来)?赔|索赔|(?:怎么|如何|能否|能不能|可以|要求|请求)[^，。？?]{0,4}赔偿|赔不赔|赔钱|怎么赔|要求赔|能赔|追偿|讨要|维权"
)
_NOW_WHAT = re.compile(r"怎么办|咋办|怎样办|如何是好|怎么讨|怎么要回")
_OFFICE = re.compile(
    r"机关|部门|政府|委员会|法院|检察|公安|党委|党组|干部|单位负责人|负责人|执法|案件|当事人|相对人|被处罚|罚款|处罚|制度|工作|申请人|企业法人|复议|行政"
)
_GIVES = re.compile(
    r"赔偿|补偿|返还|恢复原状|排除妨[碍害]|消除(?:危险|影响)|承担[^，。；]{0,14}责任|有权(?:要求|请求|拒绝)|可以(?:要求|请求|解除|向|依法申请|投诉|申请)|"
    r"(?:申请|提起)[^，。；]{0,10}(?:仲裁|诉讼|复议)|双倍|二倍|赔偿金|违约金"
)


def asks_claim(query: str) -> bool:
    """Whether somebody is to pay or make good: 找谁赔, 怎么索赔."""
    return _CLAIM.search(query) is not None


def asks_remedy(query: str) -> bool:
    """Whether a person asks what to do about a wrong; a question about an office's own work does not."""
    return asks_claim(query) or (_NOW_WHAT.search(query) is not None and _OFFICE.search(query) is None)


def gives_remedy(text: str) -> bool:
    """Whether a rule says what the wronged may claim, or who is liable."""
    return _GIVES.search(text) is not None
