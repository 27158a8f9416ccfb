"""Where a firm is registered: Shenzhen's districts, Pingshan's sub-districts, other cities."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.terms.clauses import clauses
from knowledge.terms.vocabulary import (
    ANYWHERE_IN_SHENZHEN,
    ELSEWHERE_IN_SHENZHEN,
    PINGSHAN_SUBDISTRICTS,
    SHENZHEN_DISTRICTS,
)

_OTHER_CITIES = """
    东莞 惠州 广州 佛山 珠海 中山 汕头 江门 肇庆 汕尾 河源 清远 湛江 茂名 韶关 梅州 揭阳 潮州 阳江 云浮
    北京 上海 天津 重庆 杭州 宁波 温州 嘉兴 绍兴 金华 台州 湖州 义乌 苏州 南京 无锡 常州 南通 徐州 扬州 镇江 昆山 太仓 常熟
    合肥 芜湖 武汉 宜昌 襄阳 长沙 株洲 湘潭 衡阳 郴州 成都 绵阳 西安 厦门 福州 泉州 漳州 青岛 济南 烟台 潍坊 威海
    郑州 洛阳 南昌 赣州 九江 南宁 柳州 桂林 昆明 贵阳 遵义 海口 三亚 石家庄 保定 唐山 太原 沈阳 大连 长春 哈尔滨
    兰州 西宁 银川 乌鲁木齐 香港 澳门
