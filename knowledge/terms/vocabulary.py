"""The closed vocabularies: facts about an enterprise, record kinds, boards, levels, districts.

Standard library only. One definition feeds the extractor, the validator, the forms and the docs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FactType = Literal["choice", "choices", "count", "number", "range", "month", "flag", "text"]
"""choice: one of `choices`; choices: list of them ([] = none held); count: int >= 0; number: float;
range: float or [low, high]; month: "YYYY-MM" or "YYYY"; flag: bool; text: normalised free text."""

STAGES = ("种子期", "初创期", "成长期", "成熟期")
INDUSTRIES = ("生物医药", "新能源（汽车）", "新一代信息技术", "智能制造", "其他")
BOARDS = ("科技信贷", "专项资金", "股权投资", "资本市场", "专项债券", "新兴金融")
LEVELS = ("区", "市", "省", "国家")
REGIONS = ("坪山区", "深圳市", "广东省", "全国")
NEED_KINDS = ("贷款", "股权", "补贴", "担保", "上市", "债券", "保险")
PURPOSES = ("研发", "流动资金", "设备", "扩产", "并购", "上市", "转贷", "其他")
COSTS = ("贷款利息", "担保费")
"""What a loan costs each year, and what a subsidy may pay back."""
RATIO_BASES = ("贷款本金", *COSTS)
AVAILABILITY = ("available", "unverified", "reference", "proposed", "closed")
RECOMMENDABLE = ("available", "unverified")
CONFIDENCE = ("high", "medium", "low")
AVAILABILITY_LABELS = dict(zip(AVAILABILITY, ("在办", "待核实", "外地参考", "建议", "已结束"), strict=True))
CONFIDENCE_LABELS = dict(zip(CONFIDENCE, ("高", "中", "低"), strict=True))

KINDS = {
    "bank-loan": "银行贷款",
    "venture-debt": "投贷联动",
    "guarantee": "融资担保",
    "bridge-loan": "转贷续贷",
    "leasing": "融资租赁",
    "supply-chain": "供应链金融",
    "ip-finance": "知识产权融资",
    "insurance": "科技保险",
    "bond": "债券",
    "equity-fund": "股权基金",
    "equity-market": "上市挂牌",
    "subsidy": "补贴资助",
    "tax": "税收优惠",
    "certification": "资质认定",
    "policy": "政策文件",
    "platform": "服务平台",
}

SHENZHEN_DISTRICTS = (
    "坪山区",
    "福田区",
    "罗湖区",
    "南山区",
    "盐田区",
    "宝安区",
    "龙岗区",
    "龙华区",
    "光明区",
    "大鹏新区",
    "深汕特别合作区",
)
GUANGDONG_CITIES = (
    "广州市",
    "东莞市",
    "惠州市",
    "佛山市",
    "珠海市",
    "中山市",
    "江门市",
    "肇庆市",
    "汕头市",
    "汕尾市",
    "潮州市",
    "揭阳市",
    "梅州市",
    "河源市",
    "清远市",
    "韶关市",
    "湛江市",
    "茂名市",
    "阳江市",
    "云浮市",
)
"""Shenzhen's neighbours in the province."""
ANYWHERE_IN_SHENZHEN = "深圳市"
"""The founder said Shenzhen without a district."""
ELSEWHERE_IN_SHENZHEN = "深圳市其他区"
"""The founder said a district of Shenzhen that is not Pingshan."""
PINGSHAN_SUBDISTRICTS = ("坪山", "坑梓", "龙田", "石井", "马峦", "碧岭")


@dataclass(frozen=True)
class Fact:
    """One fact about an enterprise: slot name, Chinese label, type, unit and allowed values."""

    name: str
    label: str
    type: FactType
    unit: str = ""
    choices: tuple[str, ...] = ()


_ALL = (
    Fact("stage", "发展阶段", "choice", choices=STAGES),
    Fact("founded_on", "成立时间", "month"),
    Fact("district", "注册地", "text"),
    Fact("industry", "所属行业", "choice", choices=INDUSTRIES),
    Fact("employees", "员工人数", "count", "人"),
    Fact("revenue_wan", "上年营业收入", "range", "万元"),
    Fact("rd_expense_wan", "上年研发费用", "range", "万元"),
    Fact("net_profit_wan", "上年净利润", "range", "万元"),
    Fact("fixed_assets_wan", "固定资产", "range", "万元"),
    Fact("receivables_wan", "应收账款", "range", "万元"),
    Fact("rd_ratio_pct", "研发投入占比", "number", "%"),
    Fact("collateral", "可抵押物", "choices", choices=("房产", "土地", "设备", "股权", "存货")),
    Fact("invention_patents", "发明专利", "count", "件"),
    Fact("utility_patents", "实用新型专利", "count", "件"),
    Fact("software_copyrights", "软件著作权", "count", "件"),
    Fact("trademarks", "商标", "count", "件"),
    Fact(
        "certifications",
        "资质",
        "choices",
        choices=("高新技术企业", "科技型中小企业", "创新型中小企业", "专精特新中小企业", "专精特新小巨人"),
    ),
    Fact(
        "equity_round",
        "最近一轮股权融资",
        "choice",
        choices=("未融资", "天使轮", "A轮", "B轮", "C轮及以后", "Pre-IPO"),
    ),
    Fact("tax_rating", "纳税信用等级", "choice", choices=("A", "B", "M", "C", "D")),
    Fact("overdue", "有逾期或失信", "flag"),
    Fact("district_grant", "获得过坪山区科技创新资金", "flag"),
    Fact("need_amount_wan", "资金需求", "range", "万元"),
    Fact("need_term_months", "用款期限", "range", "个月"),
    Fact("need_purpose", "资金用途", "choice", choices=PURPOSES),
    Fact("need_kind", "融资方式", "choice", choices=NEED_KINDS),
)
FACTS: dict[str, Fact] = {fact.name: fact for fact in _ALL}

DERIVED: dict[str, tuple[str, ...]] = {
    "age_months": ("founded_on",),
    "city": ("district",),
    "patents_total": ("invention_patents", "utility_patents"),
}
"""Facts computed from others, usable in conditions; each names the facts that it needs."""


def fact_label(name: str) -> str:
    """Chinese label of a stated or derived fact.

    Raises KeyError for a name outside the vocabulary.
    """
    derived = {"age_months": "成立时长", "city": "注册城市", "patents_total": "专利总数"}
    return derived[name] if name in derived else FACTS[name].label
