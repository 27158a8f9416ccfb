"""Where this process keeps plans and how it signs their links: handed in once, at start."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from actions.plans.link import LinkRefused, PlanLinks
from actions.plans.store import PlanStore
from actions.plans.view import View

LIFETIME_DAYS = 30
_LIFETIME_SECONDS = LIFETIME_DAYS * 24 * 3600
_DOOR = "webhooks/web"
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Addresses:
    """``url`` and ``word_url`` for anyone; ``path`` relative to the web door, for its own page."""

    url: str
    word_url: str
    path: str
    expires_on: str


@dataclass(frozen=True)
class Shelf:
    """``public_url``: how people reach the web door from outside, without a slash at the end."""

    store: PlanStore
    links: PlanLinks
    public_url: str

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Shelf | None:
        """PLAN_DIR, PUBLIC_URL and SESSION_SECRET; None without a secret: plans then come without a link.

        Raises ValueError for a secret that is too short.
        """
        secret = environment.get("SESSION_SECRET", "")
        if not secret:
            log.warning("no SESSION_SECRET: plans will have no link")
            return None
        folder = Path(environment.get("PLAN_DIR") or Path(environment.get("RUN_DIR", ".run")) / "plans")
        store = PlanStore(folder, _LIFETIME_SECONDS)
        return cls(store, PlanLinks(secret, _LIFETIME_SECONDS), environment.get("PUBLIC_URL", "").rstrip("/"))

    def put(self, sender: str, view: View) -> Addresses:
        """Store a plan and say where it is.

        Raises OSError when it cannot be stored.
        """
        expires_on = (dt.date.fromisoformat(view["made_on"]) + dt.timedelta(days=LIFETIME_DAYS)).isoformat()
        signed = self.links.sign(self.store.save(sender, {**view, "expires_on": expires_on}))
        url = f"{self.public_url}/{_DOOR}/plan/{signed}"
        return Addresses(url, f"{url}.docx", f"plan/{signed}", expires_on)

    def get(self, signed: str) -> View:
        """The plan behind a signed id.

        Raises LinkExpired, or LinkRefused for an id that is not ours or whose plan was deleted.
        """
        view = self.store.load(self.links.read(signed))
        if view is None:
            raise LinkRefused("deleted")
        return view


_shelf: list[Shelf] = []


def use(shelf: Shelf | None) -> None:
    """Set this process's shelf; None: none."""
    _shelf[:] = [shelf] if shelf else []


def shelf() -> Shelf | None:
    """This process's shelf, if it has one."""
    return _shelf[0] if _shelf else None


def put_away(sender: str, view: View) -> Addresses | None:
    """Store a plan; None where that is not possible, so that the founder still gets the plan as text."""
    try:
        return _shelf[0].put(sender, view) if _shelf else None
    except OSError:
        log.exception("could not store a plan")
        return None


def forget_plans(sender: str) -> None:
    """Delete every plan of ``sender``.

    Raises OSError when one stays behind.
    """
    if _shelf:
        _shelf[0].store.forget(sender)
