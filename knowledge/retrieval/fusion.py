"""Brings the parts of a score onto one scale and adds them up."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from knowledge.catalogue.model import Record
from knowledge.retrieval.settings import FusionSettings


def fuse(parts: dict[str, np.ndarray], allowed: np.ndarray, settings: FusionSettings) -> np.ndarray:
    """Weighted mean of the parts, each stretched to 0..1 over the ``allowed`` records; shape (records,), 0 elsewhere.

    Names are already 0..1 and mean something absolute, so they are not stretched.
    """
    total = sum(settings.weights.values())
    scaled = {name: values if name == "names" else _stretch(values, allowed) for name, values in parts.items()}
    fused = sum(settings.weights[name] * values for name, values in scaled.items()) / total
    return np.where(allowed, np.clip(fused, 0.0, 1.0), 0.0)


def factors(records: Sequence[Record], settings: FusionSettings) -> np.ndarray:
    """What each record's score is multiplied with, for its kind and availability."""
    kind, availability = settings.kind_factor, settings.availability_factor
    return np.array([kind.get(item.kind, 1.0) * availability.get(item.availability, 1.0) for item in records])


def _stretch(values: np.ndarray, allowed: np.ndarray) -> np.ndarray:
    kept = values[allowed]
    low, high = (float(kept.min()), float(kept.max())) if kept.size else (0.0, 0.0)
    return np.where(allowed, (values - low) / (high - low), 0.0) if high - low > 1e-6 else np.zeros_like(values)
