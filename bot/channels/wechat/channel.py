"""Rasa's input channel ``wechat``. Routes only; checks, retries, conversation and delivery live beside it."""

import os
from typing import Any

from rasa.core.channels.channel import InputChannel
from rasa.shared.exceptions import RasaException
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.request_body import read_body
from bot.channels.turn import Handler, log_turns
from bot.channels.wechat.account import Account
from bot.channels.wechat.gate import LARGEST_BODY, Gate, Query, Refused, replayed, too_large
from bot.channels.wechat.outbound import encrypted_xml, passive_xml
from bot.channels.wechat.settings import CHANNEL, SettingsRefused, WeChatSettings
from bot.channels.wechat.store import MemoryStore, Store, store_at

_NOTHING_TO_SAY = "success"


class WeChatInput(InputChannel):
    """An official account's callback; without WECHAT_* in the environment, a door that stays shut."""

    @classmethod
    def name(cls) -> str:
        """Mounted at /webhooks/wechat."""
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> "WeChatInput":
        """Rasa's constructor; refuses to start when an account is named without what it needs."""
        try:
            settings = WeChatSettings.read(os.environ)
        except SettingsRefused as error:
            raise RasaException(str(error)) from error
        if settings is None:
            return cls(None, MemoryStore(), "")
        try:
            store = store_at(os.environ.get("REDIS_URL", ""))
        except ValueError as error:
            raise RasaException("REDIS_URL 应为 redis://主机:端口/库号 这样的地址。") from error
        return cls(settings, store, os.environ.get("SESSION_SECRET", ""))

    def __init__(self, settings: WeChatSettings | None, store: Store, secret: str) -> None:
        self._settings, self._store, self._secret = settings, store, secret

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The callback, if an account is set up."""
        door = Blueprint("wechat_door")
        if self._settings is None:
            return door
        log_turns()
        settings, gate = self._settings, Gate(self._settings)
        account = Account(settings, self._store, self._secret)

        @door.get("/callback")
        async def verify(request: Request) -> HTTPResponse:
            query = Query.of(request.args)
            gate.check_address(query)
            return response.text(query.echo)

        @door.post("/callback", stream=True)
        async def callback(request: Request) -> HTTPResponse:
            query = Query.of(request.args)
            gate.check_address(query)
            incoming = gate.read(query, await read_body(request, LARGEST_BODY, too_large))
            if not await account.tries.nonce_is_fresh(query.timestamp, query.nonce, incoming):
                raise replayed()
            part = await account.answer(incoming, on_new_message, request.app.ctx.agent)
            if not part.plain and not part.transfer:
                return response.text(_NOTHING_TO_SAY)
            xml = passive_xml(part, to=incoming.openid, account=incoming.account)
            if query.encrypted and gate.crypto:
                xml = encrypted_xml(xml, gate.crypto, token=settings.token, nonce=query.nonce)
            return response.text(xml, content_type="text/xml; charset=utf-8")

        @door.listener("after_server_start")
        async def start(*_: Any) -> None:
            account.start()

        @door.listener("after_server_stop")
        async def close(*_: Any) -> None:
            await account.close()

        @door.on_response
        async def secure(_: Request, answer: HTTPResponse) -> None:
            answer.headers.setdefault("X-Content-Type-Options", "nosniff")
            answer.headers.setdefault("Cache-Control", "no-store")

        door.exception(Refused)(_refuse)
        return door


async def _refuse(_: Request, refused: Refused) -> HTTPResponse:
    return response.text(str(refused), status=refused.status)
