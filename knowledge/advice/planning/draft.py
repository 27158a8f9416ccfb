"""Steps before they are numbered, and how they become steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.advice.estimate import Estimate
from knowledge.advice.items import contact_card, public_sources
from knowledge.advice.library import Library
from knowledge.advice.planning.model import Opening, Step
from knowledge.advice.planning.worth import estimate_text, estimated, wan
from knowledge.advice.rank import Ranked
from knowledge.catalogue.model import Record
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.terms.vocabulary import KINDS, fact_label

_REASONS_SHOWN = 3
PREPARATION = "preparation"


@dataclass(frozen=True)
class Draft:
    """A record to act on, or a preparation (``gaps`` and no record of its own) that ``opens`` others.

    ``after``: record ids, any one of which must come first.
    """

    role: str
    ranked: Ranked | None = None
    gaps: tuple[str, ...] = ()
    opens: tuple[Opening, ...] = ()
    after: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """Its record, or the records that wait for the preparation."""
        return (self.ranked.record.id,) if self.ranked else tuple(item.id for item in self.opens)


def step_of(
    draft: Draft,
    number: int,
    horizon: str,
    numbers: Mapping[str, int],
    library: Library,
    profile: EnterpriseProfile,
    openings_shown: int,
) -> Step:
    """``numbers``: record id -> number of the step that acts on it."""
    after = tuple(sorted({numbers[name] for name in draft.after if numbers.get(name, number) < number}))
    shown = draft.opens[:openings_shown]
    common = {
        "number": number,
        "horizon": horizon,
        "role": draft.role,
        "records": draft.ids,
        "opens": shown,
        "opens_more": len(draft.opens) - len(shown),
        "after": after,
    }
    if draft.ranked is None:
        return _preparation(draft, common)
    record, judgement = draft.ranked.record, draft.ranked.judgement
    found = estimated(record, profile) if record.kind in ("subsidy", "tax") else None
    return Step(
        **common,  # type: ignore[arg-type]
        title=record.title,
        kind=KINDS[record.kind],
        provider=record.provider,
        status=draft.ranked.status,
        benefit=record.benefit.summary,
        amount=_amount(record, found),
        how=record.apply.how,
        reasons=tuple(f"{leaf.text}（您：{leaf.yours}）" for leaf in judgement.met if leaf.yours)[:_REASONS_SHOWN],
        to_confirm=judgement.to_confirm,
        missing=tuple(fact_label(fact) for fact in judgement.missing),
        gaps=tuple(gap.text for gap in judgement.gaps),
        materials=tuple(record.apply.materials),
        window=record.apply.window,
        obligations=tuple(record.obligations),
        hints=tuple(f"{item.q}{item.a}" for item in record.faq[:1]) if record.kind == "certification" else (),
        estimate=estimate_text(record, found) if found and found.amount_wan > 0 else None,
        unverified=record.availability == "unverified",
        contact=contact_card(library.institutions[record.contact]),
        sources=public_sources(record),
        valid_until=record.valid_until,
        reviewed_on=record.reviewed_on,
    )


def _amount(record: Record, found: Estimate | None) -> str | None:
    if found and found.amount_wan > 0:
        return f"约{wan(found.amount_wan)}万元"
    most = record.benefit.amount_max_wan or record.benefit.cap_wan
    return f"最高{wan(most)}万元" if most else None


def _preparation(draft: Draft, common: dict[str, object]) -> Step:
    return Step(
        **common,  # type: ignore[arg-type]
        title="；".join(draft.gaps),
        kind="自己准备",
        provider="",
        status=PREPARATION,
        benefit="",
        amount=None,
        how="",
        reasons=(),
        to_confirm=(),
        missing=(),
        gaps=draft.gaps,
        materials=(),
        window=None,
        obligations=(),
        hints=(),
        estimate=None,
        unverified=False,
        contact=None,
        sources=(),
        valid_until=None,
        reviewed_on=None,
    )
