"""What share of revenue goes into research: 研发占两成."""

from __future__ import annotations

import re

from knowledge.terms.clauses import Clause
from knowledge.terms.mention import FactMention
from knowledge.terms.quantities import Quantity

_RESEARCH = (
    r"(?:研发(?!人员|团队|中心|部|岗|工程师|人数|人才)|r&d(?! ?headcount| ?人)|(?<![a-z])rd(?![a-z]| ?headcount))"
)
_SALES = r"(?:总?营收|(?:营业|主营|销售|总|年)?收入|营业额|销售额|产值|流水|revenue|sales|营业收入)"
_NAMED = re.compile(
    rf"{_RESEARCH}[^，。]{{0,8}}?(?:占|比例|比重|[/÷]\s*{_SALES}|强度|费用率|投入率|率|ratio|intensity|percentage)|{_SALES}[^，。]{{0,10}}?{_RESEARCH}|占{_SALES}"
)
"""A clause that speaks of the share itself."""
_DIRECT = re.compile(
    rf"{_RESEARCH}(?:费用|投入|支出|经费|这块|开支|spend|spending|is|are|was|=|:|：|大概|大约|约|差不多|也就|就|有|是|在|到|去年|每年|一般|基本|\s)*$"
)
"""研发8%: the share right behind."""
_PUT_IN = re.compile(rf"^[^，。\d]{{0,10}}?(?:{_RESEARCH}|投入研究|投入技术)")
_OF_SALES = re.compile(rf"{_SALES}(?:的|里|中|里面|里头|当中|其中|拿|大概|约|差不多|每年|有|up to|about|\s)*$")
_ENGLISH = re.compile(r"^\s*(?:of|on)\s*(?:our\s*|total\s*|the\s*)?(?:revenue|sales|turnover|income|营收|收入)")
_GOES_ON = re.compile(
    r"^\s*(?:我们|我司|公司|这边|那边|大概|大约|差不多|基本|一般|去年|也就|就|才|只有|约|现在|目前|每年|20\d\d年度?|2\d年度?|能到|可以到|应该|是|有|在|到|等于|=|\s|:|：)*(?:占|$)"
)
_BARE = re.compile(r"(?:占比|占|是|我们|应该|大概|大约|约|差不多|左右|吧|的样子|个点|，|,|\s)*")
_NAMED_AFTER = re.compile(
    rf"[，,]\s*(?:我说的?是?|这是|指的?是?)?(?:{_RESEARCH})(?:费用|投入|支出)?(?:占比|比例|占|强度|那块|这块|率)"
)
"""百分之十八，研发占比: the share before its name."""
_ASKED_FOR = re.compile(rf"{_RESEARCH}[^，。]{{0,10}}(?:占|比例|比重|[/÷]\s*{_SALES}|强度|率)")
_NOT_A_SHARE = re.compile(
    r"(?:增长|增加|涨|提高|提升|上升|下降|减少|同比|环比|加计扣除|加计|补贴|补助|资助|补|奖励|返|抵扣|税率|利率|毛利率?|利润率?|净利率?|稀释|出让|股份|增速)[^，。到至为]{0,5}$"
)
_NOT_OF_SALES = re.compile(
    r"占(?:比)?(?:总|全部|公司|全公司)?(?:成本|支出|费用|开支|人员|人数|员工|团队|人)|人员占|团队占|人数占"
)
_REQUIRED = re.compile(r"要求|门槛|不低于|至少要|必须|须|才|达到[^，。]{0,8}以上|标准")

_REACH = 40
"""Characters of a clause that count before a share or behind it."""


def ratio_facts(clause: Clause, numbers: list[Quantity], before: Clause) -> list[FactMention]:
    """``rd_ratio_pct`` that one clause states; ``before`` is the clause before it."""
    shares = [number for number in numbers if number.kind == "percent" and _is_ratio(clause, number, before)]
    if clause.supposed or not shares:
        return []
    share = shares[-1]
    words = clause.text[share.start - clause.start : share.end - clause.start]
    return [FactMention("rd_ratio_pct", (share.low + share.high) / 2, words, share.start, share.end, share.approximate)]


def _is_ratio(clause: Clause, share: Quantity, before: Clause) -> bool:
    place, behind = share.start - clause.start, share.end - clause.start
    lead, rest = clause.text[max(0, place - _REACH) : place], clause.text[behind : behind + _REACH]
    lead = re.sub(r"百分之\s*$", "", lead)
    if _NOT_A_SHARE.search(lead) or _NOT_OF_SALES.search(lead) or _REQUIRED.search(lead):
        return False
    if re.match(r"\s*的?(?:增长|增速|人|员工|股)", rest) or re.search(r"不是$", lead):
        return False
    if _NAMED.search(lead) or _DIRECT.search(lead):
        return True
    if _OF_SALES.search(lead) and "占" not in lead:
        return bool(_PUT_IN.match(rest) or re.search(_RESEARCH, lead))
    if _PUT_IN.match(rest) and re.search(rf"{_SALES}[^，。]{{0,12}}(?:其中|里|中|有|的|拿)", lead):
        return True
    if _ENGLISH.match(rest):
        return bool(re.search(_RESEARCH, clause.lead + lead + rest))
    if re.match(rf"\s*的?{_SALES}", rest):
        return bool(re.search(_RESEARCH, lead + rest))
    if _BARE.fullmatch(lead + rest) and _NAMED_AFTER.match(clause.tail):
        return True
    return bool(_GOES_ON.match(lead) or _OF_SALES.search(lead)) and _spoken_of(clause, lead)


def _spoken_of(clause: Clause, lead: str) -> bool:
    """研发费用703万，占比8.5%; 你问研发费用占比，是因为政策有门槛吗？我们是8%."""
    earlier = clause.lead
    if "占" in lead or re.match(r"\s*(?:20)?2\d年", lead):
        return bool(re.search(_RESEARCH, earlier))
    return bool(_ASKED_FOR.search(earlier)) and (
        not re.search(r"\d\s*(?:%|个点)|成", earlier)
        or bool(_REQUIRED.search(earlier) or re.search("不是|不对|错", earlier))
    )
