"""Whether the best hit is really about the query: the "nothing found" decision.

Raw e5 cosines of unrelated sentences overlap those of paraphrases, so a small logistic model weighs the centred cosine,
the best character match, the share of the query's characters that the catalogue knows, and the name match.
"""

from __future__ import annotations

import math

import numpy as np

from knowledge.retrieval.settings import ConfidenceSettings


def evidence(parts: dict[str, np.ndarray], allowed: np.ndarray, coverage: float) -> dict[str, float]:
    """The four inputs of the model, the best among the ``allowed`` records; empty when none is allowed."""
    if not allowed.any():
        return {}
    return {
        "cosine": float(parts["dense"][allowed].max()),
        "characters": float(parts["characters"][allowed].max()),
        "coverage": coverage,
        "name": float(parts["names"][allowed].max()),
    }


def probability(seen: dict[str, float], settings: ConfidenceSettings) -> float:
    """Probability, 0..1, that something in the catalogue answers the query."""
    logit = settings.bias + sum(getattr(settings, name) * value for name, value in seen.items())
    return 1 / (1 + math.exp(-logit))
