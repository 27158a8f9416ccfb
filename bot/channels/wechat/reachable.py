"""The openids of subscribers, sealed, for as long as they may be written to unasked: of nobody else is one kept."""

from bot.channels.wechat.allowance import SPOKEN_SECONDS
from bot.channels.wechat.seal import Seal
from bot.channels.wechat.senders import ACCOUNT
from bot.channels.wechat.store import Store


class Reachable:
    """Kept per person, shared by all workers."""

    def __init__(self, store: Store, appid: str, secret: str) -> None:
        self._store, self._seal = store, Seal(ACCOUNT, appid, secret)

    async def keep(self, sender: str, openid: str) -> None:
        """The subscriber has just said something."""
        await self._store.put(_key(sender), self._seal.sealed(openid), SPOKEN_SECONDS)

    async def drop(self, sender: str) -> None:
        """Not to be written to until the person speaks again."""
        await self._store.take(_key(sender))

    async def openid(self, sender: str) -> str | None:
        """Where to write; None when nothing is kept, or what is kept is another's or another secret's."""
        sealed = await self._store.get(_key(sender))
        return self._seal.openid(sealed, sender) if sealed else None


def _key(sender: str) -> str:
    return f"{sender}:openid"
