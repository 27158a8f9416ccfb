"""The access token: fetched by one worker, used by all, renewed before it expires."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable

from bot.channels.wechat.errors import Unreachable
from bot.channels.wechat.store import Store

_EARLIER_SECONDS = 300
_SHORTEST_SECONDS = 30
_LOCK_SECONDS = 10
_LOOK_AGAIN_SECONDS = 0.05
Fetch = Callable[[bool], Awaitable[tuple[str, int]]]
"""(force) -> (token, seconds that it is good for)."""


class AccessToken:
    """One account's token, in the store."""

    def __init__(self, store: Store, appid: str, fetch: Fetch) -> None:
        self._store, self._fetch = store, fetch
        self._key, self._lock = f"token:{appid}", f"token-lock:{appid}"

    async def get(self, *, refused: str | None = None) -> str:
        """A good token; ``refused`` is one that the API has just called bad, and is replaced once for all workers.

        Raises WeChatError, Unreachable.
        """
        loop = asyncio.get_running_loop()
        until = loop.time() + _LOCK_SECONDS
        while True:
            token = await self._store.get(self._key)
            if token and token != refused:
                return token
            mine = secrets.token_hex(8)
            if await self._store.claim(self._lock, mine, _LOCK_SECONDS):
                return await self._renew(mine, refused)
            if loop.time() >= until:
                raise Unreachable("stable_token", "another worker has been fetching for too long", sent=False)
            await asyncio.sleep(_LOOK_AGAIN_SECONDS)

    async def _renew(self, lock: str, refused: str | None) -> str:
        try:
            token = await self._store.get(self._key)  # another worker may have finished between look and lock
            if token and token != refused:
                return token
            token, seconds = await self._fetch(False)
            if token == refused:
                token, seconds = await self._fetch(True)
            await self._store.put(self._key, token, max(seconds - _EARLIER_SECONDS, _SHORTEST_SECONDS))
            return token
        finally:
            if await self._store.get(self._lock) == lock:
                await self._store.take(self._lock)
