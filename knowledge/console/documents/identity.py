"""A record's id, suggested from its title and unused so far."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from knowledge.console.content.forms import slug


def suggested_id(title: str, taken: Callable[[str], bool]) -> str:
    """The id that the record's form would make of ``title``; ``taken`` says whether an id exists already."""
    made = slug(title) or "record"
    numbered = (made if number == 1 else f"{made}-{number}" for number in count(1))
    return next(id for id in numbered if not taken(id))
