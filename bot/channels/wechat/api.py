"""WeChat's server API: customer-service messages, the menu, the mini-program's login."""

import asyncio
import functools
import json
import logging
from typing import Any

import aiohttp

from bot.channels.wechat.access_token import AccessToken
from bot.channels.wechat.errors import TOKEN_CODES, Code, Unreachable, WeChatError
from bot.channels.wechat.outbound import Part
from bot.channels.wechat.store import Store
from bot.channels.wechat.words import HOW_TO_PICK

_BACK_OFF_SECONDS = (0.2, 0.6, 1.5)
_as_json = functools.partial(json.dumps, ensure_ascii=False)
"""WeChat shows escaped Chinese as it is escaped."""
_log = logging.getLogger(__name__)
Json = dict[str, Any]


class Http:
    """JSON calls; ``errcode`` becomes WeChatError, silence becomes Unreachable. Addresses hold secrets: none is logged."""

    def __init__(self, base: str, seconds: float) -> None:
        self._base = base
        self._timeout = aiohttp.ClientTimeout(total=seconds)
        self._session: aiohttp.ClientSession | None = None

    async def call(self, path: str, *, query: dict[str, str] | None = None, body: Json | None = None) -> Json:
        """The answer to a POST of ``body``, or to a GET without one; busy and not reached are tried again.

        Raises WeChatError, Unreachable.
        """
        for pause in _BACK_OFF_SECONDS:
            try:
                return await self._once(path, query, body)
            except WeChatError as error:
                if error.code != Code.BUSY:
                    raise
            except Unreachable as error:
                if error.sent:
                    raise
            await asyncio.sleep(pause)
        return await self._once(path, query, body)

    async def close(self) -> None:
        """Close connections."""
        if self._session:
            await self._session.close()

    async def _once(self, path: str, query: dict[str, str] | None, body: Json | None) -> Json:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=self._timeout, json_serialize=_as_json)
        method = "GET" if body is None else "POST"
        name = path.rsplit("/", 1)[-1]
        try:
            async with self._session.request(method, f"{self._base}{path}", params=query, json=body) as answer:
                if answer.status != 200:
                    raise Unreachable(name, f"HTTP {answer.status}", sent=True)
                found = await answer.json(content_type=None)
        except aiohttp.ClientConnectorError as error:
            raise Unreachable(name, type(error).__name__, sent=False) from None
        except (aiohttp.ClientError, asyncio.TimeoutError, ValueError) as error:
            raise Unreachable(name, type(error).__name__, sent=True) from None
        if not isinstance(found, dict):
            raise Unreachable(name, "no JSON object", sent=True)
        if code := found.get("errcode"):
            _log.warning("WeChat's %s refused: errcode %s", name, code)
            raise WeChatError(name, int(code))
        return found


class AccountApi:
    """What an official account with ``secret`` may call."""

    def __init__(self, http: Http, appid: str, secret: str, store: Store) -> None:
        self._http = http
        self._appid, self._secret = appid, secret
        self._token = AccessToken(store, appid, self._fetch)

    async def send(self, openid: str, part: Part) -> None:
        """Push one customer-service message.

        Raises WeChatError, Unreachable.
        """
        await self.post("/cgi-bin/message/custom/send", {"touser": openid, **_message(part)})

    async def post(self, path: str, body: Json) -> Json:
        """A call with the access token, which is renewed once when it is refused.

        Raises WeChatError, Unreachable.
        """
        token = await self._token.get()
        try:
            return await self._http.call(path, query={"access_token": token}, body=body)
        except WeChatError as error:
            if error.code not in TOKEN_CODES:
                raise
        token = await self._token.get(refused=token)
        return await self._http.call(path, query={"access_token": token}, body=body)

    async def _fetch(self, force: bool) -> tuple[str, int]:
        body = {"grant_type": "client_credential", "appid": self._appid, "secret": self._secret, "force_refresh": force}
        found = await self._http.call("/cgi-bin/stable_token", body=body)
        try:
            return str(found["access_token"]), int(found["expires_in"])
        except (KeyError, TypeError, ValueError):
            raise Unreachable("stable_token", "no token in the answer", sent=True) from None


class MiniProgramApi:
    """What a mini-program's server may ask."""

    def __init__(self, http: Http, appid: str, secret: str) -> None:
        self._http = http
        self._appid, self._secret = appid, secret

    async def openid(self, code: str) -> str:
        """Who logged in, by the code of wx.login.

        Raises WeChatError, Unreachable.
        """
        query = {"appid": self._appid, "secret": self._secret, "js_code": code, "grant_type": "authorization_code"}
        found = await self._http.call("/sns/jscode2session", query=query)
        if not isinstance(found.get("openid"), str) or not found["openid"]:
            raise Unreachable("jscode2session", "no openid", sent=True)
        return str(found["openid"])


def _message(part: Part) -> Json:
    if part.card:
        card = part.card
        article = {"title": card.title, "description": card.description, "url": card.url}
        return {"msgtype": "news", "news": {"articles": [article]}}
    if part.options and part.options_id:
        lines = [{"id": f"{part.options_id}.{option.label}", "content": option.line} for option in part.options]
        return {
            "msgtype": "msgmenu",
            "msgmenu": {"head_content": part.text, "list": lines, "tail_content": HOW_TO_PICK},
        }
    return {"msgtype": "text", "text": {"content": part.plain}}
