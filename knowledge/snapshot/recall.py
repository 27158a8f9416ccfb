"""An encoder that remembers the vectors of the last snapshot: publishing one changed record encodes only its texts."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from knowledge.retrieval.encoder import Encoder
from knowledge.retrieval.phrasings import QuestionVectors
from knowledge.retrieval.vector import VECTORS_FILE

_TEXTS = "passages.json"


@dataclass(frozen=True)
class Remembered:
    """Vectors already made, text -> unit vector."""

    passages: Mapping[str, np.ndarray] = field(default_factory=dict)
    questions: Mapping[str, np.ndarray] = field(default_factory=dict)


class RecallingEncoder:
    """``encoder`` with a memory of what is already encoded."""

    def __init__(self, encoder: Encoder, remembered: Remembered) -> None:
        self._encoder = encoder
        self._passages = dict(remembered.passages)
        self._questions = dict(remembered.questions)
        self._asked: list[str] = []

    @property
    def name(self) -> str:
        """The model's name."""
        return self._encoder.name

    def encode_queries(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors, shape (texts, dimensions); only texts never seen reach the model."""
        return _recalled(texts, self._questions, self._encoder.encode_queries)

    def encode_passages(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors, shape (texts, dimensions); only texts never seen reach the model."""
        self._asked += texts
        return _recalled(texts, self._passages, self._encoder.encode_passages)

    def save_texts(self, folder: Path) -> None:
        """Write the passages asked for, in the order of the vectors beside them."""
        (folder / _TEXTS).write_text(json.dumps(self._asked, ensure_ascii=False), encoding="utf-8")


def recalled(folder: Path) -> Remembered:
    """The vectors saved in a verified snapshot folder."""
    texts = json.loads((folder / _TEXTS).read_text(encoding="utf-8"))
    passages = dict(zip(texts, np.load(folder / VECTORS_FILE), strict=True))
    return Remembered(passages, QuestionVectors.load(folder).known())


def _recalled(
    texts: Sequence[str], memory: dict[str, np.ndarray], encode: Callable[[Sequence[str]], np.ndarray]
) -> np.ndarray:
    fresh = [text for text in dict.fromkeys(texts) if text not in memory]
    if fresh:
        memory |= dict(zip(fresh, encode(fresh), strict=True))
    return np.stack([memory[text] for text in texts])
