"""The booking under way, as the ticket slot holds it: what is asked next, for which desk. Never a contact."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from actions.situation import FORM, REQUESTED, TICKET
from knowledge.terms.vocabulary import FACTS

CONTACT = "ticket_contact"
REQUEST = "ticket_request"
OUTCOME = "ticket_outcome"
REASON = "ticket_reason"
STEPS = (CONTACT, REQUEST, OUTCOME, REASON)
"""Names that the form requests, as it requests facts."""


@dataclass(frozen=True)
class Draft:
    """``step``: the open question; ``asked``: how often it was put; ``resumes``: the advice questions go on afterwards."""

    step: str
    desk: str = ""
    desk_name: str = ""
    topic: str = ""
    number: str = ""
    asked: int = 0
    resumes: bool = False
    wrong_number: bool = False
    """The last answer held digits that are no telephone number."""

    def next(self, step: str, **changes: Any) -> Draft:
        """The draft at another question."""
        return replace(self, step=step, asked=0, wrong_number=False, **changes)


def draft_of(tracker: Tracker) -> Draft | None:
    """The booking under way, if any."""
    held = tracker.get_slot(TICKET)
    return Draft(**held) if held else None


def keep(draft: Draft | None) -> dict[str, Any]:
    """The slot event that stores the draft, or ends it."""
    return SlotSet(TICKET, asdict(draft) if draft else None)


def advice_is_open(tracker: Tracker) -> bool:
    """Whether the advice form waits for a fact, so that its questions go on after the booking."""
    open_draft = draft_of(tracker)
    asks = tracker.active_loop.get("name") == FORM and tracker.get_slot(REQUESTED) in FACTS
    return asks or bool(open_draft and open_draft.resumes)
