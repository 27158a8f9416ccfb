"""Every fact about a firm in a founder's message."""

from __future__ import annotations

import datetime as dt
import re

from knowledge.terms.clauses import Clause, clauses
from knowledge.terms.counts import count_facts
from knowledge.terms.cues import cues
from knowledge.terms.dates import founding
from knowledge.terms.industries import industry_told
from knowledge.terms.mention import FactMention, plausible
from knowledge.terms.money import money_facts
from knowledge.terms.needs import need_facts
from knowledge.terms.normalise import normalise
from knowledge.terms.places import place_told
from knowledge.terms.quantities import Quantity, quantities, whole_or_range
from knowledge.terms.states import state_facts

__all__ = ["FactMention", "extract_facts"]

LONGEST = 2_000
"""Characters looked at; a founder's message is far shorter."""
_RATIO = re.compile(r"研发[^，。]{0,8}?占")
_TERM = re.compile(r"(?:期限|借|贷|用款?|用|周转|还款期|为期)[^，。]{0,6}$")


def extract_facts(text: str, *, today: dt.date) -> list[FactMention]:
    """Facts that ``text`` states about the firm, in the order told; of several values of a fact the last stays.

    Suppositions, a policy's figures, pending patents and other years' figures are left out (DESIGN section 4).
    """
    normal = normalise(text[:LONGEST])
    numbers, words = quantities(normal), cues(normal)
    found = [*_whole_text(normal, today)]
    carried: str | None = None
    for clause in clauses(normal):
        mine = [number for number in numbers if clause.start <= number.start < clause.end]
        marks = [cue for cue in words if clause.start <= cue.start < clause.end]
        money = [number for number in mine if number.kind == "money"]
        told, carried = money_facts(clause, money, marks, carried)
        found += [*told, *count_facts(clause, mine, marks), *state_facts(clause, normal), *need_facts(clause)]
        found += [*_ratio(clause, mine), *_term(clause, mine)]
    return _last_of_each([mention for mention in found if plausible(mention)], text)


def _whole_text(text: str, today: dt.date) -> list[FactMention]:
    found = []
    if born := founding(text, today):
        found.append(FactMention("founded_on", born.value, "", born.start, born.end, born.approximate))
    if place := place_told(text):
        found.append(FactMention("district", place[0], "", place[1], place[2]))
    if trade := industry_told(text):
        found.append(FactMention("industry", trade[0], "", trade[1], trade[2]))
    return found


def _ratio(clause: Clause, numbers: list[Quantity]) -> list[FactMention]:
    shares = [number for number in numbers if number.kind == "percent"]
    if clause.supposed or not shares or not _RATIO.search(clause.text):
        return []
    share = shares[0]
    return [FactMention("rd_ratio_pct", (share.low + share.high) / 2, "", share.start, share.end, share.approximate)]


def _term(clause: Clause, numbers: list[Quantity]) -> list[FactMention]:
    spans = [number for number in numbers if number.kind in ("months", "years") and number.low <= 30]
    told = [number for number in spans if _TERM.search(clause.text[: number.start - clause.start])]
    after = [number for number in spans if re.match(r"期|以内还|就还", clause.text[number.end - clause.start :])]
    if clause.supposed or not (told or after):
        return []
    span = (told or after)[0]
    factor = 12 if span.kind == "years" else 1
    value = whole_or_range(span.low * factor, span.high * factor)
    return [FactMention("need_term_months", value, "", span.start, span.end, span.approximate)]


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
