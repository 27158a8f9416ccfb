"""Rasa slots to an enterprise profile and back: the only file that knows slot names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.terms.vocabulary import FACTS

FORM = "advice_form"
ANSWERS = ("inform", "seek_recommendation", "affirm", "deny", "dont_know", "skip")
"""Intents that answer a pending question; any other is a question of the founder's own."""
REQUESTED = "requested_slot"
CONSENT = "consent"
ASKED = "asked_facts"
"""Every question asked so far, in order, repeats included."""
DECLINED = "declined_facts"
"""Facts that the founder does not know or will not say: never asked again."""
APPROXIMATE = "approximate_facts"
COMPLETE = "complete_lists"
"""List facts whose whole content the founder was asked for."""
SHOWN = "shown_records"
"""Ids last shown, in order: what 第二个 and 这个 point at."""
FOCUS = "focus_record"
"""Id last talked about: what 这个 and 它 point at; None right after a list."""
CONFLICTS = "conflicts"
"""Statements that contradict a slot, oldest first; also the slot that the form requests to ask about them."""
PENDING = "pending_topic"
"""What a bare reply answers outside the form: consent, conflicts, or why an answer was of no use."""
VIEW = "wanted_view"
"""PLAN while the founder waits for the plan instead of the list."""
PLAN = "plan"
TURN_FACTS = "turn_facts"
"""Facts that the last message told, for the acknowledgement."""
TICKET = "ticket"
"""The booking under way (actions/draft.py); never holds a contact."""
SUBSCRIBED = "subscribed"
"""The snapshot that a subscriber was last told the news of; None: no subscription."""
DESKS = "shown_desks"
"""Ids of the desks last shown, in order: what 第二家 points at."""
FOLLOW = "follow_up"
"""What an answer outside the form still waits for: ``kind`` eligibility or estimate, ``record``, ``asks`` and more."""
AWAITING = "awaiting"
"""True while FOLLOW waits for a reply: the rules then send a bare reply to action_follow_up."""
SEARCH = "last_search"
"""The request whose page was shown last: what 还有吗 and 只看…的 go on from."""
META = (
    ASKED,
    DECLINED,
    APPROXIMATE,
    COMPLETE,
    SHOWN,
    FOCUS,
    CONFLICTS,
    PENDING,
    VIEW,
    TURN_FACTS,
    FOLLOW,
    AWAITING,
    SEARCH,
    TICKET,
    DESKS,
)


def today() -> dt.date:
    """Today in Shenzhen."""
    return dt.datetime.now(ZoneInfo("Asia/Shanghai")).date()


def intent_of(tracker: Tracker) -> str:
    """The last message's intent, nlu_fallback included (the SDK's own getter skips it)."""
    return (tracker.latest_message.get("intent") or {}).get("name") or ""


def may_answer(tracker: Tracker) -> bool:
    """Whether the last words may answer a pending question: an intent that answers, or none that is sure; no button."""
    text = tracker.latest_message.get("text") or ""
    return intent_of(tracker) in (*ANSWERS, "nlu_fallback") and not text.startswith("/")


def listed(tracker: Tracker, slot: str) -> list[str]:
    """A list slot, empty when unset."""
    return list(tracker.get_slot(slot) or [])


def profile_of(tracker: Tracker) -> EnterpriseProfile:
    """The profile that the slots hold; a value that the vocabulary refuses is left out."""
    stated = {name: value for name in FACTS if (value := tracker.get_slot(name)) is not None}
    meta = {"complete": listed(tracker, COMPLETE), "approximate": listed(tracker, APPROXIMATE)}
    return profile_from({**stated, **meta})


def profile_from(values: dict[str, Any]) -> EnterpriseProfile:
    """A profile from raw values; fields that do not validate are dropped, the rest kept."""
    try:
        return EnterpriseProfile.model_validate(values)
    except ValidationError as error:
        bad = {str(problem["loc"][0]) for problem in error.errors()}
        return EnterpriseProfile.model_validate({name: value for name, value in values.items() if name not in bad})


def valid(fact: str, value: Any) -> bool:
    """Whether ``value`` may be stored for ``fact``."""
    return fact in FACTS and getattr(profile_from({fact: value}), fact) is not None


def opening_words(tracker: Tracker) -> str:
    """The longest message of the conversation so far: where founders say what they want in their own words."""
    texts = [event.get("text") or "" for event in tracker.events if event["event"] == "user"]
    return max((text for text in texts if not text.startswith("/")), key=len, default="")


def consented(tracker: Tracker) -> bool:
    """Whether the founder agreed that facts are kept: in this conversation or at the door."""
    metadata = tracker.latest_message.get("metadata") or {}
    return bool(tracker.get_slot(CONSENT) or metadata.get("consent"))


def never_ask(tracker: Tracker) -> set[str]:
    """Facts that must not be asked (again)."""
    return set(listed(tracker, DECLINED))


def remember(facts: dict[str, Any]) -> list[dict[str, Any]]:
    """SlotSet events for ``facts``."""
    return [SlotSet(name, value) for name, value in facts.items()]


def forget_everything() -> list[dict[str, Any]]:
    """SlotSet events that empty every slot of ours but consent."""
    return [SlotSet(name, None) for name in (*FACTS, *META, REQUESTED)]


def merged(old: Iterable[str], new: Iterable[str]) -> list[str]:
    """Both lists, in order, without repeats."""
    return list(dict.fromkeys([*old, *new]))


def show_list(ids: Iterable[str]) -> list[dict[str, Any]]:
    """SlotSet events after a list of records: 第二个 points into it, 这个 at its only item."""
    shown = list(ids)
    focus = shown[0] if len(shown) == 1 else None
    return [SlotSet(SHOWN, shown or None), SlotSet(FOCUS, focus), SlotSet(DESKS, None)]


def show_one(tracker: Tracker, record: str) -> list[dict[str, Any]]:
    """SlotSet events after one record: 这个 points at it; the list that it came from can still be counted through."""
    shown = listed(tracker, SHOWN)
    return [SlotSet(SHOWN, shown if record in shown else [record]), SlotSet(FOCUS, record)]


def wait_for(**follow: Any) -> list[dict[str, Any]]:
    """SlotSet events after a question outside the form; a fact asked for is parsed like the form's own."""
    asked = follow["asks"] if follow["asks"] in FACTS else None
    return [SlotSet(FOLLOW, follow), SlotSet(AWAITING, True), SlotSet(REQUESTED, asked)]


def wait_no_more(tracker: Tracker) -> list[dict[str, Any]]:
    """SlotSet events that close the question outside the form, if one is open."""
    if not tracker.get_slot(AWAITING):
        return []
    return [SlotSet(FOLLOW, None), SlotSet(AWAITING, None), SlotSet(REQUESTED, None)]


_OF_THE_FORM = (FORM, "action_listen", "action_extract_slots", None)


def answered_already(tracker: Tracker) -> bool:
    """True when another action has answered the last message before: the form resumes after an interruption.

    The fallback that said nothing has only passed what was told on to the form.
    """
    spoken = False
    for event in reversed(tracker.events):
        if event["event"] == "user":
            return False
        spoken = spoken or event["event"] == "bot"
        passed_on = ("action_nlu_fallback",) if not spoken else ()
        if event["event"] == "action" and event["name"] not in (*_OF_THE_FORM, *passed_on):
            return True
    return False
