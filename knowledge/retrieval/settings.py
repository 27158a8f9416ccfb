"""The tunable numbers of retrieval, read from settings.yml and checked against the vocabulary."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field
from ruamel.yaml import YAML

from knowledge.catalogue.model import Availability, Kind

_FILE = Path(__file__).with_name("settings.yml")


class _Settings(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FusionSettings(_Settings):
    """Weights of the parts, and factors by kind and availability of the record."""

    weights: dict[str, float]
    kind_factor: dict[Kind, float]  # type: ignore[valid-type]
    availability_factor: dict[Availability, float]  # type: ignore[valid-type]


class NameSettings(_Settings):
    """What counts as a name; lengths in characters."""

    least: float = Field(ge=0, le=1)
    shortest: int
    shortest_by_sound: int
    shortest_with_typo: int
    two_typos_from: int
    shortest_part: int
    shortest_shared_part: int
    shortest_abbreviation: int
    longest_mention: int
    most_candidates: int = Field(ge=2, le=4)
    yielding_kinds: tuple[Kind, ...]  # type: ignore[valid-type]
    providers: dict[str, str]
    generic: tuple[str, ...]
    filler: tuple[str, ...]


class ConfidenceSettings(_Settings):
    """A logistic model of "the best hit is really about the query", fitted on the dev queries."""

    bias: float
    cosine: float
    characters: float
    coverage: float
    name: float
    at_least: float = Field(ge=0, le=1)


class QuestionSettings(_Settings):
    """A logistic model of "this common question was asked", fitted on the dev phrasings.

    ``sure`` is enough to answer instead of anything vague, ``likely`` instead of nothing.
    """

    bias: float
    cosine: float
    shared: float
    sure: float = Field(ge=0, le=1)
    likely: float = Field(ge=0, le=1)


class Settings(_Settings):
    """settings.yml as a model."""

    longest_query: int
    rejected_shown: int
    character_grams: tuple[int, ...]
    fusion: FusionSettings
    names: NameSettings
    confidence: ConfidenceSettings
    questions: QuestionSettings
    mistaken_from: float
    """Centred cosine with a negative example from which a record may be kept out for it."""


@cache
def settings() -> Settings:
    """The settings as written in settings.yml."""
    return Settings.model_validate(YAML(typ="safe").load(_FILE.read_text(encoding="utf-8")))
