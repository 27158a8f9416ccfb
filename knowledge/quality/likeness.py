"""How alike two records are: what each of several signs says, for many pairs at once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from knowledge.catalogue.model import Record
from knowledge.eligibility.table import NO, ConditionTable
from knowledge.questions.population import population

Numbers = NDArray[np.float64]
Pairs = NDArray[np.intp]

_FIRMS, _SEED = 2000, 20
_PUBLIC = re.compile(r"[局委部]|政府|人民银行|证监会|指导|引导|[区市](?:$|[、（，])")
_MARKET = re.compile("银行|交易所|股转|股份转让|(?:工|农|建|交|信)银|金融资产投资")
_ALIKE_KINDS = (
    ("bank-loan", "ip-finance", "guarantee", "bridge-loan", "supply-chain", "leasing", "venture-debt"),
    ("subsidy", "policy"),
    ("subsidy", "insurance"),
    ("equity-fund", "venture-debt"),
    ("equity-market", "platform"),
    ("equity-market", "subsidy"),
    ("bond", "ip-finance"),
    ("guarantee", "policy"),
)
"""Kinds that may give a firm the same benefit."""


def overlap_text(record: Record) -> str:
    """The one text by whose meaning records are compared; retrieval encodes the same, so that a snapshot remembers it."""
    return f"{record.title}：{record.benefit.summary}"


@dataclass(frozen=True)
class Signs:
    """One number a pair, each array of shape (pairs,)."""

    meaning: Numbers
    """Centred cosine of the two texts' vectors, -1..1."""
    words: Numbers
    """Cosine of the texts' two- and three-character grams, rare ones counting more, 0..1."""
    names: Numbers
    """The same of titles and aliases, 0..1."""
    same_kind: Numbers
    """1 same kind, 0.5 kinds that may give the same benefit, else 0."""
    same_cost: Numbers
    """1 both pay back the same cost of a loan, -1 two subsidies for different things, else 0."""
    same_need: Numbers
    """Shared kinds of need as a share of all that the two name, 0..1."""
    firms: Numbers
    """Firms that may fit both, as a share of those that may fit the pickier one, 0..1."""
    apart: Numbers
    """1 where the two are meant to be different: offers of banks or exchanges, tax reliefs, titles to hold; else 0."""


class Likeness:
    """The signs of ``records`` on ``today``. ``vectors``: unit rows of their `overlap_text`, shape (records, dimensions)."""

    def __init__(self, records: Sequence[Record], vectors: np.ndarray, today: dt.date) -> None:
        self._records = records
        centred = vectors - vectors.mean(axis=0)
        self._vectors = centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9)
        self._words = _grams([overlap_text(record) for record in records])
        self._names = _grams(["。".join([record.title, *record.aliases]) for record in records])
        table = ConditionTable(records, today)
        fits = table.truths(table.certain(population(_FIRMS, _SEED, today))) != NO
        self._fits = np.packbits(fits, axis=1)
        self._fitting = fits.sum(axis=1)
        self._market = [bool(_MARKET.search(r.provider) and not _PUBLIC.search(r.provider)) for r in records]

    def signs(self, pairs: Pairs) -> Signs:
        """The signs of ``pairs``, rows of two places in ``records``: shape (pairs, 2)."""
        first, second = pairs[:, 0], pairs[:, 1]
        both = np.bitwise_count(self._fits[first] & self._fits[second]).sum(axis=1)
        fewer = np.maximum(1, np.minimum(self._fitting[first], self._fitting[second]))
        two = [(self._records[one], self._records[other]) for one, other in pairs]
        return Signs(
            meaning=np.einsum("ij,ij->i", self._vectors[first], self._vectors[second]).astype(float),
            words=_cosines(self._words, first, second),
            names=_cosines(self._names, first, second),
            same_kind=np.array([_same_kind(*pair) for pair in two], dtype=float),
            same_cost=np.array([_same_cost(*pair) for pair in two], dtype=float),
            same_need=np.array([_shared(set(one.needs), set(other.needs)) for one, other in two], dtype=float),
            firms=both / fewer,
            apart=np.array([self._apart(one, other) for one, other in pairs], dtype=float),
        )

    def _apart(self, one: int, other: int) -> bool:
        first, second = self._records[one], self._records[other]
        titles = first.grants and second.grants and first.grants != second.grants
        return (self._market[one] and self._market[other]) or bool(titles) or first.kind == second.kind == "tax"


def _grams(texts: list[str]) -> Any:
    """Sparse unit rows, shape (texts, grams)."""
    grams = TfidfVectorizer(analyzer="char", ngram_range=(2, 3), sublinear_tf=True, dtype=np.float32)
    return grams.fit_transform(texts)


def _cosines(rows: Any, first: Pairs, second: Pairs) -> Numbers:
    return np.asarray(rows[first].multiply(rows[second]).sum(axis=1), dtype=float).ravel()


def _same_kind(one: Record, other: Record) -> float:
    if one.kind == other.kind:
        return 1.0
    return 0.5 if any(one.kind in kinds and other.kind in kinds for kinds in _ALIKE_KINDS) else 0.0


def _same_cost(one: Record, other: Record) -> float:
    costs = set(one.benefit.offsets), set(other.benefit.offsets)
    if costs[0] & costs[1]:
        return 1.0
    return -1.0 if one.kind == other.kind == "subsidy" and any(costs) else 0.0


def _shared(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0
