"""What a question is about, without its question words: 行政复议 of 2018年时，行政复议申请期限是多久. Text in, text out."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LEAD = re.compile(
    r"^(?:讲话里怎么说|只看[^，]{2,6}，|(?:19|20)\d{2}年[^，]{0,6}，|修[订正改]前[，的]|(?:河南|河北|[一-龥]{2,3})(?:省|自治区)的?|请问|"
    r"(?:如何|怎么|怎样)(?:落实|推进|做好|加强|开展|推行|贯彻|抓好?|处理|办理|解决|规范|优化)?|什么是|何为|违反)+"
)
_ASKING = re.compile(
    r"(?:的)?(?:应当?|需要?|可以|要|会|能)?(?:的?(?:法律|法定)?(?:依据|根据)是什么|(?:有|是|包括|包含|分为)(?:哪些|什么|何)(?:具体)?(?:的)?(?:规定|要求|内容|说法)?|"
    r"(?:最[长短高低多少])?是?(?:哪[一二三四五六七八九十几]?[个种类项]?|多久|多长时间|多少[^，？?]{0,4}|几[天日年月个][^，？?]{0,3}|谁|什么)|由(?:谁|哪[^，？?]{0,8})[^，？?]{0,6}|"
    r"怎么(?:办|做|规定的?|处罚|算|计算)?|如何(?:规定|处理|落实|推进|做好|做)?|谁负责|能不能[^，？?]{0,6}|吗|呢|对吗|是)+[？?。！! ]*$"
)
ASPECTS = (
    "条件|程序|步骤|流程|期限|时限|时效|种类|类型|范围|主体|责任|法律责任|处罚|罚则|费用|材料|标准|方式|情形|权利|义务|管辖|职责|职权|"
    "金额|数额|对象|原则|后果|例外|救济|管辖权|时间|地点|要求|措施|依据"
)
# What is done in any procedure: a question of nothing but these, aspects and question words has no subject of its own.
ACTS = (
    "申请|申报|办理|答复|回复|延长|缩短|主持|起算|计算|中断|中止|终止|批准|审批|批|公告|公布|公示|公开|设定|实施|执行|收费|交钱|追责|问责|追究|处罚|罚款|罚|赔偿|补偿|赔|"
    "举报|投诉|起诉|上诉|申诉|救济|送达|通知|告知|负责|承担|受理|审查|审核|审|决定|管辖|管|监督|备案|登记|变更|撤销|撤回|解除|反悔|生效|失效|施行|提交|提出|准备|补正|"
    "缴纳|缴|支付|付|履行|参加|代理|委托|回避|拒绝|证明|举证|处理|规定|算|签"
)
_TRAILING = re.compile(
    rf"(?:其中)?(?:(?:可不可以|可以|能不能|能|要不要|要|会|应当|不服|不|没有?|逾期不?|超过了?|违反了?|从什么时候|什么时候|何时|怎么|如何|怎样|由?谁(?:来|有权|可以)?|"
    rf"多久能?|几天能?|去哪里?|向谁|最[长高低短])+(?:{ACTS})*(?:吗|呢|怎么办|会怎样|多久|几年)?|(?:{ACTS})(?:吗|多少))[？?。！! ]*$"
)
_OPEN = re.compile(r"(?:要|应当?|需要)?(?:经过|履行|包括|具备|提交)?哪些[^，。？?]{0,4}$")
_CONFIRMING = re.compile(
    r"(?:是|为|最长|最高|最低|最多)*[零〇一二两三四五六七八九十百千万\d]+个?(?:工作日|日|天|周|月|年|小时|元|万元|倍|周?岁|人|次)?(?:对吗|对不对|对吧|是吗|吧|吗|没错吧)[？?。！! ]*$|(?:对吗|对不对|是不是|没错吧)[？?。！! ]*$"
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
    stated = _CONFIRMING.sub("", bare) or bare
    whole = _ASKING.sub("", stated).strip("，,。 的") or stated
    for _ in range(3):  # 可以延长 + 不答复怎么办: one question after another was hung on
        whole = _TRAILING.sub("", _OPEN.sub("", whole)).strip("，,。 的") or whole
    asking = bare[len(whole) :].lstrip("的") if bare.startswith(whole) else ""
    found = _ASPECT.match(whole)
    if found is None:
        return Topic(whole, whole, "", asking)
    return Topic(whole, found["subject"], found["aspect"], asking)
