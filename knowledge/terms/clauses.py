"""Clauses of a message, and which of them state nothing about the firm as it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_BREAK = re.compile(r"[，,。；;！!？?\n、（）()|丨]|…+|(?<=\s)/(?=\s)|(?<=[^a-z&\s])\s+(?=[^\da-z\s占约大是])")
_SENTENCE_END = "。！!？?；;\n"
_AROUND = 40
"""How far ``lead`` and ``tail`` reach."""

_POLITE = r"(?!你|您|方便|可以|有?合适|有?适合|没问题|行得通|行的|不麻烦|有空|有需要|需要的)"
_IFS = (
    rf"(?:如果|(?<![主只需重])要是){_POLITE}(?!能[^，。]{{1,14}}(?:就|最|太)好)|假如|假设|假使|假定|倘若|(?<![一二三四五六七八九十百千几两\d多来])万一|若是"
    rf"|(?<![^，。\s你我他们])若(?!干|非|无)|一旦|哪天|打个?比方|(?:比如说?|譬如)(?=[^，。]{{0,6}}(?:营收|收入|我们|拿到))"
)
_TOPICS = (
    "专利 发明 新型 软著 商标 注册 营收 收入 利润 贷款 抵押 员工 研发 资质 行业 可以 方便 合适 补贴 融资 期限 金额 额度 用途 公司 我们 人 "
    "并购 设备 扩产 担保 上市 股权 工资 周转 这块 方面 情况 时间 人数 团队 用钱 借钱 厂房 房产 土地 抵押物 高企 征信 逾期 轮次 资金 补助 资助 "
    " 资产 应收 账款 存货 库存 机器 软著 新型"
)
_THE_CASE = "".join(f"(?<!{word})" for word in _TOPICS.split()) + "的话"
"""X的话 supposes, unless it only takes up a topic: 专利的话有五个."""
_NOT_YET = (
    r"将来|以后要|以后再|有朝一日|多少[^，。]{0,4}才|"
    r"等(?:我们|公司|明年|今年)?(?:拿|融|评|做到|上市|过了|批|申请)|等[^，。]{1,12}再|等[^，。]{1,10}(?:下来|授权|到账|到手|以后|之后|了再|再说|再看)"
)
_ONCE_DONE = r"(?:翻倍|翻番|做到|涨到|升到|拿到|评上|批下来|拿下|融到|融完|授权|搬来|迁来)[^，。了]{0,4}(?:以后|之后|后)[^，。]{0,8}(?:能|会|可以|是不是)"
_SUPPOSING = re.compile(f"{_IFS}|{_THE_CASE}|{_NOT_YET}|{_ONCE_DONE}")
_WHAT_ABOUT = re.compile(r"^\s*(?:那|把|再|换成|改成|加上|多|少|就)[^，。]{2,20}呢\s*$")
"""把房子押上去呢, 那营收两千万呢: a supposition without its word."""
_STILL_SUPPOSING = re.compile(
    r"(?:呢|吗|么|不|怎么样|会怎样|怎样|如何|多少|几多|什么|啥|哪些|哪几[款个]|几)[？?]?\s*$"
    r"|(?:会不会|是不是|能不能|可不可以|有没有)|(?:多少|什么|啥|哪些|几)[^，。]{0,4}$"
)
_CHANGED = re.compile("到|达|拿|评|翻|增|升|变|再|也|又|多|换|过|够|成功|顺利|批|押[进上]")
"""Within a supposition, a clause with one of these goes on supposing; one with none states a fact."""
_ACTUAL = re.compile(r"现在|目前|已经|去年|我们(?:这|是|有|在|做)|其实|实际|想|打算|另外|不过|反正")
"""Within a supposition, a clause with one of these tells how things are."""

_FIRM = r"(?:公司|厂|工厂|企业|店|团队|单位)"
_OTHERS = re.compile(
    rf"(?:朋友|同学|亲戚|老乡|邻居|兄弟|哥们|表[哥弟姐妹]|堂[哥弟姐妹]|姐夫|妹夫|小舅子|师兄|师弟|战友|对面|楼[上下]|老东家|前东家|别的)(?:的|那|这|家|他|们|自己|开|有|一|间"
    rf"|个)*{_FIRM}"
    rf"|(?:隔壁|隔篱|旁边)(?:的|那|这|园区|有|一|家|间)*(?:{_FIRM}|家|老板|$|[^，。]{{0,12}}(?:万|拿了?|补|贷))"
    rf"|(?:我|有)(?:们|有)?(?:一?个)?(?:做[^，。]{{1,8}}的)?(?:朋友|同学|同行)$|同行(?!介绍|推荐|说|评)|人家(?![^，。]{{0,3}}(?:肯|愿|收|认|批|放|贷|借)(?!了|过|到))|别人家?|别家|竞争对手|竞品|对手{_FIRM}|某公司"
    r"|(?:客户|供应商|甲方|合作方)(?:的?公司|那边|的?厂)[^，。]{0,4}[\d一二三四五六七八九十两几]|(?:客户|供应商|甲方|母公司|总公司|大股东|投资方)(?:那边|他们)?(?:都|也|就|基本)?(?:是[^，。]{0,6}(?:高企|上市|专精特新|小巨人|高新)|有\d+"
    r"|有[^，。]{1,4}[人个]|去年|营收|一年)"
)
_ACQUAINTANCE = re.compile(
    r"(?:我|有)(?:们|有)?(?:一?个)?(?:做[^，。]{1,8}的)?(?:朋友|同学|亲戚)(?:是?做[^，。]{0,8}的?|$|的?(?:公司|厂))|(?:帮|替|给)我?(?:个"
    r"|一个)?(?:朋友|同学|亲戚|熟人|别人)[^，。]{0,3}(?:问|咨询|打听)"
)
"""Somebody else comes in; what follows is theirs until 我们 returns."""
_OURS = re.compile("我们|我司|我厂|我公司|咱|自己")
_THEIRS_AFTER_ALL = re.compile(r"人家|他们(?:家|公司)?(?:可|才|都|也)?(?:是|有)")
_OTHER_PARTY = re.compile(
    r"(?:客户|供应商|甲方|股东|投资方|对手|朋友|同行|合作方)(?:的公司|那边|他们)?(?:有|是|去年|一年|做)"
)
"""Whose the clauses from here on are shows only where 人家 takes them up."""
_CLAIMED = re.compile(
    r"(?<!帮)(?<!替)(?<!帮我)(?:客户|供应商|对手|人家|朋友)?[^，。]{0,8}(?:欠|拖|压|应收|账期|货款|回款|尾款)"
)
"""What customers owe is the firm's own."""
_TAKEN_OVER = re.compile(r"收购|并购|收过来|收了|收下|买下|盘下|接手|兼并|吃下|并过来|介绍|楼|厂房|地块|租")
_HEARSAY = re.compile(r"听说|据说|传说|(?:中介|有人|别人|他们)[^，。]{0,2}说(?:能|可以|会|帮)")
_SELF = re.compile(r"我们|我司|我厂|我公司|咱|想")
_PRIVATE = re.compile(r"我?私人|我自己想|个人[^，。]{0,4}(?:借|贷|用钱)|首付|买房|买车")

