"""Composed Chinese text: Jinja templates in actions/templates, one per kind of answer."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from knowledge.advice.planning.worth import wan
from knowledge.eligibility.wording import number

_BLANK_LINES = re.compile(r"\n{3,}")
_environment = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    autoescape=False,  # plain text for every channel; the page escapes what it shows
)
_environment.filters["wan"] = number
_environment.filters["wan2"] = wan


def with_notes(view: dict[str, Any]) -> dict[str, Any]:
    """A record's public ``view`` with what a founder must know beside its own words, as ``notes``: why it cannot be had
    now, what replaced it, which documents differ."""
    return {**view, "notes": [line for line in render("notes", item=view).splitlines() if line]}


def render(template: str, **values: Any) -> str:
    """The text of ``templates/<template>.txt.j2``, without stray blank lines."""
    return _BLANK_LINES.sub("\n\n", _environment.get_template(f"{template}.txt.j2").render(**values)).strip()
