"""Which glossary term or kind of product words are about."""

from __future__ import annotations

from rapidfuzz import fuzz

from knowledge.advice.library import Library
from knowledge.advice.search import kind_words
from knowledge.catalogue.model import Record, Term
from knowledge.retrieval.documents import keyword_text
from knowledge.retrieval.words import plain

_TERM_SIMILARITY = 86


def find_term(library: Library, text: str) -> Term | None:
    """The glossary term that ``text`` asks about: the longest name inside it, else a near spelling."""
    if named := named_term(library, text):
        return named
    close = [(fuzz.partial_ratio(name, text), term.id, term) for name, term in _names(library) if len(name) > 2]
    best = max(close, key=lambda found: (found[0], found[1]), default=None)
    return best[2] if best and best[0] >= _TERM_SIMILARITY else None


def named_term(library: Library, text: str) -> Term | None:
    """The glossary term of which ``text`` holds the longest name."""
    lowered = text.lower()
    inside = [(len(name), term.id, term) for name, term in _names(library) if name.lower() in lowered]
    return max(inside, key=lambda found: (found[0], found[1]))[2] if inside else None


def of_another_subject(library: Library, record: Record, text: str) -> bool:
    """Whether ``text`` speaks of a term or a kind of product with which ``record`` has nothing to do."""
    own = plain(keyword_text(record))
    term = named_term(library, text)
    if term and record.id not in term.records and not any(plain(name) in own for name in (term.term, *term.aliases)):
        return True
    kinds = {word: meant for word, meant in kind_words().items() if word in plain(text)}
    return bool(kinds) and all(record.kind not in meant and word not in own for word, meant in kinds.items())


def _names(library: Library) -> list[tuple[str, Term]]:
    return [(name, term) for term in library.terms.values() for name in (term.term, *term.aliases)]
