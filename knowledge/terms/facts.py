"""Every fact about a firm in a founder's message."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from typing import TypeVar

from knowledge.terms.clauses import Clause, clauses
from knowledge.terms.collateral import pledgeable
from knowledge.terms.counts import count_facts
from knowledge.terms.cues import Cue, cues
from knowledge.terms.dates import founding
from knowledge.terms.industries import industry_told
from knowledge.terms.mention import FactMention, plausible
from knowledge.terms.money import money_told
from knowledge.terms.needs import need_facts
from knowledge.terms.normalise import normalise
from knowledge.terms.people import people_facts
from knowledge.terms.places import place_told
from knowledge.terms.quantities import Quantity, quantities
from knowledge.terms.shares import ratio_facts
from knowledge.terms.spans import term_facts
from knowledge.terms.states import state_facts

Placed = TypeVar("Placed", Cue, Quantity)
__all__ = ["FactMention", "extract_facts"]

LONGEST = 1_500
"""Characters looked at; a founder's message is far shorter."""
_MOST_NUMBERS = 200
"""Quantities looked at; more are no message."""


def extract_facts(text: str, *, today: dt.date) -> list[FactMention]:
    """Facts that ``text`` states about the firm, in the order told; of several values of a fact the last stays.

    Suppositions, a policy's figures, pending patents and other years' figures are left out (DESIGN section 4).
    """
    normal = normalise(text[:LONGEST])
    numbers, words, parts = quantities(normal)[:_MOST_NUMBERS], cues(normal), clauses(normal)
    found = [
        *_whole_text(normal, today),
        *money_told(normal, parts, numbers, words, today.year),
        *need_facts(parts),
    ]
    before = Clause("", 0, False, False, "")
    for clause in parts:
        mine, marks = _within(numbers, clause), _within(words, clause)
        found += [
            *count_facts(clause, mine, marks, found),
            *people_facts(clause, mine),
            *state_facts(clause),
            *ratio_facts(clause, mine, before),
            *term_facts(clause, mine, before),
        ]
        if pledge := pledgeable(clause):
            found.append(pledge)
        before = clause
    return _last_of_each([mention for mention in found if plausible(mention)], text)


def _within(items: list[Placed], clause: Clause) -> list[Placed]:
    """The part of sorted ``items`` that starts in ``clause``."""
    first, behind = (bisect_left(items, edge, key=lambda item: item.start) for edge in (clause.start, clause.end))
    return items[first:behind]


def _whole_text(text: str, today: dt.date) -> list[FactMention]:
    found = []
    if born := founding(text, today):
        found.append(FactMention("founded_on", born.value, "", born.start, born.end, born.approximate))
    if place := place_told(text):
        found.append(FactMention("district", place[0], "", place[1], place[2]))
    if trade := industry_told(text):
        found.append(FactMention("industry", trade[0], "", trade[1], trade[2]))
    return found


def _last_of_each(found: list[FactMention], text: str) -> list[FactMention]:
    latest: dict[str, FactMention] = {}
    for mention in found:
        earlier = latest.get(mention.fact)
        if (
            earlier
            and isinstance(mention.value, list)
            and isinstance(earlier.value, list)
            and mention.fact in ("certifications", "collateral")
        ):
            joined = list(dict.fromkeys([*earlier.value, *mention.value]))
            mention = FactMention(mention.fact, joined, mention.text, mention.start, mention.end, mention.approximate)
        if mention.fact == "need_kind" and earlier:
            continue
        latest[mention.fact] = mention
    return [
        FactMention(item.fact, item.value, text[item.start : item.end], item.start, item.end, item.approximate)
        for item in sorted(latest.values(), key=lambda item: item.start)
    ]
