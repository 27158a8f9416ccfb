"""What share of revenue goes into research: 研发占两成."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.terms.clauses import Clause
from knowledge.terms.mention import FactMention
from knowledge.terms.numerals import parse_numeral
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
    rf"{_RESEARCH}(?:费用|投入|支出|经费|这块|开支|spend|spending|is|are|was|=|:|：|大概|大约|约|差不多|也就|就|有|是|在|到|去年|[每历近常]年|[近这几三两]+年|平均|始终|一般|基本|一直|保持|稳定|维持|长期|都|得|能|不止|\s)*$"
)
"""研发8%: the share right behind."""
_PUT_IN = re.compile(rf"^[^，。\d]{{0,10}}?(?:{_RESEARCH}|投入研究|投入技术)")
_SPENT_ON_IT = re.compile(
    rf"^\s*(?:多|左右|以上|的?{_SALES}|的|都|全|是|会|要|就|基本)*(?:(?:is |was |were )?(?:spent |goes |went |put |invested |reinvested )?(?:in)?(?:on |to ){_RESEARCH}|(?:花|砸|投|烧|用|拿|搭|给|进)[了到进在去来给做搞上于入]*{_RESEARCH}(?!贷|补|资助))"
)
"""两成砸研发: of nothing else than sales."""
_OF_SALES = re.compile(rf"{_SALES}(?:的|里|中|里面|里头|当中|其中|拿|大概|约|差不多|每年|有|up to|about|\s)*$")
_ENGLISH = re.compile(r"^\s*(?:of|on)\s*(?:our\s*|total\s*|the\s*)?(?:revenue|sales|turnover|income|营收|收入)")
_GOES_ON = re.compile(
    r"^\s*(?:最新|最近|我们|我司|公司|这边|那边|大概|大约|差不多|基本|一般|去年|也就|就|才|只有|约|现在|目前|每年|20\d\d年度?|2\d年度?|能到|可以到|应该|是|有|在|到|得|改成?|改为|更正为?|等于|=|\s|:|：)*(?:占|$)"
)
_BARE = re.compile(
    r"(?:占比|占|是|我们|应该|大概|大约|约|差不多|左右|上下|出头|吧|的样子|个点|算下来|算了算|算一下|算算|具体|得有|有|得|要|快|近|将近|估计|可能|也就|就|刚好|正好|刚刚?|恰好|多|来|了|的|啊|呢|，|,|\s)*"
)
_TALKED_OF = re.compile(
    rf"{_RESEARCH}(?:的)?(?:投入|费用|支出|经费|比例)?(?:这块|方面|这一块|的话|上面?|那块|呢|嘛|吧)+$"
    rf"|^(?=.*{_RESEARCH}).*(?:{_SALES}|[\d一二三四五六七八九十百千]个?[万亿w]|[花投砸烧用]了[\d一二三四五六七八九十百千]{{1,6}}$)"
)
"""研发这块，| 算下来十五个点; 拿了四百万搞研发，| 差不多百分之二十."""
_OTHER_SHARE = re.compile(r"[贷借融利息股增涨降]|[多少]了|比[去前今上]年|\d\s*%|百分之|成(?!本|立|果|品)")
_NAMED_BEHIND = re.compile(
    rf"(?:吧|啊|的|呢|左右|多|\s)*{_RESEARCH}(?:投入|费用|支出)?(?:占比|这块|方面|上)?(?:吧|的)?"
)
"""八个点吧研发."""
_NAMED_PLAIN = re.compile(
    rf"{_RESEARCH}(?:费用|投入|支出|经费)?(?:占(?:{_SALES})?(?:的)?比[例重]?|的?比例|的?比重|强度|费用率|投入率)(?:嘛|呢|我们|大概|大约|约|差不多|是|为|在|有|到|也就|就|才|[:：，]|\s)*$"
)
_ENDS_PLAIN = re.compile(r"\s*(?:左右|上下|多|来|吧|出头|以上|不到|的样子|的)*\s*$")
"""研发占比10.4: no sign of a share, but nothing else either."""
_DOES_RESEARCH = re.compile(rf"\s*(?:来|去|用来|拿来)?[做搞]{_RESEARCH}")
_HEADS = re.compile("人|员工|团队|职工")
"""收入四千万，百分之十八做研发; of 三十个人，一半做研发 it is heads."""
_MOVED_TO = re.compile(r"从[^，。]{1,8}[降升涨提压减加](?:低|高)?到了?$")
_SERIES = re.compile(rf"{_RESEARCH}[^，。]{{0,10}}(?:分别|依次)[^，。\d]{{0,4}}(?:\d{{1,2}}(?:\.\d+)?%?、)+$")
_LATEST_FIRST = re.compile("去年[^，。]{0,4}前年|2025[^，。]{0,6}2024")
"""近三年研发占比分别是5%、6%、8%: the last year's comes last."""
_NAMED_AFTER = re.compile(
    rf"[，,]\s*(?:我说的?是?|这是|指的?是?)?(?:{_RESEARCH})(?:费用|投入|支出)?(?:占比|比例|占|强度|那块|这块|率|$|[，。])"
)
"""百分之十八，研发占比: the share before its name."""
_ASKED_FOR = re.compile(rf"{_RESEARCH}[^，。]{{0,10}}(?:占|除以|比例|比重|[/÷]\s*{_SALES}|强度|率)")
_NOT_A_SHARE = re.compile(
    r"(?:增长|增加|涨|提高|提升|上升|下降|减少|同比|环比|加计扣除|加计|补贴|补助|资助|补|奖励|返|抵扣|税率|利率|毛利率?|利润率?|净利率?|稀释|出让|股份|增速)[^，。到至为]{0,5}$"
)
_NOT_OF_SALES = re.compile(
    r"占(?:比)?(?:总|全部|公司|全公司)?(?:成本|支出|费用|开支|人员|人数|员工|团队|人)|人员占|团队占|人数占"
)
_REQUIRED = re.compile(r"要求|门槛|不低于|至少要|必须|须|达到[^，。]{0,8}以上|标准")

