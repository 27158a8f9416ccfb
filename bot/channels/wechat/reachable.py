"""The openids of subscribers, sealed, for as long as they may be written to unasked: of nobody else is one kept."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken

from bot.channels.wechat.allowance import SPOKEN_SECONDS
from bot.channels.wechat.senders import ACCOUNT, sender_id
from bot.channels.wechat.store import Store


class Reachable:
    """Kept per person, shared by all workers; ``secret`` seals, so that the store alone tells nobody who it is."""

    def __init__(self, store: Store, appid: str, secret: str) -> None:
        self._store, self._appid, self._secret = store, appid, secret
        key = hmac.new(secret.encode(), b"openids of subscribers", hashlib.sha256).digest()
        self._seal = Fernet(base64.urlsafe_b64encode(key))

    async def keep(self, sender: str, openid: str) -> None:
        """The subscriber has just said something."""
        await self._store.put(_key(sender), self._seal.encrypt(openid.encode()).decode(), SPOKEN_SECONDS)

    async def drop(self, sender: str) -> None:
        """Not to be written to until the person speaks again."""
        await self._store.take(_key(sender))

    async def openid(self, sender: str) -> str | None:
        """Where to write; None when nothing is kept, or what is kept is another's or another secret's."""
        sealed = await self._store.get(_key(sender))
        if sealed is None:
            return None
        try:
            openid = self._seal.decrypt(sealed.encode()).decode()
        except InvalidToken:
            return None
        return openid if sender_id(ACCOUNT, self._appid, openid, self._secret) == sender else None


def _key(sender: str) -> str:
    return f"{sender}:openid"
