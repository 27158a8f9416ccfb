"""Which amount belongs to which fact: 营收八百万想贷三百万."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.terms.clauses import Clause
from knowledge.terms.cues import Cue
from knowledge.terms.mention import FactMention
from knowledge.terms.quantities import Quantity

_FACTS = (
    "revenue_wan",
    "rd_expense_wan",
    "net_profit_wan",
    "loss",
    "fixed_assets_wan",
    "receivables_wan",
    "need_amount_wan",
    "discard",
)
_BEFORE_REACH, _AFTER_REACH = 14, 8
_NOT_LAST_YEAR = re.compile(
    r"前年|前三季度|上半年|今年(?:到|以来|预计|目标|已经)|明年|预计|目标|计划做|今年想|[想要]冲|截[止至][^，。]{0,4}(?<!1)\d月"
)
_FILLER = re.compile(
    r"(?:\s|金额|[:：]|哦|噢|嗯|呃|额|啊|哎|那个|不对|错了|说错了?|打错了?|更正|纠正|不|不是|而是|应该|其实|实际|改成|是|大概|大约|估计|可能|约|差不多|左右|上下|出头|吧|呢|了|的|也|就|只|才|有|一共|总共|将近|接近|快|样子|到|人民币|rmb|港纸|元|整|钱|这样|最好|最少|至少|的话|够|可以|行)*"
)
_MEANS_MONEY = re.compile(r"营收|收入|营业额|销售额|利润|净利|应收|研发费用|研发投入|贷|借|缺")
_AMOUNT_ENDS = re.compile(r"\s*(?:出头|左右|上下|多|吧|了|的样子|呢|啊)*\s*$")
_LEAST_BARE, _MOST_BARE = 10, 99_999
_NO_REVENUE = re.compile(
    r"(?<!有)(?:还没有?|没有?|[还尚]?未有?|还?没(?:有)?(?:开始)?有?|零|无|暂无)(?:什么|任何|产生)?(?:收入|营收|销售)"
)
_NEED_AFTER = re.compile(r"^[^，。]{0,3}?(?:的?(?:贷款|借款|融资|资金|额度|周转|授信|缺口)|来?周转)")
_RATE_ASKED = re.compile(
    r"(?:利息|利率|月供)[^，。]{0,4}(?:多少|怎么|几|高)|算算|以上的|是不是(?:要|得|最多|必须|需要)|要求"
)
_HOW_MUCH = re.compile(r"(?:能|会|可以)[^，。]{0,4}几$")
_NEGATED = re.compile(r"(?:不是|不要|并非|说错了?,?不是)\s*$")
_LAST_YEAR_DID = re.compile(r"(?:去年|上年|全年|一年|(?<![今明后前])年)[^，。]{0,6}?(?:做|有|是|大概|差不多)*了?$")


def money_facts(
    clause: Clause, amounts: list[Quantity], cues: list[Cue], carried: str | None
) -> tuple[list[FactMention], str | None]:
    """Facts of one clause's amounts, and the fact that a following bare amount would correct."""
    found: list[FactMention] = []
    bare = _only_amounts(clause, amounts)
    for place, amount in enumerate(amounts):
        left = amounts[place - 1].end if place else clause.start
        right = amounts[place + 1].start if place + 1 < len(amounts) else clause.end
        fact = _owner(clause, amount, cues, left, right, carried) or (carried if bare else None)
        if _NEGATED.search(clause.text[: amount.start - clause.start]):
            carried = fact or carried
            continue
        mention = _mention(fact, amount, clause, left)
        carried = fact if fact != "discard" else carried
        if mention:
            found.append(mention)
    if not amounts and (match := _NO_REVENUE.search(clause.text)):
        start = clause.start + match.start()
        found.append(FactMention("revenue_wan", 0, match.group(), start, start + len(match.group())))
    return found, carried if amounts else _announced(clause, cues) or carried


def amounts_in(clause: Clause, numbers: list[Quantity], cues: list[Cue], carried: str | None) -> list[Quantity]:
    """Money of a clause; a bare number right behind a cue, or answering a wish, is in 万元: 利润800; 想借钱，200个吧."""
    return [
        number if number.kind == "money" else replace(number, kind="money")
        for number in numbers
        if number.kind == "money" or _means_money(clause, number, cues, carried)
    ]


