"""For how long the money is wanted: 两年期, 周转三个月, 36期."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.terms.clauses import Clause
from knowledge.terms.mention import FactMention
from knowledge.terms.quantities import Quantity, whole_or_range

_LENDING = re.compile(
    r"tenor|贷|借|融|周转|先息后本|等额|随借随还|长期|短期|期限|还款|用款|资金|金额|过渡|过桥|债|loan|长一?点|短一?点|担保|缺|差|[\d百千]万|[一二三四五六七八九十]+[千百]?个?[万亿]"
)
_BEFORE = re.compile(
    r"(?:先息后本|等额本息|期限|年限|loan|借|贷|用款?|用|周转|还款期|还款周期|为期|能给|分|还|展期|延期|续期?|tenor|按|担保|用个|使用|需要?|想要|要|希望|最好|大概|约)"
    r"(?:是|为|:|：|大概|大约|约|希望|想|个|他|它|款|期|钱|最好|控制在|不超过|不少于|能给|[\d一二三四五六七八九十百千两几]+(?:来|多)?[万亿w]|左右|以内|块|元|的|在|到"
    r"|期望|设定|一下|个月|能|给|做|\s)*$"
)
_USED = re.compile(r"\s*(?:我们?|公司)?(?:需要|要|想|大概|就|先|只|打算|准备|预计)*(?:用|借|贷)\s*")
_NEAR = re.compile(r"(?:期限|loan|借|贷|用款|周转|还款期|为期|发|担保|融)[^，。]{0,12}$")
_AFTER = re.compile(
    r"^(?:左右|上下|以内|内|之内|多|的样子|吧|后|之后|就|时间|以后|肯定|一定|保证|应该|大概|差不多|准|分期|能|回款|等|\s)*(?:的)?(?:期(?![权货间待刊])|以内还|内还"
    r"|就还|就能还|还(?!是|有|没|不|多少|几|款多少|剩|差)|能还|可还|可以还|还清|还上|结清|周转|过桥|就够|够了|够用|归还|短借|的?(?:短贷|长贷|中长贷|短融|信用贷|资金|钱|借款"
    r"|贷款?))"
)
_BARE = re.compile(
    r"\s*(?:最好|就|大概|大约|约|差不多|用|借|贷|个|要|能|分|至少|最多|顶多|最长|最短|不超过|不少于|控制在|别超过|想要|可能|估计|是|嗯|呃|应该|时间|希望|或者?|,|的|也就)*$"
)
_BARE_AFTER = re.compile(
    r"^(?:期|左右|上下|以内|之内|内|的样子|的|吧|啊|呢|就|够|够了|行|行了|可以|能还|还|最好|最好|都[行得成]|都可以谈|可以谈|都可以|也行|都|也|好了|比较好|合适|算|到期|起|起步|往上|以上|没问题|能接受)*\s*$"
)
_GOES_ON = re.compile(r"长了|太长|短了|背|还|够|就行|合适|利息|压力|最好|都行|都可以|也行|能接受|没问题")
_NOT_A_TERM = re.compile(
    r"逾期|断供|房贷|拖欠|账期|账龄|利率|利息|回款(?!.{0,4}还)|押款|成立|注册|经营|质保|保修|租约|租期|合同期|工期|交期|研发周期|runway|只够|够撑|撑|高企|有效期|产能|连续"
    r"|近[一二两三\d]年|前[一二两三\d]年|过去|逾|从业|创业|开了|做了|干了|晚还|没还|还剩|剩|还有[^，。]{0,4}期|以上的|专利|质押期|存了"
)
_LATER = re.compile(r"^(?:前|内要?上市|后要?上市|内想|以来|多?了|的(?:老|公司|厂)|老|来)")
_ASKED = re.compile(r"最[长短].{0,4}(?:期限|几|多久|吗|能给|是)|能[贷借]几|哪个|一样|几年|多久|那款|这款|是不是")
_AROUND = 40
_NEXT = 10
_TO = re.compile(r"\s*(?:到|至|-|–|—|~|～|或者?)\s*")
_MONTHS_PER = {"years": 12.0, "months": 1.0}
_INSTALMENTS = range(6, 361)
_DAYS_A_MONTH = 30


def term_facts(clause: Clause, numbers: list[Quantity], before: Clause) -> list[FactMention]:
    """``need_term_months`` that one clause states; ``before`` is the clause before it."""
    if clause.supposed or _asked(clause):
        return []
    if _NOT_A_TERM.search(clause.text) and not re.search("想[贷借代带]", clause.text):
        return []
    if before.supposed and not re.search("想|要|我们|贷|借", clause.text):
        return []
    told = next((span for number in _with_ranges(numbers, clause) if (span := _term(clause, number, before))), None)
    return [told] if told else []


def _with_ranges(numbers: list[Quantity], clause: Clause) -> list[Quantity]:
    """The numbers, two spans of time joined (三个月到半年) as one in months."""
    merged: list[Quantity] = []
    for number in numbers:
        last = merged[-1] if merged else None
        if last and _TO.fullmatch(clause.whole, last.end, number.start) and _is_span(last) and _is_span(number):
            low, high = (item.low * _MONTHS_PER[item.kind] for item in (last, number))
            both = replace(last, kind="months", unit="个月", low=min(low, high), high=max(low, high), end=number.end)
            merged[-1] = both
        else:
            merged.append(number)
    return merged


def _is_span(number: Quantity) -> bool:
    return number.kind in _MONTHS_PER and number.unit != "月"


def _asked(clause: Clause) -> bool:
    return bool(_ASKED.search(clause.text)) and not re.search(r"想|要借|要贷|借五?百|行不行", clause.text)


_DATES_THE_FIRM = re.compile(r"\s*(?:开(?:的|了|业|张|厂|公司|始)|成立|注册|创办|创立|建[厂的]|办[的厂起])")
"""08年开的 is a year."""


def _term(clause: Clause, number: Quantity, before: Clause) -> FactMention | None:
    months = _months(number, clause)
    if months is None:
        return None
    place, behind = number.start - clause.start, number.end - clause.start
    left, right = clause.text[max(0, place - _AROUND) : place], clause.text[behind : behind + _AROUND]
    if _LATER.match(right) or (number.unit == "年" and _DATES_THE_FIRM.match(right)):
        return None
    left = left.rpartition("/")[2]
    right = right.partition("/")[0]
    context = before.text + clause.text + clause.tail[:_NEXT]
    named = _BEFORE.search(left) and (
        _NEAR.search(left) or _LENDING.search(context) or _GOES_ON.search(clause.tail[:12])
    )
    right = re.sub(r"^[ -]?(?:months?|years?)", "", right)
    bare = _BARE.fullmatch(left) and _BARE_AFTER.match(right)
    used = _USED.fullmatch(left)
    carried = (
        bare
        and not before.supposed
        and (
            _LENDING.search(before.text)
            or _LENDING.search(clause.text[:place])
            or _GOES_ON.search(right + clause.tail[:12])
            or re.search("最[长短]|超过|控制", left)
        )
    )
    follows = (
        not (before.supposed and bare)
        and _AFTER.match(right)
        and (_LENDING.search(clause.whole) or _BARE.fullmatch(left) or "周转" in right)
    )
    beside = _NEAR.search(left) and not right.strip(" 吧的啊呢左右期内以")
    if not (named or used or carried or follows or beside):
        return None
    return FactMention("need_term_months", months, "", number.start, number.end, number.approximate)


def _months(number: Quantity, clause: Clause) -> float | list[float] | None:
    """The number as a span in months; None for a date, a count or a span too long for a loan."""
    right = clause.text[number.end - clause.start :][:_AROUND]
    if clause.text[number.start - clause.start] == "几":
        return None
    if number.kind == "years" and number.low <= 15:
        factor = 12.0
    elif number.kind == "months" and not (_is_calendar(number, clause) and not right.startswith("期")):
        factor = 1.0
    elif number.kind == "days" and number.low >= _DAYS_A_MONTH and number.low % _DAYS_A_MONTH == 0:
        factor = 1 / _DAYS_A_MONTH
    elif number.kind == "plain" and (english := re.match(r"[ -]?(month|year)", right)):
        factor = 12.0 if english[1] == "year" else 1.0
    elif number.kind == "plain" and re.match(r"期(?![权货间待刊临工产])", right) and int(number.low) in _INSTALMENTS:
        factor = 1.0
    else:
        return None
    return whole_or_range(number.low * factor, number.high * factor) if number.high * factor <= 360 else None


def _is_calendar(number: Quantity, clause: Clause) -> bool:
    """六月 is a month of the year; 六个月 and 俩月 are spans."""
    return number.unit == "月" and clause.text[number.start - clause.start] not in "俩两"
