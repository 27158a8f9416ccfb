"""When a company was founded: 去年3月, 21年, 前年底, 上个月, 成立快三年了. Ages count back from ``today``."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from knowledge.terms.clauses import clauses
from knowledge.terms.numerals import CHARACTERS, parse_numeral

_FIRM = r"公司|企业|工厂|厂子|厂|工作室"
_FOUNDED = (
    r"(?:成立|注册(?!资|商标|证|人|会计|制|审|地)|注的册|创立|创办|创建|建立|设立|组建|开办|开业|开张|办的|办起|办了|办的厂|办厂|起步|起家|始于|始建|建的?厂|建的(?=$|[，。；！\s])|登记(?=时间|日期|年月)|才有的(?=$|[，。；！\s])|建厂|盖的?厂|开厂"
    rf"|开[的了]?[一间家个老小]*(?:{_FIRM}|起来)|开了?间[^，。]{{0,12}}(?:{_FIRM})|开[的了](?!发|展)[^，。分子新二]{{1,6}}(?:{_FIRM})|开的?张|开[的了]?(?=$|[，。；！\s])|创的?业|单干|自立门户|自己出来干"
    r"|(?:领|拿|下|办)[了的到]{0,2}(?:营业)?执照|[办拿领下]的?照(?!片)|执照|工商登记|就有了?(?:这个?|这家|我们)?(?:公司|厂)?了?(?=$|[，。；！])|有的(?:公司|厂)|开始营业|正式运营"
    r"|established|est\.?|founded|incorporated?|set ?up|started|registered|launched)"
)
_SINCE = r"(?:since|from|(?:自|打)?从)"
_BRANCH = r"高企|专精|小巨人|科小|资质|子公司|分公司|分厂|新厂|二厂|二期|合作|研究院|研发中心|实验室|产线|生产线|基地|工作站|支部|工会|商标|品牌|门店|办事处|公众号|专利|基金|合资|客户|母公司|集团|股东|器械注册|产品"
"""Founding or registering one of these is not the firm's own beginning."""
_OTHER_EVENT = re.compile(
    r"搬|迁|落户|落地|拿(?![^，。]{0,4}照)|获|评|认定|融|投产|上市|挂牌(?!成立)|贷|到账|签|买|换|改|变更|股改|增资|入库|申请"
)
_NUMBER = rf"(?:\d{{1,4}}(?:\.\d+)?|[{CHARACTERS}]{{1,6}})"
_RELATIVE = {"今年": 0, "本年": 0, "去年": -1, "旧年": -1, "上年": -1, "前年": -2, "大前年": -3}
_YEAR = (
    r"(?P<relative>大前年|今年|本年|去年|旧年|前年|上年)"
    r"|(?<!\d)(?P<year>(?:19|20)?\d{2}|[一二零九][零一二三四五六七八九]{3}|[零一二九][零一二三四五六七八九])\s*年(?!期|前|内|以)"
)
_MONTHS_NAMED = {
    **dict.fromkeys(("年初", "初", "元旦"), 1),
    **dict.fromkeys(("春节", "过年"), 2),
    "五一": 5,
    **dict.fromkeys(("年中", "中", "中旬", "六一"), 6),
    "国庆": 10,
    **dict.fromkeys(("双十一", "双11"), 11),
    **dict.fromkeys(("年底", "年末", "年尾", "底", "末", "尾", "圣诞"), 12),
}
_MONTH = (
    r"(?:的)?\s*(?:(?P<month>\d{1,2}|十[一二]?|[一二三四五六七八九])(?:[、到~\-]?(?:[一二三四五六七八九十]|\d{1,2}))?\s*月"
    rf"|(?P<season>(?!中[国标试心型期秋])(?:{'|'.join(sorted(_MONTHS_NAMED, key=len, reverse=True))})))"
)
_DAY = r"(?:份|\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[号日])?"
_NUMERIC = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})\s*[-./]?\s*(?P<month>(?<=[-./])[1-9]|0[1-9]|1[0-2])(?:[-./]?(?:0[1-9]|[12]\d|3[01]))?(?![\d%年])"
)
_DATE = re.compile(rf"(?:{_YEAR})\s*(?:{_MONTH}{_DAY})?")
_BARE_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d{2}(?![\d.,]\d|\d|\s*[年万人元wk个家件%亿]|[-/.])")
_ENGLISH = re.compile(
    r"(?P<english>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s*(?:of\s*)?(?P<year>(?:19|20)\d{2})"
)
_ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_THIS_YEAR = re.compile(rf"(?<![年\d一二三四五六七八九十个.]){_MONTH.replace('(?:的)?', '', 1)}{_DAY}(?=\s*(?:刚|才))")
_RECENT = re.compile(
    r"(?P<two>上上个?月|前个月)|(?P<one>上个?月)|(?P<none>这个月|本月|当月|上周|上个?礼拜|上个?星期|这周|昨天|前[几两]天)"
)

