"""The time that a figure is for: 去年, 前三季度, 每个月, 明年预计."""

from __future__ import annotations

import re
from dataclasses import dataclass

LAST, PRIOR = "last", "prior"
_EVENT = (
    r"(?:\s*\d|[^，。]{0,3}(?:成立|注册|创办|创立|开业|开始做|起步|拿|评|搬|落地|落户|入驻|认定|申请|设立|上市|融|建))"
)
"""In 2021年成立 and 前年拿的 the year dates an event, not a figure."""
_PERIODS = {
    PRIOR: rf"(?<![比较跟和与同])(?:大?前年|上上年|上上一年|前两年|前几年|往年|早年|早几年|那年|那时候?|头一年|第一年|以前|曾经|最高峰|巅峰|疫情[前时那])(?!{_EVENT})",
    "part": r"前三个?季度?|前[一二三四五六七八九十\d]+个?月|[上下]半年|第?[一二三四1-4]个?季度|q[1-4]|季度|每个?月|月均|月销|月入|月流水|月营收|月收入|月产值|月开票|一个月|单月|上个?月|这个?月|本月|(?<![年\d])1?\d月份?|当月|每天|日均|一天|每周|今年(?!想|打算|计划|要贷|要借|准备|需要)|本年|至今|到目前为止|到现在|截[止至][^，。]{0,6}月|ytd|累计至今|单天|当天|双十一|单笔|单个|单台",
    "future": r"[一二三两五\d]年(?:之?内|后)|明年|后年|预计|预期|预测|目标|计划做|力争|争取|有望|说不定|规划|打算做|想做到|要做到|想冲|要冲|冲刺|未来|(?<![产立购买建搬融到完了])以后|将来|将达|会达|会有|会到|满产|达产|可达|forecast|target",
    LAST: r"去年全年|去年度?|上一?年度?|上个?财年|上一?财年|last year(?:'s)?|一整年|一年到头|全年度?|每年|年年|(?<![几\d半多来])一年(?!期|后|内|前|多|半|以|左右|来)|年化",
}
_YEAR = r"(?P<year>20[12]\d)(?:年度?|财年)?|(?<![\d.])(?P<short>[12]\d)年度?(?!期|内|后|前|多|来|了|老|的老)"
_EVENT_AHEAD = re.compile(_EVENT)
_PERIOD = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _PERIODS.items()) + "|" + _YEAR)


@dataclass(frozen=True)
class Period:
    """``kind``: last (the last full year), prior (an earlier one), part (less than a year) or future."""

    kind: str
    start: int
    end: int


def period_at(text: str, this_year: int) -> Period | None:
    """The period named last in ``text``; the others of 明年预计 or 今年全年估计 outweigh a year beside them."""
    found = [period for match in _PERIOD.finditer(text) if (period := _period(match, this_year))]
    if not found:
        return None
    last = found[-1]
    for earlier in reversed(found[:-1]):
        near = last.start - earlier.end <= 6
        if near and last.kind == LAST and earlier.kind in ("part", "future") and text[last.start] not in "去上2":
            return Period(earlier.kind, last.start, last.end)
    return last


def _period(match: re.Match[str], this_year: int) -> Period | None:
    year = match["year"] or match["short"]
    if not year:
        return Period(match.lastgroup or "", match.start(), match.end())
    age = this_year - (int(year) if len(year) == 4 else 2000 + int(year))
    kind = PRIOR if age > 1 else LAST if age == 1 else "part" if age == 0 else "future"
    dates_an_event = kind == PRIOR and _EVENT_AHEAD.match(match.string, match.end())
    return None if dates_an_event else Period(kind, match.start(), match.end())


def named_period(text: str) -> re.Match[str] | None:
    """The words in ``text`` that name a period last, whichever it is."""
    found = list(_PERIOD.finditer(text))
    return found[-1] if found else None


def without_period(text: str) -> str:
    """``text`` without the words that name a period."""
    return _PERIOD.sub("", text)
