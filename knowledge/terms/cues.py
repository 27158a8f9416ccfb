"""Words that say which fact a number belongs to, found with spaCy's PhraseMatcher over single characters."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.util import filter_spans

_CUES: dict[str, str] = {
    "revenue_wan": (
        "营收 营业收入 营业额 销售额 销售收入 年收入 收入 产值 年产值 流水 销售 营业 卖了 做了 做到 做到了 做 进账 revenue 收了 年销 开票 开票额"
    ),
    "rd_expense_wan": "研发费用 研发投入 研发支出 研发花了 研发花 研发经费 投研发 搞研发 砸研发 花在研发上 研发上花了 研发上投了 研发投了 研发 r&d 研发这块",
    "net_profit_wan": "净利润 利润 净利 盈利 赚 赚了 挣 挣了 净赚",
    "loss": "亏 亏损 亏了 净亏",
    "none": "差不多 要花 要花掉 得花",
    "fixed_assets_wan": "固定资产 设备值 厂房值 资产 总资产",
    "receivables_wan": "应收账款 应收款 应收 账款 货款 客户欠 欠我们 账上应收 拖着货款 没收回来 回款 欠款",
    "need_amount_wan": (
        "贷款 贷 借款 借 想贷 要贷 需要 需求 想要 想融 融资 要融 缺 缺口 搞 想搞 弄 弄个 找 筹 筹集 周转 申请 资金需求 批 拿 用款 融 差 补充 额度 续上 续贷 转贷 投入 投资 大概要 要 发债 发行 raise 急需 急用 预算 需"
    ),
    "discard": (
        "估值 注册资本 注册资金 实缴 认缴 最高 上限 封顶 最多能 那款 罚款 合同 订单 拿了融资 融了 融到 拿到 投了我们 领投 上轮 补贴了 给了 奖励了 总投资 房租 租金 市值 "
        "授信过 前年 前三季度 上半年 今年到现在 今年预计 明年 预计明年 计划明年 账上 账面 存款 拿了 拿过 补贴 资助 奖励 补贴拿了 领了 领过 批了 给批了 会批 能批 贷了 借了 已经贷 已经借 贷过 借过 欠银行 增资 单价 利息"
    ),
    "invention_patents": "发明专利 发明 发明授权 授权发明",
    "utility_patents": "实用新型专利 实用新型 实新 新型专利 实用",
    "software_copyrights": "软件著作权 软著 著作权 软件著作",
    "trademarks": "注册商标 商标",
    "other_ip": "外观设计 外观专利 外观 pct 集成电路布图 布图",
    "patents": "专利 知识产权",
    "employees": "员工 团队 人员 人数 职工 社保人数 缴社保 公司",
    "rd_ratio_pct": "研发占比 研发投入占比 研发投入占 研发费用占 研发占 研发比例 研发强度 研发投入比例",
    "need_term_months": "期限 用款期 贷款期 借 贷 用 还款期 周转",
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
    language, matcher = _matcher()
    spans = filter_spans(matcher(language.make_doc(text), as_spans=True))
    return [Cue(span.label_, span.start_char, span.end_char) for span in spans]
