"""Which part of the library a question asks about: 讲话里, 只看法律, 司法解释, 河南省. Words only; the filter is applied by the index."""

from __future__ import annotations

import re
from dataclasses import dataclass

from documents.records import Kind

_LAWS = frozenset({Kind.CONSTITUTION, Kind.LAW})
_BINDING = _LAWS | {
    Kind.ADMINISTRATIVE_REGULATION,
    Kind.SUPERVISION_REGULATION,
    Kind.DEPARTMENT_RULE,
    Kind.LOCAL_REGULATION,
    Kind.LOCAL_RULE,
    Kind.INTERPRETATION,
}
_WHERE = "(?:里面|里头|里|中|上|当中|层面|方面)"

_KINDS: tuple[tuple[frozenset[Kind], re.Pattern[str]], ...] = tuple(
    (kinds, re.compile(pattern))
    for kinds, pattern in (
        (
            frozenset({Kind.SPEECH}),
            r"(?:在)?(?:[省市区县州]委)?(?:领导|书记|市长|县长|区长)?的?(?:历次|几篇|这些|各篇)?讲话(?:稿)?(?:里面|里|中|当中)?(?:是)?(?:怎么说的?|怎样说|如何说|怎么讲的?|怎么要求的?|如何要求|有没有(?:提到?|讲到?|说到?)?|提到?了?(?:什么|哪些)?|提出了?|对|要求|强调了?)?|只(?:看|要|查)讲话",
        ),
        (
            frozenset({Kind.INTERPRETATION}),
            rf"(?:只(?:看|要|查))?(?:有关|相关)?司法解释{_WHERE}?(?:怎么规定的?|有没有|对)?",
        ),
        (frozenset({Kind.ADMINISTRATIVE_REGULATION}), rf"只(?:看|要|查)行政法规|行政法规{_WHERE}"),
        (frozenset({Kind.LOCAL_REGULATION}), rf"只(?:看|要|查)地方性?法规|地方性?法规{_WHERE}"),
        (
            frozenset({Kind.CASE}),
            rf"只(?:看|要|查)案例|(?:指导性?|典型)?案例{_WHERE}|有(?:什么|哪些|没有)(?:相关)?案例",
        ),
        (frozenset({Kind.PARTY_RULE}), rf"只(?:看|要|查)党内法规|党内法规{_WHERE}"),
        (frozenset({Kind.DEPARTMENT_RULE}), rf"只(?:看|要|查)(?:部门)?规章|部门规章{_WHERE}"),
        (_LAWS, r"(?:请)?只(?:看|要|查|从)法律(?!依据|法规)|仅限法律"),
        (_BINDING, r"(?:请)?只(?:看|要|查)法[律规](?:法规|规)|不(?:要|看)讲话"),
    )
)

# Provinces by the name that titles carry; the index stores regions the same way (see documents.recognise).
PROVINCES = (
    "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 "
    "陕西 甘肃 青海 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 台湾"
).split()
_PROVINCE = re.compile(
    rf"({'|'.join(PROVINCES)})(?:维吾尔|壮族|回族)?(?:省|市|自治区|特别行政区)?(?:内|的|里)?"
)
# Larger cities whose bare names mean nothing else; any other is known by its 市, 县 or 州.
_CITIES = (
    "石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 太原 阳泉 晋城 朔州 晋中 忻州 临汾 吕梁 呼和浩特 包头 赤峰 通辽 鄂尔多斯 呼伦贝尔 沈阳 大连 抚顺 "
    "本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 葫芦岛 长春 四平 辽源 哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 佳木斯 牡丹江 绥化 南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 宿迁 杭州 "
    "宁波 温州 嘉兴 湖州 绍兴 衢州 舟山 台州 丽水 义乌 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 安庆 滁州 阜阳 宿州 六安 亳州 池州 宣城 福州 厦门 莆田 泉州 漳州 南平 龙岩 宁德 南昌 景德镇 萍乡 九江 "
    "新余 鹰潭 赣州 宜春 上饶 济南 青岛 淄博 枣庄 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽 郑州 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 "
    "武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 "
    "梅州 汕尾 河源 阳江 清远 东莞 潮州 揭阳 云浮 南宁 柳州 桂林 梧州 北海 防城港 钦州 玉林 百色 贺州 河池 海口 三亚 成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 达州 雅安 "
    "巴中 贵阳 六盘水 遵义 毕节 铜仁 昆明 曲靖 玉溪 昭通 丽江 普洱 临沧 拉萨 日喀则 西安 宝鸡 咸阳 渭南 延安 汉中 榆林 商洛 兰州 嘉峪关 金昌 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南 西宁 海东 "
    "银川 石嘴山 吴忠 固原 乌鲁木齐 克拉玛依 吐鲁番 哈密 昆山 浦东 雄安"
).split()
_PLACE = re.compile(
    rf"{'|'.join(PROVINCES)}|{'|'.join(_CITIES)}|"
    r"(?:(?<![一-龥])|(?<=[在到去从]))(?![各设本全该某每一咱我你他她这那哪])(?:(?![在到去从])[一-龥]){2,4}?[市县州](?![场政民级长委局区内域别直辖])"
)
COUNTRIES = (
    "美国 英国 法国 德国 日本 韩国 朝鲜 俄罗斯 苏联 印度 加拿大 澳大利亚 新西兰 意大利 西班牙 葡萄牙 荷兰 瑞士 瑞典 挪威 丹麦 芬兰 "
    "新加坡 马来西亚 泰国 越南 菲律宾 印度尼西亚 印尼 缅甸 巴基斯坦 巴西 阿根廷 墨西哥 智利 古巴 埃及 南非 以色列 伊朗 伊拉克 "
    "沙特 土耳其 乌克兰 波兰 希腊 比利时 奥地利 爱尔兰 欧盟 蒙古国 哈萨克斯坦 尼日利亚 肯尼亚 加州 加利福尼亚 纽约 英格兰 欧洲 东京 首尔 莫斯科"
).split()
_COUNTRY = re.compile(f"(?:{'|'.join(COUNTRIES)})(?!法郎|元|人民币)")


@dataclass(frozen=True, slots=True)
class Scope:
    """`spans` are the words that limited the search; they are not searched for. `countries` are foreign countries named:
    evidence must name them too. `places` are places in China, `regions` those among them that are provinces."""

    kinds: frozenset[Kind] = frozenset()
    regions: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    spans: tuple[str, ...] = ()


def find_scope(text: str) -> Scope:
    """At most one limit by kind: the first pattern that matches."""
    kinds: frozenset[Kind] = frozenset()
    spans: list[str] = []
    for wanted, pattern in _KINDS:
        found = pattern.search(text)
        if found:
            kinds, spans = wanted, [found.group()]
            break
    regions = dict.fromkeys(found.group(1) for found in _PROVINCE.finditer(text))
    countries = dict.fromkeys(found.group() for found in _COUNTRY.finditer(text))
    places = dict.fromkeys(found.group() for found in _PLACE.finditer(text))
    return Scope(kinds, tuple(regions), tuple(countries), tuple(places), tuple(spans))