_FRACTION = re.compile(
    r"(?P<below>[二三四五六七八九十]|十[一二]|[2-9]|1\d)分之(?P<above>[一二两三四五六七]|[1-7])"
    r"|(?<![\d/.])(?P<top>[1-9])/(?P<bottom>[2-9]|[1-5]\d)(?![\d/年月.])"
    r"|(?P<half>一半)"
)
_TOLD_AS_FRACTION = re.compile(r"[二三四五六七八九十\d]分之|/|一半")
_TO_ONE = re.compile(
    rf"{_RESEARCH}[^，。]{{0,4}}(?:比|[:：/]|[跟和与])\s*{_SALES}[^，。\d一二两三]{{0,8}}(?P<part>\d+|[一二两三])\s*[:：比]\s*(?P<all>\d+|[二三四五六七八九十]+)"
)
"""研发：营收=1：8, 研发跟收入的比是一比六."""
_OF_A_HUNDRED = re.compile(
    rf"(?P<all>一百|100)(?:块钱?|元)(?:的?{_SALES})?(?:里头?|中)?[^，。\d一二三四五六七八九十]{{0,8}}"
    rf"(?P<part>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})(?:来|多)?(?:块钱?|元)[^，。]{{0,6}}{_RESEARCH}"
)
"""一百块收入有二十块拿去做研发."""
_ABOUT_BEFORE = re.compile(r"(?:大概|大约|约|差不多|接近|将近|近|快|不到|超过|有个?)(?:占|是|营收|收入|的)*$")
_ABOUT_AFTER = re.compile(r"左右|上下|多|吧|的样子|以上|不到|出头")
_SHARE_NAMED = re.compile(r"占比?[^，。\d%成]{0,10}[，,…\s]*$")
"""研发费用410万，占比我算算啊…."""
_DOUBTED = re.compile(
    r"^[^，。]{0,4}(?:才(?:能|行|可以|够|算|给)|够不够|够吗|够么|行不行|行吗|算不算|可以吗|达不达标|达标吗|[?？])"
)
_REACH = 40
"""Characters of a clause that count before a share or behind it."""


def ratio_facts(clause: Clause, numbers: list[Quantity], before: Clause) -> list[FactMention]:
    """``rd_ratio_pct`` that one clause states; ``before`` is the clause before it."""
    if clause.supposed or not (numbers or "一半" in clause.text):
        return []
    percents = [number for number in numbers if number.kind == "percent" or _plainly_a_share(clause, number)]
    shares = [share for share in (*percents, *_fractions(clause, before)) if _is_ratio(clause, share, before)]
    shares += _to_one(clause)
    if not shares:
        return []
    share = shares[-1]
    words = clause.text[share.start - clause.start : share.end - clause.start]
    value = share.low if "几" in words else (share.low + share.high) / 2
    return [FactMention("rd_ratio_pct", value, words, share.start, share.end, share.approximate)]


def _fractions(clause: Clause, before: Clause) -> Iterator[Quantity]:
    """五分之一, 1/5, 一半 as shares of a hundred."""
    if not _TOLD_AS_FRACTION.search(clause.text):
        return
    for match in _FRACTION.finditer(clause.text):
        ends = (match["below"], match["above"]) if match["below"] else (match["bottom"] or "2", match["top"] or "1")
        below, above = (parse_numeral(end) for end in ends)
        of_people = match["half"] and not re.search(_SALES, clause.text) and not _carried(before)
        if below and above and above.low < below.low and not of_people:
            yield _share_at(clause, match, 100 * above.low / below.low)