"""
_NO_CITY = ("香港", "澳门")
"""Their names take no 市."""
_SHORT = {name.removesuffix("新区").removesuffix("特别合作区").removesuffix("区"): name for name in SHENZHEN_DISTRICTS}
_AREAS = {
    "南山区": "前海 蛇口 粤海 西丽 桃源街道 科技园南区 深圳湾",
    "宝安区": "西乡 沙井 福永 松岗 石岩 新安",
    "龙岗区": "布吉 坂田 横岗 平湖 坪地 龙城 宝龙 大运",
    "龙华区": "民治 观澜 大浪 观湖 龙华新区",
    "福田区": "华强北 车公庙 梅林 河套",
    "光明区": "公明 凤凰街道 光明科学城",
    "坪山区": "国家生物产业基地 生物产业基地 坪山高新区 聚龙山 燕子湖 丹梓 竹坑 汤坑 江岭 坪环 六联 秀新 深圳出口加工区",
    "东莞市": "松山湖 长安镇 虎门 塘厦 凤岗 清溪镇 寮步 大朗 樟木头",
    "惠州市": "大亚湾 惠阳 仲恺 惠城 博罗 惠东",
    "广州市": "黄埔 南沙 番禺 天河 白云区",
    "珠海市": "横琴",
    "佛山市": "顺德",
    "上海市": "浦东 张江 临港 松江 漕河泾",
    "北京市": "海淀 中关村 亦庄 昌平",
    "武汉市": "光谷",
}
"""Parts of districts and cities that people name alone."""
_ENGLISH = {
    "pingshan": "坪山区",
    "longgang": "龙岗区",
    "nanshan": "南山区",
    "futian": "福田区",
    "baoan": "宝安区",
    "bao'an": "宝安区",
    "longhua": "龙华区",
    "luohu": "罗湖区",
    "guangming": "光明区",
    "shenzhen": ANYWHERE_IN_SHENZHEN,
    "dongguan": "东莞市",
    "huizhou": "惠州市",
    "guangzhou": "广州市",
    "hong kong": "香港",
    "hongkong": "香港",
}
_NAMES: dict[str, str] = {
    **{
        f"{city}{end}": city if city in _NO_CITY else f"{city}市"
        for city in _OTHER_CITIES.split()
        for end in ("", "市")
    },
    **dict.fromkeys(("深圳", "深圳市"), ANYWHERE_IN_SHENZHEN),
    **_SHORT,
    **{area: district for district, areas in _AREAS.items() for area in areas.split()},
    **{name: name for name in SHENZHEN_DISTRICTS},
    **{f"{name}{end}": "坪山区" for name in PINGSHAN_SUBDISTRICTS for end in ("", "街道")},
    "坪山区": "坪山区",
    **_ENGLISH,
}
_PLACE = "|".join(sorted(map(re.escape, _NAMES), key=len, reverse=True))
_MENTION = re.compile(rf"(?:{_PLACE})(?:(?:省|市|区|的)?(?:{_PLACE}))*")
"""深圳市坪山区碧岭街道 is one mention."""
_PLACE_NAME = re.compile(_PLACE)
_TAIL = re.compile(
    r"(?:市|区|县|镇|街道|社区|新区|大道(?:[^，。；\s]{0,6}号)?|[一二三四东西南北]?路(?:\d+号)?|高新区|工业区|大工业区|开发区|保税区|综保区"
    r"|(?:[^，。；\s的在]{0,8})?(?:产业园|科技园|工业园|创业园|软件园|加速器|生物园|孵化器|孵化园|产业基地|园区)|这边|那边|本地|当地|那头|这头|这里|里面|境内)*"
)
_PROVINCE = re.compile(
    r"(?:中国|广东|广西|福建|江西|湖南|湖北|浙江|江苏|安徽|山东|河南|河北|山西|陕西|四川|云南|贵州|辽宁|吉林|海南)省?的?\s*$"
)
_NO_PLACE_BEFORE = re.compile(r"(?:前途|前景|一片|未来|孙|重见)$")
_NO_PLACE_AFTER = re.compile(
    r"大学|医院|路|汽车|乳业|银行|证券|农商|石油|磊落|正大|股份|高新投|担保|交易所|时间|人寿|集团"
)
_LOOKED_BACK = 18
_EDGE = re.compile(r"[，,。；;！!？?\n…（）()]")

_REGISTERED, _SITS, _WORKS, _NAMED, _NOWHERE = 4, 3, 2, 1, 0
"""How surely a mention tells where the firm is registered."""
_REGISTERED_BEFORE = re.compile(
    r"(?:注册(?!资|代理|商标|会计)|执照|营业执照|工商|登记|住所|法定地址|注册地|registered)(?:[^，。；\d]{0,8}|[^，。；]{0,3}\d{4}年[^，。；]{0,4})$"
)
_REGISTERED_AFTER = re.compile(
    r"(?:[^，。；]{0,6}?)(?:注册(?!资|商标|证|器械|人|会计|要|需要|有|能|可以|未|没|还|也|手续|的?公司(?:能|可以|有))|登记|领的?执照|办的?执照|拿的?执照)"
)
_ADDRESS_BEFORE = re.compile(r"(?<!办公)(?<!厂房)(?<!收货)(?:地址|坐标|所在地|所在区)[^，。；\d]{0,4}$")
_DENIED = re.compile(r"(?:不|没有?|未|并?非|没能?)(?:是|在|属于|搬到|迁到|落户)?$|不是(?:在|说)$")
_LEFT = re.compile(r"(?:离开|搬离|搬出|迁出|撤出)了?$")
_ORIGIN_BEFORE = re.compile(r"(?:从|由|自)(?:原来的?|以前的?)?$")
_ORIGIN_AFTER = re.compile(rf"[^，。]{{0,4}}(?:搬|迁|转|挪|到(?:{_PLACE}))")
_PLAN = re.compile(r"(?:想|打算|计划|准备|考虑|拟|有意|希望|明年|将|能不能|要不要|要(?=[搬迁去在到把]))[^，。；]{0,8}$")
_SUPPOSING = re.compile(r"如果|要是|假如|假设|倘若|万一|若|的话")
_ELSEWHERE = re.compile(
    r"(?:并购|收购|兼并|客户|供应商|市场|分公司|子公司|老家|研发中心|研究院|实验室|仓库|门店|办事处|股东|母公司|总公司|展会|朋友|同学|(?<![这那一们])家里?|银行|基金|机构|投资人|资方|老板|导师|代工厂?|政策|补贴|项目|活动|人家|(?:[有块片套间层]|名下)[^，。]{0,6}(?:(?<!厂)(?<!租)房|住宅|公寓|别墅|商铺|铺面|写字楼|用地|地皮|土地|[块片亩]地)|谈下|看[中上]了?|[买盘]下|接手|吃下|标的|房子|我人|你(?!好)们?|推荐?|给我推)(?:[^，。；厂司]{0,5})$"
)
_SITE = re.compile(r"(?:厂房?|工厂|厂子|车间|生产|办公室?|产线|仓|门面|租|员工|人|实际|现场|搬)[^，。；]{0,6}$")
"""What stands there may be registered somewhere else."""
_BRANCH_AFTER = re.compile(
    r"有[一两二三几]?(?:套|房子|房产|别墅|住宅)|[^，。]{0,8}?(?:子公司|分公司|办事处|研发中心|分厂|新厂|分部|上班|拿地|买地|开会|参展|路演|出差|建厂|设厂|母公司|股东|客户|投资|上市|挂牌|发债|朋友|供应商|老板|团队过来|项目)"
)
_PERSON_AFTER = re.compile(r"人|来的?|户口|长大|读书|毕业")
_LOCATED = re.compile(
    r"(?:在|(?<=[厂司们企业])再|于|落户|落地|位于|坐落|搬(?:过来|过去|[到来去进至回])|迁(?:过来|过去|[到来去入进至回])|移到|改[到在]|变更[到为至]|挪到|转到|设在|开在|办在|来自|入驻|扎根|搬的|从[^，。]{2,8}到|(?:年|月|我们|公司|刚|才|已经)来的?|\bbased?(?:在|于|\s)*|based in|located in|\bin|\bat)了?\s*(?:的)?$"
)
_SELF = re.compile(
    r"(?:我们?|咱们?|我司|公司|厂子?|工厂|企业|单位|俺们?|总部|这家|那家|本[司公])(?:现在|目前|都|就|也|一直|本来|真|其实)*(?:是|系|属于|为|算)?(?:在)?\s*(?:一家)?$|(?:属于?|归属?)$|(?<![要不还但只都才或])是\s*$"
)
_FIRM_AFTER = re.compile(
    r"(?:的|一家|一个|一间|家|间)*\s*(?:(?:的|一家|一个)?[^，。；？?\n]{0,10}?(?:公司|企业|[民国外私]企|小微|工厂|团队|工作室|初创|厂(?!房))|做(?!过)|搞(?!过)|整|生产|开发|主营|专门|专注|开了?[一间家个])"
)
_OWN_SITE = re.compile(
    r"\s*的?(?:厂房|厂子|办公室|车间|场地|厂)[^，。]{0,4}(?:是(?!不是|否)|都是|租[的了]|自有|自己|买[的了下])"
    r"|\s*租(?:了|的|着)(?:个|间|[一两]?[层栋块]|点)?[^，。]{0,4}(?:厂|车间|办公室|场地|楼|地方)"
    r"|\s*的?(?:纳税|交税|缴税|报税)|\s*的?一[家间](?!银行|医院|基金|机构|国企)[^，。？?]{2,12}$"
    r"|\s*这(?:个|间|家|边的)(?:厂|工厂|公司|基地)|\s*这家(?:公司)?(?:$|就|才|只|一共|总共|人|员工|去年|今年|是(?!不是|什么)|目前|现在)"
)
_HAS_A_SITE = re.compile(
    r"\s*有(?:[一1两二三]?[个间家座栋])?(?:自己的|租的|自建的)?(?:小|大)?(?:厂(?!家|商)|工厂|车间|基地)(?!.{0,6}(?:要卖|出租|招租|转让))"
)
_ASKED = re.compile(
    r"[吗么？?]|哪|什么|啥|能不能|可不可以|是否|多少|有没有|能[申享报拿领]|(?<![十百千好])几[个款家单种类]|谁|怎么|对企业|所有|扶持"
)
_OWN = re.compile(r"我|咱|本公司|公司在|俺")
_PUBLIC = re.compile(
    r"(?:现在|目前|而家|最近|今年|里|上|都|区)*(?:的)?(?:有(?!(?:个|大概|大约|差不多|将近)*[\d一二两三四五六七八九十百几]+[来多几]?[个号名]*(?:来|多)?(?:员工|人|号))|没有|出台?|推|搞(?!的|[^，。]{1,8}的|[^，。活展会什啥优补]{4})|支行|网点|分行|政策|补贴|扶持|资金|贷款|银行|政府|科技局|科创|工信|税务|人才|天使|基金|高企|贴息|资助|利率"
    r"|什么|哪|能|可以|会|对|给|科技创新|专精|创新型|奖|创业|租金|那[个条款笔边]|这[个条款笔]|同|和|跟|与|或|还是|最|高新企业|科技金融|引导|设备|落户奖|技改|小巨人|首贷)"
)
_OF_PUBLIC = re.compile(
    r"的(?:政策|补贴|扶持|资金|贷款|银行|高企|贴息|资助|利率|奖|科创|科技|专精|基金|产品|那|这|技改|租金|人才|规定|服务|平台)"
)
_BARE_BEFORE = re.compile(
    r"^[\W\d_]*(?:记好|记住|公司|我们?|咱们?|我司|地点|位置|区域|行政区|地区|城市|是|在|就|也|嗯|呃|哦|啊|那|呢|对|我|那个|这个|：|:|[】\]\-—]|区|地|\s)*$"
)
_BARE_AFTER = re.compile(
    r"^(?:[^，。]{0,14}(?:栋|号|楼|座|室|厂房|园)|(?:的|里|这边|那边|呢|人|啦|吧|本地|啊|哦|这块|那块|了|\s|[~～])*)$"
)
_EITHER_BEFORE = re.compile(rf"(?:{_PLACE})(?:区|市)?还是(?:在)?$")
_BEFORE_NOW = re.compile(r"(?:之前|以前|原来|原先|早先|当时|最早|最初|曾经?)[^，。现]{0,8}$")
_THEIRS = re.compile("[，,](?:我们?|咱们?)[^，。]{0,3}[给为帮](?:他|它|人家)")
"""比亚迪在坪山，我们给他供货."""
_REGISTERED_HERE = re.compile(
    r"[，,](?:公司|执照|我们)?(?:也|都)?(?:是)?(?:注册|登记|执照)(?:地址?)?(?:也|都|就)?(?:是)?在?(?:这边|这里|这儿|这(?![个款家])|本地|那边|同)"
)
"""实验室在坪山，公司也注册在这边."""
_STILL = re.compile(r"[^，。]{0,6}(?:没迁|没改|没变|没动)")
_NOT_MOVED = re.compile(r".{1,16}(?:注册地?址?|执照)(?:还|都|也)?(?:未|没)(?:变|迁|改|动)")
_STILL_THERE = re.compile(r"(?:还|仍)(?:然|旧)?(?:是|在)$")
_REGISTERED_ELSEWHERE = re.compile(rf"(?:{_PLACE})(?:区|市|这边|那边)?注册的?[、/\s]?$")
"""前海注册坪山生产: the word belongs to the place before it."""
_OR_ELSE = re.compile(rf"还是(?:在)?(?:{_PLACE})")
_MISTAKEN = re.compile(r"[^，。]{0,5}(?:是|属|纯属)?(?:笔误|口误|打错|写错|填错|说错|选错|弄错|搞错|不对$|错的|错了)")
"""What is taken back."""
_FIELD_EDGE = re.compile(r"[：:\s/|]")
"""What parts the fields of a short profile: 云安全 / 坪山 / 45人."""


@dataclass(frozen=True)
class _Mention:
    """A place by name, with what its clause says before and behind."""

    value: str
    start: int
    end: int
    before: str
    after: str
    supposed: bool
    registered_here: bool


def place_told(text: str) -> tuple[str, int, int] | None:
    """(district, start, end) of where the firm says it is; the place of registration wins over others."""
    rated = [(_surety(mention), mention) for mention in _mentions(text)]
    told = [(surety, mention) for surety, mention in rated if surety]
    if not told:
        return None
    _, best = max(told, key=lambda item: (item[0], item[1].value != ANYWHERE_IN_SHENZHEN, item[1].start))
    return best.value, best.start, best.end


def _mentions(text: str) -> list[_Mention]:
    matches = list(_MENTION.finditer(text))
    if not matches:
        return []
    imagined = [(part.start, part.end) for part in clauses(text) if part.supposed]
    found = []
    for match in matches:
        names = _PLACE_NAME.findall(match.group())
        precise = [name for name in names if _NAMES[name] != ANYWHERE_IN_SHENZHEN] or names
        tail = _TAIL.match(text, match.end())
        behind = tail.end() if tail else match.end()
        start = max(0, match.start() - _LOOKED_BACK)
        edges = [edge.end() for edge in _EDGE.finditer(text, start, match.start())]
        close = _EDGE.search(text, behind)
        before = text[edges[-1] if edges else start : match.start()]
        after = text[
            behind : close.end() if close and close.group() in "？?" else close.start() if close else len(text)
        ]
        here = bool(_REGISTERED_HERE.match(text, close.start() if close else len(text)))
        if _THEIRS.match(text, close.start() if close else len(text)):
            continue
        if _NO_PLACE_BEFORE.search(before) or _NO_PLACE_AFTER.match(text, match.end()):
            continue
        supposed = any(first <= match.start() < last for first, last in imagined)
        before = _PROVINCE.sub("", before)
        found.append(_Mention(_NAMES[precise[-1]], match.start(), match.end(), before, after[:24], supposed, here))
    return found


def _surety(mention: _Mention) -> int:
    before, after = mention.before, mention.after
    planned = mention.supposed or bool(_PLAN.search(before) or _SUPPOSING.search(before))
    if mention.registered_here and not planned:
        return _REGISTERED
    if _ORIGIN_BEFORE.search(before) and _ORIGIN_AFTER.match(after):
        return _SITS if planned or _SUPPOSING.search(after) or _ASKED.search(after) else _NOWHERE
    if _EITHER_BEFORE.search(before) or _OR_ELSE.match(after) or _MISTAKEN.match(after):
        return _NOWHERE
    if _BEFORE_NOW.search(before) and not _STILL.search(after):
        return _NOWHERE
    if planned or _NOT_MOVED.match(after) or _DENIED.search(before) or _LEFT.search(before):
        return _NOWHERE
    registered = _REGISTERED_BEFORE.search(before)
    if (
        registered
        and not _REGISTERED_ELSEWHERE.search(before)
        and not _PLACE_NAME.search(registered.group())
        and not _OF_PUBLIC.match(after)
    ):
        return _REGISTERED
    if _ELSEWHERE.search(before):
        return _NOWHERE
    asked = _ASKED.search(after) and not _OWN.search(before)
    if _REGISTERED_AFTER.match(after):
        return _NOWHERE if asked else _REGISTERED
    return _NOWHERE if asked and not _ADDRESS_BEFORE.search(before) else _by_position(before, after)


def _by_position(before: str, after: str) -> int:
    """What a mention that is neither planned, denied nor asked about tells."""
    if _ADDRESS_BEFORE.search(before):
        return _SITS
    if _BRANCH_AFTER.match(after) or _OF_PUBLIC.match(after):
        return _NOWHERE
    if _STILL_THERE.search(before):
        return _SITS
    located = _LOCATED.search(before)
    if located and _HAS_A_SITE.match(after):
        return _WORKS
    if located and (_OWN.search(before) or _SITE.search(before[: located.start()]) or not _PUBLIC.match(after)):
        return (
            _WORKS
            if _SITE.search(before[: located.start()]) or re.match(r"[^，。]{0,3}(?:办公|生产|租)", after)
            else _SITS
        )
    if _SELF.search(before):
        person = re.search(r"我(?:是)?$", before) and _PERSON_AFTER.match(after)
        return _NOWHERE if person else _SITS
    if _OWN_SITE.match(after) and not _OF_PUBLIC.match(after):
        return _WORKS
    if _PUBLIC.match(after.lstrip()):
        return _NOWHERE
    if _FIRM_AFTER.match(after):
        return _WORKS
    alone = _BARE_BEFORE.match(_FIELD_EDGE.split(before)[-1]) and _BARE_AFTER.match(_FIELD_EDGE.split(after)[0])
    return _NAMED if alone else _NOWHERE


def place_in(text: str) -> tuple[str, int, int] | None:
    """Any place that ``text`` names, for a bare reply."""
    matches = list(re.finditer(_PLACE, text))
    elsewhere = re.search(r"深圳市?(?:的)?其他区?|其他区|别的区|外地|外省", text)
    if elsewhere and not any(_NAMES[match.group()] != ANYWHERE_IN_SHENZHEN for match in matches):
        inside = elsewhere.group() not in ("外地", "外省")
        return (ELSEWHERE_IN_SHENZHEN if inside else "外地"), elsewhere.start(), elsewhere.end()
    if not matches:
        return None
    if re.search(r"不在(?:坪山|深圳)", text):
        return (ELSEWHERE_IN_SHENZHEN if "不在坪山" in text else "外地"), matches[0].start(), matches[0].end()
    best = max(matches, key=lambda match: (_NAMES[match.group()] != ANYWHERE_IN_SHENZHEN, match.end()))
    return _NAMES[best.group()], best.start(), best.end()
