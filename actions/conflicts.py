"""A new statement that cannot be true beside an earlier one: asked about, never silently overwritten."""

from __future__ import annotations

import datetime as dt
from typing import Any

from rasa_sdk import Tracker

from actions.reply import Message, button, say
from actions.situation import APPROXIMATE, CONFLICTS, PENDING, REQUESTED, listed, may_answer, profile_from, today
from knowledge.eligibility.agreement import contradicts
from knowledge.eligibility.wording import yours
from knowledge.terms.answers import parse_answer
from knowledge.terms.retractions import chosen_of_two, takes_back
from knowledge.terms.vocabulary import FACTS

Told = dict[str, tuple[Any, bool]]
"""fact -> (value, stated with a hedge)."""


def conflicts_of(tracker: Tracker) -> list[dict[str, Any]]:
    """Open contradictions, oldest first: ``fact``, ``value`` and ``approximate`` of the later statement."""
    return list(tracker.get_slot(CONFLICTS) or [])


def asked_about(tracker: Tracker) -> dict[str, Any] | None:
    """The contradiction that the last question was about."""
    asked = CONFLICTS in (tracker.get_slot(REQUESTED), tracker.get_slot(PENDING))
    found = conflicts_of(tracker)
    return found[0] if asked and found else None


def settled(tracker: Tracker, told: Told, text: str, intent: str) -> Told:
    """The answer to the question about a contradiction: a value, 前面那个, or a plain yes to the later one."""
    conflict = asked_about(tracker)
    if conflict is None or conflict["fact"] in told:
        return {}
    fact, later = conflict["fact"], (conflict["value"], bool(conflict["approximate"]))
    choice = chosen_of_two(text) or ("new" if intent == "affirm" else None)
    if choice == "new":
        return {fact: later}
    if choice == "old":
        return {fact: (tracker.get_slot(fact), fact in listed(tracker, APPROXIMATE))}
    answer = parse_answer(text, fact, today=today()) if may_answer(tracker) else None
    return {fact: (answer.value, answer.approximate)} if answer else {}


def contradictions(tracker: Tracker, told: Told, text: str) -> list[dict[str, Any]]:
    """What ``told`` says against the slots; nothing when a button was tapped or the words take back the old value."""
    if text.startswith("/") or takes_back(text):
        return []
    hedges = listed(tracker, APPROXIMATE)
    return [
        {"fact": fact, "value": value, "approximate": approximate}
        for fact, (value, approximate) in told.items()
        if (old := tracker.get_slot(fact)) is not None
        and contradicts(fact, old, value, hedged=approximate or fact in hedges)
    ]


def conflict_question(tracker: Tracker) -> Message | None:
    """Which of the two statements is right, with both as buttons; None when nothing is open."""
    conflict = next(iter(conflicts_of(tracker)), None)
    if conflict is None:
        return None
    fact, day = conflict["fact"], today()
    old = _in_words(fact, tracker.get_slot(fact), fact in listed(tracker, APPROXIMATE), day)
    new = _in_words(fact, conflict["value"], bool(conflict["approximate"]), day)
    buttons = [
        button(old, "inform", **{fact: tracker.get_slot(fact)}),
        button(new, "inform", **{fact: conflict["value"]}),
    ]
    why = "两次说的不一样，差别可能影响能不能申请"
    custom = {"type": "question", "fact": fact, "why": why, "buttons": buttons}
    return say("utter_ask_conflict", label=FACTS[fact].label, old=old, new=new, custom=custom, buttons=buttons)


def _in_words(fact: str, value: Any, approximate: bool, day: dt.date) -> str:
    stated = tuple(value) if isinstance(value, list) else value
    profile = profile_from({fact: stated, "approximate": [fact] if approximate else []})
    return yours(fact, profile, day) or "没有"
