"""A plan as plain JSON: what is stored, sent as payload and rendered as text, page and Word file."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from knowledge.advice.planning.model import Plan
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.eligibility.wording import yours
from knowledge.terms.vocabulary import FACTS

View = dict[str, Any]
_OF_PAYLOAD = (
    "made_on",
    "stage",
    "now",
    "next",
    "later",
    "materials",
    "left_out",
    "costs",
    "deadlines",
    "open_questions",
    "snapshot",
)


def plan_view(plan: Plan, profile: EnterpriseProfile, today: dt.date) -> View:
    """Every field of the plan, and the founder's facts both as values and as they told them."""
    view = _plain(dataclasses.asdict(plan))
    view["facts"] = [{"label": FACTS[name].label, "value": _told(name, profile, today)} for name in profile.facts()]
    view["profile"] = _plain(profile.facts())
    view["overdue"] = bool(profile.overdue)
    view["elsewhere"] = profile.value("city", today) not in (None, "深圳市")
    return view


def payload_of(view: View) -> View:
    """The part that travels with the chat message (DESIGN section 6, `plan`)."""
    stage = view["stage"]
    return {
        "type": "plan",
        **{name: view[name] for name in _OF_PAYLOAD},
        "profile": view["profile"],
        "stage": stage["stage"],
        "stage_basis": "stated" if stage["stated"] else "inferred",
    }


def steps_of(view: View) -> list[View]:
    """All steps in order."""
    return [*view["now"], *view["next"], *view["later"]]


def sources_of(view: View) -> list[View]:
    """Every source once, with the numbers of the steps that rest on it."""
    found: dict[tuple[Any, ...], View] = {}
    for step in steps_of(view):
        for source in step["sources"]:
            key = (source["issuer"], source["title"], source["doc_no"], source["date"])
            found.setdefault(key, {**source, "steps": []})["steps"].append(step["number"])
    return list(found.values())


def _told(name: str, profile: EnterpriseProfile, today: dt.date) -> str:
    """As the founder told it: 深圳市 alone is not good enough to judge by, but it is what they said."""
    return str(profile.district) if name == "district" else yours(name, profile, today) or ""


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, dt.date) else value