_FUTURE = (
    r"(?:(?:明年|后年|下一?年|全年|年底前|未来|[一二两三五]年内|今年)[^，。]{0,8}?(?:预计|预期|预估|预测|目标|争取|力争|有望|计划做|打算做|冲|估计|应该|大概能|能[做到有]"
    r"|要做到|想做到|会有|会到|说不定)"
    r"|(?:预计|预期|预测|预估|目标|争取|力争|有望|指标)[^，。]{0,8}(?:明年|后年|今年|全年|年底|营收|收入|利润|产值|销售|做到|达到|突破|翻|招到|扩到|招满))"
)
_FORECAST = re.compile(_FUTURE + "|(?:团队|人员|员工|人数)[^，。]{0,4}(?:扩|增|翻|招|扩充)到(?!了)")
_FIGURE = re.compile(
    r"营收|收入|利润|产值|销售|营业|业绩|流水|做到|能做|做个|到|破|达|人|专利|高企|专精特新|小巨人|\d|[万亿]|[一二三四五六七八九十两几]+[千百十万亿]"
)
_NEED_OR_PAST = re.compile(
    r"贷|借|融|缺|资金|发债|需要?(?!求)|投[资入]|上市|北交|创业板|科创板|ipo|扩产|买|购|上[一二两三几\d]|去年|上年|前年做|已经"
)
"""Forecasts of needs are needs."""