_SHORT = r"快要?|不到|不满|未满|不足|将近|接近|近|马上|即将|下个?月"
_AGE = re.compile(
    rf"(?P<hedge>{_SHORT}|大概|大约|约|差不多|有)?(?:就|要|满|有){{0,3}}\s*(?P<number>{_NUMBER}|半)\s*"
    rf"(?P<unit>个?年头?|个多?月|周年|周?岁|载)(?P<half>半)?(?:[零又]?(?P<months>{_NUMBER})个月)?(?P<more>多|出头|左右|有余)?(?P<short>\s*(?:都|还)?(?:不到|不满|未满))?"
)
_TELLER = r"(?:了|已经?|也|都|有|才|刚刚?|满|是|:|：|大概|大约|快要?|正好|刚好|整整|足足|将近|差不多|到现在|至今|到今年|今年|这|算下来|算起来|以来|时间|年限|年份|一共|总共|满打满算|前后|呃|嗯|有个|就|的|不过|现在|其实|还|马上|下个?月|超过|过完|刚过|成|干|\s)"
_RUN = r"[司厂企]龄|(?:公司|企业)年龄|经营|运营|创业|开|存续|营业|办|走过"
_AGE_BEHIND = re.compile(rf"(?:{_FOUNDED}|{_RUN}){_TELLER}{{0,6}}$")
_OWN_AGE_BEHIND = re.compile(rf"(?:[厂司]里?|厂子|我们|企业){_TELLER}{{0,6}}$")
"""After 公司 or 我们 alone the age must close the clause: 公司三年了, but not 公司三年没逾期."""
_CLOSES = re.compile(
    r"^\s*(?:了|啦|吧|咯|的(?:时间|历史)|左右|整|而已|多|光景)*\s*(?:$|[，。；！…\s]|还|但|从|主要|做|一直|目前|员工|有)"
)
_PERIOD = re.compile(r"^\s*(?:期|前|内|以内|之内|一[次期]|的(?:贷|期|利|流水|订单|合同|报表)|来没|没有?|做|卖)")
_OLD_FIRM = re.compile(rf"^\s*的?(?:老|新|初创|小|小微)*(?:{_FIRM}|牌子|企|店)")
_THIS_FIRM = re.compile(rf"^\s*了?(?:这|这个|这家|我们|咱)(?:{_FIRM})\s*$")
_AGO = re.compile(rf"^\s*(?:以前|之前|前)[^，。；\d]{{0,12}}?{_FOUNDED}")
_NOT_OF_A_FIRM = re.compile(r"(?:近|过去|这|最近|连续|前|后|未来|头|第|贷|借|租|每|再|明年)\s*$")
_NOT_AN_AGE = re.compile(rf"{_NOT_OF_A_FIRM.pattern}|(?:做|搞)了?\s*$")
_ALONE = re.compile(
    rf"^(?:公司|我们|已经?|都|也|有|干了|做了|开了|办了|呃|嗯|得有|今年|刚|才)*\s*(?:满\s*(?P<full>{_NUMBER}\s*(?:周?年))|(?P<age>(?:{_SHORT}|差不多|大概)?\s*{_NUMBER}\s*(?:个?年头?|岁)(?:半|多)?)\s*(?:了|啦|吧|咯))(?:了|啦|吧|咯)*$"
)
_AGE_OPENS = re.compile(r"(?:才|也就|就|刚刚?|目前|现在|到现在|已经|今年|\s){0,4}")
_AGE_ASKED = re.compile(rf"(?:{_FOUNDED}|{_RUN}|年头|年限)(?:时间|年限)?(?:[^，。；\d]{{0,4}})[，,：:]\s*$")
_JUST_ASKED = re.compile(rf"(?:{_FOUNDED}|年头|年限|新公司)[^，。；\d]{{0,6}}[，,：:？?]\s*$")
"""The clause before asks for the date or leads up to it: 成立得早，03年的."""
_REQUIRED_BEFORE = re.compile(
    r"(?:(?<!主)要求?|需要?|必须|至少|不少于|规定|门槛|是不是)[^，。]{0,6}$|(?:适合|面向|针对)[^，。我咱]{0,6}$"
)
_REQUIRED_AFTER = re.compile(r"^\s*(?:了)?(?:以上|以内|之内|以下|及以上|那条|这条|才|的?要求|的?条件|的?门槛|的?限制)")
_ASKED = re.compile(r"能(?!源|耗|力|量)|可以|可不可以|[吗么？?]|有哪些|有什么|有啥|列|哪些|多少|怎么|适合")
_OWN = re.compile(r"我|咱|本公司|俺")
_JUST = re.compile(r"刚刚?(?:成立|注册|办下?来|拿到?|领到?|开)|新(?:成立|注册|公司)")
_CORRECTION = re.compile(r"(?:不对|错|应该|哦不|更正|记混)[^。]{0,8}$|(?:不是)[^。]{1,14}[，,]?\s*(?:而?是)\s*$")
_TAKEN_BACK = re.compile(r"不对|错|不是|记混|更正|其实")
_DENIED = re.compile(r"(?:不是|并非|没到|还是)\s*$")
_DIGITS = "零一二三四五六七八九"
_LINKS = re.compile(
    rf"{_FOUNDED}(?:日期|时间|年份|年月|那年|那会儿?|那时候?|改[成为]|更新[为成]|填的?|写的?|上写的?|上的?|显示|证|是|于|在|的话|的|了|:|：|=|大概|大约|应该|好像|约|到|下来|公司|时候?|in|\s|-)*$"
)
_BARELY_LINKED = re.compile(rf"{_FOUNDED}(?:了|已经?|有|快|大概|才|满|\s)*$")
_BY_TOPIC = re.compile(r"(?:年头|时间|年限|年份|成立|注册)的话")
"""的话 that names the topic and supposes nothing."""
_NEXT_CLAUSE = re.compile(r"[，,]\s*[^，,。；;！!？?\n]{1,16}(?=$|[，,。；;！!？?\n])")
_REACH = 18
_EDGE = re.compile(r"[，,。；;！!？?\n…（）()]")


