"""One detail of a record: what its fields and its own sentences state, or that they do not state it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.advice.aspects import aspects
from knowledge.catalogue.conditions import All, Condition, Leaf, Not
from knowledge.catalogue.model import Record
from knowledge.eligibility.wording import number

_SENTENCE = re.compile(r"[^。；！？]+[。；！？]?")
_CLAUSE = re.compile(r"[^，：]+")
_SHORT = 20
"""Characters up to which a sentence is quoted whole; of a longer one only the clauses that answer."""
_UNSTATED = re.compile(r"没有写|没写|没有查到|没查到|没有公开|没有统一价|不是统一")
_TELLING = {
    "amount": re.compile(
        r"额度(?!有效期)|单户|单笔|上限|(?:最高|最多|每家|每年)[^，。]*\d|\d[^，。]*(?:以内|封顶)|\d比\d|1:1"
    ),
    "rate": re.compile(r"利率|年化|费率|综合成本|LPR|基点|贴[^，。]*(?:百分点|%|一半)|低息"),
    "term": re.compile(r"期限|\d年期|\d到\d年|最长|年以上|连补|中长期"),
    "security": re.compile(r"抵押|质押|信用贷|纯信用|反担保|不押"),
    "speed": re.compile(r"工作日|\d天|审批[^，]*(?:快|约|\d)|不用审批|半年|秒批|线上测额"),
    "fees": re.compile(r"费率|(?<!付)(?<!付了)担保费(?!发票|率)|手续费|评估费|保证金|承诺费|收费|免费(?!培训)"),
    "renewal": re.compile(r"续贷|续上|续期|展期|续保|连补|重新认定|循环|接着"),
}
_ALSO_IN_HOW = ("speed", "fees", "renewal", "security")


@dataclass(frozen=True)
class Detail:
    """``lines`` answer the aspect; empty when the record does not state it."""

    aspect: str
    label: str
    lines: tuple[str, ...]


def detail(record: Record, aspect: str) -> Detail:
    """What ``record`` states about ``aspect`` (a key of aspects.yml)."""
    return Detail(aspect, aspects()[aspect].label, tuple(dict.fromkeys(_lines(record, aspect))))


def _lines(record: Record, aspect: str) -> Iterable[str]:
    match aspect:
        case "conditions":
            return _conditions(record.conditions) if record.conditions else ()
        case "materials":
            return ("、".join(record.apply.materials),) if record.apply.materials else ()
        case "apply":
            return (record.apply.how,)
        case "obligations":
            return record.obligations
        case "deadline":
            return _dates(record)
        case "contact" | "basis":
            return ()
    return _figures(record, aspect, found := _quoted(record, aspect)) + found


def _conditions(node: Condition) -> list[str]:
    """A line a condition; of alternatives one line that says so."""
    if isinstance(node, Leaf):
        return [node.text]
    if isinstance(node, Not):
        return _conditions(node.not_)
    if isinstance(node, All):
        return [line for child in node.all for line in _conditions(child)]
    ways = list(dict.fromkeys("且".join(_conditions(child)) for child in node.any))
    return [f"满足一项即可：{'；'.join(ways)}"] if len(ways) > 1 else ways


def _dates(record: Record) -> list[str]:
    until = [f"有效期至{record.valid_until}"] if record.valid_until else []
    return until + ([f"申报时间：{record.apply.window}"] if record.apply.window else [])


def _figures(record: Record, aspect: str, quoted: tuple[str, ...]) -> tuple[str, ...]:
    """The record's own fields, unless a quoted sentence says the same figure."""
    benefit = record.benefit
    most = benefit.amount_max_wan or benefit.cap_wan
    stated = {
        "amount": f"最高{number(most)}万元" if most else "",
        "rate": f"{number(benefit.rate_pct)}%" if benefit.rate_pct else "",
        "term": f"最长{months(benefit.term_months_max)}" if benefit.term_months_max else "",
    }.get(aspect, "")
    figure = re.sub(r"\D+", "", stated)
    if not stated or any(re.search(rf"(?<!\d){figure}(?!\d)", line) for line in quoted):
        return ()
    return (stated,)


def months(count: int) -> str:
    """36 -> '3年'; 18 -> '18个月'."""
    return f"{count // 12}年" if count % 12 == 0 else f"{count}个月"


def _quoted(record: Record, aspect: str) -> tuple[str, ...]:
    telling = _TELLING[aspect]
    texts = [record.benefit.summary, *record.obligations]
    texts += [record.apply.how] if aspect in _ALSO_IN_HOW else []
    texts += [item.a for item in record.faq if telling.search(item.q)]
    found = [part for text in texts for sentence in _SENTENCE.findall(text) for part in _part(sentence, telling)]
    return tuple(part for part in found if not _UNSTATED.search(part))


def _part(sentence: str, telling: re.Pattern[str]) -> list[str]:
    sentence = sentence.strip("。；！？ ")
    if not telling.search(sentence):
        return []
    if len(sentence) <= _SHORT:
        return [sentence]
    return ["，".join(clause.strip() for clause in _CLAUSE.findall(sentence) if telling.search(clause))]
