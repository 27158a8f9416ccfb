"""What a record is worth in money: its own published formula over the founder's numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from simpleeval import InvalidExpression, simple_eval

from knowledge.catalogue.inputs import inputs
from knowledge.catalogue.model import Record
from knowledge.eligibility.profile import EnterpriseProfile, interval
from knowledge.errors import EstimateImpossible
from knowledge.terms.normalise import normalise
from knowledge.terms.quantities import Quantity, quantities
from knowledge.terms.vocabulary import FACTS

_FUNCTIONS = {"min": min, "max": max}
_REACH = 10
"""Characters between a number and the word that says what it is."""
_YUAN_FROM = 100_000
"""A bare number this large is 元, a smaller one 万元."""
_BREAK = re.compile(r"[，,。；;！？]")


@dataclass(frozen=True)
class Estimate:
    """``amount_wan`` after the cap; ``inputs`` name -> number used (the low end of a range)."""

    amount_wan: float
    formula: str
    result: str
    basis: str | None
    inputs: dict[str, float]
    capped: bool


def estimate(record: Record, profile: EnterpriseProfile, given: Mapping[str, float] | None = None) -> Estimate:
    """Compute the record's benefit by its own formula; ``given`` holds inputs that no fact covers.

    Raises EstimateImpossible when the record states no formula, or numbers are missing (``missing`` names them).
    """
    formula, cap = record.benefit.formula, record.benefit.cap_wan
    if formula is None:
        raise EstimateImpossible("这一项没有公开的计算公式")
    known = {name: _known(name, profile, given or {}) for name in formula.names()}
    if missing := tuple(name for name, value in known.items() if value is None):
        raise EstimateImpossible("还缺计算所需的数字", missing)
    used = {name: value for name, value in known.items() if value is not None}
    try:
        raw = float(simple_eval(formula.expression, names=used, functions=_FUNCTIONS))
    except (InvalidExpression, SyntaxError, ZeroDivisionError) as error:
        raise EstimateImpossible(f"公式无法计算：{error}") from error
    amount = min(raw, cap) if cap is not None else raw
    return Estimate(round(amount, 2), formula.text, formula.result, formula.basis, used, amount < raw)


def label_of(name: str) -> str:
    """What the number is called in Chinese.

    Raises KeyError for a name that is neither a fact nor an input.
    """
    return inputs()[name].label if name in inputs() else FACTS[name].label


def numbers_given(text: str, names: Iterable[str], *, asked: str | None = None) -> dict[str, float]:
    """Inputs among ``names`` that ``text`` states, 万元; a bare amount answers the one just ``asked`` for."""
    said = normalise(text)
    amounts = [found for found in quantities(said) if found.kind == "money"]
    found: dict[str, float] = {}
    for name in names:
        if name in inputs() and (beside := _beside(said, amounts, inputs()[name].cues)):
            found[name] = beside.low
    if asked in inputs() and asked not in found and (bare := _bare(said, amounts)) is not None:
        found[str(asked)] = bare
    return found


def _known(name: str, profile: EnterpriseProfile, given: Mapping[str, float]) -> float | None:
    if name in given:
        return given[name]
    known = interval(getattr(profile, name)) if name in FACTS else None
    return known[0] if known else None


def _beside(said: str, amounts: list[Quantity], cues: Iterable[str]) -> Quantity | None:
    """The amount nearest to a cue within its clause, the one after it first."""
    for cue in cues:
        place = said.find(cue)
        if place < 0:
            continue
        after = [one for one in amounts if 0 <= one.start - place - len(cue) <= _REACH]
        before = [one for one in amounts if 0 <= place - one.end <= _REACH]
        near = [one for one in (*after, *reversed(before)) if not _BREAK.search(_between(said, place, cue, one))]
        if near:
            return near[0]
    return None


def _between(said: str, place: int, cue: str, amount: Quantity) -> str:
    return said[place + len(cue) : amount.start] if amount.start > place else said[amount.end : place]


def _bare(said: str, amounts: list[Quantity]) -> float | None:
    if amounts:
        return amounts[-1].low
    plain = [found for found in quantities(said) if found.kind == "plain"]
    if not plain:
        return None
    return plain[-1].low / 10_000 if plain[-1].low >= _YUAN_FROM else plain[-1].low