@dataclass(frozen=True)
class Founding:
    """``value``: 'YYYY-MM' or 'YYYY'; ``approximate`` when counted back from an age."""

    value: str
    approximate: bool
    start: int
    end: int


def founding(text: str, today: dt.date) -> Founding | None:
    """The founding date that normalised ``text`` tells, if any. The last one told counts, a date before an age."""
    imagined = [(part.start, part.end) for part in clauses(text) if part.supposed and not _BY_TOPIC.search(part.text)]
    matches = _date_matches(text)
    dates = _dates(text, matches, today)
    spoken = [match.span() for match in matches if not _is_age_like(match)]
    taken = [*spoken, *((date.start, date.end) for date in dates)]
    dated, supposed = _covered(text, taken), _covered(text, imagined)
    ages = [item for item in _ages(text, today) if not dated[item.start]]
    dates, ages = ([item for item in found if not supposed[item.start]] for found in (dates, ages))
    date, age = (max(found, key=lambda item: item.end, default=None) for found in (dates, ages))
    if date and age and _TAKEN_BACK.search(text, date.end, age.start):
        return age
    return date or age


def _covered(text: str, spans: list[tuple[int, int]]) -> bytearray:
    """For each character of ``text`` 1 within one of ``spans``, else 0."""
    covered = bytearray(len(text))
    for first, behind in spans:
        covered[first:behind] = b"\1" * (behind - first)
    return covered


def founding_answer(text: str, today: dt.date) -> Founding | None:
    """Like ``founding``, for a bare reply: 2021, 两年前, 去年三月."""
    for match in _date_matches(text):
        if found := _dated(match, today):
            return found
    if (age := _AGE.search(text)) and (found := _aged(age, today)):
        return found
    if just := _JUST.search(text):
        return Founding(_months_back(today, 1), True, just.start(), just.end())
    return None


def _date_matches(text: str) -> list[re.Match[str]]:
    """Dates left to right, none inside another."""
    patterns = (_ENGLISH, _NUMERIC, _DATE, _RECENT, _THIS_YEAR, _BARE_YEAR)
    found: list[re.Match[str]] = []
    for pattern in patterns:
        taken = _covered(text, [match.span() for match in found])
        found += [match for match in pattern.finditer(text) if not any(taken[match.start() : match.end()])]
    return sorted(found, key=lambda match: match.start())


