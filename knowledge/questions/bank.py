"""The question bank: cost, reason and tappable answers per fact."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from ruamel.yaml import YAML

_FILE = Path(__file__).with_name("questions.yml")


class Option(BaseModel):
    """A tappable answer. ``value`` None records that the founder has no preference."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    label: str
    value: Any = None


class QuestionSpec(BaseModel):
    """How one fact is asked."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    cost: float = Field(gt=0, le=5)
    why: str
    options: tuple[Option, ...] = ()
    several: bool = False
    """Whether several options may be ticked together."""


class QuestionBank(BaseModel):
    """All questions and when to stop asking."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    max_questions: int
    min_value: float
    patience: float
    doubt: float
    facts: dict[str, QuestionSpec]


@lru_cache(maxsize=1)
def question_bank() -> QuestionBank:
    """The bank as written in questions.yml."""
    return QuestionBank.model_validate(YAML(typ="safe").load(_FILE.read_text(encoding="utf-8")))
