"""Questions as founders put them, compared question with question: what a thing is asked by, and what it is not.

A question is nearer to another way of asking the same than to any answer, so phrasings have vectors of their own,
made as queries; titles are among them so that the mean, which is taken off before comparing, stands for the field.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from knowledge.catalogue.model import CommonQuestion, Record
from knowledge.retrieval.encoder import Encoder
from knowledge.retrieval.words import grams, plain

_TEXTS_FILE, _VECTORS_FILE = "questions.json", "questions.npy"
_GRAMS = (1, 2)
_LEADS = re.compile(r"^(?:请问|你好|您好|想问一下|我想问|想问|问一下|问下)+")
_ENDS = re.compile(r"[吗呢啊呀吧嘛么哦]+$")


@dataclass(frozen=True)
class Asking:
    """``asked``: ways to ask for one thing; ``not_asked``: what looks alike and means something else."""

    asked: tuple[str, ...]
    not_asked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Near:
    """How near a question is to one thing: centred cosines of the best phrasings, the best share of characters in common,
    0..1, and whether a phrasing says it in the same words; ``mistaken``: the nearest ``not_asked``.
    """

    asked: float
    shared: float
    same: bool
    not_asked: float = -1.0
    mistaken: str = ""
    same_not: bool = False


def asking_of(question: CommonQuestion) -> Asking:
    """The phrasings of a common question."""
    return Asking((question.question, *question.similar_questions), tuple(question.negative_questions))


def asking_for(record: Record) -> Asking:
    """What a record is asked by and what not."""
    asked = (record.title, *record.aliases, *record.similar_questions, *(item.q for item in record.faq))
    return Asking(asked, tuple(record.negative_questions))


class QuestionVectors:
    """``vectors``: unit rows, shape (texts, dimensions), one for each of ``texts``."""

    def __init__(self, texts: Sequence[str], vectors: np.ndarray) -> None:
        self._rows = {text: vectors[row] for row, text in enumerate(texts)}
        self.mean = vectors.mean(axis=0)

    @classmethod
    def encode(
        cls, records: Iterable[Record], questions: Iterable[CommonQuestion], encoder: Encoder
    ) -> QuestionVectors:
        """Encode every phrasing that is compared with a founder's words.

        Raises ValueError when there are no records.
        """
        texts = _texts(list(records), questions)
        if not texts:
            raise ValueError("no records to index")
        return cls(texts, encoder.encode_queries(texts))

    def of(self, texts: Sequence[str]) -> np.ndarray:
        """Centred unit vectors, shape (texts, dimensions).

        Raises ValueError for a text that was not encoded.
        """
        if strange := [text for text in texts if text not in self._rows]:
            raise ValueError(f"no vectors of {strange}")
        return self.centred(np.stack([self._rows[text] for text in texts]))

    def centred(self, vectors: np.ndarray) -> np.ndarray:
        """``vectors``, shape (…, dimensions), less the mean, of unit length."""
        less = vectors - self.mean
        return less / np.maximum(np.linalg.norm(less, axis=-1, keepdims=True), 1e-9)

    def known(self) -> Mapping[str, np.ndarray]:
        """Text -> unit vector as encoded."""
        return self._rows

    def save(self, folder: Path) -> None:
        """Write texts and vectors below ``folder``."""
        (folder / _TEXTS_FILE).write_text(json.dumps(list(self._rows), ensure_ascii=False), encoding="utf-8")
        np.save(folder / _VECTORS_FILE, np.stack(list(self._rows.values())))

    @classmethod
    def load(cls, folder: Path) -> QuestionVectors:
        """Read what ``save`` wrote.

        Raises ValueError when the files do not belong together.
        """
        texts = json.loads((folder / _TEXTS_FILE).read_text(encoding="utf-8"))
        vectors = np.load(folder / _VECTORS_FILE)
        if not texts or len(texts) != len(vectors):
            raise ValueError(f"{len(texts)} questions, {len(vectors)} vectors")
        return cls(texts, vectors)


class Phrasings:
    """The phrasings of several things, in order."""

    def __init__(self, askings: Sequence[Asking], vectors: QuestionVectors) -> None:
        self._vectors = vectors
        self._askings = tuple(askings)
        self._asked = [vectors.of(asking.asked) for asking in askings]
        self._not_asked = [vectors.of(asking.not_asked) if asking.not_asked else None for asking in askings]
        self._grams = [[_pieces(text) for text in asking.asked] for asking in askings]

    def near(self, text: str, vector: np.ndarray) -> list[Near]:
        """How near ``text``, whose query vector is ``vector`` (shape (dimensions,)), is to each."""
        query, said, pieces = self._vectors.centred(vector), same_words(text), _pieces(text)
        return [self._one(place, query, said, pieces) for place in range(len(self._askings))]

    def _one(self, place: int, query: np.ndarray, said: str, pieces: frozenset[str]) -> Near:
        asking, negatives = self._askings[place], self._not_asked[place]
        asked = float((self._asked[place] @ query).max())
        shared = max(_dice(pieces, other) for other in self._grams[place])
        same = any(said == same_words(other) for other in asking.asked)
        if negatives is None:
            return Near(asked, shared, same)
        against = negatives @ query
        row = int(against.argmax())
        same_not = any(said == same_words(other) for other in asking.not_asked)
        return Near(asked, shared, same, float(against[row]), asking.not_asked[row], same_not)


@cache
def same_words(text: str) -> str:
    """``text`` without what two ways to write the same question differ in: marks, a greeting, a particle at the end."""
    return _ENDS.sub("", _LEADS.sub("", plain(text)))


def _texts(records: Sequence[Record], questions: Iterable[CommonQuestion]) -> list[str]:
    askings = [asking_of(question) for question in questions]
    askings += [asking_for(record) for record in records if record.negative_questions]
    found = [record.title for record in records]
    found += [text for asking in askings for text in (*asking.asked, *asking.not_asked)]
    return list(dict.fromkeys(found))


def _pieces(text: str) -> frozenset[str]:
    return frozenset(grams(text, _GRAMS))


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0
