"""Which details of a record a question asks for."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict
from ruamel.yaml import YAML

_FILE = Path(__file__).with_name("aspects.yml")
_LAST_RESORT = {"申请": "apply", "多少钱": "amount", "几多": "amount"}
OVERVIEW = "overview"


class Aspect(BaseModel):
    """How an aspect is asked for and headed."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    label: str
    prompt: str
    words: tuple[str, ...]


@cache
def aspects() -> dict[str, Aspect]:
    """Every aspect by name, as written in aspects.yml."""
    raw = YAML(typ="safe").load(_FILE.read_text(encoding="utf-8"))
    return {name: Aspect.model_validate(fields) for name, fields in raw.items()}


def aspects_of(question: str) -> tuple[str, ...]:
    """The aspects asked for, in the question's order; empty when it asks for none in particular."""
    left = question
    found: dict[str, int] = {}
    for name, aspect in aspects().items():
        for word in sorted(aspect.words, key=len, reverse=True):
            if (place := left.find(word)) >= 0:
                found[name] = min(place, found.get(name, place))
                left = left.replace(word, "□" * len(word))
    if not found:
        found = {name: left.find(word) for word, name in _LAST_RESORT.items() if word in left}
    return tuple(sorted(found, key=lambda name: found[name]))


def is_aspect_word(word: str) -> bool:
    """Whether ``word`` asks for a detail, whatever else it may name."""
    return any(word in aspect.words for aspect in aspects().values())
