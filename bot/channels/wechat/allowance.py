"""How many customer-service messages a person may still be sent.

WeChat's rule: five within 48 hours of what the person said, three within a minute of a tap on the menu or on a menu
message, of following and of a scan. The two do not add up.
"""

from bot.channels.wechat.store import Store

SPOKEN, SPOKEN_SECONDS = 5, 48 * 3600
TAPPED, TAPPED_SECONDS = 3, 60


class Allowance:
    """Counted per person, by all workers together."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def spoken(self, sender: str) -> None:
        """The person said something."""
        await self._store.put(f"{sender}:spoken", str(SPOKEN), SPOKEN_SECONDS)

    async def tapped(self, sender: str) -> None:
        """The person tapped, followed or scanned."""
        await self._store.put(f"{sender}:tapped", str(TAPPED), TAPPED_SECONDS)

    async def left(self, sender: str) -> int:
        """How many may still be sent now."""
        counts = [await self._store.get(f"{sender}:{kind}") for kind in ("spoken", "tapped")]
        return max(int(count or 0) for count in counts)

    async def spend(self, sender: str) -> bool:
        """Count one message; False when none is left."""
        before = [await self._store.spend(f"{sender}:{kind}") for kind in ("spoken", "tapped")]
        return max(before) > 0
