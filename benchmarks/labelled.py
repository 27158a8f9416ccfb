"""Labelled messages of the benchmark: benchmarks/messages/<split>/*.yml, labels by docs/labelling.md."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

FOLDER = Path(__file__).resolve().parent / "messages"
LABELLED_ON = dt.date(2026, 11, 24)
"""The day that 去年 and 成立两年 are counted from in the labels."""


@dataclass(frozen=True)
class Labelled:
    """One message with its intent and facts."""

    text: str
    intent: str
    facts: dict[str, Any]


def messages(split: str) -> list[Labelled]:
    """All messages of ``split`` (dev or test).

    Raises FileNotFoundError when the split has no file.
    """
    files = sorted((FOLDER / split).glob("*.yml"))
    if not files:
        raise FileNotFoundError(f"no labelled messages in {FOLDER / split}")
    items = [item for path in files for item in YAML(typ="safe").load(path.read_text(encoding="utf-8"))]
    return [Labelled(str(item["text"]), item["intent"], item.get("facts") or {}) for item in items]


def comparable(value: Any) -> Any:
    """Values as compared: numbers as float, lists of words in any order."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, list | tuple):
        return tuple(sorted(value)) if value and isinstance(value[0], str) else tuple(map(float, value))
    return float(value)
