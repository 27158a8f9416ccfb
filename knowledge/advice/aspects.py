"""Which detail of a record a question asks for."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

_FILE = Path(__file__).with_name("aspects.yml")


@lru_cache(maxsize=1)
def _words() -> dict[str, list[str]]:
    return dict(YAML(typ="safe").load(_FILE.read_text(encoding="utf-8")))


def aspect_of(question: str) -> str:
    """The aspect asked for (a key of aspects.yml), or 'overview'."""
    return next((aspect for aspect, words in _words().items() if any(word in question for word in words)), "overview")
