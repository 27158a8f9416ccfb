"""One turn at a time for each person, also when several Rasa processes serve them: Rasa's lock store for endpoints.yml.

Rasa's own Redis lock store reads a lock, adds a ticket and writes it back: of two processes that do so at once, both get the
same ticket and both are served. Here Redis itself hands out the lock, and each process keeps its own queue in front of it.
"""

import logging
import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, InMemoryLockStore, LockError
from rasa.shared.exceptions import RasaException
from redis.asyncio import Redis
from redis.asyncio.lock import Lock
from redis.exceptions import LockError as NotHeld
from redis.exceptions import RedisError

_PREFIX = "advisor:turn:"
_REDIS_SECONDS = 1.0
_LOOK_AGAIN_SECONDS = 0.05
_log = logging.getLogger(__name__)


class TurnLocks(InMemoryLockStore):
    """Shared through the Redis at REDIS_URL; without one, and while it is away, in this process."""

    def __init__(self, endpoint_config: Any = None, url: str | None = None) -> None:
        """``endpoint_config`` is Rasa's; ``url``: instead of REDIS_URL.

        Raises RasaException for an address that is not Redis's.
        """
        super().__init__()
        address = os.environ.get("REDIS_URL", "") if url is None else url
        seconds = {"socket_timeout": _REDIS_SECONDS, "socket_connect_timeout": _REDIS_SECONDS}
        try:
            self._redis: Redis | None = Redis.from_url(address, **seconds) if address else None
        except ValueError as error:
            raise RasaException("REDIS_URL 应为 redis://主机:端口/库号 这样的地址。") from error

    @asynccontextmanager
    async def lock(
        self, conversation_id: str, lock_lifetime: float = LOCK_LIFETIME, wait_time_in_seconds: float = 1
    ) -> AsyncGenerator[TicketLock, None]:
        """See LockStore; raises LockError when another process held the person for longer than ``lock_lifetime``."""
        async with super().lock(conversation_id, lock_lifetime, wait_time_in_seconds) as ticket:
            shared = await self._shared(conversation_id, lock_lifetime)
            try:
                yield ticket
            finally:
                if shared:
                    await _release(shared)

    async def _shared(self, conversation_id: str, seconds: float) -> Lock | None:
        """Redis's lock, held; None without Redis: the person is served all the same."""
        if self._redis is None:
            return None
        lock = self._redis.lock(_PREFIX + conversation_id, timeout=seconds, sleep=_LOOK_AGAIN_SECONDS)
        try:
            held = await lock.acquire(blocking_timeout=seconds)
        except (RedisError, OSError) as error:
            _log.error("Redis does not answer (%s): turns are in order in this process only", type(error).__name__)
            return None
        if not held:
            raise LockError(f"another process held '{conversation_id}' for {seconds:g} s")
        return lock


async def _release(lock: Lock) -> None:
    try:
        await lock.release()
    except (NotHeld, RedisError, OSError) as error:
        _log.warning("a turn's lock was not given back (%s); it ends by itself", type(error).__name__)
