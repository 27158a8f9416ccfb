"""Every fact about a firm in a founder's message."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from typing import TypeVar

from knowledge.terms.clauses import Clause, clauses
from knowledge.terms.collateral import pledgeable
from knowledge.terms.counts import count_facts
from knowledge.terms.cues import Cue, cues
from knowledge.terms.dates import founding
from knowledge.terms.industries import industry_told
from knowledge.terms.mention import FactMention, plausible
from knowledge.terms.money import amounts_in, money_facts
from knowledge.terms.needs import need_facts
from knowledge.terms.normalise import normalise
from knowledge.terms.people import people_facts
from knowledge.terms.places import place_told
from knowledge.terms.quantities import Quantity, quantities, whole_or_range
from knowledge.terms.states import state_facts

Placed = TypeVar("Placed", Cue, Quantity)
__all__ = ["FactMention", "extract_facts"]

LONGEST = 2_000
"""Characters looked at; a founder's message is far shorter."""
_RATIO = re.compile(r"(?:研发(?!人员|团队)|r&d)[^，。]{0,8}?占|(?:收入|营收|销售额)[^，。]{0,8}研发")
_BARE_TERM = re.compile(
    r"\s*(?:大概|大约|约|差不多|用|借|最好)?[\d一二两三四五六七八九十半个来几到-]+(?:年|个?月)(?:期|左右|以内|吧|就够|就行|能还|可以还|最好|都行|都可以|也行)*\s*"
)
_LENDING = re.compile(r"贷|借|融|周转|长期|短期|期限|[\d百千]万")
_TERM = re.compile(r"(?:期限|借|贷|用款?|用|周转|还款期|为期)[^，。]{0,6}$")


def extract_facts(text: str, *, today: dt.date) -> list[FactMention]:
    """Facts that ``text`` states about the firm, in the order told; of several values of a fact the last stays.

    Suppositions, a policy's figures, pending patents and other years' figures are left out (DESIGN section 4).
    """
    normal = normalise(text[:LONGEST])
    numbers, words = quantities(normal), cues(normal)
    found = [*_whole_text(normal, today)]
    carried: str | None = None
    before = Clause("", 0, False, False, "")
    for clause in clauses(normal):
        mine, marks = _within(numbers, clause), _within(words, clause)
        told, carried = money_facts(clause, amounts_in(clause, mine, marks, carried), marks, carried)
        found += [
            *told,
            *count_facts(clause, mine, marks, found),
            *people_facts(clause, mine),
            *state_facts(clause),
            *need_facts(clause),
        ]
        found += [*_ratio(clause, mine, before), *_term(clause, mine, before)]
        if not clause.supposed and (pledge := pledgeable(clause, before.text)):
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


def _ratio(clause: Clause, numbers: list[Quantity], before: Clause) -> list[FactMention]:
    shares = [number for number in numbers if number.kind == "percent"]
    goes_on = re.match(r"\s*(?:大概|大约|差不多|基本|也就|约)*占", clause.text) and re.search(
        r"研发(?!人员|团队)", before.text
    )
    if clause.supposed or not shares or not (goes_on or _RATIO.search(clause.text)):
        return []
    share = shares[0]
    return [FactMention("rd_ratio_pct", (share.low + share.high) / 2, "", share.start, share.end, share.approximate)]


def _term(clause: Clause, numbers: list[Quantity], before: Clause) -> list[FactMention]:
    spans = [number for number in numbers if _is_span(number, clause)]
    told = [number for number in spans if _TERM.search(clause.text[: number.start - clause.start])]
    after = [
        number
        for number in spans
        if re.match(r"期|以内还|就还|还(?!多少|几|款多少)", clause.text[number.end - clause.start :])
    ]
    told = told or after or (spans if _BARE_TERM.fullmatch(clause.text) and _LENDING.search(before.text) else [])
    if clause.supposed or not told or re.search(r"逾期|拖欠|账期|利率", clause.text):
        return []
    span = told[0]
    factor = 12 if span.kind == "years" else 1
    value = whole_or_range(span.low * factor, span.high * factor)
    return [FactMention("need_term_months", value, "", span.start, span.end, span.approximate)]


def _is_span(number: Quantity, clause: Clause) -> bool:
    calendar = number.unit == "月" and re.match(r"份|底|初|中|到期|\d", clause.text[number.end - clause.start :])
    asked = clause.text[number.start - clause.start] == "几"
    return number.low <= {"months": 360, "years": 30}.get(number.kind, 0) and not (calendar or asked)


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