def _means_money(clause: Clause, number: Quantity, cues: list[Cue], carried: str | None) -> bool:
    if not _LEAST_BARE <= number.low <= _MOST_BARE:
        return False
    if number.unit == "个":
        return carried == "need_amount_wan" and _only_amounts(clause, [number])
    return number.kind == "plain" and _follows_cue(clause, number, cues)


def _follows_cue(clause: Clause, number: Quantity, cues: list[Cue]) -> bool:
    named = [cue for cue in cues if cue.end <= number.start and cue.fact in _FACTS]
    if not named or not _AMOUNT_ENDS.match(clause.text[number.end - clause.start :]):
        return False
    cue = clause.text[named[-1].start - clause.start : named[-1].end - clause.start]
    between = clause.text[named[-1].end - clause.start : number.start - clause.start]
    return bool(_MEANS_MONEY.search(cue) and _FILLER.fullmatch(between.replace("个", "")))


def _only_amounts(clause: Clause, amounts: list[Quantity]) -> bool:
    """True when the clause is amounts and filler words, so that it speaks of what was named before it."""
    rest = list(clause.text)
    for amount in amounts:
        rest[amount.start - clause.start : amount.end - clause.start] = " " * (amount.end - amount.start)
    return bool(_FILLER.fullmatch("".join(rest)))


def _announced(clause: Clause, cues: list[Cue]) -> str | None:
    """The fact that a clause without an amount names for the next one: 想贷款，三百万左右."""
    named = [cue for cue in cues if cue.fact in _FACTS and _is_telling(clause, cue)]
    if not named or clause.supposed or re.search(r"没|不(?!对)", clause.text[: named[-1].start - clause.start]):
        return None
    return "discard" if any(cue.fact == "discard" for cue in named) else named[-1].fact


def _is_telling(clause: Clause, cue: Cue) -> bool:
    word = clause.text[cue.start - clause.start : cue.end - clause.start]
    return len(word) > 1 or word in "贷借融缺亏"


def _owner(clause: Clause, amount: Quantity, cues: list[Cue], left: int, right: int, carried: str | None) -> str | None:
    before = [
        cue for cue in cues if left <= cue.start and cue.end <= amount.start and amount.start - cue.end <= _BEFORE_REACH
    ]
    after = [
        cue for cue in cues if amount.end <= cue.start and cue.end <= right and cue.start - amount.end <= _AFTER_REACH
    ]
    before = [cue for cue in before if cue.fact in _FACTS]
    after = [cue for cue in after if cue.fact in _FACTS]
    if any(cue.fact == "discard" for cue in before):
        return "discard"
    if _NEED_AFTER.match(clause.text[amount.end - clause.start :]) and not _states_other(before):
        return "need_amount_wan"
    if before:
        return before[-1].fact
    if _LAST_YEAR_DID.search(clause.text[: amount.start - clause.start]):
        return "discard" if carried == "discard" else "revenue_wan"
    return after[0].fact if after else None


def _states_other(before: list[Cue]) -> bool:
    return bool(before) and before[-1].fact != "need_amount_wan"


def _mention(fact: str | None, amount: Quantity, clause: Clause, left: int) -> FactMention | None:
    if fact in (None, "discard") or clause.supposed or _RATE_ASKED.search(clause.text):
        return None
    before = clause.text[left - clause.start : amount.start - clause.start]
    if _HOW_MUCH.search(before + clause.text[amount.start - clause.start]):
        return None
    if fact == "revenue_wan" and _NOT_LAST_YEAR.search(before):
        return None
    value = amount.value
    if fact == "loss":
        fact, value = "net_profit_wan", [-item for item in value[::-1]] if isinstance(value, list) else -value
    elif fact == "net_profit_wan" and re.search(r"(?:负|-)\s*$", clause.text[: amount.start - clause.start]):
        value = [-item for item in value[::-1]] if isinstance(value, list) else -value
    words = clause.text[amount.start - clause.start : amount.end - clause.start]
    return FactMention(fact, value, words, amount.start, amount.end, amount.approximate)  # type: ignore[arg-type]
