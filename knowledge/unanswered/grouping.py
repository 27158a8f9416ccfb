"""Groups short questions that mean the same, by sentence vectors and by words.

Vectors of one model sit close together whatever they mean (DESIGN section 10), so they are standardised by a background of
other questions first. How well it does: benchmarks/unanswered.py.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import AgglomerativeClustering
from sklearn.feature_extraction.text import TfidfVectorizer

from knowledge.retrieval.encoder import Encoder
from knowledge.retrieval.words import grams, plain

MEANING_WEIGHT = 0.8
"""Of the sentence vectors; the words have the rest."""
DISTANCE = 0.66
"""Groups closer than this, on average over their questions, are one."""
_GRAM_SIZES = (1, 2)
_MOST_KEPT = 20_000
_EMPTY_WORDS = ("请问", "你好", "您好", "咨询一下", "想问一下", "我想问", "问一下", "谢谢")


@dataclass(frozen=True)
class Asked:
    """One question as it was left open; ``id`` and ``handled`` are the caller's."""

    id: int
    said: str
    at: dt.datetime
    handled: bool = False


@dataclass(frozen=True)
class Group:
    """Questions of one meaning. ``name`` is the most typical one; ``sayings`` are the different wordings, most often
    asked first; ``asked`` holds every question, newest first."""

    name: str
    sayings: tuple[str, ...]
    asked: tuple[Asked, ...]

    @property
    def open(self) -> tuple[Asked, ...]:
        """Those that nobody has dealt with."""
        return tuple(one for one in self.asked if not one.handled)

    @property
    def last(self) -> dt.datetime:
        """When it was asked last."""
        return self.asked[0].at


class Grouper:
    """Keeps the vectors of the background and of texts seen before, so that only new questions cost time."""

    def __init__(self, encoder: Encoder, background: Sequence[str]) -> None:
        """``background``: questions and titles of all kinds, at least some dozens."""
        self._encoder, self._background = encoder, tuple(background)
        around = encoder.encode_queries(self._background).astype(np.float64)
        self._middle, self._spread = around.mean(axis=0), around.std(axis=0) + 1e-9
        self._vectors: dict[str, NDArray[np.float64]] = {}
        self._lock = threading.Lock()

    def groups(self, asked: Sequence[Asked]) -> list[Group]:
        """Groups, most often asked (and not dealt with) first."""
        by_wording: dict[str, list[Asked]] = defaultdict(list)
        for one in asked:
            if wording := _core(one.said):
                by_wording[wording].append(one)
        wordings = list(by_wording)
        near = self.nearness(wordings)
        members: dict[int, list[int]] = defaultdict(list)
        for place, label in enumerate(_labels(near)):
            members[int(label)].append(place)
        found = [
            _group([by_wording[wordings[place]] for place in places], near[np.ix_(places, places)])
            for places in members.values()
        ]
        return sorted(found, key=lambda group: (-len(group.open), -len(group.asked), group.name))

    def labels(self, texts: Sequence[str]) -> NDArray[np.int64]:
        """A group number for each text, shape (texts,)."""
        return _labels(self.nearness(texts))

    def nearness(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """How near any two texts are, shape (texts, texts), 1 for the same."""
        if not texts:
            return np.ones((0, 0))
        near = MEANING_WEIGHT * self._by_meaning(texts) + (1 - MEANING_WEIGHT) * self._by_words(texts)
        np.fill_diagonal(near, 1.0)
        return np.clip(near, -1.0, 1.0)

    def _by_meaning(self, texts: Sequence[str]) -> NDArray[np.float64]:
        with self._lock:
            known = {text: self._vectors[text] for text in set(texts) if text in self._vectors}
            if new := [text for text in dict.fromkeys(texts) if text not in known]:
                vectors = (self._encoder.encode_queries(new).astype(np.float64) - self._middle) / self._spread
                vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-12
                known.update(zip(new, vectors, strict=True))
                self._vectors = {**(self._vectors if len(self._vectors) < _MOST_KEPT else {}), **known}
        rows = np.stack([known[text] for text in texts])
        return np.asarray(rows @ rows.T, dtype=np.float64)

    def _by_words(self, texts: Sequence[str]) -> NDArray[np.float64]:
        weights = TfidfVectorizer(analyzer=_grams, sublinear_tf=True).fit([*self._background, *texts])
        rows = weights.transform(texts)
        return np.asarray((rows @ rows.T).toarray(), dtype=np.float64)


def _labels(near: NDArray[np.float64]) -> NDArray[np.int64]:
    if len(near) < 2:
        return np.zeros(len(near), dtype=np.int64)
    clusters = AgglomerativeClustering(
        n_clusters=None, distance_threshold=DISTANCE, metric="precomputed", linkage="average"
    )
    return np.asarray(clusters.fit_predict(1.0 - near), dtype=np.int64)


def _grams(text: str) -> list[str]:
    return grams(text, _GRAM_SIZES)


def _core(said: str) -> str:
    """The question without greetings and punctuation: one wording however it is dressed."""
    text = plain(said)
    for words in _EMPTY_WORDS:
        text = text.replace(words, "")
    return text


def _group(wordings: Sequence[Sequence[Asked]], near: NDArray[np.float64]) -> Group:
    """One group of ``wordings``; ``near`` as between them."""
    times = np.array([len(asked) for asked in wordings], dtype=np.float64)
    typical = int(np.argmax(near @ times))
    often = sorted(range(len(wordings)), key=lambda place: (-times[place], place))
    asked = sorted((one for same in wordings for one in same), key=lambda one: one.at, reverse=True)
    return Group(
        name=wordings[typical][0].said.strip(),
        sayings=tuple(wordings[place][0].said.strip() for place in often),
        asked=tuple(asked),
    )
