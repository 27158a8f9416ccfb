"""Each message is worked on once, however often and to whichever worker WeChat delivers it."""

import asyncio
import hashlib
import time

from bot.channels.wechat.inbound import Incoming
from bot.channels.wechat.store import Store

_WORKING = "working"
_DONE_SECONDS = 15 * 60
_LOOK_AGAIN_SECONDS = 0.05
_GRACE_SECONDS = 1.0
_RETRY_SECONDS = 30.0
"""WeChat tries three times, five seconds apart, all with one nonce."""
_NONCE_SECONDS = 11 * 60
"""Longer than a timestamp can stay within five minutes of now."""


class Tries:
    """Deliveries of the same message, told apart from new ones."""

    def __init__(self, store: Store, reply_seconds: float) -> None:
        self._store = store
        self._reply_seconds = reply_seconds

    async def nonce_is_fresh(self, timestamp: str, nonce: str, incoming: Incoming) -> bool:
        """False when timestamp and nonce were used for another message, or too long ago to be a retry.

        WeChat's retries repeat the nonce, and a plain signature does not cover the body: so a nonce belongs to its message.
        """
        key, mine = f"nonce:{_digest(timestamp, nonce)}", _digest(incoming.kind, *incoming.identity)
        now = time.time()
        if await self._store.claim(key, f"{mine} {now}", _NONCE_SECONDS):
            return True
        kept = await self._store.get(key)
        if kept is None:  # expired, or the store went away, between the two looks
            return True
        first, _, since = kept.partition(" ")
        return first == mine and now - float(since) <= _RETRY_SECONDS

    async def claim_or_wait(self, key: str, until: float) -> str | None:
        """None when the message is the caller's to answer; else the answer of whoever has it, "" when time is up.

        ``until`` is a moment of the running loop's clock. Whoever dies at work loses the claim to the next try.
        """
        loop = asyncio.get_running_loop()
        while not await self._store.claim(key, _WORKING, self._reply_seconds + _GRACE_SECONDS):
            found = await self._store.get(key)
            if found not in (None, _WORKING):
                return found
            if loop.time() >= until:
                return ""
            await asyncio.sleep(_LOOK_AGAIN_SECONDS)
        return None

    async def finish(self, key: str, answer: str) -> None:
        """Keep the answer for the tries that follow."""
        await self._store.put(key, answer, _DONE_SECONDS)


def try_key(sender: str, incoming: Incoming) -> str:
    """The store's key of a message: forgotten with everything else of ``sender``."""
    return f"{sender}:try:{_digest(incoming.kind, *incoming.identity)}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:32]