def _dates(text: str, matches: list[re.Match[str]], today: dt.date) -> list[Founding]:
    found: list[Founding] = []
    for place, match in enumerate(matches):
        first = matches[place - 1].end() if place else 0
        behind = matches[place + 1].start() if place + 1 < len(matches) else len(text)
        if _tells_founding(text, match, first, behind, bool(found)) and (told := _dated(match, today)):
            found.append(told)
    return found


def _tells_founding(text: str, match: re.Match[str], first: int, behind: int, told: bool) -> bool:
    """Whether the date, between its neighbours at ``first`` and ``behind``, is that of the founding."""
    before, after = _around(text, match, first, behind)
    if _DENIED.search(before) or re.search(_BRANCH, (before.split() or [""])[-1]):
        return False
    asks = re.search(rf"的(?:{_FIRM})", after) and _ASKED.search(after) and not _OWN.search(before)
    if asks:
        return False
    founded = re.search(_FOUNDED, after)
    if founded and not _OTHER_EVENT.search(after[: founded.start()]):
        return not re.match(rf"的?第|[^，。]{{0,4}}周年|[了的]?[^，。]{{0,5}}?(?:{_BRANCH})", after[founded.end() :])
    follows_a_date = first and first == match.start() - len(before)
    if follows_a_date and re.match(_FOUNDED, before) and _OTHER_EVENT.search(after[:6]):
        return False
    if _LINKS.search(before):
        return not (_is_age_like(match) and _BARELY_LINKED.search(before))
    if re.search(rf"{_SINCE}\s*$", before) and re.match(
        r"(?:\s*$|[^，。]{0,4}(?:开始|做|干|经营|起|至今|到现在))", after
    ):
        return True
    if (
        re.match(rf"的(?:{_FIRM})", after)
        or (_surely_a_year(match) and re.match(rf"的?老(?:{_FIRM})", after))
        or (re.search(r"(?:公司|我们|厂子?|企业)(?:是|就是)?$", before) and after == "的")
    ):
        return match.re is not _BARE_YEAR
    lead = text[max(0, match.start() - 26) : match.start()]
    follows = _NEXT_CLAUSE.match(text, match.end())
    if not before.strip("公司我们厂是 ") and not after and follows and _founds(follows.group()):
        return True
    if (
        not before.strip("大概应该好像是在约也就 ")
        and _JUST_ASKED.search(lead.removesuffix(before))
        and not after.strip("的了吧啊呢事 ")
    ):
        return True
    return (
        bool(_CORRECTION.search(lead)) and (told or bool(re.search(_FOUNDED, lead))) and not after.strip("的了吧啊才对")
    )


def _founds(clause: str) -> bool:
    """Whether the clause behind a date that stands alone tells the founding: 2019年11月，刚注册."""
    founded = re.search(_FOUNDED, clause)
    return bool(founded) and not _OTHER_EVENT.search(clause) and not re.search(r"\d|年|月", clause)


def _around(text: str, match: re.Match[str], first: int, behind: int) -> tuple[str, str]:
    """What the clause says before and behind a date, up to the next date and no further than ``_REACH``."""
    start = max(first, match.start() - _REACH)
    edges = [edge.end() for edge in _EDGE.finditer(text, start, match.start())]
    close = _EDGE.search(text, match.end())
    end = min(behind, match.end() + _REACH, close.start() if close else len(text))
    return text[edges[-1] if edges else start : match.start()], text[match.end() : end]


def _is_age_like(match: re.Match[str]) -> bool:
    """15年 without a month may count years: 成立15年."""
    groups = match.groupdict()
    return bool(groups.get("year")) and len(groups["year"]) <= 2 and not (groups.get("month") or groups.get("season"))


def _surely_a_year(match: re.Match[str]) -> bool:
    """05年, 零八年, 2005年; 15年 may be an age."""
    year = match.groupdict().get("year") or ""
    return len(year) == 4 or year[:1] in ("0", "零", "9", "九")


def _dated(match: re.Match[str], today: dt.date) -> Founding | None:
    if match.re is _RECENT:
        back = {"two": 2, "one": 1, "none": 0}[match.lastgroup or "none"]
        return Founding(_months_back(today, back), False, match.start(), match.end())
    groups = match.groupdict()
    year = _year_of(match, groups, today)
    month = _month(groups)
    if match.re is _THIS_YEAR and year and month and month > today.month:
        year -= 1
    if year is None or not 1949 <= year <= today.year or (year == today.year and month and month > today.month):
        return None
    value = f"{year}-{month:02d}" if month else str(year)
    return Founding(value, bool(groups.get("season")), match.start(), match.end())


