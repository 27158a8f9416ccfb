"""Seals openids, so that whoever has a store alone cannot tell who somebody is."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken

from bot.channels.wechat.senders import sender_id


class Seal:
    """For the people of one account at ``door``; ``secret`` makes the key and the sender ids."""

    def __init__(self, door: str, appid: str, secret: str) -> None:
        self._door, self._appid, self._secret = door, appid, secret
        key = hmac.new(secret.encode(), b"openids of subscribers", hashlib.sha256).digest()
        self._fernet = Fernet(base64.urlsafe_b64encode(key))

    def sealed(self, openid: str) -> str:
        """What may be stored."""
        return self._fernet.encrypt(openid.encode()).decode()

    def openid(self, sealed: str, sender: str) -> str | None:
        """Who ``sender`` is; None when what was sealed is another's or another secret's."""
        try:
            openid = self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            return None
        return openid if sender_id(self._door, self._appid, openid, self._secret) == sender else None
