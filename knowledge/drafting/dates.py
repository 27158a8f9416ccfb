"""When the document was issued, from when it is in force, and until when."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from knowledge.drafting.candidates import Candidate, Confidence
from knowledge.drafting.document import Document, Passage
from knowledge.terms.normalise import normalise
from knowledge.terms.numerals import parse_numeral

_DIGITS = str.maketrans("零〇○Ｏ一二三四五六七八九", "0000123456789")
_YMD = (
    r"(?P<y{0}>(?:19|20)\d{{2}})\s*(?:年|[-./])\s*(?P<m{0}>\d{{1,2}})\s*(?:月|[-./])\s*(?P<d{0}>\d{{1,2}})\s*(?:日|号)?"
)
_DATE = re.compile(_YMD.format(""))
_CHINESE_DATE = re.compile(
    r"(?P<y>二[〇零○Ｏ一二三四五六七八九]{3})年(?P<m>十[一二]?|[一二三四五六七八九])月(?P<d>三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])日"
)
_ISSUED = re.compile(r"(?:印发|发布|成文|发文|公布|生成|颁布)(?:日期|时间)?[:：]?\s*$|^[（(]?\s*$")
_ISSUED_BEHIND = re.compile(r"^\s*(?:印发|发布|公布|颁布)?\s*[）)]?\s*$")
_FROM = re.compile(r"自\s*" + _YMD.format("") + r"\s*(?:起|开始)(?:正式)?(?:施行|实施|执行|生效|试行|启用)?")
_FROM_ISSUE = re.compile(
    r"自(?:印发|发布|公布|颁布|发文)之日起(?P<days>\d+|[一二三四五六七八九十]+)?(?:日|天)?(?:后|内)?(?:起)?(?:正式)?(?:施行|实施|执行|生效|试行)"
)
_UNTIL = re.compile(
    r"(?:有效期(?:限)?|执行期限?|实施期限?|试行期)?(?:为|截止|截至|延长)?(?:至|到)\s*" + _YMD.format("")
)
_SPAN = re.compile(
    r"(?:有效期|执行期限?|实施期限?|适用期限)(?:限)?[:：为自从]*\s*"
    + _YMD.format("1")
    + r"\s*(?:起)?(?:至|到|[-—–~～]+)\s*"
    + _YMD.format("2")
)
_VALID_WORDS = re.compile(r"有效期|执行期|实施期|试行期|施行|截止|终止")
_YEARS = re.compile(
    r"(?:有效期|试行期|实施期限?|执行期限?)(?:限)?[:：]?(?:为|暂定)?\s*(?P<years>\d{1,2}|[一二两三四五六七八九十]{1,3})\s*年"
)
_TITLE_HOLDS = re.compile(r"(?:企业|证书|资格|称号|认定)[^，。]{0,6}$")
_WINDOW = re.compile(r"(?:申报|受理|申请|提交|办理)")


@dataclass(frozen=True)
class Validity:
    """Proposals for the source's date, ``valid_from`` and ``valid_until``; dates as YYYY-MM-DD."""

    issued: list[Candidate]
    valid_from: list[Candidate]
    valid_until: list[Candidate]


def validity(document: Document) -> Validity:
    """Every date of ``document`` that says when it was issued or is in force."""
    issued = _issued(document)
    day = dt.date.fromisoformat(issued[0].value) if issued else None
    starts: list[Candidate] = []
    ends: list[Candidate] = []
    for place, paragraph in enumerate(document.paragraphs):
        text = paragraph.text
        found_start: dt.date | None = None
        if (span := _SPAN.search(text)) and (first := _date(span, "1")) and (last := _date(span, "2")):
            passage = _passage(place, span)
            starts.append(Candidate(first.isoformat(), (passage,), "high"))
            ends.append(Candidate(last.isoformat(), (passage,), "high"))
            found_start = first
        if (begins := _FROM.search(text)) and (first := _date(begins)):
            sure: Confidence = "high" if re.search(r"[施实执生试启]", begins.group()[-2:]) else "low"
            if sure == "high":
                starts.append(Candidate(first.isoformat(), (_passage(place, begins),), sure))
                found_start = first
        elif (begins := _FROM_ISSUE.search(text)) and day:
            later = parse_numeral(begins["days"]) if begins["days"] else None
            first = day + dt.timedelta(days=int(later.low) if later else 0)
            note = "文件写“自印发之日起”，按印发日期推算，请核对"
            starts.append(Candidate(first.isoformat(), (_passage(place, begins), *issued[0].passages), "medium", note))
            found_start = first
        ends += _ends(place, text, found_start)
    return Validity(issued, starts, ends)


def _ends(place: int, text: str, start: dt.date | None) -> list[Candidate]:
    found = []
    for until in _UNTIL.finditer(text):
        around = text[max(0, until.start() - 24) : until.end()]
        named = bool(re.search(r"有效期|执行期|实施期|试行期", until.group()))
        if (last := _date(until)) and (named or re.search(r"有效期|执行期|试行期|施行|实施|执行", around)):
            if not named and _WINDOW.search(around):
                continue
            found.append(Candidate(last.isoformat(), (_passage(place, until),), "high" if named else "medium"))
    if (years := _YEARS.search(text)) and not _TITLE_HOLDS.search(text[: years.start()]):
        number = parse_numeral(normalise(years["years"]))
        if number and start:
            last = _years_later(start, int(number.low)) - dt.timedelta(days=1)
            note = f"按{start.isoformat()}起{int(number.low)}年推算，请核对"
            found.append(Candidate(last.isoformat(), (_passage(place, years),), "high", note))
    return found


def _issued(document: Document) -> list[Candidate]:
    """Dates that stand alone, or behind 发布日期."""
    found = []
    for place, paragraph in enumerate(document.paragraphs):
        for pattern in (_DATE, _CHINESE_DATE):
            for match in pattern.finditer(paragraph.text):
                before, behind = paragraph.text[: match.start()], paragraph.text[match.end() :]
                labelled = bool(re.search(r"(?:印发|发布|成文|发文|公布|颁布)(?:日期|时间)[:：]?\s*$", before))
                alone = not before.strip("（( ") and bool(_ISSUED_BEHIND.match(behind))
                if (labelled or alone) and (day := _date(match)):
                    found.append(
                        Candidate(day.isoformat(), (_passage(place, match),), "high" if labelled else "medium")
                    )
    return sorted(found, key=lambda candidate: candidate.confidence != "high")


def _passage(place: int, match: re.Match[str]) -> Passage:
    return Passage(paragraph=place, start=match.start(), end=match.end())


def _date(match: re.Match[str], which: str = "") -> dt.date | None:
    year, month, day = (match[f"{part}{which}"] for part in "ymd")
    try:
        if not year.isdecimal():
            return dt.date(int(year.translate(_DIGITS).replace("二", "2")), _small(month), _small(day))
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _small(words: str) -> int:
    number = parse_numeral(words)
    return int(number.low) if number else 0


def _years_later(day: dt.date, years: int) -> dt.date:
    year = day.year + years
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))
