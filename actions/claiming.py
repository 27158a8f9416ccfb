"""News for a subscriber, claimed so that nobody else tells them: at a visit, or leased for a push."""

from __future__ import annotations

import datetime as dt

from actions import live
from actions.situation import today
from knowledge.advice.library import Library
from knowledge.advice.news import News, news_for
from knowledge.catalogue.model import Record
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.subscriptions.store import Subscription


def claim_news(kept: Subscription, library: Library, profile: EnterpriseProfile) -> News | None:
    """What is new for ``profile``, noted as told; None when another was first.

    What is new and does not fit is noted as seen as well. Raises StoreFailed.
    """
    found = news_for(library, profile, known=kept.known, today=today())
    first = live.subscriptions().claim(kept.sender, seen=kept.snapshot, snapshot=library.number, news=found.seen)
    return found if first else None


def lease_news(kept: Subscription, library: Library, *, until: dt.datetime) -> tuple[News, str] | None:
    """What is new for the profile subscribed with, and the name of its lease; None when there is nothing to push.

    What is new and does not fit is noted as seen. Raises StoreFailed.
    """
    profile = EnterpriseProfile.model_validate(kept.profile)
    found = news_for(library, profile, known=kept.known, today=today())
    noted = {"seen": kept.snapshot, "snapshot": library.number}
    if not found.items:
        live.subscriptions().claim(kept.sender, **noted, news=found.seen)
        return None
    claim = live.subscriptions().lease(kept.sender, **noted, news=found.seen, until=until)
    return (found, claim) if claim else None


def perhaps_told(kept: Subscription, library: Library, profile: EnterpriseProfile) -> tuple[Record, ...]:
    """The records of a push that may or may not have arrived."""
    return news_for(library, profile, known=kept.known - kept.perhaps_told, today=today()).items
