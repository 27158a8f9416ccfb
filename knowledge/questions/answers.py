"""The answers that a question may get, as groups of the firms that would give them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.eligibility.firms import Firms
from knowledge.terms.vocabulary import FACTS

Groups = NDArray[np.intp]
_QUANTILES = (0.2, 0.4, 0.6, 0.8)
_MOST_EDGES = 8


def groups_of(fact: str, firms: Firms, thresholds: Mapping[str, Sequence[float]]) -> Groups:
    """A group number for each firm: firms of one group would give the same answer, or one that makes no difference.

    ``thresholds``: fact -> values at which some condition flips, in the units of `Firms`.
    """
    column = firms.columns[fact]
    if FACTS[fact].type in ("count", "number", "range", "month"):
        quantiles = np.sort(column)[(np.array(_QUANTILES) * len(column)).astype(int)]
        edges = np.sort(np.concatenate([thresholds.get(fact, ())[:_MOST_EDGES], quantiles]))
        return _numbered(np.searchsorted(edges, column, side="right"))
    if FACTS[fact].type == "text":
        return np.unique(column, return_inverse=True)[1]
    return _numbered(column)


def _numbered(values: NDArray[np.generic]) -> Groups:
    """Small numbers >= 0 made consecutive."""
    used = np.bincount(values.astype(np.intp)) > 0
    return (np.cumsum(used) - 1)[values.astype(np.intp)]
