"""Chinese and Arabic numerals, exact or vague, as intervals: 三五百 -> (300, 500), 十几 -> (10, 19), 1.2亿 -> 120000000."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {
    "两": 2,
    "俩": 2,
    "仨": 3,
}
_SMALL = {"十": 10, "百": 100, "千": 1000, "k": 1000}
_BIG = {"万": 10_000, "w": 10_000, "亿": 100_000_000, "e": 100_000_000}
_ENGLISH = {"million": 1_000_000, "mil": 1_000_000, "mn": 1_000_000, "m": 1_000_000, "billion": 10**9, "bn": 10**9}
_MILLIONS = "|".join(_ENGLISH)
_VAGUE = {"几": (2, 9), "数": (2, 9)}
_HEDGES = "多来余好把"

CHARACTERS = "零一二三四五六七八九两俩仨十百千万亿几数半多来余"
_NEXT_COUNT = (
    r"(?!(?<=[万亿wk])(?:\d+|[一二三四五六七八九十两半几]+)\s*(?:年|个|月|天|日|号(?!人)|期|成|台|件|人|项|轮))"
)
"""In 五百万两年 the 两 counts years; in 五万二 the 二 is thousands."""
_BA = "(?<=[十百千万个])把(?=[万亿块个号人台w])"
"""千把万, 百把人: about so many."""
_SPACE = r"(?<=\d) (?=[万亿])"
"""500 万元, as accountants type it."""
NUMERAL = re.compile(
    rf"半个?亿|(?:\d+(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|(?![多来余]|数(?![十百千万亿]))[{CHARACTERS}])"
    rf"(?:个(?=[多来]?(?:[亿万w]|e(?![a-z]))|[千百]万)|{_BA}|{_SPACE}|{_NEXT_COUNT}\d+(?:\.\d+)?|点(?=[零一二三四五六七八九])|{_NEXT_COUNT}[{CHARACTERS}]|(?:kw|[wk]|(?<=[\d个])e)(?![a-z\d])"
    rf"|(?<=\d) ?(?:{_MILLIONS})(?![a-z\d]))*"
)
_TOKEN = re.compile(rf"\d+(?:,\d{{3}})*(?:\.\d+)?|{_MILLIONS}|[{CHARACTERS}wke点个把]")


@dataclass(frozen=True)
class Numeral:
    """``low`` <= ``high``; ``vague`` when hedged inside (多, 来, 几); ``scaled`` when 万, 亿, w or k was said."""

    low: float
    high: float
    vague: bool
    scaled: bool


def parse_numeral(text: str) -> Numeral | None:
    """The value of a numeral that fills ``text``; None when it is not one."""
    if re.fullmatch(r"半个?亿", text):
        return Numeral(50_000_000, 50_000_000, False, True)
    if text.startswith("百八十"):  # 百八十万: somewhat under a million
        rest = parse_numeral("一" + text[3:]) if text[3:] else Numeral(1, 1, True, False)
        return Numeral(80 * rest.low, 100 * rest.low, True, rest.scaled) if rest else None
    text = text.replace(" ", "")
    tokens = _TOKEN.findall(text)
    if not tokens or "".join(tokens) != text or all(token in _HEDGES for token in tokens):
        return None
    return _Reader(tokens).read()


class _Reader:
    """Left to right: digits, then 十百千 within a section, then 万亿 over the section."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._total = self._section = (0.0, 0.0)
        self._number: tuple[float, float] | None = None
        self._last_unit = self._last_big = 0
        self._digits = ""
        self._vague = self._scaled = self._zero = self._fraction = False

    def read(self) -> Numeral | None:
        """The numeral, or None for a sequence that no one says."""
        for place, token in enumerate(self._tokens):
            if not self._take(token, place):
                return None
        self._close_digits()
        number = self._number or (0.0, 0.0)
        shortened = number[0] > 0 and number[1] < 10 and not (self._zero or self._fraction)
        if self._last_unit >= 100 and shortened:
            number = (number[0] * self._last_unit / 10, number[1] * self._last_unit / 10)  # 一百二, 1万五, 一百二三
        low, high = (t + s + n for t, s, n in zip(self._total, self._section, number, strict=True))
        return Numeral(low, high, self._vague, self._scaled)

    def _take(self, token: str, place: int) -> bool:
        if token in _DIGITS:
            self._digits += token
            return True
        if token == "点":
            self._digits += "."
            return True
        self._close_digits()
        if token in _HEDGES:
            self._vague = True
        elif token == "半":
            self._half(place)
        elif token in _VAGUE:
            self._vague = True
            self._number = (0.0, 9.0 * max(self._last_unit / 10, 1)) if self._last_unit and place else _VAGUE[token]
        elif token in _SMALL:
            self._scaled = self._scaled or token == "k"
            self._small(_SMALL[token])
        elif token in _BIG:
            self._big(_BIG[token])
        elif token in _ENGLISH:
            self._big(_ENGLISH[token])
        elif token != "个":
            value = float(token.replace(",", ""))
            self._number = (value, value)
        return True

    def _close_digits(self) -> None:
        digits, self._digits = self._digits, ""
        if not digits:
            return
        self._zero, self._fraction = digits.startswith("零"), "." in digits
        if digits == "零" and self._last_unit:
            return  # 一万零十二, 1千零1: says that a place is empty
        if "." in digits:
            whole, _, part = digits.partition(".")
            value = float(f"{_joined(whole) or '0'}.{_joined(part)}")
            self._number = (value, value)
        elif len(digits) == 2 and 0 < _DIGITS[digits[0]] < _DIGITS[digits[1]]:
            self._number = (float(_DIGITS[digits[0]]), float(_DIGITS[digits[1]]))
            self._vague = True
        else:
            value = float(_joined(digits))
            self._number = (value, value)

    def _half(self, place: int) -> None:
        if place and self._last_unit:
            self._number = (self._last_unit / 2, self._last_unit / 2)  # 一万半
            self._last_unit = 0
        else:
            self._number = (0.5, 0.5) if self._number is None else tuple(n + 0.5 for n in self._number)  # type: ignore[assignment]

    def _small(self, unit: int) -> None:
        number = self._number or (1.0, 1.0)
        self._section = (self._section[0] + number[0] * unit, self._section[1] + number[1] * unit)
        self._number, self._last_unit = None, unit

    def _big(self, unit: int) -> None:
        if self._number and self._last_unit >= 100 and 0 < self._number[1] < 10 and not (self._zero or self._fraction):
            tens = self._last_unit / 10
            self._number = (self._number[0] * tens, self._number[1] * tens)  # 千五万
        over_all = 0 < self._last_big <= unit  # 4.78万亿, 一万五千亿, 四万万
        number = self._number or ((0.0, 0.0) if self._section[1] or over_all else (1.0, 1.0))
        part = (self._section[0] + number[0], self._section[1] + number[1])
        if over_all:
            part = (self._total[0] + part[0], self._total[1] + part[1])
            self._total = (0.0, 0.0)
        self._total = (self._total[0] + part[0] * unit, self._total[1] + part[1] * unit)
        self._section, self._number, self._scaled = (0.0, 0.0), None, True
        self._last_unit = self._last_big = unit


def _joined(digits: str) -> str:
    return "".join(str(_DIGITS[digit]) for digit in digits)
