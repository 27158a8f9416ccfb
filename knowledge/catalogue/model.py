"""The catalogue record, the institution, the glossary term and the common question: fields, vocabularies, validation.

Amounts are 万元 (CNY 10k), rates and ratios are percent, terms are months.
"""

from __future__ import annotations

import ast
import datetime as dt
import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, HttpUrl, model_validator

from knowledge.catalogue.conditions import Condition, Leaf, check_item, leaves
from knowledge.catalogue.inputs import inputs
from knowledge.terms.vocabulary import (
    AVAILABILITY,
    BOARDS,
    CONFIDENCE,
    COSTS,
    FACTS,
    INDUSTRIES,
    KINDS,
    LEVELS,
    NEED_KINDS,
    PURPOSES,
    RATIO_BASES,
    RECOMMENDABLE,
    REGIONS,
    STAGES,
)

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_PERSONAL_PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")


def _no_mobile_number(text: str) -> str:
    if _PERSONAL_PHONE.search(text):
        raise ValueError("出现手机号；只允许机构的公开电话")
    return text


Text = Annotated[str, Field(min_length=1), AfterValidator(_no_mobile_number)]
Id = Annotated[str, Field(pattern=ID_PATTERN, max_length=60)]
_KIND_NAMES = tuple(KINDS)
Kind = Literal[_KIND_NAMES]  # type: ignore[valid-type]
Board = Literal[BOARDS]  # type: ignore[valid-type]
Level = Literal[LEVELS]  # type: ignore[valid-type]
Region = Literal[REGIONS]  # type: ignore[valid-type]
Stage = Literal[STAGES]  # type: ignore[valid-type]
Industry = Literal[INDUSTRIES]  # type: ignore[valid-type]
NeedKind = Literal[NEED_KINDS]  # type: ignore[valid-type]
Purpose = Literal[PURPOSES]  # type: ignore[valid-type]
Cost = Literal[COSTS]  # type: ignore[valid-type]
RatioBase = Literal[RATIO_BASES]  # type: ignore[valid-type]
Availability = Literal[AVAILABILITY]  # type: ignore[valid-type]
Confidence = Literal[CONFIDENCE]  # type: ignore[valid-type]
InstitutionType = Literal["政府部门", "银行", "担保", "投资机构", "交易所", "知识产权", "平台", "中介", "保险", "热线"]


def _within(first: dt.date | None, day: dt.date, last: dt.date | None) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(_Model):
    """Where a fact was read. ``url`` is the issuer's own page (founders see it); ``evidence_url`` a reprint, for staff."""

    title: Text = Field(title="文件名", description="文件或网页的标题。")
    issuer: Text = Field(title="发布机构")
    doc_no: Text | None = Field(None, title="文号", description="如：深坪发改规〔2025〕3号；没有就不填。")
    date: Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")] | None = Field(
        None, title="发布日期", description="年-月-日，只知道年或年月也可以：2025、2025-06、2025-06-30。"
    )
    url: HttpUrl | None = Field(None, title="官网网址", description="只填发布机构自己网站的网址，创始人会看到。")
    evidence_url: HttpUrl | None = Field(None, title="转载网址", description="转载页面的网址，只给工作人员核对。")


class Formula(_Model):
    """How a benefit is computed: ``expression`` over names of facts and inputs.yml (result in 万元), ``text`` for the founder.

    ``result`` says what the figure is; ``basis`` the year or edition that the rule is from, when it may be outdated.
    """

    expression: Text = Field(
        title="算式", description="用事实名和数字写成，结果是万元，如：min(need_amount_wan * 0.02, 50)。"
    )
    text: Text = Field(title="算法说明", description="给创始人看的一句话，如：贷款额的2%，最高50万元。")
    result: Text = Field("能拿到", title="结果叫什么", description="如：能拿到、能贷到、能省下。")
    basis: Text | None = Field(None, title="依据年份", description="规则出自哪一年或哪一版；可能过时的时候填。")

    @model_validator(mode="after")
    def _names_are_known(self) -> Formula:
        try:
            ast.parse(self.expression, mode="eval")
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise ValueError(f"expression 现为 '{self.expression}'；不是能计算的算式") from error
        if strange := [name for name in self.names() if name not in FACTS and name not in inputs()]:
            raise ValueError(f"expression 中的 {strange} 不在词表中；可用：{'、'.join([*FACTS, *inputs()])}")
        return self

    def names(self) -> tuple[str, ...]:
        """The facts and inputs that the expression needs, in order."""
        tree = ast.parse(self.expression, mode="eval")
        found = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id not in ("min", "max")]
        return tuple(dict.fromkeys(found))


