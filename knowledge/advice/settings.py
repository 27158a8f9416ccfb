"""The tunable numbers of the ranking, checked against the vocabularies when read."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict
from ruamel.yaml import YAML

_FILE = Path(__file__).with_name("weights.yml")


class ListSettings(BaseModel):
    """How many items a recommendation holds."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    shown: int
    least_chance: float
    per_kind: dict[str, int]
    same_kind: float
    near_miss: int
    near_from: float
    serves_from: float


class Weights(BaseModel):
    """weights.yml as a model."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    weights: dict[str, float]
    undecidable: float
    outsider: float
    rarely_met: float
    presupposes_another_step: float
    neutral: float
    level: dict[str, float]
    confidence: dict[str, float]
    unverified_factor: float
    directness: dict[str, float]
    speed: dict[str, float]
    cheapness: dict[str, float]
    urgency: float
    near_from: float
    telling_bits: float
    large_benefit_wan: float
    stale_years: float
    purpose: dict[str, float]
    rare_purposes: list[str]
    commonplace: list[str]
    related_needs: dict[str, dict[str, float]]
    list: ListSettings


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights as written in weights.yml."""
    return Weights.model_validate(YAML(typ="safe").load(_FILE.read_text(encoding="utf-8")))
