"""The action server's door for news: it knows who subscribed, what is new for whom, and that each is told once."""

import asyncio
from typing import Any
from urllib.parse import urlencode

import aiohttp

_TIMEOUT = aiohttp.ClientTimeout(total=20)
Json = dict[str, Any]


class DeskAway(Exception):
    """The action server did not answer, or could not."""


class NewsDesk:
    """Asks the action server at ``url`` (no slash at the end); every method raises DeskAway."""

    def __init__(self, url: str) -> None:
        self._url = url

    async def due(self, channel: str, *, permitted: bool = False) -> list[Json]:
        """{sender, seen, push_to} of each subscriber of ``channel`` who has not looked at the current snapshot.

        ``permitted``: only mini-program users who allowed a message.
        """
        query = urlencode({"channel": channel, **({"permitted": "1"} if permitted else {})})
        due: list[Json] = (await self._ask("GET", f"/news?{query}"))["due"]
        return due

    async def claim(self, due: Json, *, lease_seconds: float) -> Json | None:
        """The news for one who is due, {sender, claim, text, titles}, the caller's to tell; None when there is nothing to tell.

        Without ``sending`` within ``lease_seconds`` they are due again.
        """
        claimed = await self._ask("POST", "/news/claim", {**due, "lease_seconds": lease_seconds})
        return claimed if claimed["told"] else None

    async def sending(self, claimed: Json) -> bool:
        """The news leave now; False when the lease ran out: they must not. From here on nobody pushes them again unasked."""
        return bool((await self._ask("POST", "/news/sending", claimed))["yours"])

    async def confirm(self, claimed: Json) -> None:
        """The news arrived."""
        await self._ask("POST", "/news/confirm", claimed)

    async def give_back(self, claimed: Json, *, permission_gone: bool) -> None:
        """The news certainly did not arrive; ``permission_gone``: this person can be sent none any more."""
        await self._ask("POST", "/news/return", {**claimed, "permission_gone": permission_gone})

    async def permit(self, sender: str, push_to: str) -> bool:
        """One more message may be sent to ``push_to``; False for somebody without a subscription."""
        return bool((await self._ask("POST", "/news/permit", {"sender": sender, "push_to": push_to}))["permitted"])

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
