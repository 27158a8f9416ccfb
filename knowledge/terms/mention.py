"""One fact found in a founder's words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FactMention:
    """``value`` is JSON-ready; ``start``/``end`` are offsets in the original text; ``approximate`` when hedged."""

    fact: str
    value: object
    text: str
    start: int
    end: int
    approximate: bool = False
