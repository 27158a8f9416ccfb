"""Scores every record that may be recommended to one firm."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from knowledge.advice.fit import amount_fit, for_this_firm, industry_fit, need_fit
from knowledge.advice.library import Library
from knowledge.advice.settings import Weights, weights
from knowledge.catalogue.model import Record
from knowledge.eligibility.judge import Judgement, judge
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.eligibility.truth import Truth

_NEAR_MISS_GAPS = 2
_NEAR_MISS_UNKNOWN = 1
_LENDING = ("bank-loan", "venture-debt", "guarantee", "ip-finance", "supply-chain", "leasing", "bridge-loan")


@dataclass(frozen=True)
class Ranked:
    """A record, its judgement, its status (DESIGN section 6) and the parts of its score."""

    record: Record
    judgement: Judgement
    status: str
    score: float
    parts: dict[str, float]


def rank(
    library: Library, profile: EnterpriseProfile, *, stage: str | None, today: dt.date, words: str = ""
) -> list[Ranked]:
    """Every recommendable record that suits the firm, best first.

    ``profile`` holds the stage to judge by; ``words`` are the founder's own, for the search index.
    """
    settings = weights()
    meaning = library.retriever.similarity(f"{words} {situation_text(profile, stage)}")
    ranked = [
        _ranked(record, profile, stage, today, meaning.get(record.id, 0.0), settings)
        for record in library.records.values()
        if record.recommendable(today) and for_this_firm(record, profile, stage)
    ]
    return sorted(ranked, key=lambda item: (-item.score, item.record.id))


def status_of(judgement: Judgement) -> str:
    """eligible, needs_info, near_miss or ineligible."""
    if judgement.truth is Truth.YES:
        return "eligible"
    if judgement.truth is Truth.UNKNOWN:
        return "needs_info"
    open_questions = sum(
        leaf.must and leaf.fact is not None and leaf.verdict is Truth.UNKNOWN for leaf in judgement.leaves
    )
    few = 0 < len(judgement.gaps) <= _NEAR_MISS_GAPS and open_questions <= _NEAR_MISS_UNKNOWN
    near = few and all(gap.closable for gap in judgement.gaps)
    return "near_miss" if near else "ineligible"


def situation_text(profile: EnterpriseProfile, stage: str | None) -> str:
    """The firm and its need as one line for the search index."""
    words = [profile.need_kind, profile.need_purpose, profile.industry, stage]
    if (profile.invention_patents or 0) + (profile.utility_patents or 0) > 0:
        words.append("专利 知识产权")
    if profile.collateral == ():
        words.append("信用 无抵押")
    if profile.overdue:
        words.append("逾期")
    if profile.receivables_wan:
        words.append("应收账款")
    return " ".join(["科技企业 融资", *(word for word in words if word), *(profile.certifications or ())])


def _ranked(
    record: Record, profile: EnterpriseProfile, stage: str | None, today: dt.date, meaning: float, settings: Weights
) -> Ranked:
    judgement = judge(record, profile, today=today)
    parts = {
        "need": need_fit(record, profile, settings),
        "eligibility": settings.eligibility[judgement.truth.value] * (1.0 if judgement.typed else 0.8),
        "meaning": meaning,
        "stage": 1.0 if stage else 0.5,
        "industry": industry_fit(record, profile),
        "level": settings.level[record.level],
        "confidence": settings.confidence[record.confidence]
        * (settings.unverified_factor if record.availability == "unverified" else 1.0),
        "evidence": _evidence(judgement, settings),
        "amount": amount_fit(record, profile),
        "directness": settings.directness.get(record.kind, 1.0),
    }
    score = sum(settings.weights[name] * value for name, value in parts.items()) / sum(settings.weights.values())
    status = status_of(judgement)
    if profile.overdue and record.kind in _LENDING and status == "eligible":
        status = "needs_info"  # lenders look at arrears first, whether or not the page says so
    return Ranked(record, judgement, status, round(score, 4), parts)


def _evidence(judgement: Judgement, settings: Weights) -> float:
    """Share of up to two telling conditions that are met."""
    telling = {leaf.fact for leaf in judgement.met if leaf.must and leaf.fact not in settings.commonplace}
    return min(1.0, len(telling) / 2)
