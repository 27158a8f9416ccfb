"""Finds the common question that a founder's words ask: question against question, and sure of it or not found."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.catalogue.model import CommonQuestion
from knowledge.retrieval.encoder import Encoder
from knowledge.retrieval.phrasings import Near, Phrasings, QuestionVectors, asking_of
from knowledge.retrieval.settings import QuestionSettings, settings
from knowledge.retrieval.words import plain


@dataclass(frozen=True)
class CommonHit:
    """``certainty``: probability, 0..1, that this is the question asked; ``sure``, ``likely``: enough of it."""

    question: CommonQuestion
    certainty: float
    sure: bool
    likely: bool


@dataclass(frozen=True)
class CommonRejected:
    """A question that would have been near, and why it is not used, in Chinese."""

    question: CommonQuestion
    reason: str


@dataclass(frozen=True)
class CommonResult:
    """``hits`` best first."""

    hits: tuple[CommonHit, ...] = ()
    rejected: tuple[CommonRejected, ...] = ()

    @property
    def best(self) -> CommonHit | None:
        """The question asked, if it is at least likely."""
        return self.hits[0] if self.hits and self.hits[0].likely else None


class CommonIndex:
    """Searches one frozen set of common questions; safe to share between threads."""

    def __init__(self, questions: Sequence[CommonQuestion], encoder: Encoder, vectors: QuestionVectors) -> None:
        self._questions = tuple(questions)
        self._encoder = encoder
        self._phrasings = Phrasings([asking_of(question) for question in self._questions], vectors)
        self._settings = settings().questions
        self._longest = settings().longest_query

    def search(self, text: str, *, today: dt.date) -> CommonResult:
        """Every question in force on ``today`` by how certainly ``text`` asks it; nothing for words without letters."""
        return self.search_each([text], today=today)[0]

    def search_each(self, texts: Sequence[str], *, today: dt.date) -> list[CommonResult]:
        """``search`` of several texts, encoded together."""
        asked = [text[: self._longest] for text in texts]
        if not self._questions or not any(plain(text) for text in asked):
            return [CommonResult() for _ in asked]
        vectors = self._encoder.encode_queries(asked)
        return [
            self._ranked(self._phrasings.near(text, vector), today) if plain(text) else CommonResult()
            for text, vector in zip(asked, vectors, strict=True)
        ]

    def _ranked(self, nearness: Sequence[Near], today: dt.date) -> CommonResult:
        hits, rejected = [], []
        for question, near in zip(self._questions, nearness, strict=True):
            certainty = _certainty(near, self._settings)
            likely = certainty >= self._settings.likely
            reason = _rejection(question, near, today)
            if reason is None:
                hits.append(CommonHit(question, round(certainty, 4), certainty >= self._settings.sure, likely))
            elif likely or near.same_not:
                rejected.append(CommonRejected(question, reason))
        hits.sort(key=lambda hit: (-hit.certainty, hit.question.id))
        return CommonResult(tuple(hits), tuple(rejected))


def _certainty(near: Near, weights: QuestionSettings) -> float:
    if near.same:
        return 1.0
    return 1 / (1 + math.exp(-(weights.bias + weights.cosine * near.asked + weights.shared * near.shared)))


def _rejection(question: CommonQuestion, near: Near, today: dt.date) -> str | None:
    if not question.in_force(today):
        ended = question.valid_until is not None and question.valid_until < today
        return f"已过有效期（{question.valid_until}）" if ended else f"{question.valid_from}起才生效"
    if near.same_not or (not near.same and near.not_asked > near.asked):
        return f"更像反例“{near.mistaken}”"
    return None
