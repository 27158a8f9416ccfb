"""Facts that a policy asks for, as (fact, operator, value), where the vocabulary has them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from knowledge.drafting.candidates import Confidence
from knowledge.drafting.comparisons import comparison
from knowledge.terms import titles
from knowledge.terms.normalise import normalise
from knowledge.terms.quantities import Quantity, quantities
from knowledge.terms.vocabulary import INDUSTRIES, PINGSHAN_SUBDISTRICTS, SHENZHEN_DISTRICTS, STAGES


@dataclass(frozen=True)
class Told:
    """``fact`` ``op`` ``value``, said by ``words`` at ``start`` up to ``end``."""

    fact: str
    op: str
    value: Any
    start: int
    end: int
    words: str
    confidence: Confidence = "high"
    note: str = ""

    def tree(self, leaf: dict[str, Any]) -> dict[str, Any]:
        """The condition for ``leaf``; a size of firm is told by either of two figures."""
        if self.fact != "employees" or "中小微" not in self.words:
            return leaf
        return {"any": [leaf, leaf | {"fact": "revenue_wan", "op": "lt", "value": _MEDIUM_REVENUE_WAN}]}


_MEDIUM_STAFF, _MEDIUM_REVENUE_WAN, _SMALL_STAFF = 1000, 40_000, 300
_REGISTERED = r"(?:商事|工商|税务)?(?:登记)?(?:注册|登记|纳税|经营|设立|成立|落户|统计)"
_PLACES = "|".join(
    [
        r"坪山区?",
        *(f"{name}街道" for name in PINGSHAN_SUBDISTRICTS),
        r"本区|我区|区内",
        *SHENZHEN_DISTRICTS[1:],
        r"深圳市?",
        r"本市|我市|市内",
    ]
)
_PLACE = re.compile(
    rf"(?:{_REGISTERED}[^，。；]{{0,12}}?(?:在|于|位于|均在|为))(?P<behind>{_PLACES})"
    rf"|在(?P<in>{_PLACES})(?:[（(][^）)]*[）)])?(?:行政区域|辖区|范围)?内?(?:依法)?[^，。；]{{0,4}}?(?:商事|工商)?(?:登记)?(?:注册|登记|纳税|(?:从事)?(?:实际)?经营|设立)"
    rf"|^(?:对)?(?P<of>{_PLACES})(?:依法)?(?:登记|注册)(?:的|注册)"
)
_AGE = re.compile(
    r"(?:成立|注册|存续|设立|经营|运营|从事(?:特定)?细分市场)(?:时间|年限|期限)?(?:[^，。；、\d一二两三四五六七八九十]{0,8})$"
)
_AGE_NOT = re.compile(r"实际控制人|从业|管理团队|承诺")
_WITHIN = re.compile(r"^(?:[（(]含[^）)]*[）)])?(?:以内|之内|内)")
_MONEY_FACTS = (
    ("rd_expense_wan", re.compile(r"研(?:究开)?发(?:费用?|投入|经费|支出)[^，。；]{0,10}$")),
    ("net_profit_wan", re.compile(r"净利润[^，。；]{0,10}$")),
    ("receivables_wan", re.compile(r"应收账款[^，。；]{0,10}$")),
    ("fixed_assets_wan", re.compile(r"固定资产(?:净值|原值)?[^，。；投贷]{0,8}$")),
    ("revenue_wan", re.compile(r"(?:营业收入|销售收入|营业额|销售额|营收|主营业务收入)[^，。；]{0,10}$")),
    ("need_amount_wan", re.compile(r"(?:贷款|授信|融资|担保)(?:余额|金额|额度|本金|总额)[^，。；]{0,10}$")),
)
_GROWTH = re.compile(r"增长|增幅|增加|增量|同比")
_RESEARCH_SHARE = re.compile(
    r"(?:研(?:究开)?发|科技)(?:费用?|投入|经费|支出)[^；。]{0,40}(?:占|比例|比重|强度)[^，。；]{0,20}$|研发(?:投入)?(?:占比|强度)[^，。；]{0,6}$"
)
_SHARE_GOES_ON = re.compile(r"^占[^，。；]{0,20}(?:收入|营收)[^，。；]{0,14}$")
_PEOPLE = re.compile(r"(?:职工|员工|从业人(?:员|数)|人数|在职)(?:总数|人数|数|数量)?[^，。；]{0,8}$")
_PEOPLE_NOT = re.compile(r"新招|招用|科技人员|研发人员|参保|残疾|高校|本科")
_RIGHTS = (
    ("invention_patents", re.compile(r"发明专利")),
    ("utility_patents", re.compile(r"实用新型(?:专利)?")),
    ("software_copyrights", re.compile(r"软件著作权|计算机软件著作")),
    ("trademarks", re.compile(r"注册商标|商标(?=权|专用权)")),
    ("patents_total", re.compile(r"(?<!发明)(?<!新型)(?<!设计)专利(?![权]?(?:执行|被侵权|保险|代理|奖|质押|法))")),
)
_HAS = re.compile(r"拥有|具有|具备|取得|获得|持有|有效|自主|授权|有|或|不少于|其中")
_RIGHT_COUNT = re.compile(r"[^，。；\d一二两三四五六七八九十]{0,10}$")
_RATING = re.compile(
    r"纳税信用(?:等级|评级|评价)?(?:结果)?(?:为|在|达到|不低于)?(?P<grades>[a-dm](?:级)?(?:[、或和及][a-dm]级?)*)级?(?P<up>[（(]?含?[）)]?(?:及)?以上)?"
)
_NO_GOOD = re.compile(
    r"(?:未|无|没有|不存在|非)[^，。；]{0,16}(?:失信|逾期|不良信用|违约|逃废债|不良(?:征信|贷款)|经营异常)"
    r"|(?:信用|征信)(?:记录|状况)?(?:情况)?良好"
)
_BAD = re.compile(r"(?:列入|纳入|存在|有)[^，。；]{0,12}(?:失信|逾期|严重违法)")
_INVESTED = re.compile(
    r"(?P<no>未(?:曾)?(?:获得?|接受)过?|首次获得?|没有获得过?)?(?:(?:已|曾)?(?:获得?|接受|取得)过?)?[^，。；、未没无获接取]{0,6}?(?:创业投资|创投|风险投资|股权投资|外部|机构)(?:机构|基金)?(?:的)?投资(?!对象|额|基金)"
)
_TERM = re.compile(r"(?:贷款|担保|授信|融资)(?:合同)?(?:期限|期)[^，。；]{0,8}$")
_TERM_BEHIND = re.compile(
    r"^(?:期)?(?:[（(]含[^）)]*[）)])?(?:及)?以上[^，。；]{0,4}(?:流动资金|固定资产|担保|银行|经营)?贷款"
)
_PURPOSES = (
    ("设备", re.compile(r"用于[^，。；]{0,6}(?:设备(?:更新|购置)|购置设备)")),
    ("研发", re.compile(r"(?:资金|贷款)[^，。；]{0,4}用于[^，。；]{0,6}研发")),
    ("并购", re.compile(r"用于[^，。；]{0,6}并购")),
)
_STAGE = re.compile("|".join(STAGES) + "|初创(?=科技|型|企业)")
_STAGE_OPENS = re.compile(r"处于|处在|属于")
_INDUSTRY_CUE = re.compile(r"主营|从事|属于|领域|产业|行业|的(?:生物|医药)|投向|登记的|企业")
_INDUSTRY_WORDS = (
    ("生物医药", re.compile(r"生物医药|医疗器械|生物制药|细胞与基因|创新药")),
    ("新能源（汽车）", re.compile(r"新能源(?:汽车)?|智能网联汽车|动力电池|储能")),
    ("新一代信息技术", re.compile(r"新一代(?:电子)?信息(?:技术)?|集成电路|半导体|人工智能|网络与通信")),
    ("智能制造", re.compile(r"智能制造|高端装备|智能装备|机器人|智能终端")),
)
_GRANT = re.compile(r"(?:获得|取得|拿到|享受)过?[^，。；]{0,6}坪山区?科技创新(?:专项)?资金")
_SIZES = (
    (_MEDIUM_STAFF, re.compile(r"中小微企业"), "这里按从业不到1000人或年营收不到4亿元判断，各行业标准不同，请核对"),
    (_SMALL_STAFF, re.compile(r"小微企业|小型[、和或]?微型企业"), "这里按从业不到300人判断，各行业标准不同，请核对"),
)


def facts_told(text: str, *, place: str | None) -> list[Told]:
    """The facts that a sentence of a policy asks for, by place; ``place`` is what 本区 or 我市 stands for."""
    normal = normalise(text)
    found = [told for reader in _READERS for told in reader(normal, place)]
    found += [told for quantity in quantities(normal) for told in _measured(normal, quantity)]
    return sorted(
        (replace(told, words=text[told.start : told.end]) for told in _not_twice(found)), key=lambda told: told.start
    )


def _not_twice(found: list[Told]) -> Iterator[Told]:
    seen: set[tuple[str, str, str]] = set()
    for told in found:
        key = (told.fact, told.op, str(told.value))
        if key not in seen:
            seen.add(key)
            yield told


def _told(
    fact: str, op: str, value: Any, start: int, end: int, confidence: Confidence = "high", note: str = ""
) -> Told:
    return Told(fact, op, value, start, end, "", confidence, note)


def _where(text: str, place: str | None) -> Iterator[Told]:
    for found in _PLACE.finditer(text):
        named = found["behind"] or found["in"] or found["of"]
        inside = place if named in ("本区", "我区", "区内", "本市", "我市", "市内") else None
        if named in ("本市", "我市", "市内"):
            inside = "深圳市" if place else None
        if named.startswith("坪山") or named.removesuffix("街道") in PINGSHAN_SUBDISTRICTS or inside == "坪山区":
            yield _told("district", "eq", "坪山区", found.start(), found.end())
        elif named in SHENZHEN_DISTRICTS:
            yield _told("district", "eq", named, found.start(), found.end())
        elif named.startswith("深圳") or inside == "深圳市":
            yield _told("city", "eq", "深圳市", found.start(), found.end())


def _titles(text: str, place: str | None) -> Iterator[Told]:
    names = [name for name in titles.TITLE.finditer(text) if "认定" not in text[name.end() : name.end() + 1]]
    if not names:
        return
    values = list(dict.fromkeys(titles.kind(name) for name in names))
    if re.search(r"专精特新企业", text) and "专精特新小巨人" not in values:
        values.append("专精特新小巨人")
    start, end = names[0].start(), names[-1].end()
    behind = re.match(r"[”\"」』]?(?:企业|资格|证书|资质|认定)*", text[end:])
    denied = re.search(r"(?:未|尚未|没有|不是)[^，。；]{0,6}$", text[:start])
    yield _told(
        "certifications", "has_none" if denied else "has_any", values, start, end + (behind.end() if behind else 0)
    )


def _rating(text: str, place: str | None) -> Iterator[Told]:
    for found in _RATING.finditer(text):
        grades = [grade.upper() for grade in re.findall("[a-dm]", found["grades"])]
        if found["up"] or "不低于" in found.group():
            grades = {"A": ["A"], "B": ["A", "B"], "M": ["A", "B", "M"], "C": ["A", "B", "M", "C"]}.get(
                grades[0], grades
            )
        yield _told("tax_rating", "in", grades, found.start(), found.end())


def _standing(text: str, place: str | None) -> Iterator[Told]:
    found = _NO_GOOD.search(text) or _BAD.search(text)
    if found:
        yield _told("overdue", "eq", False, found.start(), found.end(), "medium")


def _invested(text: str, place: str | None) -> Iterator[Told]:
    if found := _INVESTED.search(text):
        if found["no"]:
            yield _told("equity_round", "eq", "未融资", found.start(), found.end(), "medium")
        elif re.search(r"获|接受|取得", found.group()):
            yield _told("equity_round", "not_in", ["未融资"], found.start(), found.end(), "medium")


def _purpose(text: str, place: str | None) -> Iterator[Told]:
    for purpose, pattern in _PURPOSES:
        if found := pattern.search(text):
            yield _told("need_purpose", "eq", purpose, found.start(), found.end(), "medium")


def _stage(text: str, place: str | None) -> Iterator[Told]:
    found = [match for match in _STAGE.finditer(text) if match.group() in STAGES]
    opens = found and _STAGE_OPENS.search(text[max(0, found[0].start() - 6) : found[0].start()])
    if found and opens:
        values = list(dict.fromkeys(match.group() for match in found))
        op, value = ("in", values) if len(values) > 1 else ("eq", values[0])
        yield _told("stage", op, value, found[0].start(), found[-1].end(), "medium")


def _industry(text: str, place: str | None) -> Iterator[Told]:
    found = [(name, match) for name, pattern in _INDUSTRY_WORDS for match in pattern.finditer(text)]
    found.sort(key=lambda pair: pair[1].start())
    if not found or not _INDUSTRY_CUE.search(text):
        return
    values = [name for name in INDUSTRIES if any(name == other for other, _ in found)]
    start, end = found[0][1].start(), max(match.end() for _, match in found)
    op, value = ("in", values) if len(values) > 1 else ("eq", values[0])
    yield _told("industry", op, value, start, end, "medium")


def _grant(text: str, place: str | None) -> Iterator[Told]:
    if found := _GRANT.search(text):
        yield _told("district_grant", "eq", True, found.start(), found.end(), "medium")


def _size(text: str, place: str | None) -> Iterator[Told]:
    for staff, pattern, note in _SIZES:
        if found := pattern.search(text):
            yield _told("employees", "lt", staff, found.start(), found.end(), "low", note)
            return


def _rights(text: str, place: str | None) -> Iterator[Told]:
    """拥有发明专利: at least one; a count beside it is read by ``_counted``."""
    numbers = [quantity for quantity in quantities(text) if quantity.kind in ("count", "plain")]
    for fact, pattern in _RIGHTS:
        for found in pattern.finditer(text):
            counted = any(
                _RIGHT_COUNT.fullmatch(text[found.end() : number.start])
                or text[number.end : found.start()] in ("", "以上", "及以上", "有效", "以上有效", "以上的", "授权")
                for number in numbers
                if number.kind == "count"
            )
            if not counted and _HAS.search(text[max(0, found.start() - 14) : found.start()]):
                yield _told(fact, "ge", 1, found.start(), found.end(), "medium")
                break


_READERS: tuple[Callable[[str, str | None], Iterator[Told]], ...] = (
    _where,
    _titles,
    _rating,
    _standing,
    _invested,
    _purpose,
    _stage,
    _industry,
    _grant,
    _size,
    _rights,
)


def _measured(text: str, quantity: Quantity) -> Iterator[Told]:
    opening = max(text.rfind(mark, 0, quantity.start) for mark in "；。:：") + 1
    before, behind = text[opening : quantity.start], text[quantity.end :]
    op = comparison(before, behind)
    reader = {
        "money": _money,
        "percent": _percent,
        "count": _counted,
        "plain": _counted,
        "years": _aged,
        "months": _aged,
    }.get(quantity.kind)
    if reader:
        yield from reader(text, before, behind, op, quantity)


def _span(before: str, pattern: re.Pattern[str], quantity: Quantity, behind: str) -> tuple[int, int]:
    found = pattern.search(before)
    start = quantity.start - (len(before) - found.start() if found else 0)
    after = re.match(r"(?:[（(]含[^）)]*[）)])?(?:及)?(?:以上|以下|以内|之内|内)?", behind)
    return start, quantity.end + (after.end() if after else 0)


def _money(text: str, before: str, behind: str, op: str | None, quantity: Quantity) -> Iterator[Told]:
    clause = re.split(r"[，,]", before)[-1]
    fact, pattern = next(((fact, pattern) for fact, pattern in _MONEY_FACTS if pattern.search(clause)), (None, None))
    if fact is None or pattern is None or _GROWTH.search(clause):
        return
    start, end = _span(clause, pattern, quantity, behind)
    if quantity.low != quantity.high:
        yield _told(fact, "ge", _whole(quantity.low), start, end)
        yield _told(fact, "le", _whole(quantity.high), start, end)
    elif op:
        yield _told(fact, op, _whole(quantity.high), start, end)


def _percent(text: str, before: str, behind: str, op: str | None, quantity: Quantity) -> Iterator[Told]:
    clause = re.split(r"[，,]", before)[-1]
    shared = _RESEARCH_SHARE.search(before) or (
        _SHARE_GOES_ON.search(clause.lstrip("且")) and re.search(r"研(?:究开)?发", before)
    )
    if shared and op and not _GROWTH.search(clause) and "人员" not in clause and "高新技术产品" not in clause:
        start, end = _span(before, re.compile(r"(?:近[^，。；]{1,4})?研[^研]*$"), quantity, behind)
        yield _told("rd_ratio_pct", op, _whole(quantity.high), start, end)


def _counted(text: str, before: str, behind: str, op: str | None, quantity: Quantity) -> Iterator[Told]:
    clause = re.split(r"[，,；]", before)[-1]
    if quantity.unit.endswith("人") or (
        quantity.kind == "plain" and _PEOPLE.search(clause) and behind.startswith("人")
    ):
        if _PEOPLE.search(clause) and not _PEOPLE_NOT.search(clause) and op:
            yield _told("employees", op, _whole(quantity.high), *_span(clause, _PEOPLE, quantity, behind))
        return
    for fact, pattern in _RIGHTS:
        named = [found for found in pattern.finditer(clause) if _RIGHT_COUNT.fullmatch(clause[found.end() :])]
        if named:
            yield _told(
                fact,
                op or "ge",
                _whole(quantity.high),
                quantity.start - len(clause) + named[-1].start(),
                _span(clause, pattern, quantity, behind)[1],
            )
            return
        after = re.match(rf"(?:及)?(?:以上)?(?:的|有效|授权)*(?:{pattern.pattern})", behind)
        if after and quantity.kind == "count":
            yield _told(fact, op or "ge", _whole(quantity.high), quantity.start, quantity.end + after.end())
            return


def _aged(text: str, before: str, behind: str, op: str | None, quantity: Quantity) -> Iterator[Told]:
    months = _whole(quantity.high * (12 if quantity.kind == "years" else 1))
    clause = re.split(r"[，,；、]", before)[-1]
    if _AGE.search(clause) and not _AGE_NOT.search(clause):
        told = op or ("le" if _WITHIN.match(behind) else None)
        if told:
            yield _told("age_months", told, months, *_span(clause, _AGE, quantity, behind))
    elif _TERM.search(clause) and op:
        yield _told("need_term_months", op, months, *_span(clause, _TERM, quantity, behind))
    elif longer := _TERM_BEHIND.match(behind):
        yield _told("need_term_months", "ge", months, quantity.start, quantity.end + longer.end())


def _whole(value: float) -> float:
    return int(value) if value == int(value) else round(value, 4)
