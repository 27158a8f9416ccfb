"""Tells subscribers of new policies while they may be written to; the others hear of them at their next visit."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from typing import Protocol

from bot.channels.switches import Switches
from bot.channels.turn import pseudonym
from bot.channels.wechat.delivery import Delivery, Sent
from bot.channels.wechat.news_desk import DeskAway, Json, NewsDesk
from bot.channels.wechat.outbound import Part
from bot.channels.wechat.reachable import Reachable
from bot.channels.wechat.settings import CHANNEL
from bot.channels.wechat.store import Store

_log = logging.getLogger(__name__)


class Way(Protocol):
    """How the people of one account are written to."""

    async def due(self, desk: NewsDesk) -> list[Json]:
        """Whoever has news waiting. Raises DeskAway."""

    async def address(self, due: Json) -> str | None:
        """Where to write; None when that is not possible now."""

    async def send(self, openid: str, claimed: Json) -> Sent:
        """Push the news."""


class News:
    """One account's news; of several workers one is at it, and the desk's claim decides who tells."""

    def __init__(
        self, desk: NewsDesk, store: Store, way: Way, switches: Switches, *, channel: str, lease_seconds: float
    ) -> None:
        self._desk, self._store, self._way = desk, store, way
        self._switches, self._channel = switches, channel
        self._lock, self._lease_seconds = f"{channel}:news", lease_seconds
        self._stopping = False

    async def watch(self, seconds: float, protected: Callable[[Awaitable[None]], Awaitable[None]]) -> None:
        """Look every so many ``seconds`` until cancelled; a look that has begun runs ``protected``."""
        while True:
            await asyncio.sleep(seconds)
            try:
                await protected(self.tell())
            except Exception:  # the process edge: the next look must come
                _log.exception("news could not be told")

    def stop(self) -> None:
        """Begin with no further subscriber."""
        self._stopping = True

    async def tell(self) -> None:
        """One look: push to everybody who is due and can be reached; nobody while the channel is closed."""
        if await self._switches.closed(self._channel):
            return
        mine = secrets.token_hex(8)
        if not await self._store.claim(self._lock, mine, self._lease_seconds):
            return
        try:
            for due in await self._way.due(self._desk):
                if self._stopping:
                    return
                await self._tell_one(due)
        except DeskAway as error:
            _log.warning("the action server was not asked for news: %s", error)
        finally:
            if await self._store.get(self._lock) == mine:
                await self._store.take(self._lock)

    async def _tell_one(self, due: Json) -> None:
        openid = await self._way.address(due)
        if openid is None:
            return
        claimed = await self._desk.claim(due, lease_seconds=self._lease_seconds)
        if claimed is None or not await self._desk.sending(claimed):
            return
        sent = await self._way.send(openid, claimed)
        _log.info("news for %s: %s", pseudonym(due["sender"]), sent.value)
        if sent is Sent.YES:
            await self._desk.confirm(claimed)
        elif sent is not Sent.PERHAPS:  # else the desk asks the person at the next visit
            await self._desk.give_back(claimed, permission_gone=sent is Sent.NEVER)


class AccountWay:
    """An official account's followers, within 48 hours of what they said."""

    def __init__(self, reachable: Reachable, delivery: Delivery) -> None:
        self._reachable, self._delivery = reachable, delivery

    async def due(self, desk: NewsDesk) -> list[Json]:
        """See Way."""
        return await desk.due(CHANNEL)

    async def address(self, due: Json) -> str | None:
        """See Way."""
        openid = await self._reachable.openid(due["sender"])
        return openid if openid and await self._delivery.may_write(due["sender"]) else None

    async def send(self, openid: str, claimed: Json) -> Sent:
        """See Way; who could not be written to is left alone until speaking again."""
        sent = await self._delivery.write(claimed["sender"], openid, Part(claimed["text"]))
        if sent is Sent.NO:
            await self._reachable.drop(claimed["sender"])
        return sent
