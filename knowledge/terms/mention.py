"""One fact found in a founder's words."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.terms.vocabulary import FACTS


@dataclass(frozen=True)
class FactMention:
    """``value`` is JSON-ready; ``start``/``end`` are offsets in the original text; ``approximate`` when hedged.

    A vague count (十几个, 三四十人) is its lower end, so that no condition is met on people or patents that may not exist.
    """

    fact: str
    value: object
    text: str
    start: int
    end: int
    approximate: bool = False


_LIMITS = {"count": 1e7, "number": 1e3, "range": 1e9}


def plausible(mention: FactMention) -> bool:
    """False for numbers that no firm has: a typing slip or noise, better asked again than stored."""
    limit = _LIMITS.get(FACTS[mention.fact].type)
    parts = mention.value if isinstance(mention.value, list) else [mention.value]
    return limit is None or all(isinstance(part, int | float) and abs(part) <= limit for part in parts)
