"""Whether a question sounds like one about law and administration, or like one about facts no rule states. Wording only.

Weak signals, weighed together with the evidence of the hits (`assistant.decide`), never alone.
"""

from __future__ import annotations

import re

_LEGAL = re.compile(
    r"违法|犯法|合法|犯罪|侵权|赔偿|补偿|责任|处罚|罚款|判刑|坐牢|拘留|起诉|诉讼|仲裁|官司|法院|检察|公安|派出所|律师|合同|协议|权利|义务|有权|无效|有效|"
    r"继承|遗产|遗嘱|离婚|结婚|抚养|赡养|监护|婚姻|彩礼|产权|物权|所有权|抵押|担保|借款|借条|债|利息|租|押金|定金|违约|解除|辞退|辞职|工资|工伤|加班|社保|劳动|用人单位|"
    r"投诉|举报|索赔|维权|追究|认定|应当|可以|能否|是否|能不能|怎么办|规定|条例|法规|法律|依据|期限|时效|程序|登记|许可|审批|备案|行政|执法|司法|法治|依法|政府|复议|信访|公示|"
    r"监督|管辖|申请|受理|公证|专利|商标|著作权|版权|名誉|隐私|肖像|个人信息|消费者|退货|业主|物业|邻居|拆迁|征收|宅基地|股东|公司|破产|税|保险|票据|普法|党|领导干部|述法|督察"
)
_FACTUAL = re.compile(
    r"哪[一]?[個个]?(?:年|国|國|国家|國家|朝代|世纪|世紀|城市|地区|地區|大学|大學|学校|球队|人物|时期|時期|海|洲|省)|第几|第幾|谁发明|誰|作者|导演|導演|主演|歌手|"
    r"电话|地址|网址|联系方式|邮箱|在哪里|在哪裡|哪边|哪裡|哪条路|位于|位於|坐落|叫什么|名叫|名字|名稱|出生|去世于|毕业|毕業|简历|经历|生日|"
    r"多少件|多少起|多少名|多少人口|案件数量|数量是|排名|排第|总量|GDP|人口|面积|多高|多远|多重|汇率|股票|天气|温度|"
    r"创立|創立|创办|成立于|建于|建於|发源|起源|首都|首次|最早|第一个|最大的|最高的|最小的|比赛|冠军|冠軍|专辑|电影|小说|歌曲|游戏|动物|植物|行星|"
    r"市长是|书记是|局长是|院长是|县长是|现任|菜|怎么烤|怎么泡|怎么养|怎么学|怎么修|怎么读|怎么卸载|推荐|讲个|写一首|吃什么|哪家"
)


def legal(text: str) -> float:
    """0 for no word of the field, 1 for three or more."""
    return min(1.0, len(set(_LEGAL.findall(text))) / 3)


def factual(text: str) -> float:
    """1 where the question asks for a fact about a person, place or figure."""
    return float(bool(_FACTUAL.search(text)))
