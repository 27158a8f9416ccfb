"""Our numerals against the Chinese cases of Microsoft's Recognizers-Text specifications, for the forms we claim.

The specifications are not part of this repository: give the Specs folder of a checkout.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Found = list[float]


@dataclass(frozen=True)
class Suite:
    """``unclaimed``: inputs of forms that founders do not use of amounts, and that knowledge.terms does not read."""

    title: str
    file: str
    unclaimed: re.Pattern[str]
    read: Callable[[str], Found]


def _quantities(text: str, *kinds: str) -> Found:
    from knowledge.terms.normalise import normalise
    from knowledge.terms.quantities import quantities

    found = [number for number in quantities(normalise(text)) if not kinds or number.kind in kinds]
    return [round(number.low * (10_000 if number.kind == "money" else 1), 4) for number in found]


_FRACTION = r"(?<!百)(?<!佰)分\s*之|[一二三四五六七八九十\d壹]百分之|/|／|又"
_SIGN_OR_POWER = r"[-－负負]\s*[\d\d一二三四五六七八九十百两.３]|\^|\d[eEｅ]|[eEｅ][-+－]?\d"
_GAPPED = (
    r"[\d一二三四五六七八九十百千万亿点點余萬億两兩８-９０-７]\s+[\d一二三四五六七八九十百千万萬亿億点點余个個分成折百]"
)
_OTHER_UNITS = r"打|兆|[MG]$|^\.|[^\d]\.\d|折"
_NUMBER = re.compile("|".join((_FRACTION, _SIGN_OR_POWER, _GAPPED, _OTHER_UNITS)))
_PERCENT = re.compile(
    "|".join((_SIGN_OR_POWER, _GAPPED, "折|[千仟万萬]分之|http", "(?<![百佰])分之|[一二三四五六七八九十]百分之"))
)
_FOREIGN = re.compile(r"[美欧日台新泰加港]\S{0,4}[元圆币幣分]|\$|USD|毛|角|兆|比特币|英镑|卢|克朗|法郎|刀")

SUITES = (
    Suite("number", "Number/Chinese/NumberModel.json", _NUMBER, _quantities),
    Suite("percentage", "Number/Chinese/PercentModel.json", _PERCENT, lambda text: _quantities(text, "percent")),
    Suite("currency", "NumberWithUnit/Chinese/CurrencyModel.json", _FOREIGN, lambda text: _quantities(text, "money")),
)
_DATES = ("DateTime/Chinese/DatePeriodParser.json", "DateTime/Chinese/DateParser.json")
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月"
_CLAIMED_DATE = re.compile(
    rf"(?:(?:19|20)\d{{2}}|[一二][零〇一二三四五六七八九]{{3}})年(?:的?{_MONTH})?|(?:19|20)\d{{2}}|(?:去年|今年|前年)(?:的?{_MONTH})?"
)
"""A year, or a year and its month, as founders date their firm."""
_YEAR_OR_MONTH = re.compile(r"\d{4}(-\d{2})?")


def report(specs: Path, failures: Path) -> str:
    """Markdown of pass rates; every failed case goes to ``failures``, tab-separated.

    Raises FileNotFoundError when ``specs`` is not that folder.
    """
    lines = ["| Recognizers-Text, Chinese | cases | claimed | passed | rate |", "| --- | ---: | ---: | ---: | ---: |"]
    failed: list[str] = []
    for suite in SUITES:
        cases = _cases(specs / suite.file)
        claimed = [case for case in cases if not suite.unclaimed.search(case["Input"])]
        wrong = [(case, want, got) for case in claimed if (want := _wanted(case)) != (got := suite.read(case["Input"]))]
        lines.append(_row(suite.title, len(cases), len(claimed), len(wrong)))
        failed += [f"{suite.title}\t{case['Input']}\t{want}\t{got}" for case, want, got in wrong]
    dates = [case for file in _DATES for case in _cases(specs / file)]
    claimed_dates = [case for case in dates if _is_claimed_date(case)]
    wrong_dates = [case for case in claimed_dates if _founded(case) != _timex(case)]
    lines.append(_row("date (year, month)", len(dates), len(claimed_dates), len(wrong_dates)))
    failed += [f"date\t{case['Input']}\t{_timex(case)}\t{_founded(case)}" for case in wrong_dates]
    failures.parent.mkdir(exist_ok=True)
    failures.write_text("\n".join(["suite\tinput\twanted\tgot", *failed]) + "\n", encoding="utf-8")
    return "\n".join(lines)


def _row(title: str, cases: int, claimed: int, wrong: int) -> str:
    return f"| {title} | {cases} | {claimed} | {claimed - wrong} | {(claimed - wrong) / max(1, claimed):.3f} |"


def _cases(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8-sig"))
    return found


def _wanted(case: dict[str, Any]) -> Found:
    values = [result["Resolution"].get("value") for result in case["Results"]]
    return [round(float(value.rstrip("%")), 4) for value in values if value]


def _is_claimed_date(case: dict[str, Any]) -> bool:
    if len(case["Results"]) != 1 or not _YEAR_OR_MONTH.fullmatch(_timex(case)):
        return False
    return bool(_CLAIMED_DATE.fullmatch(case["Results"][0]["Text"])) and not _is_future(case)


def _is_future(case: dict[str, Any]) -> bool:
    """No firm is founded after today."""
    return _timex(case) > f"{_reference(case):%Y-%m}"


def _timex(case: dict[str, Any]) -> str:
    found: str = case["Results"][0]["Value"]["Timex"]
    return found


def _reference(case: dict[str, Any]) -> dt.date:
    said = (case.get("Context") or {}).get("ReferenceDateTime", "2026-11-24")
    return dt.date.fromisoformat(said[:10])


def _founded(case: dict[str, Any]) -> str | None:
    from knowledge.terms.dates import founding_answer
    from knowledge.terms.normalise import normalise

    found = founding_answer(normalise(case["Input"]), _reference(case))
    return found.value if found else None
