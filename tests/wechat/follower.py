"""A follower of the account, as WeChat's servers speak for one: signed, encrypted and parsed by wechatpy."""

from __future__ import annotations

import itertools
import secrets
import time
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import fromstring

import requests
from fake_wechat import APPID
from wechatpy.crypto import WeChatCrypto
from wechatpy.replies import BaseReply, deserialize_reply
from wechatpy.utils import WeChatSigner

CALLBACK_TOKEN = "pingshan123"
AES_KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
ACCOUNT = "gh_advisor"
_numbers = itertools.count(int(time.time() * 1000) * 1000)


def sign(*parts: str) -> str:
    """WeChat's signature, by wechatpy."""
    signer = WeChatSigner()
    signer.add_data(*parts)
    return str(signer.signature)


@dataclass
class Knock:
    """One request to the callback: change a field to spoil it."""

    xml: str
    token: str = CALLBACK_TOKEN
    aes_key: str | None = None
    appid: str = APPID
    timestamp: str = field(default_factory=lambda: str(int(time.time())))
    nonce: str = field(default_factory=lambda: secrets.token_hex(5))
    spoil: dict[str, str] = field(default_factory=dict)

    def post(self, url: str, timeout: float = 30) -> requests.Response:
        """Send it."""
        body, query = self.xml, {"timestamp": self.timestamp, "nonce": self.nonce}
        query["signature"] = sign(self.token, self.timestamp, self.nonce)
        if self.aes_key:
            crypto = WeChatCrypto(self.token, self.aes_key, self.appid)
            body = crypto.encrypt_message(self.xml, self.nonce, self.timestamp)
            signature = fromstring(body).findtext("MsgSignature") or ""
            query |= {"encrypt_type": "aes", "msg_signature": signature}
        return requests.post(url, params={**query, **self.spoil}, data=body.encode(), timeout=timeout)


class Follower:
    """One person. ``heard`` is every passive reply's text, "" for none."""

    def __init__(self, url: str, openid: str | None = None, *, aes_key: str | None = None) -> None:
        self.url = url
        self.openid = openid or f"o{secrets.token_urlsafe(12)}"
        self.aes_key = aes_key

    def xml(self, kind: str, **fields: Any) -> str:
        """A message's or event's XML."""
        values = {"ToUserName": ACCOUNT, "FromUserName": self.openid, "CreateTime": int(time.time()), "MsgType": kind}
        if kind != "event":
            values["MsgId"] = next(_numbers)
        inner = "".join(
            f"<{name}>{value if isinstance(value, int) else f'<![CDATA[{value}]]>'}</{name}>"
            for name, value in {**values, **fields}.items()
        )
        return f"<xml>{inner}</xml>"

    def knock(self, kind: str, **fields: Any) -> Knock:
        """A request that is ready to be sent, and sent again."""
        return Knock(self.xml(kind, **fields), aes_key=self.aes_key, spoil={"openid": self.openid})

    def send(self, kind: str, **fields: Any) -> BaseReply | None:
        """The passive reply, parsed; None for "success"."""
        return self.reply(self.knock(kind, **fields).post(self.url))

    def reply(self, answer: requests.Response) -> BaseReply | None:
        """What an answer holds."""
        assert answer.status_code == 200, (answer.status_code, answer.text)
        answer.encoding = "utf-8"
        text = answer.text
        if text in ("", "success"):
            return None
        if self.aes_key:
            root = fromstring(text)
            parts = [root.findtext(name) or "" for name in ("MsgSignature", "TimeStamp", "Nonce")]
            text = WeChatCrypto(CALLBACK_TOKEN, self.aes_key, APPID).decrypt_message(text, *parts)
        reply = deserialize_reply(text)
        assert (reply.target, reply.source) == (self.openid, ACCOUNT)
        return reply

    def say(self, text: str, **fields: Any) -> str:
        """The passive reply's words; "" for none."""
        return words(self.send("text", Content=text, **fields))

    def event(self, name: str, key: str = "") -> str:
        """The same for an event."""
        return words(self.send("event", Event=name, EventKey=key))


def words(reply: BaseReply | None) -> str:
    """A passive reply's words; its type where it has none."""
    if reply is None:
        return ""
    return str(reply.content) if reply.type == "text" else f"<{reply.type}>"
