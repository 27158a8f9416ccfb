"""Each message is answered once: a repeat, even at the same time, gets the first answer again."""

import asyncio
from typing import Any, Awaitable, Callable, Tuple

from cachetools import TTLCache

_REMEMBERED = 20_000
_REMEMBER_SECONDS = 15 * 60
Key = Tuple[str, str]
"""(sender, message id)."""


class AnsweredOnce:
    """Remembers answers for a quarter of an hour, bounded in number; a failed attempt may be tried again."""

    def __init__(self) -> None:
        self._answers: TTLCache = TTLCache(_REMEMBERED, _REMEMBER_SECONDS)

    async def answer(self, key: Key, produce: Callable[[], Awaitable[Any]]) -> Any:
        """The answer for ``key``, produced at most once at a time."""
        task = self._answers.get(key)
        if task is None:
            task = asyncio.ensure_future(produce())
            self._answers[key] = task
        try:
            return await asyncio.shield(task)
        except Exception:
            self._answers.pop(key, None)
            raise


class RateLimit:
    """At most ``allowed`` messages a minute per sender, counted in windows that begin with the first message."""

    def __init__(self, allowed: int) -> None:
        self._allowed = allowed
        self._seen: TTLCache = TTLCache(_REMEMBERED, 60)

    def exceeded(self, sender: str) -> bool:
        """Count one message; True when it is one too many."""
        times = self._seen.get(sender)
        if times is None:
            times = self._seen[sender] = []
        times.append(None)
        return len(times) > self._allowed
