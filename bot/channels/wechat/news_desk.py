"""The action server's door for news: it knows who subscribed, what is new for whom, and that each is told once."""

import asyncio
from typing import Any

import aiohttp

from bot.channels.wechat.settings import CHANNEL

_TIMEOUT = aiohttp.ClientTimeout(total=20)
Json = dict[str, Any]


class DeskAway(Exception):
    """The action server did not answer, or could not."""


class NewsDesk:
    """Asks the action server at ``url`` (no slash at the end); every method raises DeskAway."""

    def __init__(self, url: str) -> None:
        self._url = url

    async def due(self) -> list[Json]:
        """{sender, seen} of each subscriber who has not looked at the current snapshot."""
        due: list[Json] = (await self._ask("GET", f"/news?channel={CHANNEL}"))["due"]
        return due

    async def claim(self, due: Json) -> Json | None:
        """The news for one who is due, ``text`` among them, now the caller's to tell; None when there is nothing to tell."""
        claimed = await self._ask("POST", "/news/claim", due)
        return claimed if claimed["told"] else None

    async def give_back(self, claimed: Json) -> None:
        """The news certainly did not arrive."""
        await self._ask("POST", "/news/return", claimed)

    async def end(self, sender: str) -> None:
        """End a subscription; nothing happens where there is none."""
        await self._ask("POST", "/news/end", {"sender": sender})

    async def _ask(self, method: str, path: str, body: Json | None = None) -> Json:
        try:
            async with (
                aiohttp.ClientSession(timeout=_TIMEOUT) as client,
                client.request(method, f"{self._url}{path}", json=body) as answer,
            ):
                if answer.status != 200:
                    raise DeskAway(f"HTTP {answer.status}")
                found: Json = await answer.json()
                return found
        except (aiohttp.ClientError, asyncio.TimeoutError, ValueError) as error:
            raise DeskAway(type(error).__name__) from error
