"""The conditions of many records at once: every distinct leaf judged once, the trees folded by numpy.

Truth is 0 (not met), 1 (unknown) or 2 (met), so that `all` is a minimum, `any` a maximum and `not` a mirror.
`knowledge.eligibility.judge` remains the one that explains; tests hold the two equal.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from knowledge.catalogue.conditions import All, Condition, Leaf, Not
from knowledge.catalogue.model import Record
from knowledge.eligibility.compare import compare
from knowledge.eligibility.firms import Firms
from knowledge.eligibility.groups import Groups
from knowledge.eligibility.leaves import met
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.eligibility.truth import Truth

NO, UNKNOWN, YES = 0, 1, 2
_CODES = {Truth.NO: NO, Truth.UNKNOWN: UNKNOWN, Truth.YES: YES}
_FOLDS = {"all": np.minimum, "any": np.maximum}

Truths = NDArray[np.int8]


@dataclass
class _Level:
    """Nodes of one height and one kind, and the children of each."""

    nodes: list[int] = field(default_factory=list)
    children: list[list[int]] = field(default_factory=list)


@dataclass(frozen=True)
class _Step:
    """A level ready to be folded."""

    kind: str
    nodes: NDArray[np.intp]
    children: Groups


class ConditionTable:
    """Compiled conditions of ``records`` as of ``today``."""

    def __init__(self, records: Sequence[Record], today: dt.date) -> None:
        self._today = today
        self.leaves: list[Leaf] = []
        """Every distinct condition in force that the machine can decide."""
        self.occurrences: list[tuple[int, int]] = []
        """(record, leaf) for every place where a record's tree holds a leaf."""
        self._places: dict[tuple[str, str, str], int] = {}
        self._leaf_nodes: list[int] = []
        self._leaf_rows: list[int] = []
        self._levels: dict[tuple[int, str], _Level] = defaultdict(_Level)
        self._count = 0
        self._unknown = self._new_node()
        self._record = 0
        roots = [self._root(place, record.conditions) for place, record in enumerate(records)]
        self.typed: NDArray[np.bool_] = np.array([root is not None for root in roots], dtype=bool)
        self._roots = np.array([self._unknown if root is None else root for root in roots], dtype=np.intp)
        self._steps = [
            _Step(kind, np.array(level.nodes), Groups(level.children))
            for (_, kind), level in sorted(self._levels.items())
        ]

    def known(self, profile: EnterpriseProfile) -> Truths:
        """Truth of every distinct leaf for one firm of which some facts are unknown: shape (leaves, 1)."""
        found = [_CODES[compare(leaf, profile, self._today)] for leaf in self.leaves]
        return np.array(found, dtype=np.int8).reshape(-1, 1)

    def certain(self, firms: Firms) -> Truths:
        """Truth of every distinct leaf for fully described firms: shape (leaves, firms)."""
        found = np.zeros((len(self.leaves), firms.count), dtype=np.int8)
        for row, leaf in enumerate(self.leaves):
            found[row] = met(leaf, firms)
        return found * np.int8(YES)

    def truths(self, leaf_truths: Truths) -> Truths:
        """Truth of every record: shape (records, firms). One without a decidable condition is unknown."""
        values = np.full((self._count, leaf_truths.shape[1]), UNKNOWN, dtype=np.int8)
        values[self._leaf_nodes] = leaf_truths[self._leaf_rows]
        for step in self._steps:
            below = step.children.reduced(_FOLDS.get(step.kind, np.minimum), values)
            values[step.nodes] = YES - below if step.kind == "not" else below
        return values[self._roots]

    def _new_node(self) -> int:
        self._count += 1
        return self._count - 1

    def _root(self, place: int, conditions: Condition | None) -> int | None:
        self._record = place
        return self._compile(conditions)[0] if conditions else None

    def _compile(self, node: Condition) -> tuple[int | None, int]:
        """Node number and height; None for what the machine may not decide (as in `judge`)."""
        if isinstance(node, Leaf):
            return (self._leaf(node), 0) if node.fact and node.must and self._in_force(node) else (None, 0)
        if isinstance(node, Not):
            inner, height = self._compile(node.not_)
            return (None, 0) if inner is None else self._add("not", [(inner, height)])
        if isinstance(node, All):
            return self._add("all", self._decidable(node.all))
        open_to_us = [child for child in node.any if not (isinstance(child, Leaf) and not self._in_force(child))]
        parts = self._decidable(open_to_us)
        undecidable = [(self._unknown, 0)] if parts and len(parts) < len(open_to_us) else []
        return self._add("any", parts + undecidable)

    def _decidable(self, children: Iterable[Condition]) -> list[tuple[int, int]]:
        compiled = [self._compile(child) for child in children]
        return [(node, height) for node, height in compiled if node is not None]

    def _add(self, kind: str, parts: list[tuple[int, int]]) -> tuple[int | None, int]:
        if not parts:
            return None, 0
        height = 1 + max(height for _, height in parts)
        level, node = self._levels[height, kind], self._new_node()
        level.children.append([part for part, _ in parts])
        level.nodes.append(node)
        return node, height

    def _leaf(self, leaf: Leaf) -> int:
        key = (leaf.fact or "", leaf.op or "", str(leaf.value))
        if key not in self._places:
            self._places[key] = len(self.leaves)
            self.leaves.append(leaf)
        node = self._new_node()
        self._leaf_nodes.append(node)
        self._leaf_rows.append(self._places[key])
        self.occurrences.append((self._record, self._places[key]))
        return node

    def _in_force(self, leaf: Leaf) -> bool:
        started = leaf.valid_from is None or leaf.valid_from <= self._today
        return started and (leaf.valid_until is None or self._today <= leaf.valid_until)
