"""One official account at work: a message in, its passive reply out, whatever else follows pushed."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from rasa.core.agent import Agent

from bot.channels.switches import WECHAT, Switches
from bot.channels.turn import Handler, pseudonym
from bot.channels.wechat.allowance import Allowance
from bot.channels.wechat.api import AccountApi, Http
from bot.channels.wechat.choices import Choices
from bot.channels.wechat.conversation import Conversation
from bot.channels.wechat.delivery import SILENCE, Delivery, Window
from bot.channels.wechat.inbound import Incoming
from bot.channels.wechat.leftovers import Leftovers
from bot.channels.wechat.news import AccountWay, News
from bot.channels.wechat.news_desk import NewsDesk
from bot.channels.wechat.outbound import Part, parts_from, written
from bot.channels.wechat.reachable import Reachable
from bot.channels.wechat.senders import ACCOUNT, sender_id
from bot.channels.wechat.settings import WeChatSettings
from bot.channels.wechat.store import Store
from bot.channels.wechat.tries import Tries, try_key
from bot.channels.wechat.words import SORRY

_SUBSCRIBED = "subscribed"
"""The slot that is set while a subscription lasts."""
_log = logging.getLogger(__name__)


class Account:
    """Answers each message once; ``secret`` makes sender ids of openids."""

    def __init__(self, settings: WeChatSettings, store: Store, secret: str) -> None:
        self._settings, self._store, self._secret = settings, store, secret
        self._http = Http(settings.api_base, settings.api_seconds)
        api = AccountApi(self._http, settings.appid, settings.secret, store) if settings.secret else None
        choices, allowance, leftovers = Choices(store), Allowance(store), Leftovers(store)
        self._delivery = Delivery(api, store, allowance, leftovers, settings.push_after_seconds)
        desk, switches = NewsDesk(settings.action_server_url), Switches(settings.action_server_url)
        self._conversation = Conversation(store, choices, allowance, leftovers, self._delivery, desk, switches)
        self._reachable = Reachable(store, settings.appid, secret)
        way = AccountWay(self._reachable, self._delivery)
        self._news = News(desk, store, way, switches, channel=WECHAT, lease_seconds=settings.news_lease_seconds)
        self._watch: asyncio.Task[None] | None = None
        self._busy: set[asyncio.Task[Any]] = set()
        self.tries = Tries(store, settings.reply_seconds)

    async def answer(self, incoming: Incoming, handler: Handler, agent: Agent) -> Part:
        """The passive reply, the same for every try; goes on when the caller hangs up."""
        return await asyncio.shield(self._kept(self._answer(incoming, handler, agent)))

    @property
    def is_idle(self) -> bool:
        """Whether nothing is under way."""
        return not self._busy

    def start(self) -> None:
        """Begin to look for news; without an AppSecret nothing could be pushed."""
        if self._settings.secret:
            self._watch = asyncio.ensure_future(
                self._news.watch(self._settings.news_seconds, lambda look: asyncio.shield(self._kept(look)))
            )

    async def close(self) -> None:
        """Finish what is under way and let go of connections."""
        self._news.stop()
        if self._watch:
            self._watch.cancel()
        if not self.is_idle:
            await asyncio.wait(self._busy, timeout=self._settings.reply_seconds)
        await self._http.close()
        await self._store.close()

    async def _answer(self, incoming: Incoming, handler: Handler, agent: Agent) -> Part:
        loop = asyncio.get_running_loop()
        until = loop.time() + self._settings.reply_seconds
        sender = sender_id(ACCOUNT, self._settings.appid, incoming.openid, self._secret)
        key = try_key(sender, incoming)
        found = await self.tries.claim_or_wait(key, until)
        if found is not None:
            return parts_from(found)[0] if found else SILENCE
        late, window = await self._delivery.late_words(), Window()
        self._kept(self._work(sender, incoming, handler, agent, window))
        part = await window.reply(max(0.0, until - loop.time()), late)
        await self.tries.finish(key, written([part]))
        return part

    async def _work(self, sender: str, incoming: Incoming, handler: Handler, agent: Agent, window: Window) -> None:
        try:
            parts = await self._conversation.parts(sender, incoming, handler, agent)
            await self._delivery.bring(sender, incoming.openid, parts, window)
            if incoming.kind != "event":
                await self._note_whether_reachable(sender, incoming.openid, agent)
        except Exception:  # the process edge: the person must get an answer
            _log.exception("message of %s failed", pseudonym(sender))
            window.give(Part(SORRY))

    async def _note_whether_reachable(self, sender: str, openid: str, agent: Agent) -> None:
        tracker = await agent.tracker_store.retrieve(sender)
        if self._settings.secret and tracker and tracker.get_slot(_SUBSCRIBED) is not None:
            await self._reachable.keep(sender, openid)
        else:
            await self._reachable.drop(sender)

    def _kept(self, work: Coroutine[Any, Any, Any]) -> "asyncio.Task[Any]":
        task = asyncio.ensure_future(work)
        self._busy.add(task)
        task.add_done_callback(self._busy.discard)
        return task
