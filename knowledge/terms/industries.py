"""What a firm makes, in a founder's words, as one of the district's industries.

Whether a product (products.py) is a statement about the founder's own firm is told by the words around it in its clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from knowledge.terms.clauses import Clause, clauses
from knowledge.terms.products import REACH, TO_OTHERS, Phrase, any_of, phrases_of

_OTHER = "其他"
_MOST = 60
"""Phrases looked at; more are no message."""

# Who speaks of whom.
_SELF = any_of(
    r"""我们(?!的是) 作为 身为 我司 我公司 本公司 本司 本企业 敝司 弊司 咱们? 我厂 我这 我家 我在 我自己 俺们?
    (?<![帮替给])我(?=做|搞|开|是|有|弄|整|造|卖|干) 这边(?=做|搞|是|主) (?<![家个壁人友他她别的们戏手海])公司
    \b(?:we|we're|our|us|i|i'm|team)\b"""
)
_NOW = any_of("现在 目前 如今 后来 改做 转做 转型做 转成做 而是 (?<=的)是(?=做|搞|造) 其实是 实际是 [：:]")
_OWN = re.compile(_SELF)
_FRESH = re.compile(f"{_SELF}|{_NOW}")
"""From here on a new statement begins, about the firm as it is."""
_SINCE_THEN = re.compile(_NOW)
_OTHERS = re.compile(
    any_of(
        r"""客户 甲方 供应商 供货商 上游 下游 同行 对手 竞品 合作方 合作伙伴 租给 给一家 那家 那间 隔壁 楼上 楼下 别人 人家 别家 他们家
        房东 租客 股东 母公司 上家 上一家 前公司 前东家 同事 老乡 师兄 师弟 师姐 室友 邻居 朋友 同学 亲戚 老婆 老公 媳妇 你 您 他 她 谁
        听说 据说 哪些 哪家 哪个 哪几 哪支 有没有 有没 有无 是不是 有啥 有什么 有何 什么是 啥是 啥叫 什么叫 何为 区里有 (?<![我们还])有(?=做|搞|投|专)
        懂 熟悉 了解 找 介绍 对接 推荐 帮我 替我 写篇 投资 专投 基金 机构 银行 收购 并购 看中 看上 吃下 谈下 盘下 接手 入股 参股 招了 招聘 团队里 员工里 其中
        针对 面向 支持 扶持 鼓励 关于 限于 适用 只给 专门给 政策 补贴 名单 税务 给(?=[^，]{0,6}(?:企业|公司|行业)的)
        来自 销往 租的 买的 用的是 订单 园区[里主都全] (?<!轻)资产 固资 存货 库存 抵押 质押 押品
        \b(?:customers?|clients?|suppliers?|investors?|funds?|policy|policies|subsid\w+|any|your?|competitors?)\b
        \b(?:are|is)\sthere\b"""
    )
)
"""The clause is about someone else, or asks what there is."""
_SUPPOSED = re.compile(r"如果|(?<!主)要是|假如|假设|假使|倘若|万一|若是|假若|\bif\b")
_DENIED = re.compile(
    r"(?:不|没|没有|未|别|非|不再|从不|不会|并非)(?:是|有|再|去|怎么|什么|专门|真的|在|搞|做)?$"
    r"|(?:以前|之前|原来|原先|本来|老本行是?|曾经?|早年|早先|当年|从前|最早|最初|最开始|前身)[^，]{0,6}$"
    r"|(?:想|打算|计划|准备|考虑|想要|以后要?|将来要?|未来|明年要?|拟|希望|可能|有意|愿意|纠结)"
    r"(?:再|转型|转行|转|去|进|也|往|向|新|布局|跨界|改|来|尝试){0,3}(?:行)?$"
)
"""Stands before a verb: not made, made once, or only intended."""
_WISHED = re.compile(r"(?:想|打算|准备|计划)$")
_FOUNDING = re.compile(r"想法|创业|没注册|未注册|种子|[开办]个?公司|起步|注册公司|没开始")
"""Who has no firm yet makes what he wants to make."""
_ERRAND = re.compile(r"(?:帮|员工|请|花|费用|借|贷|钱|(?<![主只])要|找人|外包给)[^，]{0,4}$")
"""做体检, 做广告: bought, not sold."""
_BUYING = re.compile(
    r"(?:买|换|购|添|添置|订|购置|引进|上|装|租|(?<![做理卖营搞])进口|配(?!套|置)|更新|升级|拍|收(?!入)|搬|卖掉|处置|押|抵)"
    r"(?:[了过回来进入一二三四五六七八九十两几多数新旧台套条批个些点部间家的那这全整\d]|二手|国产|进口|高端|大型|德国|日本|瑞士){0,9}$"
)
_ASIDE = re.compile(
    r"[跟和][他她它人][们家]?一样|(?:给|为|面向|针对|卖给|供给|用于|用在|供|适合|可以|能)[^，]{1,12}?(?:用的|的|用)"
)
"""Whom a product is for: 做(给电池厂用的)检测设备."""

# What a founder says of the own firm.
_THIN = (
    r"产品(?:主要)?(?:是|有|为|叫|：|:|就是) (?<![发上资])产(?!值|权|业|品|线|能|房) 跑 zuo 供 造 卖 处理 运营 设计 提供 销售 经营 出口 加工 布局 切入"
    r" 开(?!票|发|会|始|支|户|车|了[一二两三四五六七八九十\d]) (?<![这那各几一品多两])种(?!子|类|植) (?<![营保疗培休])养(?!老|护|分)"
    r" 写(?=代码|程|软件|小程|app|嵌) 办(?!公|理|贷|事) 装(?!修) 干(?!净|预|燥|货|什么|嘛|细) 玩(?!具|偶)"
)
_FULL = (
    r"主营 主做 主攻 主打 主产 专注于? 专业从事 从事 专做 致力于 深耕 聚焦 生产 研发 开发 研制 自研 在研 制造 代工 供应(?![链商]) 配套 经销 代理 组装"
    r" 定制 承接 承包 批发 转行 转型(?!升级|期) 创业做 做 搞 整(?![车机体个套理合]) 弄 属于 focus(?:ed)?(?:\son|\sin)?"
    r" \b(?:make|build|develop|design|produce|manufactur|sell|do|provide|offer|run|own|work)\w{0,4}(?:\son|\sin)?\b"
)
_MAKES = re.compile(f"(?P<thin>{any_of(_THIN)})|{any_of(_FULL)}")
"""Verbs of making; the thin ones mean other things as well (卖了三千万) and stand close to the product."""
_GAP, _THIN_GAP = 14, 7
_GAP_STOP = re.compile(
    any_of(
        """客户 供应商 买 换 购 押 抵 贷 借 万 亿 元 块钱 营收 收入 利润 补贴 政策 资助 欠 缺 基金 融资 投资 找 问 不错 专利 软著 高企
        上市 比例 占 强度 费 轮 入库 [一二两三四五六七八九十]成 % 做 给 用于 用来 用作 为了"""
    )
)
"""The verb before such a word has another object."""
_ANYTHING = re.compile(any_of("[设装]备 仪器 材料 零件 产线 生产线 系统 平台 工具 system platform equipment machines?"))
"""Say nothing by themselves."""
_ONE_MORE = re.compile(r"[一两二三几\d条个套台新]*")
_RECORDS = re.compile("数据|信息|资料")
"""What the adviser keeps of us: 我司数据."""
_OFFERS = (
    "政策 补贴 资助 奖励 专项 扶持 贷款 贷 基金 产业基金 协会 保险 担保 融资 投资人 投资机构 投资经理 风投 创投 客户 供货 订单 展会 峰会 论坛"
    " 专家 顾问 券"
)
_HOW_GOT = re.compile("(?:都|也|全|大多|基本)*是?(?:全款|买|租|进口|二手|国产|融资|自[己购有]|旧|新)")
"""我们设备都是全款买的."""
_TASK = re.compile(
    r"的?(?:公司|企业|厂家|厂)?(?:都)?有(?:哪些|哪几家|几家|多少家|谁)(?:公司|企业|厂|[，？?]|$)|的?(?:公司|企业)(?:有多少|有几|怎么|为什么|多吗)|的?(?:都(?!是|有|还)|多不多|多吗|多么|投资)|(?:线|类)?的?"
    + any_of(
        f"{_OFFERS} 改造 升级 转型 采购 更新 抵押 质押 备案 验收 登记 租金 费 合同 款(?!的|产|车) 注册证?费 贴息 资金 老师 律师 券商 银行 尽调 牌照 许可"
    )
)
"""Behind the product: a task or another party (做芯片的投资人), not what the firm makes."""
_CATALOGUE = re.compile(
    r"(?:类|行业|产业|方向|领域|赛道|企业|公司|厂|这种)?(?:的|那?个|有关的?|相关的?|专用|专属|专门的?|沾边的?|方面的?|方面)?新?(?:项目的?)?"
    + any_of(f"{_OFFERS} 展览 板块 股票 注册资助 临床资助 首台套 人才")
)
_LABEL = re.compile(
    any_of(
        "行业 产品 主营(?:业务)? 主业 业务 方向 赛道 领域 经营范围 产业 品类 做的 干的 搞的 industry business sector product"
    )
    + r"(?:类别|分类|领域|方向|类型|这块|的话|呢)?"
    + r"(?:[是为：:=—\s-]|主要|就|算|属于|嘛|吧|填|选|写|应该|做){0,6}(?P<gap>[^，]{0,8})$"
)
_FIRM = re.compile(
    any_of(
        r"""的 类 型 方向 领域 行业 赛道 研发 设计 开发 制造 生产 加工 代工 贴牌 oem odm 小 科技 技术 初创 创业 高科技 股份 民营 老 新 这种 外贸 贸易 销售 服务
        解决方案 \s 有限 责任 连锁"""
    )
    + "{0,5}"
    + any_of(
        """公司 企业 团队 生产商 厂商 厂家 工厂 厂子 厂(?!房|里|区|长) 初创 创业者 项目(?!的|资金|贷) 工作室 作坊 制造商 供应商 服务商 方案商 运营商
        机构 集成商 开发商 代工厂 原厂 品牌 平台 店 startups? start-up company companies firm team maker manufacturer supplier business
        fabless"""
    )
)
_TRADE = re.compile(
    r"(?:的|类|相关)?(?:行业|赛道|领域|方向|这块|这一块|这行|这一行|行当|产业|生意)(?:的|里的|出身|起家|干了|做了|，|$|吧|嘛|啊)"
    r"|的?(?:起家|出身|为主|是主业|是我们的?主|是我们的?强|创业|industry|space|sector)"
)
_FIRM_END = re.compile(
    r"\s*的?(?:老板|创始人|财务|负责人|法人|股东|合伙人|人事|员工|老总|出纳|总经理)?[吧嘛啊呀哈呢哦啦~～.。]{0,9}$|一枚|\s*[(（]|\s*"
    + any_of(r"在 刚 已 成立 注册 做 去年 今年 前年 营收 年 需 想 要 急 打算 准备 正 目前 现 like based in with \d")
)
"""What follows a firm that is told, not asked about."""
_ASKED = re.compile(
    "[^，]{0,4}?"
    + any_of(
        """有什么 有哪些 有啥 有没有 有无 能拿什么 能申请什么 能享受 能不能 可不可以 可以 能用 能拿 能贷 属于 算不?算 是什么 怎么 如何 吗 行不行
        对不对 都有 多少 一般 通常 为主的?政策"""
    )
)
_WE = "(?:我们|咱们?|我司|本司|作为|身为)"
_LIKE_US = re.compile(
    rf"{_WE}(?:就是|是|属于|算是|这种|这类|这样|这些|这么|一家|家)[^，]{{0,12}}$|{_WE}[是这]?一?[家个]?$"
)
_LIKE_OURS = re.compile(r"[a-z\s]{0,20}\blike (?:us|ours|mine)\b")
_IS = re.compile(r"(?<![你您这那不还但可只要于总])(?:是(?!不是|否)|(?<=[司业们])[为系])[^，]{0,14}$")
_IS_FIRM = re.compile(r"(?<=[司业们])[为系](?:一家|国内|国家)?[^，]{0,8}$")
"""本公司为X企业, not 为X做."""
_OUR_PRODUCT = re.compile(
    r"(?:我们|我司|我公司|本公司|咱们?|我厂|我[个的]|\bour)(?:公司|厂)?"
    r"(?:的|这|那|这边|家|自己的?|自研的?|有|款|个|核心|主打|新|产品|\s|[a-z]{1,6}|[^，]{0,3}){0,4}$"
)
_ON_SALE = re.compile(
    "[^，]{0,4}?"
    + any_of(
        "还在开发 在开发 开发[中着好紧完] 开发出来 还在研发 研发[中着出] 上线 内测 公测 已 刚 拿了?证 取证 在卖 出货 量产 获批 进院 上市了 卖到 卖得 卖了 订单 做[一二三]期 临床 试产 中试 交付 嘛 产品"
    )
)
_SAME_TRADE = re.compile(
    r"(?:做|搞|干|弄|是|属于)的?(?:就是|也是|正是)?[这那](?:个|块|一块|行|一行|方面|类|种|方向|领域|东西|玩意)(?:的|业务|$|，|行)"
)
"""我们就是做这块的."""
_SPELT_OUT = ("写软件", "写代码", "写程序", "敲代码")
"""Products with their verb: 全是写软件的."""
_WE_MAKE_IT = re.compile(
    r"(?:这块|都|也|全|主要)*是?(?:由|我们|咱们?|公司)+(?:都是|全是|是)?(?:自己|自主|自)?(?:造|做|生产|研发|开发)(?!不|多少|什么|出口|订单|到)"
)
"""储能柜我们自己造."""
_BETTER_THAN_OURS = re.compile("比(?:我们?|咱们?)[^，]{0,8}$")
_AND_ANOTHER = re.compile(r"^[跟和与及][^，\d\s欠的是有用]{1,6}$")
_GROWING = re.compile(
    r"(?:扩|扩建|扩产|新建|新增|再上|新上|上|建|再开|加)[产建一两二三几\d条个再上多新]{0,6}[^，]{0,4}$"
)
_A_LINE = re.compile(r"(?:涂布|中试|生产|组装|自动化|量产|封装|示范)?(?:产线|线|车间|产能|基地|工厂)")
_FILLERS = re.compile(
    any_of(
        r"""嗯 呃 啊 哦 那个 就是 就 也 主要 一个 一家 家 个 国产 新型 高端 小 大 传统 普通 坪山区?的? 深圳的? 我 本 老 专业 智能 其实 目前
        是 \s [—•·*-] [①-⑩] \d+[.、)）]? (?:开|做|干|搞)了?[^，]{0,4}年多?的?"""
    )
)
_TAILS = re.compile(
    any_of(
        r"""的 [一二三四]期 那一?块 那边 类 方向 行业 领域 赛道 这块 那种 这种 这类 这一块 公司 企业 企 厂家 厂 团队 项目 业务 产品 为主 相关 吧 嘛 啊 呀 哈 咯 哦 们 研发
        设计 开发 生产 制造 加工 销售 服务 商 加 工作室 小厂 店 起家 出身 创业 [a-z\s\d.~。!！]"""
    )
)
_ONE_OF_SOME = re.compile(r"^(?:还有)?(?:另外?)?[一两二三][块类]业?务?(?:就是|主要是|是|做)")
_FIELD_BREAK = re.compile(r"\s(?=\d)")
"""坪山 智能制造 2016 85人."""
_BARE_LEAD = 4
"""Other characters before the product in a bare clause."""
_TELLING = 4
"""Characters before a vague word that make it a description."""
_NOT_BARE = re.compile(
    any_of(
        """做 搞 造 卖 产(?!品) 都 全 别 存 留 删 清 除 记 开(?!了?[^，]{0,4}年) 用 (?<!^)(?<![就要算该])是 押 抵 买 换 购 采 (?<!主)要 转 不 没 有 无 你 您
        哪 什么 怎 查 搜 看 找 帮 问 想 投 比 和 跟 对 关于 订阅 推 说 讲 聊 叫 让 把 被 给 在 设备 机器 资产 账上 收入 成本 支出 钱"""
    )
)
_OF_THINGS = re.compile(r"押|应收|账款|欠|仓库|压着|堆着|抵|买|换|购|固定资产|固资|发票|清单")
_PLAIN = "[\u4e00-\u9fff]{1,6}"
_PLAIN_FIRM = re.compile(
    rf"(?:^|我们|我|咱们?|俺们?|就|是)(?:是|就|个|一个|专门|主要){{0,3}}(?:卖|种|养|倒腾){_PLAIN}的(?:$|，|。)"
    rf"|(?:我|我们|是|就|家里|自己)(?:在[\u4e00-\u9fff]{{2,4}})?开[了的]?[家间个]?{_PLAIN}(?:店|馆|铺|档口|摊|餐厅|农场|酒吧)(?:的|$|，|。)"
    r"|不是[什啥]么?(?:高科技|科技公司|科技企业|高新)|传统(?:行业|企业|生意|产业)"
)
"""What nobody would call one of the four industries, whatever the words."""


@dataclass(frozen=True)
class _Surroundings:
    """A phrase in its clause: the words before it and behind it, and the voice they speak in."""

    clause: Clause
    phrase: Phrase
    before: str
    after: str

    @property
    def phrase_text(self) -> str:
        """The phrase itself."""
        return self.clause.text[self.phrase.start : self.phrase.end]

    @property
    def topic(self) -> str:
        """``before`` from the last word that begins a statement about the firm."""
        return _behind_last(_FRESH, self.before)


def _behind_last(mark: re.Pattern[str], text: str) -> str:
    """``text`` from the last ``mark`` on."""
    start = 0
    for found in mark.finditer(text):
        start = found.start()
    return text[start:]


_CERTAIN, _LIKELY, _BARE = 3, 2, 1


def industry_told(text: str) -> tuple[str, int, int] | None:
    """(industry, start, end) of what the firm says it makes; the first of the clearest statements counts."""
    best: tuple[int, str, int, int] | None = None
    last: Phrase | None = None
    seen = 0
    for clause in _fields(text):
        phrases = phrases_of(clause.text)[: _MOST - seen]
        seen += len(phrases)
        for phrase in phrases:
            clearness = _clearness(_around(clause, phrase))
            if clearness and (best is None or clearness > best[0]):
                best = clearness, phrase.industry, clause.start + phrase.start, clause.start + phrase.end
            if clearness == _CERTAIN and best:
                return best[1:]
        if not phrases and last and best is None and (same := _SAME_TRADE.search(clause.text)):
            best = _LIKELY, last.industry, clause.start + same.start(), clause.start + same.end()
        last = phrases[-1] if phrases else last
    if best is None and (plain := _PLAIN_FIRM.search(text)):
        return _OTHER, plain.start(), plain.end()
    return best[1:] if best else None


def _fields(text: str) -> Iterator[Clause]:
    """Clauses, and the parts of a profile on one line: 坪山 | 生物医药 | 30人."""
    for clause in clauses(text):
        start = clause.start
        for part in clause.text.split("|"):
            if part.strip():
                yield replace(clause, text=part, start=start)
            start += len(part) + 1


def industry_in(text: str) -> tuple[str, int, int] | None:
    """Any industry of ``text``, for a bare reply."""
    for clause in clauses(text):
        for phrase in phrases_of(clause.text):
            return phrase.industry, clause.start + phrase.start, clause.start + phrase.end
    return None


def _around(clause: Clause, phrase: Phrase) -> _Surroundings:
    before = clause.text[max(0, phrase.start - REACH) : phrase.start]
    return _Surroundings(clause, phrase, before, clause.text[phrase.end : phrase.end + REACH])


def _clearness(here: _Surroundings) -> int:
    """How clearly the founder says that the firm makes this; 0: not said."""
    if _grows(here) or _LIKE_OURS.match(here.after):
        return _LIKELY
    if _SUPPOSED.search(here.before) and not _LIKE_US.search(here.before):
        return 0
    if _BUYING.search(here.before) or _of_others(here.topic) or _BETTER_THAN_OURS.search(here.before):
        return 0
    if _made(here) or _made_by_us(here):
        return _LIKELY if here.phrase.vague else _CERTAIN
    if here.phrase.unknown:
        return 0
    if _labelled(here):
        return _CERTAIN
    if TO_OTHERS.search(here.before) and not (_LIKE_US.search(here.before) or _IS_FIRM.search(here.before)):
        return 0
    if _named(here) or _owned(here):
        return _LIKELY
    return _BARE if _bare(here) else 0


def _of_others(topic: str) -> bool:
    return bool(_OTHERS.search(_ASIDE.sub("", topic)))


def _made(here: _Surroundings) -> bool:
    """做X, 主营X, we make X."""
    verbs = [*_MAKES.finditer(here.before)]
    if not verbs:
        return False
    verb = verbs[-1]
    gap = _ASIDE.sub("", here.before[verb.end() :])
    if len(gap) > (_THIN_GAP if verb["thin"] else _GAP) or _GAP_STOP.search(gap):
        return False
    if _ONE_MORE.fullmatch(gap) and _ANYTHING.fullmatch(here.phrase_text):
        return False
    if verb.group() == "属于" and not _OWN.search(here.before):
        return False
    lead = _behind_last(_SINCE_THEN, here.before[: verb.start()])
    if here.phrase.vague and _ERRAND.search(lead):
        return False
    if _WISHED.search(lead) and _FOUNDING.search(here.clause.whole):
        return True
    return not _DENIED.search(lead) and not _TASK.match(here.after)


def _made_by_us(here: _Surroundings) -> bool:
    """储能柜我们自己造, 全是写软件的: the verb behind the product or in its name."""
    said = _WE_MAKE_IT.match(here.after) or here.phrase_text.startswith(_SPELT_OUT)
    return bool(said) and not _DENIED.search(here.before)


def _labelled(here: _Surroundings) -> bool:
    """行业：X, 产品是X."""
    label = _LABEL.search(here.before)
    if not label or _GAP_STOP.search(label["gap"]):
        return False
    return not _CATALOGUE.match(here.after) and not _ASKED.match(here.after)


def _named(here: _Surroundings) -> bool:
    """我们是X公司, 像我们这种X企业, X厂家, X行业的."""
    if _CATALOGUE.match(here.after) or _DENIED.search(here.before):
        return False
    if _RECORDS.fullmatch(here.phrase_text) and not _FIRM.match(here.after):
        return False
    own = _OWN.search(here.topic)
    if _ANYTHING.fullmatch(here.phrase_text) and _HOW_GOT.match(here.after):
        return False
    if own and (_IS.search(here.topic) or _LIKE_US.search(here.before)):
        return True
    firm = _FIRM.match(here.after) or _TRADE.match(here.after)
    if not firm:
        return False
    rest = here.after[firm.end() :]
    if own:
        return not _ASKED.match(rest) or bool(_LIKE_US.search(here.before))
    return bool(_FIRM_END.match(rest)) and here.clause.tail[:1] not in ("?", "？")


def _owned(here: _Surroundings) -> bool:
    """我们超声刀头已经拿证."""
    return bool(_OUR_PRODUCT.search(here.before) and _ON_SALE.match(here.after))


def _grows(here: _Surroundings) -> bool:
    """想扩产再上两条隔膜涂布线."""
    grown = _GROWING.search(here.before)
    if here.phrase_text in ("自动化", "智能", "智能化", "数字化"):
        return False
    return bool(grown and _A_LINE.match(here.after)) and not _of_others(here.topic)


def _bare(here: _Surroundings) -> bool:
    """The clause is hardly more than the product: 碳化硅功率器件的."""
    lead = _ONE_OF_SOME.sub("", _ASIDE.sub("", here.before))
    if (
        _OF_THINGS.search(here.before)
        or len(here.clause.text) > REACH
        or (here.phrase.vague and len(lead) < _TELLING)
        or _NOT_BARE.search(lead)
    ):
        return False
    field = _AND_ANOTHER.sub("", _FIELD_BREAK.split(here.after, maxsplit=1)[0])
    if len(_FILLERS.sub("", lead)) > _BARE_LEAD or _TAILS.sub("", field):
        return False
    return not _OF_THINGS.search(here.clause.lead[-15:]) and here.clause.tail[:1] not in ("?", "？")