class Benefit(_Model):
    """What a founder gets. ``amount_max_wan`` is the most one firm gets or borrows, ``cap_wan`` caps the formula.

    ``offsets``: the costs of a loan that this subsidy pays back; ``ratio_of``: what ``ratio_pct`` is a share of.
    """

    summary: Text = Field(title="好处概述", description="一两句大白话：能得到什么、多少、有什么要留意。")
    amount_max_wan: float | None = Field(
        None, gt=0, title="单户上限", description="一家企业最多能拿到或借到多少。", json_schema_extra={"unit": "万元"}
    )
    rate_pct: float | None = Field(
        None, gt=0, le=36, title="年利率", description="年化；文件没写明就不填。", json_schema_extra={"unit": "%"}
    )
    ratio_pct: float | None = Field(None, gt=0, le=200, title="补贴或出资比例", json_schema_extra={"unit": "%"})
    cap_wan: float | None = Field(
        None,
        gt=0,
        title="计算结果上限",
        description="按算式算出来以后，最多给多少。",
        json_schema_extra={"unit": "万元"},
    )
    term_months_max: int | None = Field(None, gt=0, le=360, title="最长期限", json_schema_extra={"unit": "个月"})
    formula: Formula | None = Field(None, title="计算规则", description="能按企业情况算出金额时才填。")
    offsets: list[Cost] = Field([], title="抵减哪些成本", description="这项补贴补的是贷款的哪种成本。")
    ratio_of: RatioBase | None = Field(None, title="比例的基数", description="“补贴或出资比例”是谁的百分之几。")

    @model_validator(mode="after")
    def _ratio_has_a_base_only_with_a_ratio(self) -> Benefit:
        if self.ratio_of and self.ratio_pct is None:
            raise ValueError(f"ratio_of 现为 '{self.ratio_of}'，但没有写 ratio_pct")
        return self


class Grant(_Model):
    """The fact that a firm holds once it has got this record: ``value`` is one entry of a list fact, or the value itself."""

    fact: str = Field(title="事实")
    value: Any = Field(title="值")

    @model_validator(mode="after")
    def _value_in_vocabulary(self) -> Grant:
        if self.fact not in FACTS:
            raise ValueError(f"fact '{self.fact}' 不在词表中；可用：{'、'.join(FACTS)}")
        check_item(self.fact, self.value)
        return self


class Apply(_Model):
    """How to apply, in steps a founder can follow."""

    how: Text = Field(title="怎么申请", description="创始人照着能做的步骤。")
    materials: list[Text] = Field([], title="申请材料", description="一行一项。")
    url: HttpUrl | None = Field(None, title="申请网址")
    window: Text | None = Field(None, title="受理时间", description="如：每年3月、随时受理。")


class Faq(_Model):
    """A question that founders ask about this record, and its answer."""

    q: Text = Field(title="问")
    a: Text = Field(title="答")


class Conflict(_Model):
    """Another record's document says something else about the same thing: ``here`` this one's reading, ``there`` the other's."""

    record: Id = Field(title="另一条记录", description="另一条记录的编号。")
    about: Text = Field(title="哪一点不一致")
    here: Text = Field(title="本记录的说法")
    there: Text = Field(title="另一条的说法")


