"""Terms of the field and kinds of finance that a sentence names."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict
from ruamel.yaml import YAML

from knowledge.advice.library import Library
from knowledge.catalogue.model import Term

_FILE = Path(__file__).with_name("kinds.yml")


class Kind(BaseModel):
    """One kind of finance as a whole: what it gives, what it costs, whom it suits."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    aliases: tuple[str, ...]
    topic: str
    gets: str
    costs: str
    suits: str


@cache
def kinds() -> tuple[Kind, ...]:
    """Every kind, as written in kinds.yml."""
    raw = YAML(typ="safe").load(_FILE.read_text(encoding="utf-8"))
    return tuple(Kind(name=name, **fields) for name, fields in raw.items())


def concepts_named(library: Library, text: str) -> tuple[Term | Kind, ...]:
    """The terms and kinds that ``text`` names, in its order; of overlapping names the longest, of one concept the first."""
    lowered = text.lower()
    named: list[tuple[int, int, Term | Kind]] = []
    for concept, names in _names(library):
        for name in names:
            if (place := lowered.find(name.lower())) >= 0:
                named.append((place, len(name), concept))
    named.sort(key=lambda found: (-found[1], found[0]))
    taken: list[tuple[int, int, Term | Kind]] = []
    for place, length, concept in named:
        if all(place + length <= start or place >= start + size for start, size, _ in taken):
            taken.append((place, length, concept))
    in_order = sorted(taken, key=lambda found: found[0])
    return tuple({name_of(concept): concept for _, _, concept in in_order}.values())


def name_of(concept: Term | Kind) -> str:
    """The name a founder reads."""
    return concept.term if isinstance(concept, Term) else concept.name


def _names(library: Library) -> list[tuple[Term | Kind, tuple[str, ...]]]:
    terms: list[tuple[Term | Kind, tuple[str, ...]]] = [
        (term, (term.term, *term.aliases)) for term in library.terms.values()
    ]
    return [*terms, *((kind, (kind.name, *kind.aliases)) for kind in kinds())]
