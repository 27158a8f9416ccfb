"""Which of several documents counts: a newer one replaces the older, and where two in force differ the nearer level of
government goes first (区 > 市 > 省 > 国家), then the newer document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.catalogue.model import Conflict, Record
from knowledge.terms.vocabulary import LEVELS


@dataclass(frozen=True)
class Reading:
    """What one record's document says. ``document``: its title with its number, or issuer and date where it has none."""

    record: str
    document: str
    says: str


@dataclass(frozen=True)
class Difference:
    """Two documents that differ about something. ``readings``: the one that goes first, then the other; ``because``: why
    it goes first, '' when neither does."""

    about: str
    readings: tuple[Reading, Reading]
    because: str


def successor(record: Record, records: Mapping[str, Record], today: dt.date) -> Record | None:
    """The record on offer today that replaces ``record``, directly or by a chain; None while it stands."""
    reached, seen = [record.id], {record.id}
    found: Record | None = None
    for replaced in reached:
        for other in records.values():
            if replaced in other.supersedes and other.id not in seen:
                seen.add(other.id)
                reached.append(other.id)
                found = other if other.recommendable(today) else found
    return found


def current(records: Mapping[str, Record], today: dt.date) -> dict[str, Record]:
    """What may be recommended on ``today``: on offer, in force, and not replaced by what is."""
    replaced = replacements(records, today)
    return {name: record for name, record in records.items() if record.recommendable(today) and name not in replaced}


def replacements(records: Mapping[str, Record], today: dt.date) -> dict[str, Record]:
    """Id -> the record on offer today that replaces it."""
    named = {name for record in records.values() for name in record.supersedes}
    found = {name: successor(records[name], records, today) for name in named if name in records}
    return {name: later for name, later in found.items() if later}


def differences(records: Mapping[str, Record]) -> dict[str, tuple[Difference, ...]]:
    """Id -> where that record's document and another's differ, whichever of the two says so."""
    found: dict[str, tuple[Difference, ...]] = {}
    for record in records.values():
        for conflict in record.conflicts:
            difference = _difference(record, records[conflict.record], conflict)
            for name in (record.id, conflict.record):
                found[name] = (*found.get(name, ()), difference)
    return found


def document(record: Record) -> str:
    """《title》（文号） of the record's first source; issuer and date where it has no number."""
    source = next((source for source in record.sources if source.doc_no), record.sources[0])
    known = source.doc_no or "，".join(filter(None, (source.issuer, source.date)))
    return f"《{source.title.replace('《', '').replace('》', '')}》（{known}）"


def _difference(one: Record, other: Record, conflict: Conflict) -> Difference:
    here = Reading(one.id, document(one), conflict.here)
    there = Reading(other.id, document(other), conflict.there)
    first, because = _precedence(one, other)
    return Difference(conflict.about, (there, here) if first is other else (here, there), because)


def _precedence(one: Record, other: Record) -> tuple[Record | None, str]:
    """The record whose document goes first, and why."""
    levels = LEVELS.index(one.level), LEVELS.index(other.level)
    if levels[0] != levels[1]:
        first = one if levels[0] < levels[1] else other
        return first, f"{first.level}级文件在先"
    dates = _date(one), _date(other)
    if dates[0] == dates[1] or not all(dates):
        return None, ""
    return (one if dates[0] > dates[1] else other), "后出的文件在先"


def _date(record: Record) -> str:
    return max((source.date for source in record.sources if source.date), default="")
