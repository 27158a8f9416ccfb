"""Kleene's three-valued logic: unknown is neither yes nor no."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Truth(Enum):
    """Met, not met, or not known yet."""

    YES = "met"
    NO = "not_met"
    UNKNOWN = "unknown"


def all_of(parts: Iterable[Truth]) -> Truth:
    """NO beats UNKNOWN beats YES; nothing at all is YES."""
    found = set(parts)
    if Truth.NO in found:
        return Truth.NO
    return Truth.UNKNOWN if Truth.UNKNOWN in found else Truth.YES


def any_of(parts: Iterable[Truth]) -> Truth:
    """YES beats UNKNOWN beats NO; nothing at all is NO."""
    return negate(all_of(negate(part) for part in parts))


def negate(part: Truth) -> Truth:
    """YES and NO swap; UNKNOWN stays."""
    return {Truth.YES: Truth.NO, Truth.NO: Truth.YES}.get(part, Truth.UNKNOWN)
