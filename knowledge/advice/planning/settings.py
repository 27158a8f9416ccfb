"""The tunable numbers of the plan, as written in plan.yml."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict
from ruamel.yaml import YAML

_FILE = Path(__file__).with_name("plan.yml")


class PlanSettings(BaseModel):
    """plan.yml as a model."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    now: dict[str, int]
    same_kind: float
    next: dict[str, int]
    later: int
    open_questions: int
    nearly_settled: int
    shown_openings: int
    next_months: int
    deadline_months: int
    slow_gaps: list[str]
    goals: dict[str, list[str]]
    too_early_to_list: list[str]


@lru_cache(maxsize=1)
def plan_settings() -> PlanSettings:
    """The settings as written."""
    return PlanSettings.model_validate(YAML(typ="safe").load(_FILE.read_text(encoding="utf-8")))
