"""Facts that are a state, not a number: titles held, equity round, tax rating, arrears, district grant."""

from __future__ import annotations

import re

from knowledge.terms.clauses import Clause
from knowledge.terms.credit import credit_facts
from knowledge.terms.grants import grant_facts
from knowledge.terms.mention import FactMention
from knowledge.terms.rounds import round_facts
from knowledge.terms.standing import only_topic, stretch_of
from knowledge.terms.titles import TITLE, title_facts

_TOPIC = re.compile(
    rf"{re.sub('[?]P<[^>]*>', '?:', TITLE.pattern)}|(?:天使|种子|pre[\s-]*a|[a-h]\+?)轮|征信|逾期|税务"
    r"|纳税|信用等级|评级"
)
_WORTH_A_LOOK = re.compile(
    "[、没股高专精巨科创资质证认称头衔轮使种融投机构钱信逾预期征正还断拖欠晚迟违忘黑限执良赖污疵展区坪税评级a-h]"
)
"""Spares the clauses that speak of something else."""


def state_facts(clause: Clause) -> list[FactMention]:
    """Facts of one clause, and of those that only 、 sets apart from it; nothing of what is only supposed."""
    stretch = stretch_of(clause) if _WORTH_A_LOOK.search(clause.text + clause.tail[:1]) else None
    if not stretch or (clause.supposed and not only_topic(clause, _TOPIC)):
        return []
    return [*title_facts(stretch), *round_facts(stretch), *credit_facts(stretch), *grant_facts(stretch)]
