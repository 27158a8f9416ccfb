"""What share of revenue goes into research: 研发占两成."""

from __future__ import annotations

import re

from knowledge.terms.clauses import Clause
from knowledge.terms.mention import FactMention
from knowledge.terms.quantities import Quantity

_RATIO = re.compile(r"(?:研发(?!人员|团队)|r&d)[^，。]{0,8}?占|(?:收入|营收|销售额)[^，。]{0,8}研发")


def ratio_facts(clause: Clause, numbers: list[Quantity], before: Clause) -> list[FactMention]:
    """``rd_ratio_pct`` that one clause states; ``before`` is the clause before it."""
    shares = [number for number in numbers if number.kind == "percent"]
    goes_on = re.match(r"\s*(?:大概|大约|差不多|基本|也就|约)*占", clause.text) and re.search(
        r"研发(?!人员|团队)", before.text
    )
    if clause.supposed or not shares or not (goes_on or _RATIO.search(clause.text)):
        return []
    share = shares[0]
    return [FactMention("rd_ratio_pct", (share.low + share.high) / 2, "", share.start, share.end, share.approximate)]