def _year_of(match: re.Match[str], groups: dict[str, str | None], today: dt.date) -> int | None:
    if match.re is _THIS_YEAR:
        return today.year
    if groups.get("relative"):
        return today.year + _RELATIVE[groups["relative"] or ""]
    return _year(groups.get("year") or match.group(), today)


def _year(text: str, today: dt.date) -> int | None:
    digits = "".join(str(_DIGITS.find(char)) if char in _DIGITS else char for char in text)
    if not digits.isdecimal():
        return None
    year = int(digits)
    if year > 1000:
        return year
    return 2000 + year if year <= today.year % 100 else 1900 + year if 78 <= year < 100 else None


def _month(groups: dict[str, str | None]) -> int | None:
    if groups.get("english"):
        return _ENGLISH_MONTHS.index(groups["english"] or "") + 1
    if groups.get("season"):
        return _MONTHS_NAMED[groups["season"] or ""]
    numeral = parse_numeral(groups.get("month") or "")
    return int(numeral.low) if numeral and 1 <= numeral.low <= 12 else None


def _ages(text: str, today: dt.date) -> list[Founding]:
    found = [_aged(match, today) for match in _AGE.finditer(text) if _tells_age(text, match)]
    if not any(found):
        found = [_aged(match, today) for match in _ages_alone(text)]
    return [item for item in found if item]


def _ages_alone(text: str) -> list[re.Match[str]]:
    """三年多了, as a clause of its own and not about what the clause before tells."""
    found: list[re.Match[str]] = []
    start = 0
    for piece in re.split(r"([，,。；;！!？?\s]+)", text):
        place = _age_in(piece, text[max(0, start - 14) : start])
        if place is not None and (match := _AGE.search(text, start + place)):
            found.append(match)
        start += len(piece)
    return found


def _age_in(piece: str, lead: str) -> int | None:
    """Where the age starts in a clause that is nothing but an age."""
    alone = _ALONE.match(piece)
    if alone and not _OTHER_EVENT.search(lead):
        return alone.start("age" if alone["age"] else "full")
    start = _AGE_OPENS.match(piece).end()  # type: ignore[union-attr]
    age = _AGE.match(piece, start)
    return start if age and _CLOSES.match(piece[age.end() :]) and _AGE_ASKED.search(lead) else None


def _tells_age(text: str, match: re.Match[str]) -> bool:
    before, after = _around(text, match, 0, len(text))
    generic = re.match(rf"[^，。]{{0,4}}的[^，。]{{0,4}}(?:{_FIRM})", after) and (
        _ASKED.search(after) or _ASKED.match(text, match.end() + len(after) + 1)
    )
    own = _OWN.search(before) or (match["hedge"] or "").startswith("快") or before.endswith(("快", "快要", "才"))
    if (generic and not own) or _REQUIRED_AFTER.match(after) or _DENIED.search(before):
        return False
    if _REQUIRED_BEFORE.search(before) or re.search(rf"{_BRANCH}|明年|后年", before):
        return False
    if _AGO.match(after):
        return True
    if _OLD_FIRM.match(after) and not _NOT_OF_A_FIRM.search(before):
        return True
    if _THIS_FIRM.match(after):
        return True
    if _PERIOD.match(after) or _NOT_AN_AGE.search(before):
        return False
    if match["unit"] != "岁" and _AGE_BEHIND.search(before):
        return True
    return bool(_OWN_AGE_BEHIND.search(before) and _CLOSES.match(after))


def _aged(match: re.Match[str], today: dt.date) -> Founding | None:
    numeral = parse_numeral(match["number"])
    if (
        numeral is None
        or numeral.low > 100
        or match["number"].startswith(("0", "零"))
        or re.match(r"[几数](?![十百])", match["number"])
    ):
        return None
    months = int(numeral.low * (1 if "月" in match["unit"] else 12)) + (6 if match["half"] else 0)
    extra = parse_numeral(match["months"] or "")
    months += int(extra.low) if extra else 0
    if match["short"] or re.fullmatch(_SHORT, match["hedge"] or ""):
        months -= 1
    return Founding(_months_back(today, months), True, match.start(), match.end())


def _months_back(today: dt.date, months: int) -> str:
    count = today.year * 12 + today.month - 1 - months
    return f"{count // 12}-{count % 12 + 1:02d}"