def _plainly_a_share(clause: Clause, number: Quantity) -> bool:
    if number.kind != "plain" or not 0 < number.high <= 100:
        return False
    lead = clause.whole[max(0, number.start - _REACH) : number.start]
    behind = clause.text[number.end - clause.start :][:_REACH]
    return bool(_NAMED_PLAIN.search(lead) and _ENDS_PLAIN.match(behind))


def _to_one(clause: Clause) -> list[Quantity]:
    if len(clause.text) >= 2 * _REACH:
        return []
    match = _TO_ONE.search(clause.text) or _OF_A_HUNDRED.search(clause.text)
    part, whole = (parse_numeral(match[end]) for end in ("part", "all")) if match else (None, None)
    return [_share_at(clause, match, 100 * part.low / whole.low)] if match and part and whole and whole.low else []


def _share_at(clause: Clause, match: re.Match[str], percent: float) -> Quantity:
    """A share of ``percent`` where ``match`` stands."""
    hedged = bool(_ABOUT_BEFORE.search(clause.text[: match.start()]) or _ABOUT_AFTER.match(clause.text, match.end()))
    start, end, value = clause.start + match.start(), clause.start + match.end(), round(percent, 2)
    return Quantity("percent", value, value, hedged, start, end, "")


def _is_ratio(clause: Clause, share: Quantity, before: Clause) -> bool:
    place, behind = share.start - clause.start, share.end - clause.start
    lead, rest = clause.text[max(0, place - _REACH) : place], clause.text[behind : behind + _REACH]
    lead = re.sub(r"百分之\s*$", "", lead)
    if _of_something_else(lead, rest):
        return False
    if _NAMED.search(lead) or _DIRECT.search(lead) or _SPENT_ON_IT.match(rest):
        return True
    if _OF_SALES.search(lead) and _NAMED_AFTER.match(clause.tail):
        return True
    if _OF_SALES.search(lead) and "占" not in lead:
        return bool(_PUT_IN.match(rest) or re.search(_RESEARCH, lead))
    if _PUT_IN.match(rest) and re.search(rf"{_SALES}[^，。]{{0,12}}(?:其中|里|中|有|的|拿)", lead):
        return True
    if _ENGLISH.match(rest):
        return bool(re.search(_RESEARCH, clause.lead + lead + rest))
    if re.match(rf"\s*的?{_SALES}", rest):
        return bool(re.search(_RESEARCH, lead + rest))
    if share.kind == "plain" or _named_around(clause, lead, rest, before):
        return True
    return bool(_GOES_ON.match(lead) or _OF_SALES.search(lead)) and _spoken_of(clause, lead)


def _named_around(clause: Clause, lead: str, rest: str, before: Clause) -> bool:
    """Whether a share that stands alone is named right behind, in the clause behind or in the one before."""
    if _MOVED_TO.fullmatch(lead) and re.match(_RESEARCH, before.text.strip()):
        return True
    spoken = clause.lead[-_REACH:] + lead
    if _DOES_RESEARCH.match(rest) and re.search(_SALES, spoken) and not _HEADS.search(spoken):
        return True
    if not _BARE.fullmatch(lead):
        return False
    if _NAMED_BEHIND.fullmatch(rest):
        return True
    if _BARE.fullmatch(rest) and (_NAMED_AFTER.match(clause.tail) or _carried(before)):
        return True
    return not lead.strip() and bool(_SERIES.search(clause.lead)) and not _LATEST_FIRST.search(clause.lead)


def _of_something_else(lead: str, rest: str) -> bool:
    """Growth, margins, heads and shares held; what is required, asked or denied."""
    return bool(
        _NOT_A_SHARE.search(lead)
        or _NOT_OF_SALES.search(lead)
        or _REQUIRED.search(lead)
        or _DOUBTED.match(rest)
        or re.match(r"\s*的?(?:增长|增速|人|员工|股)", rest)
        or lead.endswith("不是")
    )


def _carried(before: Clause) -> bool:
    """Whether the clause before speaks of research so that a bare share behind it is that of research."""
    spoken = before.text[-2 * _REACH :]
    return not before.supposed and bool(_TALKED_OF.search(spoken)) and not _OTHER_SHARE.search(spoken)


def _spoken_of(clause: Clause, lead: str) -> bool:
    """研发费用703万，占比8.5%; 你问研发费用占比，是因为政策有门槛吗？我们是8%."""
    earlier = clause.lead
    if "占" in lead or _SHARE_NAMED.search(earlier) or re.match(r"\s*(?:20)?2\d年", lead):
        return bool(re.search(_RESEARCH, earlier))
    if re.search("同行|别人|人家|别家|行业", earlier):
        return bool(re.search(_RESEARCH, earlier))
    return bool(_ASKED_FOR.search(earlier)) and (
        not re.search(r"\d\s*(?:%|个点)|成", earlier)
        or bool(
            _REQUIRED.search(earlier)
            or re.search("不是|不对|错|原来|之前|同行|别人|人家|行业|平均", earlier)
            or "改" in lead
        )
    )
