"""When a company was founded: 去年3月, 21年, 前年底, 成立快三年了. Ages count back from ``today``."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from knowledge.terms.numerals import CHARACTERS, parse_numeral

_FOUNDED = r"(?:成立|注册|创立|创办|创建|建立|设立|开办|开业|办的|办起|办了|起步|建的?厂|建厂|开的|开了?公司|(?:领|拿)[了的]?(?:营业)?执照|下来的?执照|执照)"
_NUMBER = rf"(?:\d{{1,4}}(?:\.\d+)?|[{CHARACTERS}]{{1,6}})"
_RELATIVE = {"今年": 0, "去年": -1, "前年": -2, "大前年": -3, "上年": -1}
_YEAR = r"(?P<relative>大前年|今年|去年|前年|上年)|(?P<year>(?:19|20)?\d{2}|[一二零〇九][零一二三四五六七八九]{3}|[零一二][零一二三四五六七八九])\s*年"
_SEASON = {"年初": 1, "初": 1, "上半年": 3, "年中": 6, "下半年": 9, "年底": 12, "年末": 12, "底": 12, "末": 12}
_MONTH = rf"(?:的)?\s*(?:(?P<month>\d{{1,2}}|十[一二]?|[一二三四五六七八九])\s*月|(?P<season>{'|'.join(sorted(_SEASON, key=len, reverse=True))}))"
_NUMERIC = re.compile(r"(?P<year>(?:19|20)\d{2})\s*[-./]\s*(?P<month>0?[1-9]|1[0-2])(?!\d)")
_DATE = re.compile(rf"(?:{_YEAR})\s*(?:{_MONTH})?")
_BARE_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_AGE = re.compile(
    rf"(?P<hedge>快要?|不到|不满|未满|将近|接近|近|大概|大约|约|差不多|有)?\s*(?P<number>{_NUMBER}|半)\s*(?P<unit>年|个多?月|周年)(?P<half>半)?(?P<more>多|出头|左右)?"
)
_JUST = re.compile(
    r"刚刚?(?:成立|注册|办下?来执照|拿到?(?:营业)?执照|领到?(?:营业)?执照|开的?公司)|新(?:成立|注册|公司)|才(?:成立|注册)(?!.{0,6}[年月])"
)
_ALONE = re.compile(
    rf"^(?:公司|我们|已经|都|也|有|干了|做了|开了|办了)*\s*(?P<age>(?:快|不到|差不多|大概)?\s*{_NUMBER}\s*年(?:半|多)?)\s*(?:了|啦|吧)+$"
)
_DIGITS = "零一二三四五六七八九"
_WINDOW = 8


@dataclass(frozen=True)
class Founding:
    """``value``: 'YYYY-MM' or 'YYYY'; ``approximate`` when counted back from an age."""

    value: str
    approximate: bool
    start: int
    end: int


def founding(text: str, today: dt.date) -> Founding | None:
    """The founding date that normalised ``text`` tells, if any. The last one told counts."""
    found = [*_dates(text, today), *_ages(text, today), *_just_founded(text, today)]
    return max(found, key=lambda item: item.end) if found else None


def founding_answer(text: str, today: dt.date) -> Founding | None:
    """Like ``founding``, for a bare reply: 2021, 两年前, 去年三月."""
    for pattern in (_NUMERIC, _DATE):
        if match := pattern.search(text):
            return _dated(match, today)
    if match := _AGE.search(text):
        return _aged(match, today)
    match = _BARE_YEAR.search(text)
    return Founding(match.group(), False, match.start(), match.end()) if match else None


def _dates(text: str, today: dt.date) -> list[Founding]:
    matches = [match for pattern in (_NUMERIC, _DATE) for match in pattern.finditer(text)]
    return [found for match in matches if _near_founding(text, match) and (found := _dated(match, today))]


def _near_founding(text: str, match: re.Match[str]) -> bool:
    before, after = text[max(0, match.start() - _WINDOW) : match.start()], text[match.end() : match.end() + _WINDOW]
    follows = re.match(
        rf"\s*(?:份|的时候|才|刚|就|我们|公司)*[^，。；\d]{{0,6}}?(?:{_FOUNDED}|有了)(?!了?[^，。]{{0,4}}(?:子公司|分公司|商标|专利))",
        after,
    )
    return bool(follows or re.search(rf"{_FOUNDED}(?:日期|时间|年份)?(?:是|于|在|的|了|:|：|大概|应该)*\s*$", before))


def _dated(match: re.Match[str], today: dt.date) -> Founding | None:
    groups = match.groupdict()
    year = today.year + _RELATIVE[groups["relative"]] if groups.get("relative") else _year(groups["year"], today)
    month = _month(groups)
    if year is None or not 1949 <= year <= today.year or (year == today.year and month and month > today.month):
        return None
    value = f"{year}-{month:02d}" if month else str(year)
    return Founding(value, bool(groups.get("season")), match.start(), match.end())


def _year(text: str, today: dt.date) -> int | None:
    digits = "".join(str(_DIGITS.find(char)) if char in _DIGITS else char for char in text)
    if not digits.isdecimal():
        return None
    year = int(digits)
    return year if year > 1000 else 2000 + year if year <= today.year % 100 else None


def _month(groups: dict[str, str | None]) -> int | None:
    if groups.get("season"):
        return _SEASON[groups["season"] or ""]
    numeral = parse_numeral(groups.get("month") or "")
    return int(numeral.low) if numeral and 1 <= numeral.low <= 12 else None


def _ages(text: str, today: dt.date) -> list[Founding]:
    found = [_aged(match, today) for match in _AGE.finditer(text) if _tells_age(text, match)]
    alone = [
        _AGE.search(clause.group("age"))
        for clause in map(_ALONE.match, re.split(r"[，,。；;！!？?\s]+", text))
        if clause
    ]
    if not found and alone and alone[-1]:
        found = [_aged(alone[-1], today)]
    return [item for item in found if item]


def _tells_age(text: str, match: re.Match[str]) -> bool:
    before, after = text[max(0, match.start() - _WINDOW) : match.start()], text[match.end() : match.end() + _WINDOW]
    stands = re.search(
        rf"(?:{_FOUNDED}|经营|运营|创业|开公司|公司开|^开|[我们司]开|办厂|开厂|公司)(?:时间|到现在|至今)?(?:了|已经|也|都|有|才|刚|满|是|:|：|大概|快)*\s*$",
        before,
    )
    ago = re.match(rf"\s*(?:以?前|之前)[^，。；\d]{{0,6}}?{_FOUNDED}", after)
    old = re.match(r"\s*的?(?:老|新|初创)?(?:公司|企业|厂)", after)
    return bool(stands or ago or (old and not re.search(r"近|过去|这|前|后", before[-1:])))


def _aged(match: re.Match[str], today: dt.date) -> Founding | None:
    numeral = parse_numeral(match["number"])
    if numeral is None or numeral.low > 100:
        return None
    months = int(numeral.low * (1 if "月" in match["unit"] else 12)) + (6 if match["half"] else 0)
    if match["more"] in ("多", "出头") or "多" in match["unit"] or numeral.vague:
        months += 1
    if match["hedge"] in ("快", "快要", "不到", "不满", "未满", "将近", "接近", "近"):
        months -= 1
    return Founding(_months_back(today, months), True, match.start(), match.end())


def _just_founded(text: str, today: dt.date) -> list[Founding]:
    matches = list(_JUST.finditer(text))
    if not matches or any(_near_founding(text, match) for match in _DATE.finditer(text)):
        return []
    return [Founding(_months_back(today, 1), True, matches[-1].start(), matches[-1].end())]


def _months_back(today: dt.date, months: int) -> str:
    count = today.year * 12 + today.month - 1 - months
    return f"{count // 12}-{count % 12 + 1:02d}"
