"""Last year told from the year before: 前年400万，去年翻倍."""

from __future__ import annotations

import re

from knowledge.terms.mention import FactMention
from knowledge.terms.numerals import CHARACTERS, parse_numeral
from knowledge.terms.quantities import Quantity, whole_or_range

_FLOWS = ("revenue_wan", "rd_expense_wan", "net_profit_wan", "loss")
_NUMBER = rf"(?P<n>\d+(?:\.\d+)?|[{CHARACTERS}]{{1,4}})"
_UP, _DOWN = r"(?:扩大|涨|增长|增加|多|提高|提升|上升|增)了?", r"(?:跌|下降|下滑|减少|降|少|掉|缩水|萎缩|下跌|减)了?"
_ABOUT = r"(?:大概|大约|约|差不多|将近|快|近)*"
_GROWTH: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"翻了?两番"), "x4"),
    (re.compile(r"翻了?一?[倍番翻]|翻了?个番|翻了?个?倍|(?:涨|增长|增加|多|增|扩大)了?(?:整整)?一倍|double"), "x2"),
    (re.compile(r"腰斩|砍半|减半|少了?一半|掉了?一半|跌了?一半|只有(?:前年|24年)的?一半"), "x0.5"),
    (re.compile(rf"是(?:前年|2?0?24年)的?{_ABOUT}{_NUMBER}倍"), "times"),
    (re.compile(rf"{_UP}{_ABOUT}{_NUMBER}成"), "up10"),
    (re.compile(rf"{_DOWN}{_ABOUT}{_NUMBER}成"), "down10"),
    (re.compile(rf"{_UP}{_ABOUT}(?:百分之)?{_NUMBER}(?:%|个点|个?百分点)?"), "up"),
    (re.compile(rf"{_DOWN}{_ABOUT}(?:百分之)?{_NUMBER}(?:%|个点|个?百分点)?"), "down"),
    (re.compile(r"持平|跟前年差不多|和前年差不多|跟前年一样|和前年一样"), "x1"),
)
_OTHER_YEAR = re.compile(r"今年|明年|后年|预计|目标|上半年|季度|要是|如果")
_AROUND = 10


def growth_in(text: str, prior: list[tuple[str, Quantity]], told: set[str]) -> list[FactMention]:
    """The fact of the year before last in ``prior``, grown; none when last year's own figure is in ``told``."""
    bases = [(fact, amount) for fact, amount in prior if fact in _FLOWS]
    if not bases:
        return []
    fact, amount = bases[-1]
    name = "net_profit_wan" if fact == "loss" else fact
    found = _factor(text, amount)
    if name in told or found is None:
        return []
    factor, start, end = found
    sign = -factor if fact == "loss" else factor
    value = whole_or_range(*sorted((amount.low * sign, amount.high * sign)))
    return [FactMention(name, value, text[start:end], start, end, amount.approximate)]


def _factor(text: str, base: Quantity) -> tuple[float, int, int] | None:
    for pattern, kind in _GROWTH:
        for match in pattern.finditer(text):
            if _OTHER_YEAR.search(text[max(0, match.start() - _AROUND) : match.start()]):
                continue
            if match.start() < base.end and base.start < match.end():
                continue
            factor = _reckon(kind, match)
            if factor is not None:
                return factor, match.start(), match.end()
    return None


def _reckon(kind: str, match: re.Match[str]) -> float | None:
    if kind.startswith("x"):
        return float(kind[1:])
    number = parse_numeral(match.group("n"))
    if number is None:
        return None
    share = number.low * (10 if kind.endswith("10") else 1) / 100
    if kind == "times":
        return number.low
    if kind in ("up", "down") and not re.search(r"%|点|百分", match.group()):
        return None
    return 1 + share if kind.startswith("up") else max(1 - share, 0)
