"""A ranked record as the founder sees it: every figure is the record's own, every reason names a fact of theirs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from knowledge.advice.fit import wanted_need
from knowledge.advice.library import Library, differences_of
from knowledge.advice.rank import Ranked
from knowledge.catalogue.model import CommonQuestion, Institution, Record
from knowledge.catalogue.precedence import Difference
from knowledge.eligibility.profile import EnterpriseProfile, interval
from knowledge.eligibility.wording import number
from knowledge.terms.vocabulary import KINDS, fact_label

_REASONS_SHOWN = 3


@dataclass(frozen=True)
class Item:
    """One recommendation: keys of DESIGN section 6, plus what only the desk can confirm."""

    id: str
    title: str
    kind: str
    provider: str
    status: str
    score: float
    benefit: str
    reasons: tuple[str, ...]
    missing: tuple[str, ...]
    gaps: tuple[str, ...]
    to_confirm: tuple[str, ...]
    differences: tuple[Difference, ...]
    sources: tuple[dict[str, Any], ...]
    valid_until: str | None
    reviewed_on: str
    contact: dict[str, Any]
    apply: str
    unverified: bool


def item_of(ranked: Ranked, library: Library, profile: EnterpriseProfile) -> Item:
    """The public face of a ranked record."""
    record, judgement = ranked.record, ranked.judgement
    return Item(
        id=record.id,
        title=record.title,
        kind=KINDS[record.kind],
        provider=record.provider,
        status=ranked.status,
        score=ranked.score,
        benefit=record.benefit.summary,
        reasons=_reasons(ranked, profile),
        missing=tuple(fact_label(fact) for fact in judgement.missing),
        gaps=tuple(gap.text for gap in judgement.gaps) if ranked.status == "near_miss" else (),
        to_confirm=_too_small(record, profile) + judgement.to_confirm,
        differences=differences_of(library, record),
        sources=public_sources(record),
        valid_until=record.valid_until.isoformat() if record.valid_until else None,
        reviewed_on=record.reviewed_on.isoformat(),
        contact=contact_card(library.institutions[record.contact]),
        apply=record.apply.how,
        unverified=record.availability == "unverified",
    )


def public_sources(item: Record | CommonQuestion) -> tuple[dict[str, Any], ...]:
    """Sources without the addresses that only staff may see."""
    return tuple(
        {
            "title": source.title,
            "issuer": source.issuer,
            "doc_no": source.doc_no,
            "date": source.date,
            "url": str(source.url) if source.url else None,
        }
        for source in item.sources
    )


def contact_card(institution: Institution, reasons: tuple[str, ...] = ()) -> dict[str, Any]:
    """A public desk (DESIGN section 6, `contacts`); ``reasons``: why this one was chosen."""
    source = institution.sources[0]
    return {
        "id": institution.id,
        "name": institution.name,
        "expertise": list(institution.expertise),
        "phone": institution.phone,
        "address": institution.address,
        "hours": institution.hours,
        "reasons": list(reasons),
        "url": str(institution.url) if institution.url else None,
        "source": f"{source.issuer}《{source.title.strip('《》')}》",
    }


def _reasons(ranked: Ranked, profile: EnterpriseProfile) -> tuple[str, ...]:
    met = [f"{leaf.text}（您：{leaf.yours}）" for leaf in ranked.judgement.met if leaf.yours]
    return tuple((_amount_reason(ranked.record, profile) + met + _fit_reasons(ranked, profile))[:_REASONS_SHOWN])


def _amount_reason(record: Record, profile: EnterpriseProfile) -> list[str]:
    wanted, ceiling = interval(profile.need_amount_wan), record.benefit.amount_max_wan
    if wanted is None or ceiling is None or wanted_need(profile) not in record.needs or ceiling < wanted[0]:
        return []
    return [f"最高{number(ceiling)}万元，够得上您要的{number(wanted[0])}万元"]


def _too_small(record: Record, profile: EnterpriseProfile) -> tuple[str, ...]:
    wanted, ceiling = interval(profile.need_amount_wan), record.benefit.amount_max_wan
    if wanted is None or ceiling is None or wanted_need(profile) not in record.needs or ceiling >= wanted[0]:
        return ()
    return (f"最高{number(ceiling)}万元，不够您要的{number(wanted[0])}万元，可能要和别的产品一起用",)


def _fit_reasons(ranked: Ranked, profile: EnterpriseProfile) -> list[str]:
    record, reasons = ranked.record, []
    if profile.industry and profile.industry in record.industries:
        reasons.append(f"面向{profile.industry}企业")
    if profile.need_purpose and profile.need_purpose in record.purposes:
        reasons.append(f"可用于{profile.need_purpose}")
    wanted = wanted_need(profile)
    if wanted and wanted in record.needs:
        reasons.append(f"对应您的{wanted}需求")
    if profile.stage and profile.stage in record.stages:
        reasons.append(f"适合{profile.stage}企业")
    return reasons