class Record(_Model):
    """One product, policy, subsidy or platform (DESIGN section 7)."""

    id: Id = Field(
        title="编号", description="小写英文、数字和连字符，建好以后不再改，如：pingshan-loan-interest-subsidy。"
    )
    kind: Kind = Field(title="类型")
    board: Board = Field(title="板块")
    title: Text = Field(title="名称", description="创始人看到的名称，全库不能重复。")
    aliases: list[Text] = Field([], title="别名", description="大家平时怎么叫它，一行一个。")
    provider: Text = Field(title="提供方", description="银行、担保公司、基金或主管部门。")
    level: Level = Field(title="层级")
    region: list[Region] = Field(min_length=1, title="适用地区", description="企业注册在哪里可以申请。")
    stages: list[Stage] = Field(min_length=1, title="适用阶段")
    industries: list[Industry] = Field([], title="适用行业", description="不限行业就不选。")
    needs: list[NeedKind] = Field([], title="满足哪种融资需求")
    purposes: list[Purpose] = Field([], title="资金用途", description="不限用途就不选。")
    benefit: Benefit = Field(title="好处")
    conditions: Condition | None = Field(
        None, title="申请条件", description="能让机器判断的，选事实、比较方式和值；只能人工核实的，只写一句话。"
    )
    exclusive_with: list[Id] = Field([], title="不能同时享受", description="与哪些记录只能二选一（编号）。")
    supersedes: list[Id] = Field([], title="替代了", description="这份文件取代了哪些旧记录（编号）。")
    conflicts: list[Conflict] = Field([], title="与别的文件不一致")
    grants: Grant | None = Field(None, title="办成后具备", description="企业办成以后就具备的事实，如：高新技术企业。")
    apply: Apply = Field(title="申请")
    contact: Id = Field(title="联系机构", description="咨询和申请找哪家机构（机构编号）。")
    valid_from: dt.date | None = Field(None, title="生效日期", description="不填就是已经生效。")
    valid_until: dt.date | None = Field(None, title="失效日期", description="过了这一天自动不再推荐；长期有效就不填。")
    recheck_by: dt.date = Field(title="下次复核期限", description="最迟哪天要再核对一遍，一般半年。")
    reviewed_on: dt.date = Field(title="最近复核日期")
    owner: Text = Field(title="责任人", description="负责核对这条记录的科室或岗位，不写个人姓名。")
    confidence: Confidence = Field(title="可信度", description="官方原文为高，官方报道为中，转载或旧资料为低。")
    availability: Availability = Field(title="办理状态", description="只有“在办”和“待核实”会推荐给企业。")
    obligations: list[Text] = Field([], title="获得后的义务", description="如：三年内不得迁出坪山，一行一项。")
    faq: list[Faq] = Field([], title="常见问答")
    similar_questions: list[Text] = Field(
        [], title="相似问法", description="创始人会怎么问到这条，一行一句；这样问时优先找到它。"
    )
    negative_questions: list[Text] = Field(
        [], title="反例问法", description="容易误会成这条、其实不是的问法，一行一句；这样问时不出这条。"
    )
    sources: list[Source] = Field(min_length=1, title="来源")

    @model_validator(mode="after")
    def _dates_in_order(self) -> Record:
        if self.valid_from and self.valid_until and self.valid_from > self.valid_until:
            raise ValueError(f"valid_from {self.valid_from} 晚于 valid_until {self.valid_until}")
        if self.recheck_by <= self.reviewed_on:
            raise ValueError(f"recheck_by {self.recheck_by} 应晚于 reviewed_on {self.reviewed_on}")
        return self

    def in_force(self, today: dt.date) -> bool:
        """Whether ``today`` lies within the record's validity (open ends count as open)."""
        return _within(self.valid_from, today, self.valid_until)

    def recommendable(self, today: dt.date) -> bool:
        """Whether the record may be recommended on ``today``: on offer and in force."""
        return self.availability in RECOMMENDABLE and self.in_force(today)

    def leaves(self) -> list[Leaf]:
        """Every condition leaf, in the order written; empty when the record states none."""
        return [] if self.conditions is None else list(leaves(self.conditions))

    def typed(self) -> bool:
        """Whether at least one decisive condition can be judged by the machine."""
        return any(leaf.fact and leaf.must for leaf in self.leaves())


