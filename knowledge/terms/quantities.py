"""Every quantity in a sentence: amounts of money, counts, shares and spans of time, with place and hedges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.terms.numerals import NUMERAL, Numeral, parse_numeral

_BEFORE = r"(?:大概|大约|约莫|约|差不多|接近|将近|快要?|近|小|上|好|破|超过?|不到|至少|可能|估计|预计)(?:要|得|需要?|有|是|在|做了?|占(?:到|了)?(?:收入|营收|销售额)?的?)?"
_AFTER = r"(?:左右|上下|出头|多|来|余|以内|不到|吧|的样子|上下吧)"
_JOIN = r"\s*(?:-|–|—|~|～|到|至|或者?)\s*"
_UNIT = re.compile(
    r"\s*(?P<money>万元|万块|元|块钱?|rmb|人民币)|\s*(?P<percent>%|％|个?百分点|个点|成[半一二三四五六七八九]?)|\s*(?P<time>个?年半?|个半?月|个?月|周年|岁|天)"
    r"|\s*(?P<count>(?:号|名|个|位)(?:员工|职工|同事|小伙伴)|(?:号|名|个|位)?(?:工人|人(?!员|民|才))|[个件项篇枚款种份]|号)"
)
_HEDGE_BEFORE = re.compile(rf"{_BEFORE}\s*$")
_HEDGE_AFTER = re.compile(rf"\s*(?:钱)?{_AFTER}")
_FOREIGN_BEFORE = re.compile(r"(?:usd|us\$|hk\$|hkd|美元|美金|欧元|日元|港[币元纸])\s*$")
_FOREIGN_AFTER = re.compile(r"\s*(?:usd|hkd|美元|美金|美刀|欧元|日元|港[币元纸])")
_LAST_DIGITS = re.compile(r"(\d+(?:\.\d+)?)[^\d.]*$")
_NOT_ONE = re.compile("[堆些批点下定直般样起切共旦边致同会]")
_SHARE = re.compile(r"百分之\s*$")
_WAN = 10_000.0


@dataclass(frozen=True)
class Quantity:
    """``kind``: money (万元), count, percent, years, months or plain. Offsets cover number and unit."""

    kind: str
    low: float
    high: float
    approximate: bool
    start: int
    end: int
    unit: str

    @property
    def value(self) -> float | list[float]:
        """One number, or [low, high]; whole numbers as int."""
        return whole_or_range(self.low, self.high)


def quantities(text: str) -> list[Quantity]:
    """All quantities of normalised ``text``, left to right."""
    return list(_found(text))


def _found(text: str) -> Iterator[Quantity]:
    position = 0
    while match := NUMERAL.search(text, position):
        position = match.end()
        if text.startswith("百分之", match.start()):
            position = match.start() + len("百分之")
            continue
        first = parse_numeral(match.group().rstrip("点"))
        if first is None or (match.group() == "一" and _NOT_ONE.match(text, match.end())):
            continue
        second, end = _upper(text, match.end())
        quantity = _quantity(text, match.start(), end, first, second)
        position = max(position, quantity.end)
        yield quantity


def _upper(text: str, end: int) -> tuple[Numeral | None, int]:
    """The other end of 300到500万 or 300万-500万."""
    unit = re.compile(r"\s*(?:万元|元|块|个|人|件|%)?").match(text, end)
    joined = re.compile(_JOIN).match(text, unit.end() if unit else end)
    number = NUMERAL.match(text, joined.end()) if joined else None
    upper = parse_numeral(number.group()) if number else None
    return (upper, number.end()) if upper and number else (None, end)


def _quantity(text: str, start: int, end: int, first: Numeral, second: Numeral | None) -> Quantity:
    low, high, vague, scaled = first.low, first.high, first.vague, first.scaled
    if second:
        scale = _shared_scale(first, second, text[start:end])
        low, high = sorted((low * scale, second.high))
        vague, scaled = False, scaled or second.scaled
    unit = _UNIT.match(text, end)
    kind, name = _kind(text, start, end, unit, scaled)
    end = unit.end() if unit else end
    if first.vague and text[start - 1 : start + 1] == "大几":
        low *= 2.5  # 大几千万: from five on
    if name.startswith("成") and len(name) > 1:
        tenths = 0.5 if name[1] == "半" else "零一二三四五六七八九".index(name[1]) / 10
        low, high = low + tenths, high + tenths
    factor = {"money": 1 / _WAN, "percent": 10.0 if name.startswith("成") else 1.0}.get(kind, 1.0)
    if (kind == "months" and name.startswith("个半")) or (kind == "years" and name.endswith("半")):
        low, high = low + 0.5, high + 0.5
    hedged = bool(_HEDGE_BEFORE.search(text[:start]) or _HEDGE_AFTER.match(text, end))
    return Quantity(kind, low * factor, high * factor, vague or hedged, start, end, name)


def _shared_scale(first: Numeral, second: Numeral, words: str) -> float:
    """In 300到500万 the 万 belongs to both ends; in 3到5千万 so does the 千; 100万 has no more to share than its 万."""
    if first.scaled or not second.scaled:
        return 1.0
    digits = _LAST_DIGITS.search(words)
    most = second.high / max(float(digits.group(1)), 1.0) if digits else second.high
    for scale in (100_000_000.0, 10_000_000.0, 1_000_000.0, _WAN):
        if scale > most:
            continue
        if second.low / scale >= first.low * 0.999 or second.high / scale >= first.high:
            return scale
    return _WAN


def _kind(text: str, start: int, end: int, unit: re.Match[str] | None, scaled: bool) -> tuple[str, str]:
    groups = unit.groupdict() if unit else {}
    if _FOREIGN_BEFORE.search(text[:start]) or _FOREIGN_AFTER.match(text, unit.end() if unit else end):
        return "foreign", ""
    if groups.get("percent") or _SHARE.search(text[:start]):
        return "percent", groups.get("percent") or "%"
    if groups.get("time"):
        name = groups["time"]
        return ("months" if "月" in name else "days" if name == "天" else "years"), name
    if groups.get("money"):
        return "money", groups["money"]
    if groups.get("count"):
        return "count", groups["count"]
    return ("money", "") if scaled or text[:start].rstrip().endswith(("¥", "￥")) else ("plain", "")


def whole_or_range(low: float, high: float) -> float | list[float]:
    """One number when both ends agree, else [low, high]; whole numbers as int."""
    ends = [_whole(low), _whole(high)]
    return ends[0] if ends[0] == ends[1] else ends


def _whole(value: float) -> float:
    rounded = round(value, 4)
    return int(rounded) if rounded == int(rounded) else rounded
