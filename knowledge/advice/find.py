"""Finding glossary terms by name."""

from __future__ import annotations

from rapidfuzz import fuzz

from knowledge.advice.library import Library
from knowledge.catalogue.model import Term

_TERM_SIMILARITY = 86


def find_term(library: Library, text: str) -> Term | None:
    """The glossary term that ``text`` asks about: the longest name inside it, else a near spelling."""
    names = [(name, term) for term in library.terms.values() for name in (term.term, *term.aliases)]
    lowered = text.lower()
    inside = [(len(name), term.id, term) for name, term in names if name.lower() in lowered]
    if inside:
        return max(inside, key=lambda found: (found[0], found[1]))[2]
    close = [(fuzz.partial_ratio(name, text), term.id, term) for name, term in names if len(name) > 2]
    best = max(close, key=lambda found: (found[0], found[1]), default=None)
    return best[2] if best and best[0] >= _TERM_SIMILARITY else None
