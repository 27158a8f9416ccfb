"""Whether a record is for this firm at all, and how well it serves the need. Every score lies in 0..1."""

from __future__ import annotations

from knowledge.advice.settings import Weights
from knowledge.catalogue.model import Record
from knowledge.eligibility.profile import EnterpriseProfile, interval
from knowledge.terms.vocabulary import ANYWHERE_IN_SHENZHEN, ELSEWHERE_IN_SHENZHEN, SHENZHEN_DISTRICTS

_NEUTRAL = 0.6


def reaches(record: Record, district: str | None) -> bool:
    """Whether the record's region covers a firm registered in ``district`` (unknown: it may)."""
    if district is None or "全国" in record.region:
        return True
    shenzhen = district in (*SHENZHEN_DISTRICTS, ANYWHERE_IN_SHENZHEN, ELSEWHERE_IN_SHENZHEN)
    if not shenzhen:
        return False
    return "深圳市" in record.region or "广东省" in record.region or district in (*record.region, ANYWHERE_IN_SHENZHEN)


def for_this_firm(record: Record, profile: EnterpriseProfile, stage: str | None) -> bool:
    """Region, stage and industry do not rule the record out; refinancing products only for refinancing."""
    refinancing = record.purposes == ["转贷"] and profile.need_purpose not in (None, "转贷")
    wrong_stage = stage is not None and stage not in record.stages
    wrong_industry = (
        bool(record.industries) and profile.industry is not None and profile.industry not in record.industries
    )
    return reaches(record, profile.district) and not (refinancing or wrong_stage or wrong_industry)


def need_fit(record: Record, profile: EnterpriseProfile, settings: Weights) -> float:
    """How well the record's kind and purposes serve what the founder asks for."""
    wanted = wanted_need(profile)
    if wanted is None:
        kind = _NEUTRAL
    elif wanted in record.needs:
        kind = 1.0
    else:
        related = settings.related_needs.get(wanted, {})
        kind = max((related.get(need, 0.0) for need in record.needs), default=0.2)
    return kind * _purpose_fit(record, profile, settings)


def wanted_need(profile: EnterpriseProfile) -> str | None:
    """The kind of money asked for: as said, or a loan when an amount or a purpose was named."""
    if profile.need_kind:
        return profile.need_kind
    if profile.need_purpose == "上市":
        return "上市"
    return "贷款" if profile.need_amount_wan is not None or profile.need_purpose else None


def _purpose_fit(record: Record, profile: EnterpriseProfile, settings: Weights) -> float:
    if profile.need_purpose in (None, "其他"):
        return settings.purpose["match"]
    if profile.need_purpose in record.purposes:
        return settings.purpose["match"]
    rare = "_when_rare" if profile.need_purpose in settings.rare_purposes else ""
    return settings.purpose[("other" if record.purposes else "open") + rare]


def industry_fit(record: Record, profile: EnterpriseProfile) -> float:
    """1 for a scheme made for this industry; neutral when open to all."""
    return 1.0 if profile.industry and profile.industry in record.industries else _NEUTRAL


def amount_fit(record: Record, profile: EnterpriseProfile) -> float:
    """1 when the ceiling covers the need, less as it falls short; neutral when either is unknown."""
    wanted = interval(profile.need_amount_wan)
    ceiling = record.benefit.amount_max_wan
    if wanted is None or ceiling is None or wanted[0] <= 0:
        return _NEUTRAL
    return min(1.0, ceiling / wanted[0])