_RULE = re.compile(
    r"(?:要求|门槛|规定|文件|指南|标准|政策|条件)[^，。]{0,4}(?:是|为|要|写|说|里|得|必须|至少|不低于|规定|：|:)[^，。]{0,14}[\d一二三四五六七八九十百千]"
    r"|(?:必须|至少|是不是)(?:要|得|需要?|必须|有|满)[^，。]{0,16}(?:才|吗|么)|(?:政府|国家|区里|政策)(?:说|规定|要求)[^，。]{0,16}[\d一二三四五六七八九十]|(?:超过|不低于|不少于|满)[^，。]{0,8}的(?:给|才|可以|就)|(?:才能|才可以|才算|才行|才够(?=格|资格|条件|上)|才给)"
    r"|(?:这|那|该)(?:个|款|项|种)?(?:产品|贷款|政策|补贴|贷)[^，。]{0,8}(?:最高|最多|最长|上限|额度|期限|利率)"
)
"""A figure of a product or a policy, or a condition."""
_ASKING = re.compile(
    r"概念|指什么|什么意思|什么叫|什么是|(?<!可)是什么|是咩|有什么区别|定义|不一样|哪个好|怎么划分|谁负责|有关系吗|买个(?:高企|资质|证)|认定有没有|有哪些$"
)
_WANTED = re.compile(r"补贴|政策|资助|贴息|奖励")
"""Asking which of these exist may be a wish."""
_APPLY = r"(?:申请|申报|报|评|认定|冲|弄|办|走流程)"
_PENDING = re.compile(
    r"申请中|在申请|已申请|申请了|受理|在审|审查中|待授权|还没授权|没授权|未授权|还没下来|公示中|公示期|公告期"
    rf"|(?:准备|打算|计划|正在|正|还在|想|要去?){_APPLY}|在[报评冲弄办](?!销|坪山|价|告|公|理)|实审|初审|(?:审核|评审|审批|审理|流程|补正|答辩|培育|申报|认定|评定|申评)中"
    r"|没下证|未下证|还没下|待批|待审|待下|等(?:着)?(?:公示|结果|批|评审|答辩|下证|证)|排队|递交|刚?(?:提交|交上?去|报上去)|材料[^，。]{0,3}交|没批下|还没[批评]|走流程"
)


@dataclass(frozen=True)
class Clause:
    """A stretch of ``whole``; ``supposed`` only imagined or asked about, ``pending`` applied for but not held."""

    text: str
    start: int
    supposed: bool
    pending: bool
    whole: str
    """The normalised message that the clause is part of."""

    @property
    def end(self) -> int:
        """Offset just behind the clause."""
        return self.start + len(self.text)

    @property
    def lead(self) -> str:
        """The words just before the clause, the break included."""
        return self.whole[max(0, self.start - _AROUND) : self.start]

    @property
    def tail(self) -> str:
        """The words just behind the clause, the break included."""
        return self.whole[self.end : self.end + _AROUND]


def clauses(text: str) -> list[Clause]:
    """Non-empty clauses of normalised ``text`` with their offsets."""
    return list(_all(text))


@lru_cache(maxsize=8)
def _all(text: str) -> tuple[Clause, ...]:
    found: list[Clause] = []
    for sentence in _sentences(text):
        imagined = _imagined([part for part, _ in sentence])
        found += [
            Clause(part, start, supposed or _says_nothing(part), bool(_PENDING.search(part)), text)
            for (part, start), supposed in zip(sentence, imagined, strict=True)
        ]
    return tuple(found)


def _sentences(text: str) -> list[list[tuple[str, int]]]:
    """Sentences as lists of (clause, offset)."""
    sentences: list[list[tuple[str, int]]] = [[]]
    position = 0
    for match in [*_BREAK.finditer(text), None]:
        end = match.start() if match else len(text)
        if text[position:end].strip():
            sentences[-1].append((text[position:end], position))
        if match and match.group() in _SENTENCE_END and sentences[-1]:
            sentences.append([])
        position = match.end() if match else end
    return sentences


def _imagined(parts: list[str]) -> list[bool]:
    """Which clauses of one sentence suppose something, up to the question it leads to, or tell of an acquaintance."""
    marks = [bool(_SUPPOSING.search(part) or _WHAT_ABOUT.search(part)) for part in parts]
    asks = [bool(_STILL_SUPPOSING.search(part)) for part in parts]
    last_question = max((place for place, ask in enumerate(asks) if ask), default=-1)
    supposing, about_another = False, False
    for place, part in enumerate(parts):
        about_another = bool(_ACQUAINTANCE.search(part)) or (about_another and not _OURS.search(part))
        if about_another:
            marks[place] = True
            continue
        if marks[place]:
            supposing = True
        elif supposing:
            supposing = place <= last_question and not _ACTUAL.search(part)
            marks[place] = supposing and bool(asks[place] or _CHANGED.search(part))
    for place in _told_of_another(parts):
        marks[place] = True
    return marks


def _told_of_another(parts: list[str]) -> range:
    """我们最大的客户有几千项专利，纳税A级，人家可是上市公司: the clauses up to 人家."""
    last = next((place for place, part in enumerate(parts) if place and _THEIRS_AFTER_ALL.search(part)), 0)
    first = next((place for place in range(last) if _OTHER_PARTY.search(parts[place])), last)
    return range(first, last)


def _says_nothing(part: str) -> bool:
    """True for a clause about somebody else, a rule, a forecast or a notion."""
    return len(part) > 2 and (
        (bool(_ASKING.search(part)) and not _WANTED.search(part))
        or bool(_PRIVATE.search(part))
        or bool(_RULE.search(part))
        or (bool(_OTHERS.search(part)) and not _TAKEN_OVER.search(part) and not _CLAIMED.search(part))
        or (bool(_HEARSAY.search(part)) and not _SELF.search(part))
        or (bool(_FORECAST.search(part)) and bool(_FIGURE.search(part)) and not _NEED_OR_PAST.search(part))
    )
