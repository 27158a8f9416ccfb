"""Facts that a founder only supposes: 要是拿到高企呢, 如果营收到两千万."""

from __future__ import annotations

import datetime as dt
import re

from knowledge.terms.facts import FactMention, extract_facts

_SUPPOSING = re.compile(r"要是|如果|假如|假设|假使|倘若|万一|若是|比如说?|等我们?|将来|明年|后年")
_ASKING = re.compile(
    r"呢|的话|会怎么?样|会不会|能不能|可以吗|行不行|(?:之|以)后|(?<=[^，。]{4})(?=(?:我们)?(?:还|就|又)?(?:能|会|可以)[^，。]{0,16}$)"
)
"""Ends what is supposed; with 能 the question begins (拿到高企能申请哪些)."""


def extract_hypotheses(text: str, *, today: dt.date) -> list[FactMention]:
    """The facts of ``text`` read as if they were true; offsets refer to the text without the supposing words."""
    return extract_facts(f"我们{_ASKING.sub('，', _SUPPOSING.sub('', text))}", today=today)
