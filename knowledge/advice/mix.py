"""Which records make the list: the best ones, not ten of a kind, never two that exclude each other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.advice.settings import ListSettings
from knowledge.catalogue.model import Record

Picks = NDArray[np.intp]
_VOTE = (1.0, 0.9, 0.8)
"""What a place among the first three of a firm's own list is worth."""
_DIGITS = 5
"""Values that differ less are equal: sums of the same numbers may differ in their last bits."""


class Mixer:
    """Limits of the list over ``records``."""

    def __init__(self, records: Sequence[Record], settings: ListSettings) -> None:
        kinds = sorted({record.kind for record in records})
        places = {record.id: place for place, record in enumerate(records)}
        self._kinds = np.array([kinds.index(record.kind) for record in records], dtype=np.intp)
        self._limits = np.array([settings.per_kind.get(kind, settings.per_kind["default"]) for kind in kinds])
        self._same_kind = np.float32(settings.same_kind)
        self._excluded: dict[int, set[int]] = {}
        for place, record in enumerate(records):
            for other in record.exclusive_with:
                if other in places:
                    self._excluded.setdefault(place, set()).add(places[other])
                    self._excluded.setdefault(places[other], set()).add(place)
        self._excludes = np.isin(np.arange(len(records)), list(self._excluded))

    def pick(self, values: NDArray[np.float32], count: int) -> Picks:
        """Rows of the best ``count`` records for each column of ``values`` (records, firms), best first: (count, firms).

        -1 where nothing of value is left. Of equals the first row wins.
        """
        firms = np.arange(values.shape[1])
        kinds = np.zeros((len(self._limits), len(firms)), dtype=np.float32)
        picks = np.full((count, len(firms)), -1, dtype=np.intp)
        if not len(values):
            return picks
        left = np.round(values, _DIGITS)
        for place in range(count):
            best = np.argmax(left * (1 - self._same_kind * kinds)[self._kinds], axis=0)
            found = left[best, firms] > 0
            picks[place] = np.where(found, best, -1)
            left[best, firms] = 0
            kinds[self._kinds[best], firms] += found
            full = kinds[self._kinds[best], firms] >= self._limits[self._kinds[best]]
            left[(self._kinds[:, None] == self._kinds[best]) & (full & found)] = 0
            self._drop_excluded(left, picks[place])
        return picks

    def votes(self, picks: Picks) -> NDArray[np.float64]:
        """(records,): each firm votes for its first records (a column of ``picks``), more for the very first: 0..1."""
        found = np.zeros(len(self._kinds) + 1)
        for picked, vote in zip(picks, _VOTE, strict=True):
            np.add.at(found, picked, vote / picks.shape[1])
        return found[:-1]

    def _drop_excluded(self, left: NDArray[np.float32], picked: Picks) -> None:
        if not self._excludes[picked].any():
            return
        for place, others in self._excluded.items():
            firms = np.flatnonzero(picked == place)
            if len(firms):
                left[np.array(sorted(others))[:, None], firms] = 0