class Institution(_Model):
    """A public desk: never a private person, never a number that no page shows."""

    id: Id = Field(title="编号", description="小写英文、数字和连字符，建好以后不再改。")
    name: Text = Field(title="名称")
    aliases: list[Text] = Field([], title="别名", description="一行一个。")
    type: InstitutionType = Field(title="机构类型")
    expertise: list[Text] = Field(min_length=1, title="能帮什么", description="一行一项，如：高企认定、知识产权质押。")
    needs: list[NeedKind] = Field([], title="对应的融资需求")
    industries: list[Industry] = Field([], title="擅长行业", description="不限就不选。")
    stages: list[Stage] = Field([], title="擅长阶段", description="不限就不选。")
    serves: Region = Field(title="服务地区")
    phone: Text | None = Field(None, title="公开电话", description="只填官方公布的座机或热线，不填手机号。")
    address: Text | None = Field(None, title="地址")
    url: HttpUrl | None = Field(None, title="网址")
    hours: Text | None = Field(None, title="办公时间")
    note: Text | None = Field(None, title="提示")
    sources: list[Source] = Field(min_length=1, title="来源")
    confidence: Confidence = Field(title="可信度", description="官方原文为高，官方报道为中，转载或旧资料为低。")
    reviewed_on: dt.date = Field(title="最近复核日期")


class Term(_Model):
    """A term of the field, explained to a founder, with records as local examples."""

    id: Id = Field(title="编号", description="小写英文、数字和连字符，建好以后不再改。")
    term: Text = Field(title="术语")
    aliases: list[Text] = Field([], title="别名", description="一行一个。")
    definition: Text = Field(title="解释", description="给创始人看的大白话。")
    example: Text | None = Field(None, title="例子")
    records: list[Id] = Field([], title="相关记录", description="本地的例子（记录编号）。")
    sources: list[Source] = Field([], title="来源")


class CommonQuestion(_Model):
    """A question that founders ask and that no single record answers, with its answer, validity and sources."""

    id: Id = Field(title="编号", description="小写英文、数字和连字符，建好以后不再改。")
    question: Text = Field(title="问题", description="创始人会怎么问，一句话。")
    similar_questions: list[Text] = Field([], title="相似问法", description="同一个意思的其他问法，一行一句。")
    negative_questions: list[Text] = Field([], title="反例问法", description="看着像、其实问的是别的，一行一句。")
    answer: Text = Field(title="回答", description="给创始人看的大白话；金额和条件要有来源。")
    records: list[Id] = Field([], title="相关记录", description="回答里提到的记录（编号），会附上入口。")
    contact: Id | None = Field(None, title="联系机构", description="还不清楚时找谁（机构编号）。")
    owner: Text = Field(title="责任人", description="负责核对的科室或岗位，不写个人姓名。")
    valid_from: dt.date | None = Field(None, title="生效日期", description="不填就是已经生效。")
    valid_until: dt.date | None = Field(None, title="失效日期", description="过了这一天自动不再使用；长期有效就不填。")
    recheck_by: dt.date = Field(title="下次复核期限", description="最迟哪天要再核对一遍，一般半年。")
    reviewed_on: dt.date = Field(title="最近复核日期")
    confidence: Confidence = Field(title="可信度", description="官方原文为高，官方报道为中，转载或旧资料为低。")
    sources: list[Source] = Field(min_length=1, title="来源")

    def in_force(self, today: dt.date) -> bool:
        """Whether ``today`` lies within the answer's validity (open ends count as open)."""
        return _within(self.valid_from, today, self.valid_until)
