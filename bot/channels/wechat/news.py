"""Tells subscribers of new policies while they may be written to; the others hear of them at their next visit."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable

from bot.channels.switches import WECHAT, Switches
from bot.channels.turn import pseudonym
from bot.channels.wechat.delivery import Delivery, Sent
from bot.channels.wechat.news_desk import DeskAway, Json, NewsDesk
from bot.channels.wechat.outbound import Part
from bot.channels.wechat.reachable import Reachable
from bot.channels.wechat.store import Store

_LOCK = "account:news"
_LOCK_SECONDS = 300
_log = logging.getLogger(__name__)


class News:
    """One account's news; of several workers one is at it, and the desk's claim decides who tells."""

    def __init__(
        self, desk: NewsDesk, store: Store, reachable: Reachable, delivery: Delivery, switches: Switches
    ) -> None:
        self._desk, self._store, self._switches = desk, store, switches
        self._reachable, self._delivery = reachable, delivery
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
        if await self._switches.closed(WECHAT):
            return
        mine = secrets.token_hex(8)
        if not await self._store.claim(_LOCK, mine, _LOCK_SECONDS):
            return
        try:
            for due in await self._desk.due():
                if self._stopping:
                    return
                await self._tell_one(due)
        except DeskAway as error:
            _log.warning("the action server was not asked for news: %s", error)
        finally:
            if await self._store.get(_LOCK) == mine:
                await self._store.take(_LOCK)

    async def _tell_one(self, due: Json) -> None:
        sender = due["sender"]
        openid = await self._reachable.openid(sender)
        if openid is None or not await self._delivery.may_write(sender):
            return
        claimed = await self._desk.claim(due)
        if claimed is None:
            return
        part = Part(claimed["text"])
        sent = await self._delivery.write(sender, openid, part)
        _log.info("news for %s: %s", pseudonym(sender), sent.value)
        if sent is Sent.NO:
            await self._reachable.drop(sender)
            await self._give_back(claimed, part)

    async def _give_back(self, claimed: Json, part: Part) -> None:
        try:
            await self._desk.give_back(claimed)
        except DeskAway:
            await self._delivery.leave(claimed["sender"], part)
