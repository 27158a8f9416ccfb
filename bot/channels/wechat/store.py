"""Small facts that expire, shared by all workers through Redis, or kept in this process where there is none."""

import asyncio
import logging
from typing import Any, Protocol

from cachetools import TLRUCache
from redis.asyncio import Redis
from redis.exceptions import RedisError

_MOST_KEYS = 200_000
_REDIS_SECONDS = 1.0
_TRY_AGAIN_SECONDS = 5.0
_NAMESPACE = "advisor:wechat:"
_SPEND = (
    "local n = tonumber(redis.call('GET', KEYS[1]) or '0'); if n > 0 then redis.call('DECR', KEYS[1]) end; return n"
)
_log = logging.getLogger(__name__)


class Store(Protocol):
    """Text under keys, each for a number of seconds."""

    async def get(self, key: str) -> str | None:
        """The text, None when absent or expired."""

    async def put(self, key: str, text: str, seconds: float) -> None:
        """Keep or replace."""

    async def claim(self, key: str, text: str, seconds: float) -> bool:
        """Keep only where nothing is kept; whether it was."""

    async def take(self, key: str) -> str | None:
        """Get and remove at once."""

    async def spend(self, key: str) -> int:
        """Count the number under ``key`` down to 0; what it was before."""

    async def forget(self, prefix: str) -> None:
        """Remove every key that begins with ``prefix``."""

    async def close(self) -> None:
        """Let go of connections."""


class MemoryStore:
    """In this process."""

    def __init__(self) -> None:
        self._kept: TLRUCache[str, tuple[str, float]] = TLRUCache(_MOST_KEYS, lambda _, kept, now: kept[1])
        """Text and the moment when it expires."""

    async def get(self, key: str) -> str | None:
        """See Store."""
        kept = self._kept.get(key)
        return kept[0] if kept else None

    async def put(self, key: str, text: str, seconds: float) -> None:
        """See Store."""
        self._kept[key] = (text, self._kept.timer() + seconds)

    async def claim(self, key: str, text: str, seconds: float) -> bool:
        """See Store."""
        if key in self._kept:
            return False
        await self.put(key, text, seconds)
        return True

    async def take(self, key: str) -> str | None:
        """See Store."""
        kept = self._kept.pop(key, None)
        return kept[0] if kept else None

    async def spend(self, key: str) -> int:
        """See Store."""
        kept = self._kept.get(key)
        left = int(kept[0]) if kept else 0
        if kept and left:
            self._kept[key] = (str(left - 1), kept[1])
        return left

    async def forget(self, prefix: str) -> None:
        """See Store."""
        for key in [key for key in self._kept if key.startswith(prefix)]:
            self._kept.pop(key, None)

    async def close(self) -> None:
        """See Store."""


class RedisStore:
    """In Redis; while Redis is away, in this process: a message answered twice is better than none."""

    def __init__(self, url: str) -> None:
        self._redis: Redis = Redis.from_url(
            url, decode_responses=True, socket_timeout=_REDIS_SECONDS, socket_connect_timeout=_REDIS_SECONDS
        )
        self._meanwhile = MemoryStore()
        self._away_until = 0.0

    async def get(self, key: str) -> str | None:
        """See Store."""
        text: str | None = await self._either(self._redis.get, self._meanwhile.get, key)
        return text

    async def put(self, key: str, text: str, seconds: float) -> None:
        """See Store."""
        await self._either(
            lambda name: self._redis.set(name, text, px=_milliseconds(seconds)),
            lambda name: self._meanwhile.put(name, text, seconds),
            key,
        )

    async def claim(self, key: str, text: str, seconds: float) -> bool:
        """See Store."""
        return bool(
            await self._either(
                lambda name: self._redis.set(name, text, px=_milliseconds(seconds), nx=True),
                lambda name: self._meanwhile.claim(name, text, seconds),
                key,
            )
        )

    async def take(self, key: str) -> str | None:
        """See Store."""
        text: str | None = await self._either(self._redis.getdel, self._meanwhile.take, key)
        return text

    async def spend(self, key: str) -> int:
        """See Store."""
        return int(await self._either(lambda name: self._redis.eval(_SPEND, 1, name), self._meanwhile.spend, key))

    async def forget(self, prefix: str) -> None:
        """See Store; what was kept while Redis was away goes too."""
        await self._meanwhile.forget(prefix)
        await self._either(self._delete, self._meanwhile.forget, prefix)

    async def close(self) -> None:
        """See Store."""
        await self._redis.close()

    async def _delete(self, prefix: str) -> None:
        async for key in self._redis.scan_iter(match=f"{prefix}*", count=1_000):
            await self._redis.unlink(key)

    async def _either(self, shared: Any, alone: Any, key: str) -> Any:
        loop = asyncio.get_running_loop()
        if loop.time() >= self._away_until:
            try:
                return await shared(_NAMESPACE + key)
            except (RedisError, OSError, asyncio.TimeoutError) as error:
                self._away_until = loop.time() + _TRY_AGAIN_SECONDS
                _log.error("Redis does not answer (%s): this worker remembers on its own", type(error).__name__)
        return await alone(key)


def store_at(url: str) -> Store:
    """The store of REDIS_URL; in this process for an empty one.

    Raises ValueError for an address that is not Redis's.
    """
    return RedisStore(url) if url else MemoryStore()


def _milliseconds(seconds: float) -> int:
    return max(1, int(seconds * 1000))
