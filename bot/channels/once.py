"""Each message is answered once: a repeat, even at the same time, gets the first answer again."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from cachetools import TTLCache

_MOST_ANSWERS = 2_000
_REMEMBER_SECONDS = 15 * 60
_MOST_SENDERS = 20_000
_WINDOW_SECONDS = 60
Key = tuple[str, str]
"""(sender, message id)."""


class AnsweredOnce:
    """Remembers answers for a quarter of an hour, bounded in number, in this process."""

    def __init__(self) -> None:
        self._answers: TTLCache[Key, asyncio.Task] = TTLCache(_MOST_ANSWERS, _REMEMBER_SECONDS)

    async def answer(self, key: Key, produce: Callable[[], Awaitable[Any]]) -> Any:
        """The answer for ``key``; ``produce`` runs once and goes on when the caller hangs up."""
        task = self._answers.get(key)
        if task is None:
            task = self._answers[key] = asyncio.ensure_future(produce())
        return await asyncio.shield(task)

    def forget(self, sender: str) -> None:
        """Drop every finished answer to ``sender``."""
        for key in [key for key, task in self._answers.items() if key[0] == sender and task.done()]:
            del self._answers[key]


class RateLimit:
    """At most ``allowed`` messages a minute per sender, counted in windows that begin with the first message."""

    def __init__(self, allowed: int) -> None:
        self._allowed = allowed
        self._counts: TTLCache[str, Iterator[int]] = TTLCache(_MOST_SENDERS, _WINDOW_SECONDS)

    def exceeded(self, sender: str) -> bool:
        """Count one message; True when it is one too many."""
        return next(self._counts.setdefault(sender, itertools.count(1))) > self._allowed
