"""Numbers that a benefit's formula needs beside the facts about an enterprise."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict
from ruamel.yaml import YAML

_FILE = Path(__file__).with_name("inputs.yml")


class Input(BaseModel):
    """What it is called, how it is asked for, and the words that founders put beside it."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    label: str
    ask: str
    cues: tuple[str, ...]


@cache
def inputs() -> dict[str, Input]:
    """Every input by name, as written in inputs.yml."""
    raw = YAML(typ="safe").load(_FILE.read_text(encoding="utf-8"))
    return {name: Input.model_validate(fields) for name, fields in raw.items()}
