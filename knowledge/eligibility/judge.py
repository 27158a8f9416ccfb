"""Judges a record against a profile: verdict, missing facts, reasons and gaps always travel together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.catalogue.conditions import All, Any_, Condition, Leaf, Not
from knowledge.catalogue.model import Record
from knowledge.eligibility.compare import compare
from knowledge.eligibility.gaps import Gap, gap_of
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.eligibility.truth import Truth, all_of, any_of, negate
from knowledge.eligibility.wording import yours
from knowledge.terms.vocabulary import DERIVED


@dataclass(frozen=True)
class LeafVerdict:
    """One condition as a founder reads it. ``fact`` None: only the desk can confirm it."""

    text: str
    fact: str | None
    verdict: Truth
    yours: str | None
    clause: str | None
    must: bool
    rare: bool = False


@dataclass(frozen=True)
class Judgement:
    """``missing``: stated facts that would settle an unknown. ``typed``: whether anything could be judged at all."""

    truth: Truth
    missing: tuple[str, ...]
    leaves: tuple[LeafVerdict, ...]
    gaps: tuple[Gap, ...]
    typed: bool

    @property
    def met(self) -> tuple[LeafVerdict, ...]:
        """Conditions that the profile meets."""
        return tuple(leaf for leaf in self.leaves if leaf.verdict is Truth.YES)

    @property
    def doubtful(self) -> bool:
        """Whether the desk must confirm something that few firms meet."""
        return any(leaf.rare for leaf in self.leaves)

    @property
    def to_confirm(self) -> tuple[str, ...]:
        """Conditions that only a person can confirm."""
        return tuple(leaf.text for leaf in self.leaves if leaf.fact is None)


@dataclass(frozen=True)
class _Outcome:
    truth: Truth
    missing: frozenset[str] = frozenset()
    gaps: tuple[Gap, ...] = ()


def judge(record: Record, profile: EnterpriseProfile, *, today: dt.date) -> Judgement:
    """Three-valued judgement of every condition of ``record`` as of ``today``.

    A record without a machine-readable condition is UNKNOWN with nothing missing: the desk must say.
    """
    leaves = tuple(_shown(record.conditions, profile, today)) if record.conditions else ()
    outcome = _evaluate(record.conditions, profile, today) if record.conditions else None
    if outcome is None:
        return Judgement(Truth.UNKNOWN, (), leaves, (), typed=False)
    return Judgement(outcome.truth, tuple(sorted(outcome.missing)), leaves, outcome.gaps, typed=True)


def _evaluate(node: Condition, profile: EnterpriseProfile, today: dt.date) -> _Outcome | None:
    """None: the node holds nothing that the machine may decide."""
    if isinstance(node, Leaf):
        return _leaf(node, profile, today) if node.fact and node.must and _in_force(node, today) else None
    if isinstance(node, Not):
        inner = _evaluate(node.not_, profile, today)
        return inner and _Outcome(negate(inner.truth), inner.missing, (Gap.closed(),))
    if isinstance(node, All):
        return _all([_evaluate(child, profile, today) for child in node.all])
    return _any([_evaluate(child, profile, today) for child in node.any if not _lapsed(child, today)])


def _leaf(leaf: Leaf, profile: EnterpriseProfile, today: dt.date) -> _Outcome:
    truth = compare(leaf, profile, today)
    if truth is Truth.UNKNOWN:
        return _Outcome(truth, _facts_behind(leaf.fact or "", profile))
    return _Outcome(truth, gaps=(gap_of(leaf, profile, today),) if truth is Truth.NO else ())


def _all(children: Iterable[_Outcome | None]) -> _Outcome | None:
    parts = [child for child in children if child]
    if not parts:
        return None
    truth = all_of(part.truth for part in parts)
    failed = tuple(gap for part in parts if part.truth is Truth.NO for gap in part.gaps)
    return _Outcome(truth, _missing(truth, parts), failed)


def _any(children: list[_Outcome | None]) -> _Outcome | None:
    parts = [child for child in children if child]
    if not parts:
        return None
    undecidable = [Truth.UNKNOWN] if len(parts) < len(children) else []
    truth = any_of([part.truth for part in parts] + undecidable)
    easiest = min((part.gaps for part in parts), key=lambda gaps: (not all(gap.closable for gap in gaps), len(gaps)))
    return _Outcome(truth, _missing(truth, parts), easiest if truth is Truth.NO else ())


def _missing(truth: Truth, parts: list[_Outcome]) -> frozenset[str]:
    if truth is not Truth.UNKNOWN:
        return frozenset()
    return frozenset().union(*(part.missing for part in parts if part.truth is Truth.UNKNOWN))


def _facts_behind(fact: str, profile: EnterpriseProfile) -> frozenset[str]:
    sources = DERIVED.get(fact, (fact,))
    return frozenset(name for name in sources if not profile.knows(name)) or frozenset(sources)


def _in_force(leaf: Leaf, today: dt.date) -> bool:
    started = leaf.valid_from is None or leaf.valid_from <= today
    return started and (leaf.valid_until is None or today <= leaf.valid_until)


def _lapsed(node: Condition, today: dt.date) -> bool:
    return isinstance(node, Leaf) and not _in_force(node, today)


def _shown(node: Condition, profile: EnterpriseProfile, today: dt.date) -> Iterator[LeafVerdict]:
    """Verdicts in the order written; once one alternative holds, the others are not worth a founder's time."""
    if isinstance(node, Leaf):
        if _in_force(node, today):
            yield _leaf_verdict(node, profile, today)
        return
    children = [node.not_] if isinstance(node, Not) else node.all if isinstance(node, All) else node.any
    if isinstance(node, Any_):
        holding = [child for child in children if _holds(child, profile, today)]
        children = holding or children
    for child in children:
        yield from _shown(child, profile, today)


def _holds(node: Condition, profile: EnterpriseProfile, today: dt.date) -> bool:
    outcome = _evaluate(node, profile, today)
    return outcome is not None and outcome.truth is Truth.YES


def _leaf_verdict(leaf: Leaf, profile: EnterpriseProfile, today: dt.date) -> LeafVerdict:
    truth = compare(leaf, profile, today) if leaf.fact else Truth.UNKNOWN
    own = yours(leaf.fact, profile, today) if leaf.fact else None
    return LeafVerdict(leaf.text, leaf.fact, truth, own, leaf.clause, leaf.must, leaf.rare)
