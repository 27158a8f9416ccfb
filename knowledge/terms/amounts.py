"""Which numbers are money: with 万 or 元, or bare behind a word for money (利润800, 还差三千三)."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from knowledge.terms.cues import Cue
from knowledge.terms.periods import named_period
from knowledge.terms.phrases import Phrase, is_filler
from knowledge.terms.quantities import Quantity

_LEAST_BARE, _MOST_BARE, _LEAST_VAGUE_CUE = 10, 99_999, 100
_ASKED_WITHIN, _REACH = 30, 60
_WAN = 10_000
_NAMES_MONEY = (
    "revenue_wan",
    "rd_expense_wan",
    "net_profit_wan",
    "loss",
    "fixed_assets_wan",
    "receivables_wan",
    "need_amount_wan",
)
_COUNTS_PEOPLE_TOO = ("研发", "r&d", "rd", "做研发", "搞研发", "担保", "做", "需求")
"""Bare numbers behind these are as often people or pieces: 研发15."""
_AMOUNT_ENDS = re.compile(
    r"(?:个|整|出头|左右|上下|多|吧|了|的样子|呢|啊|这样|不到|以内|之间|万|就[够行]|足够|够用|\+|\s)*(?:$|[，,。；;！!？?\n、（）()…]|而|但|比|想|要)"
)
_SPENT = re.compile("[投花用烧砸付做占]了?掉?")
_NO_FIGURE = re.compile(r"^[几数]")
_SOME = re.compile(r"大$")
_WHAT_IS_LEFT = re.compile("(?:剩下?的?|其余的?|余下的?|不够的)$")
_YEAR = (2000, 2035)


def money_among(text: str, numbers: list[Quantity], words: list[Cue], parts: list[Phrase]) -> list[Quantity]:
    """The amounts of money, left to right, bare ones in 万元 (元 from 100,000 on)."""
    found: list[Quantity] = []
    for part in parts:
        first, behind = (bisect_left(numbers, edge, key=_start) for edge in (part.start, part.end))
        for number in numbers[first:behind]:
            if number.kind == "money":
                found.append(number)
            elif _bare_money(text, number, part, words, found):
                scale = 1 / _WAN if number.low > _MOST_BARE else 1.0
                found.append(replace(number, kind="money", low=number.low * scale, high=number.high * scale))
    return found


def is_figure(text: str, amount: Quantity) -> bool:
    """False for 几百万, 好几千万, 千万级: no figure is stated."""
    words = text[amount.start : amount.end]
    if _NO_FIGURE.match(words) and not _SOME.search(text[max(0, amount.start - 1) : amount.start]):
        return False
    return not re.match(r"量?级", text[amount.end : amount.end + 2]) and amount.high >= 0.05


def _bare_money(text: str, number: Quantity, part: Phrase, words: list[Cue], earlier: list[Quantity]) -> bool:
    named = _between(words, max(part.start, number.start - _REACH), min(part.end, number.end + _REACH))
    if number.kind not in ("plain", "count") or number.unit not in ("", "个") or number.low < _LEAST_BARE:
        return False
    if _YEAR[0] <= number.low <= _YEAR[1] and number.unit == "" and text[number.start].isdigit():
        return False
    follows = [cue for cue in named if number.end <= cue.start and is_filler(text[number.end : cue.start])][:1]
    if not (_AMOUNT_ENDS.match(text[number.end : part.end + 1]) or (follows and follows[0].fact in _NAMES_MONEY)):
        return False
    before = [cue for cue in named if cue.end <= number.start and not _says_nothing(text, cue)]
    if (
        not before
        and is_filler(text[max(part.start, number.start - _REACH) : number.start])
        and _asked_before(text, words, part, number)
    ):
        return True
    if before and _direct(text, before[-1], number):
        return True
    lead = text[max(part.start, number.start - _REACH) : number.start]
    return number.low >= _LEAST_VAGUE_CUE and _continues(lead, bool(before), earlier, number)


def _says_nothing(text: str, cue: Cue) -> bool:
    """True for 账上 and for the 差不多 that hides a 差."""
    return cue.fact == "aside" or (cue.fact == "none" and is_filler(text[cue.start : cue.end]))


def _start(item: Cue | Quantity) -> int:
    return item.start


def _between(words: list[Cue], start: int, end: int) -> list[Cue]:
    return words[bisect_left(words, start, key=_start) : bisect_left(words, end, key=_start)]


def _asked_before(text: str, words: list[Cue], part: Phrase, number: Quantity) -> bool:
    """想找银行借钱，200个左右吧: what is wanted, or what was named just before."""
    told = _between(words, part.start - _ASKED_WITHIN, part.start)
    if told and told[-1].fact == "employees":
        return False  # 人数倒可以讲，68个
    named = [cue for cue in told if cue.fact in _NAMES_MONEY]
    if named and is_filler(text[named[-1].end : number.start]):
        return True
    if not named or number.low < (_LEAST_BARE if number.unit else _LEAST_VAGUE_CUE):
        return False
    return named[-1].fact == "need_amount_wan" or (not number.unit and named[-1].fact != "discard")


def _direct(text: str, cue: Cue, number: Quantity) -> bool:
    word = text[cue.start : cue.end]
    between = text[cue.end : number.start]
    period = named_period(between)
    if period:
        between = between[: period.start()] + between[period.end() :]
    if not is_filler(_SPENT.sub("", between)):
        return False
    if number.unit and number.low < _LEAST_VAGUE_CUE and cue.fact in ("wish", "need_amount_wan"):
        return False
    if cue.fact == "owed":
        return number.low >= _LEAST_VAGUE_CUE and "应收" in text[max(0, cue.start - 14) : cue.start]
    if word in _COUNTS_PEOPLE_TOO or cue.fact == "sales":
        return number.low >= _LEAST_VAGUE_CUE and (cue.fact == "sales" or _money_just_before(text, cue))
    if cue.fact == "wish":
        if word in ("金额", "总额"):
            return number.low >= _LEAST_VAGUE_CUE
        return number.low >= _LEAST_VAGUE_CUE and (
            bool(number.unit) or earlier_money(text[max(0, number.start - _REACH) : number.start])
        )
    return cue.fact in _NAMES_MONEY


def _money_just_before(text: str, cue: Cue) -> bool:
    """净利八十，研发一百五: a list of money."""
    return bool(
        re.search(
            r"(?:营收|收入|利润|净利|亏)[^，。]{0,8}[，,、；; \n][^，。]{0,2}$",
            text[max(0, cue.start - 20) : cue.start],
        )
    )


def earlier_money(text: str) -> bool:
    """True when an amount with its unit was told before."""
    return bool(re.search(r"[\d一二三四五六七八九十百千几两][万亿w]", text))


def _continues(lead: str, has_cue: bool, earlier: list[Quantity], number: Quantity) -> bool:
    """去年两千二 after 今年三千万; an amount alone after one was asked for."""
    if has_cue:
        return False
    period = named_period(lead)
    rest = lead[: period.start()] + lead[period.end() :] if period else lead
    if earlier and _WHAT_IS_LEFT.search(lead):
        return True
    return is_filler(rest) and bool(earlier) and (period is not None or number.unit == "个")
