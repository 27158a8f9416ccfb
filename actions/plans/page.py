"""The shareable page of a plan: HTML without script, for a phone and for paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from actions.plans.view import View, sources_of, steps_of
from knowledge.advice.planning.worth import wan


def day(iso: str) -> str:
    """'2026-12-01' -> '2026年12月1日'."""
    when = dt.date.fromisoformat(iso)
    return f"{when.year}年{when.month}月{when.day}日"


_environment = Environment(
    loader=FileSystemLoader(Path(__file__).parent.parent / "templates"),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    autoescape=True,
)
_environment.filters["wan"] = wan
_environment.filters["day"] = day


WISHES: Mapping[str, Collection[str]] = {"open": {"1"}, "script": {"hant"}, "size": {"large", "largest"}}
"""What a reader may ask for in the page's query: everything unfolded; traditional characters (the web door converts); large text."""
_FIRST_STEPS = 3


def plan_page(view: View, signed: str, today: dt.date, query: Mapping[str, str] | None = None) -> str:
    """The page of ``view``, read on ``today``: what has run out since the plan was made is marked. ``query``: see WISHES."""
    asked = query or {}
    return _environment.get_template("plan.html.j2").render(
        plan=view,
        steps=steps_of(view),
        sources=sources_of(view),
        first=_first(view),
        wishes={name: asked[name] if asked.get(name) in allowed else "" for name, allowed in WISHES.items()},
        word=f"{signed}.docx",
        today=today.isoformat(),
    )


def _first(view: View) -> list[View]:
    """What to begin with: the first steps that bring money, else the first there are."""
    funding = [step for step in view["now"] if step["role"] not in ("tax", "platform")]
    return (funding or steps_of(view))[:_FIRST_STEPS]


def gone_page(title: str, text: str) -> str:
    """A friendly page in place of a plan."""
    return _environment.get_template("plan_gone.html.j2").render(title=title, text=text)
