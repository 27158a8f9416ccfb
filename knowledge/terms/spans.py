"""For how long the money is wanted: 两年期, 周转三个月."""

from __future__ import annotations

import re

from knowledge.terms.clauses import Clause
from knowledge.terms.mention import FactMention
from knowledge.terms.quantities import Quantity, whole_or_range

_BARE_TERM = re.compile(
    r"\s*(?:大概|大约|约|差不多|用|借|最好)?[\d一二两三四五六七八九十半个来几到-]+(?:年|个?月)(?:期|左右|以内|吧|就够|就行|能还|可以还|最好|都行|都可以|也行)*\s*"
)
_LENDING = re.compile(r"贷|借|融|周转|长期|短期|期限|[\d百千]万")
_TERM = re.compile(r"(?:期限|借|贷|用款?|用|周转|还款期|为期)[^，。]{0,6}$")


def term_facts(clause: Clause, numbers: list[Quantity], before: Clause) -> list[FactMention]:
    """``need_term_months`` that one clause states; ``before`` is the clause before it."""
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
