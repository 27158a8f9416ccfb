"""Typical firms whose recommendations differ between two snapshots."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from pydantic import BaseModel, ConfigDict

from knowledge.advice.advise import advise
from knowledge.advice.library import Library
from knowledge.release.firms import SampleFirm

FIRST = 3
STATUS_LABELS = {
    "eligible": "条件初步符合",
    "needs_info": "还要补充信息",
    "near_miss": "差一步",
    "ineligible": "不符合",
}


class Place(BaseModel):
    """A record on a firm's list, and its status (DESIGN section 6)."""

    model_config = ConfigDict(frozen=True)
    id: str
    title: str
    status: str

    @property
    def status_label(self) -> str:
        """The status as staff read it."""
        return STATUS_LABELS[self.status]


class Move(BaseModel):
    """One firm's list, best first, on either side; only firms whose lists differ have one."""

    model_config = ConfigDict(frozen=True)
    firm: str
    name: str
    before: tuple[Place, ...]
    after: tuple[Place, ...]

    @property
    def first_moved(self) -> bool:
        """Whether the first three are others, or in another order."""
        return [place.id for place in self.before[:FIRST]] != [place.id for place in self.after[:FIRST]]

    @property
    def entered(self) -> tuple[Place, ...]:
        """What is only on the new list."""
        return _only_in(self.after, self.before)

    @property
    def left(self) -> tuple[Place, ...]:
        """What is only on the old list."""
        return _only_in(self.before, self.after)

    @property
    def turned(self) -> tuple[tuple[Place, Place], ...]:
        """(before, after) of what has another status."""
        old = {place.id: place for place in self.before}
        both = [(old[place.id], place) for place in self.after if place.id in old]
        return tuple((was, now) for was, now in both if was.status != now.status)

    @property
    def only_order(self) -> bool:
        """Whether the same records with the same status stand in another order."""
        return not (self.entered or self.left or self.turned)


def moves(before: Library, after: Library, firms: Iterable[SampleFirm], *, today: dt.date) -> tuple[Move, ...]:
    """The firms whose list is another one, those with other first records first."""
    found = list(_moves(before, after, firms, today))
    return tuple(sorted(found, key=lambda move: not move.first_moved))


def _moves(before: Library, after: Library, firms: Iterable[SampleFirm], today: dt.date) -> Iterator[Move]:
    for firm in firms:
        old, new = _list(before, firm, today), _list(after, firm, today)
        if [(place.id, place.status) for place in old] != [(place.id, place.status) for place in new]:
            yield Move(firm=firm.id, name=firm.name, before=old, after=new)


def _list(library: Library, firm: SampleFirm, today: dt.date) -> tuple[Place, ...]:
    items = advise(library, firm.profile, today=today, words=firm.words).items
    return tuple(Place(id=item.id, title=item.title, status=item.status) for item in items)


def _only_in(places: tuple[Place, ...], others: tuple[Place, ...]) -> tuple[Place, ...]:
    known = {place.id for place in others}
    return tuple(place for place in places if place.id not in known)
