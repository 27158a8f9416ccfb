"""Records that a question looks like but does not mean, by their negative examples."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from knowledge.catalogue.model import Record
from knowledge.retrieval.phrasings import Near, Phrasings, QuestionVectors, asking_for, same_words


class Mistakes:
    """``least``: the centred cosine from which a negative example counts; the same words always do.

    ``positions``: of the records that have any.
    """

    def __init__(self, records: Sequence[Record], vectors: QuestionVectors, least: float) -> None:
        self.positions = [place for place, record in enumerate(records) if record.negative_questions]
        self._phrasings = Phrasings([asking_for(records[place]) for place in self.positions], vectors)
        self._least = least
        self._denied: dict[str, frozenset[str]] = {}
        for place in self.positions:
            for text in records[place].negative_questions:
                words = same_words(text)
                self._denied[words] = self._denied.get(words, frozenset()) | {records[place].id}

    def reasons(self, text: str, vector: np.ndarray) -> dict[int, str]:
        """Position -> why that record is not meant, in Chinese; ``vector``: the query's, shape (dimensions,)."""
        nearness = self._phrasings.near(text, vector)
        return {
            place: f"更像反例“{near.mistaken}”"
            for place, near in zip(self.positions, nearness, strict=True)
            if self._mistaken(near)
        }

    def denied(self, text: str) -> frozenset[str]:
        """Ids of the records of which ``text`` is a negative example word for word."""
        return self._denied.get(same_words(text), frozenset())

    def _mistaken(self, near: Near) -> bool:
        return near.same_not or (not near.same and near.not_asked >= max(self._least, near.asked))
