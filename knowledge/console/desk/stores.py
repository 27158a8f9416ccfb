"""The advisor's own database, opened once per process, and the grouper of questions, which is slow to make."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from knowledge.console.content.store import live_catalogue
from knowledge.errors import StoreFailed, TicketStoreFailed
from knowledge.opinions.store import OpinionStore
from knowledge.retrieval.encoder import default_encoder
from knowledge.switches.store import SwitchStore
from knowledge.tickets.store import TicketStore
from knowledge.unanswered.background import background_of
from knowledge.unanswered.grouping import Grouper
from knowledge.usage.store import UsageStore

View = Callable[..., HttpResponse]


@lru_cache(maxsize=1)
def tickets() -> TicketStore:
    """The tickets. Raises TicketStoreFailed, and then tries again at the next call."""
    return TicketStore.open()


@lru_cache(maxsize=1)
def opinions() -> OpinionStore:
    """Opinions and open questions. Raises StoreFailed."""
    return OpinionStore.open()


@lru_cache(maxsize=1)
def usage() -> UsageStore:
    """The counts. Raises StoreFailed."""
    return UsageStore.open()


@lru_cache(maxsize=1)
def switches() -> SwitchStore:
    """The channels' switches. Raises StoreFailed."""
    return SwitchStore.open()


@lru_cache(maxsize=1)
def grouper() -> Grouper:
    """Groups questions against the catalogue as it was at the first call: what is common hardly changes."""
    return Grouper(default_encoder(), background_of(live_catalogue()))


def says_when_away(view: View) -> View:
    """A view that says in Chinese that the database does not answer."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (StoreFailed, TicketStoreFailed) as error:
            return render(request, "desk/away.html", {"header_title": "数据库没有应答", "why": str(error)}, status=503)

    return guarded
