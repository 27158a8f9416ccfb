"""Adds the catalogue's words to a query that says the same thing in a founder's words."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

_FILE = Path(__file__).with_name("synonyms.yml")


@cache
def synonyms() -> dict[str, str]:
    """Founders' words -> the catalogue's words, separated by spaces."""
    return YAML(typ="safe").load(_FILE.read_text(encoding="utf-8"))


def expanded(query: str) -> str:
    """``query`` with every catalogue word that it means but does not say."""
    meant = dict.fromkeys(word for said, words in synonyms().items() if said in query for word in words.split())
    return " ".join([query, *(word for word in meant if word not in query)])
