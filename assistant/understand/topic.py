"""What a question is about, without its question words: 行政复议 of 2018年时，行政复议申请期限是多久. Text in, text out."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LEAD = re.compile(
    r"^(?:讲话里怎么说|只看[^，]{2,6}，|(?:19|20)\d{2}年[^，]{0,6}，|修[订正改]前[，的]|(?:河南|河北|[一-龥]{2,3})(?:省|自治区)的?|请问|"
    r"(?:如何|怎么|怎样)(?:落实|推进|做好|加强|开展|推行|贯彻|抓好?|处理|办理|解决|规范|优化)?|什么是|何为|违反)+"
)
_ASKING = re.compile(
    r"(?:的)?(?:应当?|需要?|可以|要|会|能)?(?:的?(?:法律|法定)?(?:依据|根据)是什么|(?:有|是)(?:哪些|什么|何)(?:具体)?(?:的)?(?:规定|要求|内容|说法)?|"
    r"是?(?:哪[一二三四五六七八九十几]?[个种类项]?|多久|多长时间|多少[^，？?]{0,4}|几[天日年月个][^，？?]{0,3}|谁|什么)|由(?:谁|哪[^，？?]{0,8})[^，？?]{0,6}|"
    r"怎么(?:办|做|规定的?|处罚|算|计算)?|如何(?:规定|处理|落实|推进|做好|做)?|谁负责|能不能[^，？?]{0,6}|吗|呢|对吗|是)+[？?。！! ]*$"
)
ASPECTS = (
    "条件|程序|步骤|流程|期限|时限|时效|种类|类型|范围|主体|责任|法律责任|处罚|罚则|费用|材料|标准|方式|情形|权利|义务|管辖|职责|职权|"
    "金额|数额|对象|原则|后果|例外|救济|管辖权|时间|地点|要求|措施|依据"
)
_ASPECT = re.compile(
    rf"^(?P<subject>.{{2,}}?)(?P<of>的)?(?P<aspect>(?:申请|审查|处理|办理|答复)?(?:{ASPECTS}))$"
)


@dataclass(frozen=True, slots=True)
class Topic:
    """`subject` and `aspect` together are `whole`; `aspect` is "" where none is named. `asking` is the question's own tail."""

    whole: str
    subject: str
    aspect: str
    asking: str


def topic_of(question: str) -> Topic:
    """`whole` is never empty: a question of nothing but question words is its own topic."""
    text = question.strip("？?。！!， ")
    bare = _LEAD.sub("", text) or text
    whole = _ASKING.sub("", bare).strip("，,。 的") or bare
    asking = bare[len(whole) :].lstrip("的") if bare.startswith(whole) else ""
    found = _ASPECT.match(whole)
    if found is None:
        return Topic(whole, whole, "", asking)
    return Topic(whole, found["subject"], found["aspect"], asking)
