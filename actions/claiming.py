"""News for a subscriber, claimed so that nobody else tells them: at a visit or through the news door."""

from __future__ import annotations

from actions import live
from actions.situation import today
from knowledge.advice.library import Library
from knowledge.advice.news import News, news_for
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.subscriptions.store import Subscription


def claim_news(kept: Subscription, library: Library, profile: EnterpriseProfile | None = None) -> News | None:
    """What is new for ``profile`` (default: the one subscribed with), noted as told; None when another was first.

    What is new and does not fit is noted as seen as well. Raises StoreFailed.
    """
    judged = profile or EnterpriseProfile.model_validate(kept.profile)
    found = news_for(library, judged, known=kept.known, today=today())
    first = live.subscriptions().claim(kept.sender, seen=kept.snapshot, snapshot=library.number, news=found.seen)
    return found if first else None
