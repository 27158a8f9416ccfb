"""The one door to finding records: by meaning, words, characters and names together."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from knowledge.catalogue.model import Record
from knowledge.retrieval.confidence import evidence, probability
from knowledge.retrieval.documents import descriptions_of, keyword_text, names_of, passages_of
from knowledge.retrieval.encoder import Encoder
from knowledge.retrieval.filters import EVERYTHING, Filters, rejection
from knowledge.retrieval.fusion import factors, fuse
from knowledge.retrieval.keyword import KeywordIndex, Tokenize
from knowledge.retrieval.mistakes import Mistakes
from knowledge.retrieval.names import NameIndex
from knowledge.retrieval.phrasings import QuestionVectors
from knowledge.retrieval.resolve import Resolution, Resolver
from knowledge.retrieval.settings import settings
from knowledge.retrieval.synonyms import expanded
from knowledge.retrieval.vector import VectorIndex
from knowledge.retrieval.words import cut, grams, plain, tokenizer_knowing

__all__ = ["Filters", "Hit", "Rejected", "Resolution", "Retriever", "SearchResult", "embed"]


@dataclass(frozen=True)
class Hit:
    """A record found; ``score`` 0..1, ``parts`` the raw scores it was made from."""

    record: Record
    score: float
    parts: dict[str, float]


@dataclass(frozen=True)
class Rejected:
    """A record that the filters or a negative example kept out of the top, and why, in Chinese."""

    record: Record
    reason: str


@dataclass(frozen=True)
class SearchResult:
    """``hits`` best first; ``timings`` in milliseconds.

    ``confident`` False: nothing is really about the query; ``evidence`` is what that was decided on.
    """

    hits: tuple[Hit, ...]
    rejected: tuple[Rejected, ...]
    timings: dict[str, float]
    confident: bool = False
    evidence: dict[str, float] = field(default_factory=dict)


def embed(records: Sequence[Record], encoder: Encoder) -> VectorIndex:
    """Encode every text of every record."""
    passages = [passages_of(record) for record in records]
    owners = np.repeat(np.arange(len(records)), [len(texts) for texts in passages])
    return VectorIndex(encoder.encode_passages([text for texts in passages for text in texts]), owners)


class Retriever:
    """Searches one frozen set of records; safe to share between threads."""

    def __init__(
        self, records: Sequence[Record], encoder: Encoder, vectors: VectorIndex, questions: QuestionVectors
    ) -> None:
        self._records = tuple(records)
        self._encoder = encoder
        self.vectors = vectors
        self._settings = settings()
        tokenizer = tokenizer_knowing(name for record in self._records for name in names_of(record))
        self._tokenizers: dict[str, Tokenize] = {
            "words": partial(cut, tokenizer=tokenizer),
            "characters": partial(grams, sizes=self._settings.character_grams),
        }
        self._asked = self._keywords(asked=True)
        self._described = self._keywords(asked=False)
        self._descriptions = np.concatenate([_is_description(record) for record in self._records])
        self._names = NameIndex(self._records, self._settings.names)
        self._resolver = Resolver(self._records, self._names, self._settings.names)
        self._factors = factors(self._records, self._settings.fusion)
        self._mistakes = Mistakes(self._records, questions, self._settings.mistaken_from)

    @classmethod
    def build(cls, records: Iterable[Record], encoder: Encoder) -> Retriever:
        """Encode and index ``records``.

        Raises ValueError when there are none.
        """
        kept = list(records)
        if not kept:
            raise ValueError("no records to index")
        return cls(kept, encoder, embed(kept, encoder), QuestionVectors.encode(kept, (), encoder))

    def search(self, query: str, *, filters: Filters = EVERYTHING, top_k: int = 10) -> SearchResult:
        """The ``top_k`` records nearest to ``query`` among those that pass ``filters``.

        Filters apply before ranking, so they never starve the result. An empty query finds nothing.
        """
        started = time.perf_counter()
        text = self._clean(query)
        if not text:
            return SearchResult((), (), {"total": 0.0})
        vector = self._vector(text)
        encoded = time.perf_counter()
        mistaken = self._mistaken(text, vector)
        reasons = [
            rejection(record, filters) or mistaken.get(position) for position, record in enumerate(self._records)
        ]
        everything = np.ones(len(self._records), dtype=bool)
        parts = self._parts(text, vector, everything)
        allowed = np.array([reason is None for reason in reasons])
        hits = self._hits(parts, vector, allowed, top_k)
        rejected = self._rejected(parts, everything, reasons, top_k)
        seen = evidence(parts, allowed, self._asked["characters"].coverage(expanded(text)))
        ended = time.perf_counter()
        timings = {"encode": encoded - started, "rank": ended - encoded, "total": ended - started}
        milliseconds = {name: round(seconds * 1000, 2) for name, seconds in timings.items()}
        return SearchResult(hits, rejected, milliseconds, self._convincing(seen), seen)

    def similarity(self, query: str) -> dict[str, float]:
        """Record id -> relevance 0..1 of every record by what it says of itself; empty for an empty query.

        Other ways to ask are left out: who adds one to a record makes it easier to find, not a better fit.
        """
        text = self._clean(query)
        if not text:
            return {}
        everything, vector = np.ones(len(self._records), dtype=bool), self._vector(text)
        parts = {
            "dense": self.vectors.scores(vector, everything, self._descriptions),
            **{name: index.scores(expanded(text)) for name, index in self._described.items()},
            "names": self._names.scores(text),
        }
        fused = fuse(parts, everything, self._settings.fusion)
        fused[list(self._mistaken(text, vector))] = 0.0
        return {record.id: float(score) for record, score in zip(self._records, fused, strict=True)}

    def nearness(self, question: str, texts: Sequence[str]) -> list[float]:
        """Cosine of ``question`` with each of a few short ``texts``; only their order means something."""
        text = self._clean(question)
        if not text or not texts:
            return [0.0 for _ in texts]
        vectors = self._encoder.encode_queries([text, *texts])
        return [float(value) for value in vectors[1:] @ vectors[0]]

    def resolve(self, mention: str) -> Resolution:
        """Which record or records the sentence names; neither for generic words, nor one whose negative example it is."""
        found, denied = self._resolver.resolve(mention), self._mistakes.denied(mention)
        return found.without(denied) if denied else found

    def _clean(self, query: str) -> str:
        text = " ".join(query[: self._settings.longest_query].encode("utf-8", "ignore").decode("utf-8").split())
        return text if plain(text) else ""

    def _convincing(self, seen: dict[str, float]) -> bool:
        confidence = self._settings.confidence
        return bool(seen) and probability(seen, confidence) >= confidence.at_least

    def _vector(self, text: str) -> np.ndarray:
        return self._encoder.encode_queries([expanded(text)])[0]

    def _mistaken(self, text: str, vector: np.ndarray) -> dict[int, str]:
        """Position -> why a negative example keeps that record out; ``vector``: of the expanded ``text``."""
        if not self._mistakes.positions:
            return {}
        own = vector if expanded(text) == text else self._encoder.encode_queries([text])[0]
        return self._mistakes.reasons(text, own)

    def _parts(self, text: str, vector: np.ndarray, allowed: np.ndarray) -> dict[str, np.ndarray]:
        return {
            "dense": self.vectors.scores(vector, allowed),
            **{name: index.scores(expanded(text)) for name, index in self._asked.items()},
            "names": self._names.scores(text),
        }

    def _keywords(self, *, asked: bool) -> dict[str, KeywordIndex]:
        texts = [keyword_text(record, asked=asked) for record in self._records]
        return {name: KeywordIndex(texts, tokenize) for name, tokenize in self._tokenizers.items()}

    def _hits(
        self, parts: dict[str, np.ndarray], vector: np.ndarray, allowed: np.ndarray, top_k: int
    ) -> tuple[Hit, ...]:
        kept = {**parts, "dense": self.vectors.scores(vector, allowed)}
        fused = fuse(kept, allowed, self._settings.fusion) * self._factors
        order = [position for position in self._order(fused) if allowed[position]][:top_k]
        return tuple(
            Hit(
                self._records[position],
                round(float(fused[position]), 4),
                {name: round(float(values[position]), 4) for name, values in kept.items()},
            )
            for position in order
        )

    def _rejected(
        self, parts: dict[str, np.ndarray], everything: np.ndarray, reasons: list[str | None], top_k: int
    ) -> tuple[Rejected, ...]:
        fused = fuse(parts, everything, self._settings.fusion) * self._factors
        top = self._order(fused)[:top_k]
        found = [Rejected(self._records[position], reason) for position in top if (reason := reasons[position])]
        return tuple(found[: self._settings.rejected_shown])

    def _order(self, scores: np.ndarray) -> list[int]:
        return sorted(range(len(scores)), key=lambda position: (-scores[position], self._records[position].id))


def _is_description(record: Record) -> np.ndarray:
    """Of each of the record's texts, whether it is one of its own: bool, shape (texts,)."""
    own = len(descriptions_of(record))
    return np.arange(len(passages_of(record))) < own
