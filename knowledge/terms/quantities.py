"""Every quantity in a sentence: amounts of money, counts, shares and spans of time, with place and hedges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from knowledge.terms.numerals import NUMERAL, Numeral, parse_numeral

_BEFORE = r"(?:about |around |roughly |大概|大约|约莫|约|差不多|接近|将近|快要?|近|小|(?<![账告面手表])上(?!是|有|在)|(?<![正刚最])好|破|超过?|不到|至少|可能|估计|预计)(?:要|得|需要?|有|是|在|做了?|占(?:到|了)?(?:收入|营收|销售额)?的?)?"
_AFTER = r"(?:左右|上下|出头|多|来|余|以内|不到|吧|的样子|上下吧|差不多)"
_JOINED = re.compile(r"\s*(?:-|–|—|~|～|到|至|或者?)\s*-?(?:¥|￥)?")
_JOINED_UNIT = re.compile(r"\s*(?:万元|元|块|个|人|件|%)?")
_UNIT = re.compile(
    r"\s*(?P<money>万元|万块|元|块钱?|rmb|人民币)|\s*(?P<percent>%|％|个?百分点|个点|成[半一二三四五六七八九]?)|\s*(?P<time>个?年半?|个半?月|个?月|周年|岁|天)"
    r"|\s*(?P<count>(?:号|名|个|位)(?:员工|职工|同事|小伙伴)|(?:号|名|个|位)?(?:工人|人(?!员|民|才|数))|[个件项篇枚款种份]|号)"
)
_HEDGE_BEFORE = re.compile(rf"{_BEFORE}\s*$")
_HEDGE_AFTER = re.compile(rf"\s*(?:钱)?{_AFTER}")
_FOREIGN_BEFORE = re.compile(r"(?:usd|us\$|hk\$|hkd|美元|美金|欧元|日元|英镑|韩元|卢比|新?台币|港[币元纸])\s*$")
_FOREIGN_AFTER = re.compile(r"\s*(?:usd|hkd|美元|美金|美刀|欧元|日元|英镑|韩元|卢比|新?台币|港[币元纸])")
_LAST_DIGITS = re.compile(r"(\d+(?:\.\d+)?)[^\d.]*$")
_NOT_ONE = re.compile("[堆些批点下定直般样起切共旦边致同会]|块(?!钱)")
_SHARE = re.compile(r"百分之\s*$")
_NO_NUMBER = re.compile(
    "千万(?:别|不要|要(?!的)|记|小心|注意)|万(?:[一分能般事物家众科])|百(?:分百?|货|姓|度|般|利)|半(?:导|径|自动|成品)|十(?:足|分(?!之))|亿(?:点点?|华|航|纬)"
)
"""千万别, 万一, 半导体: words, not numbers."""
_SCALE_BEFORE = re.compile("[上过破近超成快小约到把]了?$")
"""上万, 过亿, 破亿: the only ways to say a scale without a number."""
_DIGIT_PAIR = re.compile("(?:一、二|二、三|两、三|三、四|四、五|五、六|六、七|七、八|八、九)[十百千万亿个]")
_CHINESE_DIGITS = str.maketrans("123456789", "一二三四五六七八九")
_SOME_BELOW = re.compile("(?<=[十百千万亿])[几数]")
"""四百几万 is four hundred odd: one figure, unlike 几百万."""
_REACH = 24
"""Characters looked back for a hedge, a currency or a share."""
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
    return list(_all(text))


@lru_cache(maxsize=8)
def _all(text: str) -> tuple[Quantity, ...]:
    return tuple(_found(text))


def _found(text: str) -> Iterator[Quantity]:
    position = 0
    while match := NUMERAL.search(text, position):
        start, end = match.span()
        position = end
        if word := _NO_NUMBER.match(text, start):
            position = word.end()
            continue
        spoken = match.group().rstrip("点 ")
        if _says_no_number(text, start, spoken):
            continue
        if pair := _pair(text, start, spoken):
            spoken, end = pair
        first = parse_numeral(spoken)
        if first is None:
            continue
        second, end = _upper(text, end)
        quantity = _quantity(text, start, end, first, second)
        position = max(position, quantity.end)
        yield quantity


def _says_no_number(text: str, start: int, spoken: str) -> bool:
    if spoken == "一":
        return bool(_NOT_ONE.match(text, start + 1))
    return spoken in ("万", "亿") and not _SCALE_BEFORE.search(text[max(0, start - 2) : start])  # 单位：万元


def _pair(text: str, start: int, spoken: str) -> tuple[str, int] | None:
    """三、四百万 or 3、4百万, as 三四百万, and where it ends."""
    if len(spoken) > 1 or not _DIGIT_PAIR.match(text[start : start + 4].translate(_CHINESE_DIGITS)):
        return None
    rest = NUMERAL.match(text, start + 2)
    return ((spoken + rest.group()[0]).translate(_CHINESE_DIGITS) + rest.group()[1:], rest.end()) if rest else None


def _upper(text: str, end: int) -> tuple[Numeral | None, int]:
    """The other end of 300到500万 or 300万-500万."""
    unit = _JOINED_UNIT.match(text, end)
    joined = _JOINED.match(text, unit.end() if unit else end)
    number = NUMERAL.match(text, joined.end()) if joined else None
    upper = parse_numeral(number.group()) if number else None
    if not upper or not number or ("%" in unit.group() and upper.scaled):  # type: ignore[union-attr]
        return None, end  # 增长40%到7000万 is no span
    return upper, number.end()


def _quantity(text: str, start: int, end: int, first: Numeral, second: Numeral | None) -> Quantity:
    low, high, vague, scaled = first.low, first.high, first.vague, first.scaled
    if second:
        scale = _shared_scale(first, second, text[start:end])
        low, high = sorted((low * scale, second.high))
        vague, scaled = False, scaled or second.scaled
    unit = _UNIT.match(text, end)
    if unit and unit.group("time") and scaled:
        unit = None  # 1200万月底到期
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
    if kind == "money" and not second and _SOME_BELOW.search(text[start:end]):
        high = low
    hedged = bool(_HEDGE_BEFORE.search(text[max(0, start - _REACH) : start]) or _HEDGE_AFTER.match(text, end))
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
    before = text[max(0, start - _REACH) : start]
    if _FOREIGN_BEFORE.search(before) or _FOREIGN_AFTER.match(text, unit.end() if unit else end):
        return "foreign", ""
    if groups.get("percent") or _SHARE.search(before):
        return "percent", groups.get("percent") or "%"
    if groups.get("time"):
        name = groups["time"]
        return ("months" if "月" in name else "days" if name == "天" else "years"), name
    if groups.get("money"):
        return "money", groups["money"]
    if groups.get("count"):
        return "count", groups["count"]
    return ("money", "") if scaled or before.rstrip().endswith(("¥", "￥")) else ("plain", "")


def whole_or_range(low: float, high: float) -> float | list[float]:
    """One number when both ends agree, else [low, high]; whole numbers as int."""
    ends = [_whole(low), _whole(high)]
    return ends[0] if ends[0] == ends[1] else ends


def _whole(value: float) -> float:
    rounded = round(value, 4)
    return int(rounded) if rounded == int(rounded) else rounded
