"""What a ticket is: states and allowed moves, contact, history, follow-up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

KEPT_DAYS = 180
"""How long a contact stays after filing; then it is erased whatever the state."""
MOST_OPEN = 3
"""Open tickets that one sender may have."""


class State(StrEnum):
    """Where a ticket stands."""

    WAITING = "待受理"
    ACCEPTED = "已受理"
    REFUSED = "已拒绝"
    CLOSED = "已办结"
    WITHDRAWN = "已撤回"
    """By the founder, or because their data was erased while the ticket was open."""


OPEN = (State.WAITING, State.ACCEPTED)
MOVES: dict[State, tuple[State, ...]] = {
    State.ACCEPTED: (State.WAITING,),
    State.REFUSED: (State.WAITING,),
    State.CLOSED: (State.ACCEPTED,),
    State.WITHDRAWN: OPEN,
}
"""A state and those from which it may be reached."""


class Outcome(StrEnum):
    """What became of it, asked once after the ticket is closed."""

    APPLIED = "申请了"
    ENJOYED = "已享受"
    FAILED = "没成"


@dataclass(frozen=True)
class Contact:
    """As the founder gave it: ``phone`` or ``wechat`` is set, ``name`` is how to call them ('' when not said)."""

    name: str = ""
    phone: str = ""
    wechat: str = ""

    def masked(self) -> str:
        """138****5678, 微信ch****: enough to recognise, too little to use."""
        parts = [_masked(self.phone)] if self.phone else []
        if self.wechat and self.wechat != self.phone:
            parts.append(f"微信{_masked(self.wechat)}")
        return "、".join(parts)

    def __repr__(self) -> str:
        """Logs never show it."""
        return f"Contact({self.masked()})"


@dataclass(frozen=True)
class Event:
    """One line of a ticket's history; ``note`` is the reason written with it, '' when none."""

    at: dt.datetime
    what: str
    note: str = ""


@dataclass(frozen=True)
class Ticket:
    """``owner`` is a digest of the sender; None, like ``contact`` and ``request``, once the data was erased."""

    number: str
    owner: str | None
    desk_id: str
    desk_name: str
    topic: str
    contact: Contact | None
    request: str | None
    state: State
    filed_at: dt.datetime
    accept_by: dt.datetime
    escalated_at: dt.datetime | None
    refusal: str
    outcome: Outcome | None
    outcome_reason: str
    history: tuple[Event, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether someone still has to act."""
        return self.state in OPEN

    def overdue(self, now: dt.datetime) -> bool:
        """Whether nobody accepted it in time."""
        return self.state is State.WAITING and now > self.accept_by


def _masked(value: str) -> str:
    shown = 3 if len(value) > 8 else 2
    return f"{value[:shown]}****{value[-4:]}" if len(value) > 9 else f"{value[:shown]}****"
