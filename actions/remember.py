"""Facts from the last message to slots: what was told, what answers the pending question, what is not known."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.asking import narrows
from actions.asks_plan import wants_plan
from actions.conflicts import Told, asked_about, conflicts_of, contradictions, settled
from actions.situation import (
    ANSWERS,
    APPROXIMATE,
    COMPLETE,
    CONFLICTS,
    CONSENT,
    DECLINED,
    PENDING,
    PLAN,
    REQUESTED,
    TURN_FACTS,
    VIEW,
    consented,
    intent_of,
    listed,
    may_answer,
    merged,
    remember,
    today,
    valid,
)
from knowledge.terms.answers import parse_answer
from knowledge.terms.corrections import correction
from knowledge.terms.facts import extract_facts
from knowledge.terms.vocabulary import FACTS

QUESTIONS = ("ask_record", "search_catalog", "estimate_benefit", "compare_records", "check_eligibility", "ask_expert")
WISHES = ("need_kind", "need_purpose")
"""What a question may mention without changing what the founder wants."""
_WHOLE_LIST = re.compile("只有|只剩|仅有|改成|改为|更正|其实就")
NOT_STATEMENTS = ("what_if", "explain_term", "delete_profile", "restart")


class Remember(Action):
    """Runs before every decision (domain slot mapping), so facts are kept whatever else was asked."""

    def name(self) -> str:
        """The name in bot/domain."""
        return "action_remember"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Slot events for the facts of the last message, none without consent, and for a wish to see the plan."""
        wishes = [SlotSet(VIEW, PLAN)] if wants_plan(tracker) else []
        if not consented(tracker):
            return [SlotSet(TURN_FACTS, []), *wishes]
        intent = intent_of(tracker)
        text = tracker.latest_message.get("text") or ""
        told = {} if intent in NOT_STATEMENTS or narrows(text) else facts_told(tracker)
        if intent in QUESTIONS:
            told = {fact: value for fact, value in told.items() if fact not in WISHES or not tracker.get_slot(fact)}
        told, doubts = _without_doubts(tracker, told, intent)
        return [SlotSet(CONSENT, True), *_events(tracker, told), *_declined(tracker, told), *doubts, *wishes]


def _without_doubts(tracker: Tracker, told: Told, intent: str) -> tuple[Told, list[dict[str, Any]]]:
    """What may be stored of ``told``, and the slot events for what contradicts an earlier statement."""
    text = tracker.latest_message.get("text") or ""
    answered = asked_about(tracker)
    told = {**told, **settled(tracker, told, text, intent)}
    fresh = {fact: said for fact, said in told.items() if not (answered and fact == answered["fact"])}
    new = contradictions(tracker, fresh, text)
    doubted = {conflict["fact"] for conflict in new}
    given_up = answered if answered and intent in ANSWERS and not told else None
    old = [conflict for conflict in conflicts_of(tracker) if conflict != given_up and conflict["fact"] not in told]
    kept_told = {fact: said for fact, said in told.items() if fact not in doubted}
    events = [SlotSet(CONFLICTS, [*old, *new] or None)]
    if answered:
        events.append(SlotSet(PENDING, None))
    return kept_told, events


def facts_told(tracker: Tracker) -> Told:
    """Valid facts of the last message, the answer to the pending question included."""
    told: Told = {}
    for fact, value, approximate in _entities(tracker):
        if valid(fact, value):
            told[fact] = (value, approximate)
    pending = tracker.get_slot(REQUESTED)
    text = tracker.latest_message.get("text") or ""
    if may_answer(tracker) and pending in FACTS and pending not in told:
        answer = parse_answer(text, pending, today=today())
        if answer and valid(pending, answer.value):
            told[pending] = (answer.value, answer.approximate)
    return {**_corrected(tracker, text), **told}


def _entities(tracker: Tracker) -> Iterator[tuple[str, Any, bool]]:
    """(name, value, approximate) of the last message; a tapped list or null arrives as JSON text."""
    for entity in tracker.latest_message.get("entities") or []:
        value = entity["value"]
        if isinstance(value, str) and (value.startswith("[") or value == "null"):
            value = json.loads(value)
        yield entity["entity"], value, bool(entity.get("approximate"))


def _corrected(tracker: Tracker, text: str) -> Told:
    """不是500万，是800万: the fact that holds the wrong number gets the right one."""
    found = correction(text)
    if found is None:
        return {}
    wrong, right, approximate = found
    holders = [name for name in FACTS if wrong in _numbers(tracker.get_slot(name)) and valid(name, right)]
    return {holders[-1]: (right, approximate)} if holders else {}


def _numbers(value: Any) -> list[float]:
    parts = value if isinstance(value, list) else [value]
    return [part for part in parts if isinstance(part, int | float) and not isinstance(part, bool)]


def facts_in(text: str) -> Told:
    """Valid facts of any earlier message of the founder's."""
    mentions = extract_facts(text, today=today())
    return {
        mention.fact: (mention.value, mention.approximate) for mention in mentions if valid(mention.fact, mention.value)
    }


def kept(tracker: Tracker, told: Told) -> list[dict[str, Any]]:
    """Slot events that store ``told``; lists grow unless they are ticked or said to be all, other facts are replaced."""
    text = tracker.latest_message.get("text") or ""
    whole = text.startswith("/inform") or bool(_WHOLE_LIST.search(text))
    values = {fact: value if whole else _merge(tracker, fact, value) for fact, (value, _) in told.items()}
    hedged = {fact for fact, (_, approximate) in told.items() if approximate}
    approximate = [fact for fact in listed(tracker, APPROXIMATE) if fact not in told] + sorted(hedged)
    return [*remember(values), SlotSet(APPROXIMATE, approximate)]


def _merge(tracker: Tracker, fact: str, value: Any) -> Any:
    if FACTS[fact].type != "choices" or value == []:
        return value
    return merged(listed(tracker, fact), value)


def _events(tracker: Tracker, told: Told) -> list[dict[str, Any]]:
    events = [SlotSet(TURN_FACTS, sorted(told))]
    if told:
        events += kept(tracker, told)
    pending = tracker.get_slot(REQUESTED)
    if pending in told and FACTS[pending].type == "choices":
        events.append(SlotSet(COMPLETE, merged(listed(tracker, COMPLETE), [pending])))
    return events


def _declined(tracker: Tracker, told: Told) -> list[dict[str, Any]]:
    """A pending fact that the founder does not know, will not say, or does not care about."""
    pending = tracker.get_slot(REQUESTED)
    if pending not in (*FACTS, CONFLICTS) or pending in told:
        return []
    no_preference = any(fact == pending and value is None for fact, value, _ in _entities(tracker))
    if no_preference or intent_of(tracker) in ("dont_know", "skip"):
        return [SlotSet(DECLINED, merged(listed(tracker, DECLINED), [pending]))]
    return []
