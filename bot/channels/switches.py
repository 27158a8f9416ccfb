"""Which channels staff have closed, as the action server knows it; every worker asks by itself."""

import asyncio
import logging
from typing import Any

import aiohttp

_FRESH_SECONDS = 1.0
_TIMEOUT = aiohttp.ClientTimeout(total=1.5)
CLOSED_STATUS = "closed"
WEB, MINI_PROGRAM, WECHAT = CHANNELS = ("web", "miniprogram", "wechat")
"""The mini-program speaks through the web door and has a switch of its own."""
_log = logging.getLogger(__name__)


class Switches:
    """Asks the action server at ``url`` (no slash at the end), at most once a second.

    While it does not answer, the last known state holds; before the first answer everything is open.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._messages: dict[str, str] = {}
        self._next_look = 0.0
        self._look: asyncio.Task[None] | None = None

    async def closed(self, channel: str) -> str | None:
        """What to say to everybody who writes through ``channel``; None while it is open."""
        loop = asyncio.get_running_loop()
        if loop.time() >= self._next_look:
            if self._look is None or self._look.done():
                self._look = asyncio.ensure_future(self._renew())
            await asyncio.shield(self._look)
        return self._messages.get(channel)

    async def _renew(self) -> None:
        try:
            async with (
                aiohttp.ClientSession(timeout=_TIMEOUT) as client,
                client.get(f"{self._url}/channels") as answer,
            ):
                answer.raise_for_status()
                self._messages = _closed_ones(await answer.json())
        except (aiohttp.ClientError, asyncio.TimeoutError, ValueError, TypeError, KeyError, AttributeError) as error:
            _log.warning("the action server was not asked which channels are open: %s", type(error).__name__)
        self._next_look = asyncio.get_running_loop().time() + _FRESH_SECONDS


def _closed_ones(told: dict[str, Any]) -> dict[str, str]:
    """Messages of the closed channels, by channel."""
    return {name: str(state["message"]) for name, state in told["channels"].items() if not state["open"]}
