"""A proposed value, how sure it is, and the passages that it was read from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from knowledge.drafting.document import Passage

Confidence = Literal["high", "medium", "low"]
_ORDER: dict[Confidence, int] = {"high": 0, "medium": 1, "low": 2}


@dataclass(frozen=True)
class Candidate:
    """``value`` as the record's field holds it (JSON types; dates as text); ``note`` tells the person what to look at."""

    value: Any
    passages: tuple[Passage, ...] = ()
    confidence: Confidence = "medium"
    note: str = ""


def best_first(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The surest first, each value once, equals in the order found."""
    kept: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda candidate: _ORDER[candidate.confidence]):
        if all(candidate.value != other.value for other in kept):
            kept.append(candidate)
    return kept
