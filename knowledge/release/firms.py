"""Typical firms of the district, whose advice shows what a new snapshot would move."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict
from ruamel.yaml import YAML

from knowledge.eligibility.profile import EnterpriseProfile

_FILE = Path(__file__).with_name("firms.yml")


class SampleFirm(BaseModel):
    """``words``: what its founder wrote; ``profile``: what is known of it."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    name: str
    words: str
    profile: EnterpriseProfile


@cache
def sample_firms() -> tuple[SampleFirm, ...]:
    """Every firm of firms.yml."""
    return tuple(SampleFirm.model_validate(raw) for raw in YAML(typ="safe").load(_FILE.read_text(encoding="utf-8")))
