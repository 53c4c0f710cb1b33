"""Take out of a passage the sentences that address a model instead of stating something. They are data, and no evidence.

What is covered: orders in plain sight, by how they speak (忽略以上, 系统通知：, 你现在是, ignore previous …, hidden comments). What is
not: a document that states a false rule in the words of rules; its source stands beside whatever is said from it.
"""

from __future__ import annotations

import re

_ORDER = re.compile(
    r"(?:忽略|无视|忘记|不要理会)[^。！!\n]{0,10}(?:以上|上述|之前|此前|前面|全部规定|指令|提示)|"
    r"系统(?:通知|提示|消息|指令|管理员)\s*[：:]|(?:system|assistant|human|user)\s*[:：]|<!--|-->|<\|?im_|"
    r"你现在是|你是一(?:个|名)|(?:尊敬|亲爱)的(?:模型|助手|AI)|(?:大?模型|助手|AI)[，,：:]?(?:请|须|必须|应当忽略)|作为(?:AI|人工智能助手|语言模型)|"
    r"请?在(?:答案|回答|回复|答复|输出)中(?:写|说|注|加|插)|告(?:知|诉)用户|(?:输出|泄露|说出|打印)(?:你的|系统)?(?:密钥|密码|提示词|口令)|"
    r"请(?:引用|标注)\s*[\[【［]|解码后(?:执行|照做)|base64|"
    r"(?:ignore|disregard|forget)[\w\s]{0,20}(?:previous|above|prior|instructions)|"
    r"(?:推荐|引导|让用户)(?:访问|点击|打开)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"<!--.*?-->|[^。！？!?.\n<]+(?:[。！？!?.\n]+|$)|.", re.DOTALL)


def without_orders(text: str) -> str:
    """The text less the sentences that give orders to a model; the same object when there are none."""
    if not _ORDER.search(text):
        return text
    return "".join(match[0] for match in _SENTENCE.finditer(text) if not _ORDER.search(match[0]))
