"""Which records can be put into figures: those whose formula a question is about, those computable now, loans by ceiling."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.advice.about import eligibility_report
from knowledge.advice.estimate import Estimate, estimate
from knowledge.advice.fit import for_this_firm
from knowledge.advice.library import Library, on_offer
from knowledge.catalogue.model import Record
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.eligibility.stage import find_stage
from knowledge.errors import EstimateImpossible

_WORDS = {
    "担保费": ("担保费",),
    "贴保": ("担保费",),
    "保险费": ("知识产权保险",),
    "保费": ("知识产权保险",),
    "贴息": ("贴息",),
    "利息": ("贴息",),
    "加计": ("加计扣除",),
    "研发": ("加计扣除",),
    "高企": ("高新技术企业认定",),
    "所得税": ("高新技术企业认定", "小型微利"),
    "小微": ("小型微利",),
    "增值税": ("增值税",),
    "进项": ("加计抵减",),
    "技术转让": ("技术转让",),
    "发债": ("发债",),
    "债券": ("发债",),
    "并购": ("并购",),
    "1:1": ("1:1",),
    "1比1": ("1:1",),
}
"""Words of a question about money -> words of the record that computes it; a word taken counts for no shorter one."""
_LENDING = ("bank-loan", "venture-debt", "guarantee", "ip-finance", "supply-chain")
_LOANS_SHOWN = 4
_ORDER = {"eligible": 0, "needs_info": 1, "near_miss": 2}
_CONFIDENCE = {"high": 0, "medium": 1, "low": 2}


@dataclass(frozen=True)
class Lenders:
    """Loans with a stated ceiling that may suit, with their status; ``unstated``: how many others state none."""

    shown: tuple[tuple[Record, str], ...]
    unstated: int


def estimable(library: Library, text: str, profile: EnterpriseProfile, today: dt.date) -> list[Record]:
    """Recommendable records with a formula about what ``text`` asks, the most often named first."""
    wanted = _wanted(text)
    found = [
        (sum(word in _about(record) for word in wanted), record)
        for record in on_offer(library, today).values()
        if record.benefit.formula and _suits(record, profile, today)
    ]
    best = max((count for count, _ in found), default=0)
    return sorted(
        (one for count, one in found if count == best > 0), key=lambda one: (_CONFIDENCE[one.confidence], one.id)
    )


def computable(
    library: Library, profile: EnterpriseProfile, today: dt.date, given: Mapping[str, float] | None = None
) -> list[tuple[Record, Estimate]]:
    """Every benefit worth something that the known facts and ``given`` inputs are enough for, where the firm is not ruled out; largest first."""
    found = []
    for record in on_offer(library, today).values():
        if not _suits(record, profile, today):
            continue
        try:
            one = estimate(record, profile, given)
        except EstimateImpossible:
            continue
        status, _ = eligibility_report(record, profile, today)
        if one.amount_wan > 0 and status in ("eligible", "needs_info"):
            found.append((record, one))
    return sorted(found, key=lambda pair: (-pair[1].amount_wan, pair[0].id))


def lenders(library: Library, profile: EnterpriseProfile, today: dt.date) -> Lenders:
    """Loans that the firm is not ruled out of, the surest first."""
    judged = [
        (record, eligibility_report(record, profile, today)[0])
        for record in on_offer(library, today).values()
        if record.kind in _LENDING and _suits(record, profile, today)
    ]
    open_ones = [(record, status) for record, status in judged if status in _ORDER]
    stated = [pair for pair in open_ones if pair[0].benefit.amount_max_wan]
    stated.sort(key=lambda pair: (_ORDER[pair[1]], _CONFIDENCE[pair[0].confidence], pair[0].id))
    return Lenders(tuple(stated[:_LOANS_SHOWN]), len(open_ones) - len(stated))


def _suits(record: Record, profile: EnterpriseProfile, today: dt.date) -> bool:
    return for_this_firm(record, profile, find_stage(profile, today).stage)


def _wanted(text: str) -> list[str]:
    left = text
    wanted: list[str] = []
    for word in sorted(_WORDS, key=len, reverse=True):
        if word in left:
            wanted += _WORDS[word]
            left = left.replace(word, "")
    return wanted


def _about(record: Record) -> str:
    formula = record.benefit.formula
    return f"{record.title} {formula.text} {formula.result}" if formula else ""
