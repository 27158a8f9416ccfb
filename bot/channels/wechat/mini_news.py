"""News for the mini-program's users, as WeChat's one-time subscribe messages: one for each permission that was given."""

import asyncio
import datetime as dt
import logging
import os
from typing import Any

from bot.channels import switches as switched
from bot.channels.switches import Switches
from bot.channels.wechat.api import AccountApi, Http, Json
from bot.channels.wechat.delivery import Sent
from bot.channels.wechat.errors import Code, Unreachable, WeChatError
from bot.channels.wechat.login import LoginRefused, MiniProgramLogin
from bot.channels.wechat.news import News
from bot.channels.wechat.news_desk import DeskAway, NewsDesk
from bot.channels.wechat.seal import Seal
from bot.channels.wechat.senders import MINI_PROGRAM
from bot.channels.wechat.settings import MiniProgramSettings, NewsTemplate
from bot.channels.wechat.store import Store, store_at
from bot.channels.wechat.words import NEWS_NOTE, NEWS_PERMITTED

_CHANNEL = "web"
"""The door that the mini-program's users talk through."""
_SEND = "/cgi-bin/message/subscribe/send"
_API_SECONDS = 3.0
_PAUSED, _PAUSE_SECONDS = "mini-program:no-news", 1800
_MOST_THING = 20
"""Characters that WeChat allows in a field of the kind "thing"."""
_SHENZHEN = dt.timezone(dt.timedelta(hours=8))
_OF_ONE_PERSON = {
    Code.USER_REFUSED: "the permission was withdrawn or used up",
    Code.BAD_OPENID: "the openid is not this mini-program's",
}
_log = logging.getLogger(__name__)


def mini_news(
    settings: MiniProgramSettings | None,
    login: MiniProgramLogin,
    switches: Switches,
    secret: str,
    action_server_url: str,
) -> "MiniNews | None":
    """The news of the mini-program in ``settings``; None without a template. ``secret`` seals openids."""
    if settings is None or settings.news is None:
        return None
    store, seal = store_at(os.environ.get("REDIS_URL", "")), Seal(MINI_PROGRAM, settings.appid, secret)
    http = Http(settings.api_base, _API_SECONDS)
    way = _MiniWay(AccountApi(http, settings.appid, settings.secret, store), store, settings.news, seal)
    return MiniNews(NewsDesk(action_server_url), login, switches, seal, store, http, way, settings.news)


class MiniNews:
    """Takes permissions and sends news."""

    def __init__(
        self,
        desk: NewsDesk,
        login: MiniProgramLogin,
        switches: Switches,
        seal: Seal,
        store: Store,
        http: Http,
        way: "_MiniWay",
        template: NewsTemplate,
    ) -> None:
        self._desk, self._login, self._seal = desk, login, seal
        self._store, self._http, self._every_seconds = store, http, template.every_seconds
        self._news = News(
            desk, store, way, switches, channel=switched.MINI_PROGRAM, lease_seconds=template.lease_seconds
        )
        self._watch: asyncio.Task[None] | None = None
        self._look: asyncio.Future[Any] | None = None

    async def permit(self, sender: str, code: Any) -> str:
        """Note that ``sender``, who got wx.login's ``code``, allows one more message; the words that say so.

        Raises LoginRefused.
        """
        openid = await self._login.openid(code)
        sealed = self._seal.sealed(openid)
        if self._seal.openid(sealed, sender) is None:
            raise LoginRefused(403, "another_person", "登录的微信和这段对话不是同一个人，请重新打开小程序再试。")
        try:
            if await self._desk.permit(sender, sealed):
                return NEWS_PERMITTED
        except DeskAway as error:
            _log.warning("a permission could not be kept: %s", error)
            raise LoginRefused(503, "news_away", "这会儿登记不上微信通知，请过一会儿再点一次。") from None
        raise LoginRefused(409, "no_subscription", "还没有订阅新政策，先点“有新政策通知我”。")

    async def start(self, *_: Any) -> None:
        """Begin to look for news."""
        self._watch = asyncio.ensure_future(self._news.watch(self._every_seconds, self._protected))

    async def close(self, *_: Any) -> None:
        """Finish what is under way and let go of connections."""
        self._news.stop()
        if self._watch:
            self._watch.cancel()
        if self._look and not self._look.done():
            await asyncio.wait([self._look], timeout=_API_SECONDS)
        await self._http.close()
        await self._store.close()

    async def _protected(self, look: Any) -> None:
        self._look = asyncio.ensure_future(look)
        await asyncio.shield(self._look)


class _MiniWay:
    """The mini-program's users who allowed a message that was not sent yet."""

    def __init__(self, api: AccountApi, store: Store, template: NewsTemplate, seal: Seal) -> None:
        self._api, self._store, self._template, self._seal = api, store, template, seal

    async def due(self, desk: NewsDesk) -> list[Json]:
        """See Way; nobody while WeChat refuses the template or the account."""
        return [] if await self._store.get(_PAUSED) else await desk.due(_CHANNEL, permitted=True)

    async def address(self, due: Json) -> str | None:
        """See Way."""
        if await self._store.get(_PAUSED):
            return None
        return self._seal.openid(due["push_to"], due["sender"])

    async def send(self, openid: str, claimed: Json) -> Sent:
        """See Way."""
        template = self._template
        body = {
            "touser": openid,
            "template_id": template.id,
            "page": template.page,
            "data": {name: {"value": _value(what, claimed["titles"])} for name, what in template.fields},
        }
        try:
            await self._api.post(_SEND, body)
        except WeChatError as error:
            if error.code in _OF_ONE_PERSON:
                _log.info("a subscribe message was refused: %s", _OF_ONE_PERSON[Code(error.code)])
                return Sent.NEVER
            _log.error(
                "subscribe messages are refused (errcode %s): none for half an hour; docs/miniprogram.md", error.code
            )
        except Unreachable as error:
            _log.warning("a subscribe message was not confirmed: %s", error)
            if error.sent:
                return Sent.PERHAPS
        else:
            return Sent.YES
        await self._store.put(_PAUSED, "1", _PAUSE_SECONDS)
        return Sent.NO


def _value(what: str, titles: list[str]) -> str:
    if what == "date":
        today = dt.datetime.now(_SHENZHEN)
        return f"{today.year}年{today.month}月{today.day}日"
    if what == "note":
        return NEWS_NOTE
    more = f"等{len(titles)}项" if len(titles) > 1 else ""
    room = _MOST_THING - len(more)
    title = titles[0] if len(titles[0]) <= room else f"{titles[0][: room - 1]}…"
    return f"{title}{more}"
