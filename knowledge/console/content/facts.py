"""What the form offers for each fact of a condition."""

from __future__ import annotations

from typing import Any

from knowledge.catalogue.conditions import allowed_ops, fact_type, fact_unit
from knowledge.terms.vocabulary import DERIVED, FACTS


def facts_for_form() -> dict[str, Any]:
    """By fact: operators that fit, unit, values to pick from, what to type, and whether it is a yes or no."""
    return {
        name: {
            "ops": allowed_ops(name),
            "unit": fact_unit(name),
            "choices": _choices(name),
            "hint": "年-月，如：2024-01" if fact_type(name) == "month" else "",
        }
        for name in (*FACTS, *DERIVED)
    }


def _choices(name: str) -> tuple[str, ...]:
    if fact_type(name) == "flag":
        return ("是", "否")
    return FACTS[name].choices if name in FACTS else ()
