"""Words that say which fact a number belongs to, found with spaCy's PhraseMatcher over single characters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.util import filter_spans

_LATIN = re.compile("[a-z]")
_WORD_GOES_ON = re.compile("[a-z]$")

_CUES: dict[str, str] = {
    "revenue_wan": (
        "营收 营业收入 主营收入 主营业务收入 营业总收入 营业额 生意额 销售额 销售收入 销售规模 营收规模 收入规模 年收入 总收入 收入 产值 年产值 流水 "
        "年流水 进账 入账 revenue revenues rev turnover sales 年销 年销售 营收额 开票 开票额 开票量 开票金额 业绩"
    ),
    "sales": (
        "销售 营业 卖了 卖 卖出 卖得 做了 做 做到 做到了 做出 做成 做得 做个 收了 收到了 收得 干了 干到 干到了 出货 出货额 体量 规模 年规模 盘子 生意 made did"
    ),
    "rd_expense_wan": (
        "研发费用 研发费 研发投入 研发支出 研发开支 研发成本 研发总投入 研发总支出 研发投入总额 研发花了 研发花 研发花掉 研发花费 研发经费 研发资金投入 研发投了 研发投 研发烧了 研发烧掉 研发烧 "
        "研发砸了 研发砸 研发用了 研发这块 研发上 研发方面 研发端 投研发 搞研发 做研发 砸研发 花在研发上 花在研发 投在研发上 用在研发上 砸在研发上 砸到研发 砸进研发 砸在研发 花到研发 投研发上 投到研发 投进研发 投入研发 用于研发 烧在研发上 研发 r&d rd 技术开发费 加计扣除的研发费"
    ),
    "rd_share": (
        "研发占比 研发占 研发强度 研发比例 研发比重 研发投入占比 研发投入占 研发费用占比 研发费用占 研发费用率 研发投入强度 研发投入比例 研发支出占 研发支出占比 研发投入率 研发经费占"
    ),
    "net_profit_wan": (
        "税后 净利润 税后净利润 税后净利 归母净利 归母净利润 扣非净利 扣非净利润 税后利润 利润 净利 纯利 纯利润 净赚 净挣 盈利 盈余 净盈利 赚 赚了 赚到 赚得 挣 挣了 挣到 落袋 落到手里 落到手 落到口袋 微利 薄利 profit net-profit"
    ),
    "loss": "亏 亏损 亏了 亏掉 亏损额 净亏 净亏损 净亏了 倒亏 账面亏损 微亏 小亏 略亏 巨亏 亏得 赔 赔了 蚀 蚀了 loss losses lost",
    "fixed_assets_wan": "固定资产 固资 固定资产净值 固定资产原值 设备原值 设备净值 固定资产净额 固定资产账面 固定资产总额",
    "receivables_wan": (
        "应收账款 应收款 应收款项 应收 应收余额 应收账款余额 账款 货款 客户欠 客户欠着 客户拖欠 欠我们 欠我们钱 欠了我们 欠了我们钱 欠了我司 欠咱们 欠着我们 欠着我们钱 欠我司 欠咱 欠着咱 拖欠我们 拖着我们 账上应收 账面应收 拖着货款 "
        "没收回来 没收上来 没收到 收不回来 没回款 未回款 还没回款 没回来 欠款 客户欠款 尾款 压款 客户压款 压着货款 压了我们 压着我们 压我们 押我们 押了我们 押着我们 被押着 被压 被压着 被欠 被拖欠 赊账 未收 没结 没结款 没结的款 未结货款 receivables receivable ar a/r"
    ),
    "need_amount_wan": (
        "贷款 贷 贷个 贷到 借款 借 借个 借钱 借到 借点 想贷 要贷 需要 需求 想要 想融 融资 融个 要融 融 缺 缺口 缺个 还缺 缺钱 差 差个 还差 差钱 要钱 资金缺口 资金需求 融资需求 贷款需求 筹 筹集 筹措 募集 募 募资 "
        "流贷 信用贷 抵押贷 经营贷 质押贷 订单贷 纯信用贷 科技贷 并购贷 授信 担保贷款 过桥 过桥资金 用款 用款需求 资金用量 额度 续上 续贷 转贷 倒贷 保理 贴现 大概要 发债 发行 raise raising 急需 急用 等着用 等着要 急要 急缺 预算 需 担保 "
        "补充流动资金 想代 想带 要代 代个 代款 找笔 弄笔 搞笔 想弄 想搞 想拿 想找 想发 找投资 找投资人 找风投 找资方 发个 发一期 发笔 科创债 债券 公司债 borrow loan 流动资金贷 贴息贷款 头寸 争住 仲争"
    ),
    "wish": (
        "引 引入 引进 拉 拉点 拉个 要 要个 得要 搞 搞个 搞点 弄 弄个 弄点 找 找个 拿 拿个 批 批个 申请 申请个 申 补充 补 投入 投资 投 来个 来 整 整个 周转 垫资 垫 need 金额 用 上个 总额 流动资金"
    ),
    "limit": "最高 上限 封顶 最多能 最多可以 最高能 最高可 顶格 那款 最多给 最多补 最多贷 里写的 写的是 产品里 政策里 文件里 第一个 第二个 第三个 第一款 第二款 第三款 这款 那个产品 这个产品 限额",
    "discard": (
        "估值 投前 投后 注册资本 注册资金 注资 实缴 认缴 罚款 合同 合同额 订单 订单额 在手订单 中标 中标额 总投资 房租 租金 市值 存款 现金 余额 现金余额 补贴 资助 奖励 补助 拨款 扶持资金 政府补助 "
        "研发资助 研发补助 研发补贴 领了 领过 领到 批了 批下来 已批 给批了 批过 人均产值 人均营收 人均收入 人均创收 亩产 亩均 贷了 借了 贷过 借过 已经贷 已经借 融了 融过 融到 融到了 融资了 募了 欠银行 欠供应商 欠工资 欠税 应付 应付账款 应付款 "
        "增资 注册 自筹 自有资金 自有 自己出 自出 自己有 单价 利息 月供 保费 保证金 押金 定金 预付款 预收款 预收 负债 总资产 净资产 资产 资产总额 总资产规模 毛利 毛利润 毛利额 ebitda gmv arr 库存 存货 值 价值 价钱 报价 造价 成交价 "
        "一台 每台 单台 每套 一套 人均 每人 对价 收购价 授信过 拿了融资 拿到 拿到了 拿了 拿过 投了我们 投我们 领投 跟投 上轮 上一轮 补贴了 给了 奖励了 申请了 申请到 补贴拿了 税款 交税 缴税 纳税 年薪 "
        "股东借款 市场规模 市场空间 门槛 保额 赔付 赔偿 标的 融资租赁 投资额 出资 投资款 省下 节省 担保费 评审费 手续费 管理费 中介费用 预付 欠款银行"
    ),
    "owed": "压了 压着 拖着 拖了 欠着 欠了 挂着 挂账",
    "aside": "账上 账面 手上 手里 手头 给了 付了 花了 买了 花掉 用了 投了",
    "none": (
        "差不多 未开票 绝对值 净值 原值 面值 减值 增值 差异 差距 差旅 差价 相差 误差 差点 差一点 差一截 要花 要花掉 得花 要求 主要 要是 只要 不要 重要 要么 必要 首要 将要 快要 要不 要不要 借鉴 借助 借此 借用 借口 缺点 缺陷 不缺 缺人 金融 融合 融入 需求方 "
        "研发人员 研发团队 研发中心 研发部 研发部门 研发大楼 研发楼 研发基地 研发设备 研发阶段 研发机构 研发平台 研发能力 研发方向 研发总监 研发岗 研发工程师 研发贷 研发项目 研发场地 "
        "利润率 净利率 净利润率 毛利率 营收增速 收入证明 担保公司 担保机构 担保方式 担保人 担保费率 反担保 "
        "回款 付货款 做的 来自 来着 来说 来看 以来 本来 原来 后来 下来 出来 起来 回来 未来 将来 近来 一直以来 来的 来了 过来 来讲 拿出 拿来 拿去 用来 作用 费用 使用 信用 用途 应用 利用 专用 通用 商用 采用 常用 "
        "找到 找不到 整体 调整 整改 整机 完整 整套 整条 整车 整 补上 投标 投产 投诉 投放 批发 批量 一批 这批 那批 大批 第一批 搞定 弄丢 投资人 投资机构 投资方 销售团队 销售人员 收入来源 资产负债率 轻资产 重资产 订单贷 信用等级 规模以上 规模化"
    ),
    "invention_patents": "发明专利 发明 发明授权 授权发明 invention inventions",
    "utility_patents": "实用新型专利 实用新型 实新 新型专利 实用专利 实用 新型 utility",
    "software_copyrights": "软件著作权 软著 著作权 软件著作 软著权 软件版权 软件登记 copyright copyrights",
    "trademarks": "注册商标 商标 trademark trademarks",
    "other_ip": "外观设计 外观专利 外观设计专利 外观 pct pct专利 集成电路布图 布图 布图设计 植物新品种",
    "patents": "专利 知识产权 patent patents",
    "employees": "员工 团队 人员 人数 职工 社保人数 缴社保 公司",
}


@dataclass(frozen=True)
class Cue:
    """A cue word of normalised text."""

    fact: str
    start: int
    end: int


@lru_cache(maxsize=1)
def _matcher() -> tuple[Language, PhraseMatcher]:
    language = spacy.blank("zh")
    matcher = PhraseMatcher(language.vocab)
    for fact, words in _CUES.items():
        matcher.add(fact, [language.make_doc(word) for word in words.split()])
    return language, matcher


def cues(text: str) -> list[Cue]:
    """Cue words left to right; of overlapping ones the longest stays."""
    return list(_all(text))


@lru_cache(maxsize=8)
def _all(text: str) -> tuple[Cue, ...]:
    language, matcher = _matcher()
    spans = filter_spans(matcher(language.make_doc(text), as_spans=True))
    found = [Cue(span.label_, span.start_char, span.end_char) for span in spans]
    return tuple(cue for cue in found if not _inside_word(text, cue))


def _inside_word(text: str, cue: Cue) -> bool:
    """True for the rd of hardware."""
    return bool(
        _LATIN.match(text, cue.start) and _WORD_GOES_ON.search(text[max(0, cue.start - 1) : cue.start])
    ) or bool(_LATIN.match(text, cue.end - 1) and _LATIN.match(text, cue.end))
