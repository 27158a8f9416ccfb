"""An encoder that remembers the vectors of the last snapshot: publishing one changed record encodes only its texts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from knowledge.retrieval.encoder import Encoder
from knowledge.retrieval.vector import VECTORS_FILE

_TEXTS = "passages.json"


class RecallingEncoder:
    """``encoder`` with a memory of passages already encoded, text -> unit vector."""

    def __init__(self, encoder: Encoder, remembered: Mapping[str, np.ndarray]) -> None:
        self._encoder = encoder
        self._remembered = dict(remembered)
        self._asked: list[str] = []

    @property
    def name(self) -> str:
        """The model's name."""
        return self._encoder.name

    def encode_queries(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors, shape (texts, dimensions); queries are not remembered."""
        return self._encoder.encode_queries(texts)

    def encode_passages(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors, shape (texts, dimensions); only texts never seen reach the model."""
        fresh = [text for text in dict.fromkeys(texts) if text not in self._remembered]
        if fresh:
            self._remembered |= dict(zip(fresh, self._encoder.encode_passages(fresh), strict=True))
        self._asked += texts
        return np.stack([self._remembered[text] for text in texts])

    def save_texts(self, folder: Path) -> None:
        """Write the passages asked for, in the order of the vectors beside them."""
        (folder / _TEXTS).write_text(json.dumps(self._asked, ensure_ascii=False), encoding="utf-8")


def recalled(folder: Path) -> dict[str, np.ndarray]:
    """Passage -> vector, as saved in a verified snapshot folder."""
    texts = json.loads((folder / _TEXTS).read_text(encoding="utf-8"))
    return dict(zip(texts, np.load(folder / VECTORS_FILE), strict=True))
