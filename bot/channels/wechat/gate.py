"""Who may knock: the checks of a request before anything of it is believed."""

import time
from dataclasses import dataclass

from bot.channels.wechat.crypto import CannotDecrypt, ForeignAppid, MessageCrypto, signed_by
from bot.channels.wechat.inbound import Incoming, NotAMessage, read_fields, read_message
from bot.channels.wechat.settings import WeChatSettings

LARGEST_BODY = 32 * 1024
"""A text of 2,000 characters, encrypted, has 9 kB."""
_WINDOW_SECONDS = 5 * 60
_LONGEST_PARAMETER = 512


class Refused(Exception):
    """``status`` is the HTTP status; the message is for the operator who tries it out."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def too_large() -> Refused:
    """For a body beyond LARGEST_BODY."""
    return Refused(413, "内容太大")


def replayed() -> Refused:
    """For a nonce that belongs to another message, or is too old."""
    return Refused(403, "这个 nonce 已经用过")


def _wrong_signature() -> Refused:
    return Refused(403, "签名不对")


@dataclass(frozen=True)
class Query:
    """What WeChat puts into the address."""

    signature: str
    msg_signature: str
    timestamp: str
    nonce: str
    encrypt_type: str
    echo: str

    @classmethod
    def of(cls, arguments: dict[str, list[str]]) -> "Query":
        """Raises Refused for parameters that no request of WeChat's has."""
        given = {name: values[0] for name, values in arguments.items() if len(values) == 1}
        names = ("signature", "msg_signature", "timestamp", "nonce", "encrypt_type", "echostr")
        values = [given.get(name, "") for name in names]
        if any(len(value) > _LONGEST_PARAMETER or not value.isascii() for value in values):
            raise _wrong_signature()
        return cls(*values)

    @property
    def encrypted(self) -> bool:
        """Whether the body is in the envelope of safe or compatible mode."""
        return self.encrypt_type == "aes"


class Gate:
    """Checks of one account."""

    def __init__(self, settings: WeChatSettings) -> None:
        self._token, self._takes_plain = settings.token, settings.takes_plain
        self.crypto = MessageCrypto(settings.aes_key, settings.appid) if settings.aes_key else None

    def check_address(self, query: Query) -> None:
        """Before the body is read: is it now, and is it signed (as far as the signature does not cover the body).

        Raises Refused.
        """
        if not query.timestamp.isdecimal() or abs(time.time() - int(query.timestamp)) > _WINDOW_SECONDS:
            raise Refused(403, "时间戳不在5分钟以内")
        if query.encrypted and self.crypto:
            return
        if query.encrypted:
            raise Refused(400, "消息是加密的，但没有设置 WECHAT_AES_KEY")
        if not signed_by(query.signature, self._token, query.timestamp, query.nonce):
            raise _wrong_signature()

    def read(self, query: Query, body: bytes) -> Incoming:
        """The message in ``body``.

        Raises Refused.
        """
        if not query.encrypted and not self._takes_plain:
            raise Refused(403, "设置的是安全模式，不收明文消息")
        try:
            fields = read_fields(body)
            if query.encrypted and self.crypto:
                fields = read_fields(self._opened(query, fields.get("Encrypt", ""), self.crypto))
            return read_message(fields)
        except NotAMessage:
            raise Refused(400, "不是微信的消息") from None

    def _opened(self, query: Query, sealed: str, crypto: MessageCrypto) -> str:
        if not signed_by(query.msg_signature, self._token, query.timestamp, query.nonce, sealed):
            raise _wrong_signature()
        try:
            return crypto.decrypt(sealed)
        except ForeignAppid:
            raise Refused(403, "不是这个公众号的消息") from None
        except CannotDecrypt:
            raise Refused(400, "解不开，请核对 WECHAT_AES_KEY") from None
