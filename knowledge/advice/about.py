"""Answers about single records: public view, and conditions one by one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from knowledge.advice.items import contact_card, public_sources
from knowledge.advice.library import Library, differences_of, replacement_of
from knowledge.advice.rank import status_of
from knowledge.catalogue.conditions import All, Any_, Condition, leaves
from knowledge.catalogue.model import Record
from knowledge.catalogue.precedence import document
from knowledge.eligibility.judge import Judgement, judge
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.eligibility.stage import find_stage
from knowledge.eligibility.truth import Truth
from knowledge.terms.vocabulary import KINDS

_STANDARD = re.compile("标准[一二三四五六]")


def standing(record: Record, library: Library, today: dt.date) -> str:
    """Why a record may not be recommended today: superseded / expired / not_started / its availability; '' when it may."""
    if replacement_of(library, record, today):
        return "superseded"
    if record.availability not in ("available", "unverified"):
        return record.availability
    if record.valid_until and today > record.valid_until:
        return "expired"
    return "not_started" if record.valid_from and today < record.valid_from else ""


def public_view(record: Record, library: Library, today: dt.date) -> dict[str, Any]:
    """One record's public fields (DESIGN section 6, `record`)."""
    benefit = record.benefit
    return {
        "id": record.id,
        "title": record.title,
        "kind": KINDS[record.kind],
        "board": record.board,
        "provider": record.provider,
        "level": record.level,
        "region": list(record.region),
        "stages": list(record.stages),
        "industries": list(record.industries),
        "benefit": benefit.summary,
        "amount_max_wan": benefit.amount_max_wan,
        "cap_wan": benefit.cap_wan,
        "rate_pct": benefit.rate_pct,
        "ratio_pct": benefit.ratio_pct,
        "term_months_max": benefit.term_months_max,
        "formula": benefit.formula.text if benefit.formula else None,
        "conditions": [leaf.text for leaf in record.leaves()],
        "apply": record.apply.how,
        "materials": list(record.apply.materials),
        "window": record.apply.window,
        "apply_url": str(record.apply.url) if record.apply.url else None,
        "obligations": list(record.obligations),
        "valid_from": record.valid_from.isoformat() if record.valid_from else None,
        "valid_until": record.valid_until.isoformat() if record.valid_until else None,
        "reviewed_on": record.reviewed_on.isoformat(),
        "standing": standing(record, library, today),
        "replaced_by": _replaced_by(record, library, today),
        "differences": [asdict(found) for found in differences_of(library, record)],
        "unverified": record.availability == "unverified",
        "contact": contact_card(library.institutions[record.contact]),
        "sources": list(public_sources(record)),
    }


def _replaced_by(record: Record, library: Library, today: dt.date) -> dict[str, str] | None:
    later = replacement_of(library, record, today)
    return {"id": later.id, "title": later.title, "document": document(later)} if later else None


def eligibility_report(record: Record, profile: EnterpriseProfile, today: dt.date) -> tuple[str, Judgement]:
    """Status and judgement of one record for the firm, its stage inferred where not stated."""
    judged_by = profile.model_copy(update={"stage": find_stage(profile, today).stage})
    judgement = judge(record, judged_by, today=today)
    return status_of(judgement), judgement


def only_way(record: Record, text: str) -> Record:
    """The record with only that one of several alternative sets of conditions that ``text`` names (标准一), else as it is."""
    named = _STANDARD.search(text)
    if not named or record.conditions is None:
        return record
    return record.model_copy(update={"conditions": _narrowed(record.conditions, named[0])})


def _narrowed(node: Condition, name: str) -> Condition:
    if isinstance(node, Any_):
        meant = [child for child in node.any if any(leaf.text.startswith(name) for leaf in leaves(child))]
        return _narrowed(meant[0], name) if meant else node
    if isinstance(node, All):
        return All(all=[_narrowed(child, name) for child in node.all])
    return node


def alternatives(record: Record, judgement: Judgement) -> tuple[frozenset[str], frozenset[str]]:
    """Texts of conditions of which one of several is enough: those still open, and those of ways already closed."""
    verdicts = {leaf.text: leaf.verdict for leaf in judgement.leaves}
    options = list(_options(record.conditions)) if record.conditions else []
    closed: set[str] = set()
    for ways in options:
        failed = [way for way in ways if any(verdicts.get(text) is Truth.NO for text in way)]
        if len(failed) < len(ways):
            closed |= {text for way in failed for text in way}
    open_ones = {text for ways in options for way in ways for text in way}
    kept = {text for ways in options for way in ways if not set(way) & closed for text in way}
    return frozenset(open_ones), frozenset(closed - kept)


def _options(node: Condition) -> Iterator[list[list[str]]]:
    """For each place where one of several is enough: the texts of each way."""
    if isinstance(node, Any_):
        yield [[leaf.text for leaf in leaves(child)] for child in node.any]
    elif isinstance(node, All):
        for child in node.all:
            yield from _options(child)
