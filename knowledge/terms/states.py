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
_REQUIREMENT = re.compile(
    r"[^，。我咱]{0,8}(?:要求|规定|门槛|条件|(?:政策|文件|指南|产品)[里上]?(?:说|写|讲))(?!不|也|都?没)[^，。:：]{0,4}(?:是|为|有|近|必须|得|没|无|不)"
)
"""要求近两年没有逾期: a rule's words, not the firm's."""
_WORTH_A_LOOK = re.compile(
    "[、没股高专精巨科创资质证认称头衔轮使种融投机构钱信逾预期征正还断拖欠晚迟违忘黑限执良赖息污疵展区坪税评级a-h]"
)
"""Spares the clauses that speak of something else."""


def state_facts(clause: Clause) -> list[FactMention]:
    """Facts of one clause, and of those that only 、 sets apart from it; nothing of what is only supposed."""
    stretch = stretch_of(clause) if _WORTH_A_LOOK.search(clause.text + clause.tail[:1]) else None
    if not stretch or _REQUIREMENT.match(stretch.text) or (clause.supposed and not only_topic(clause, _TOPIC)):
        return []
    return [*title_facts(stretch), *round_facts(stretch), *credit_facts(stretch), *grant_facts(stretch)]
