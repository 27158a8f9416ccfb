"""Search by words: BM25 over any tokens."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

import bm25s
import numpy as np

logging.getLogger("bm25s").setLevel(logging.WARNING)  # it asks for DEBUG on import
Tokenize = Callable[[str], list[str]]


class KeywordIndex:
    """BM25 over ``texts``, one a record."""

    def __init__(self, texts: Sequence[str], tokenize: Tokenize) -> None:
        self._tokenize = tokenize
        self._bm25 = bm25s.BM25()
        tokens = [tokenize(text) or [""] for text in texts]
        self._bm25.index(tokens, show_progress=False)
        self._known = set(self._bm25.vocab_dict)
        self._records = len(texts)

    def scores(self, query: str) -> np.ndarray:
        """BM25 of every record, shape (records,); zeros when no word of the query is known."""
        tokens = [token for token in self._tokenize(query) if token in self._known]
        if not tokens:
            return np.zeros(self._records, dtype=np.float32)
        return self._bm25.get_scores(tokens)

    def coverage(self, query: str) -> float:
        """Share of the query's tokens that occur in the catalogue at all, 0..1."""
        tokens = self._tokenize(query)
        return sum(token in self._known for token in tokens) / len(tokens) if tokens else 0.0
