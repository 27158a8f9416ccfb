"""Brings the parts of an answer to a person: one as the passive reply, the rest pushed within the allowance."""

import asyncio
import logging
from dataclasses import replace
from enum import Enum

from bot.channels.turn import pseudonym
from bot.channels.wechat.allowance import Allowance
from bot.channels.wechat.api import AccountApi
from bot.channels.wechat.compose import with_more
from bot.channels.wechat.errors import Code, Unreachable, WeChatError
from bot.channels.wechat.leftovers import Leftovers
from bot.channels.wechat.outbound import Part
from bot.channels.wechat.store import Store
from bot.channels.wechat.words import CALL_AGAIN, LATE, LATE_AND_QUIET, PERHAPS_SENT

_NOT_NOW_SECONDS = 3600
_NO_PUSH, _NO_MENU = "account:no-push", "account:no-menu"
_log = logging.getLogger(__name__)
SILENCE = Part()
"""A passive reply that says nothing: WeChat is told "success"."""


class Sent(Enum):
    """What became of a push."""

    YES = "yes"
    NO = "no"
    NEVER = "never"
    """The person takes no such message any more."""
    PERHAPS = "perhaps"
    """WeChat did not answer: it may have arrived, so it is not sent again unasked."""


class Window:
    """The few seconds in which WeChat takes a passive reply: it is given once, or not any more."""

    def __init__(self) -> None:
        self._reply: asyncio.Future[Part] = asyncio.get_running_loop().create_future()

    @property
    def is_open(self) -> bool:
        """Whether a passive reply can still be given."""
        return not self._reply.done()

    def give(self, part: Part) -> bool:
        """Reply with ``part``; False when it is too late."""
        if self._reply.done():
            return False
        self._reply.set_result(part)
        return True

    async def reply(self, seconds: float, late: Part) -> Part:
        """The passive reply; ``late`` when none was given in time, and the window is then closed."""
        await asyncio.wait([self._reply], timeout=seconds)
        self.give(late)
        return self._reply.result()


class Delivery:
    """One account's way to its followers; ``api`` None: passive replies only."""

    def __init__(
        self,
        api: AccountApi | None,
        store: Store,
        allowance: Allowance,
        leftovers: Leftovers,
        push_after_seconds: float,
    ) -> None:
        self._api, self._store = api, store
        self._allowance, self._leftovers = allowance, leftovers
        self._push_after_seconds = push_after_seconds

    async def can_push(self) -> bool:
        """Whether the account may send customer-service messages, as far as is known."""
        return self._api is not None and await self._store.get(_NO_PUSH) is None

    async def may_write(self, sender: str) -> bool:
        """Whether a message may be pushed to the person now, as far as is known."""
        return await self.can_push() and await self._allowance.left(sender) > 0

    async def write(self, sender: str, openid: str, part: Part) -> Sent:
        """Push one message unasked; what becomes of one that did not or may not have arrived is the caller's affair."""
        return await self._push(sender, openid, part) if await self._allowance.spend(sender) else Sent.NO

    async def late_words(self) -> Part:
        """What to say passively when the answer is not ready."""
        return Part(LATE if await self.can_push() else LATE_AND_QUIET)

    async def bring(self, sender: str, openid: str, parts: list[Part], window: Window) -> None:
        """Deliver ``parts`` in order; what cannot be delivered now is left for 继续."""
        if parts and parts[-1].transfer:
            await self._hand_over(sender, openid, parts[:-1], window)
        elif len(parts) == 1 and parts[0].options_id and window.is_open and await self.can_push():
            await self._ask(sender, openid, parts[0], window)
        else:
            await self._passive_then_pushed(sender, openid, parts, window)

    async def _ask(self, sender: str, openid: str, question: Part, window: Window) -> None:
        """A lone question with options: tappable if that works, else as the passive reply."""
        sent = await self._push(sender, openid, question) if await self._allowance.spend(sender) else Sent.NO
        if sent is Sent.YES:
            window.give(SILENCE)
            return
        if sent is Sent.NO and window.give(question):
            return
        await self._leftovers.keep(sender, [question], told=window.give(Part(PERHAPS_SENT)))

    async def _hand_over(self, sender: str, openid: str, before: list[Part], window: Window) -> None:
        """Say what is to be said, then let WeChat pass the person on: only a passive reply can do that."""
        if not window.is_open:
            await self._pushed(sender, openid, [*before, Part(CALL_AGAIN)])
            return
        if await self.can_push():
            await self._pushed(sender, openid, before)
        else:
            await self._leftovers.keep(sender, before, told=False)
        if not window.give(Part(transfer=True)):
            await self._pushed(sender, openid, [Part(CALL_AGAIN)])

    async def _passive_then_pushed(self, sender: str, openid: str, parts: list[Part], window: Window) -> None:
        can_push = await self.can_push()
        room = await self._allowance.left(sender) if can_push else 0
        at_once = parts[: room + (1 if window.is_open else 0)]
        left = parts[len(at_once) :]
        told = False
        if left and at_once and (last := with_more(at_once[-1])):
            at_once, told = [*at_once[:-1], last], True
        rest = at_once[1:] if window.give(at_once[0] if at_once else SILENCE) else at_once
        if rest and len(rest) < len(at_once):
            await asyncio.sleep(self._push_after_seconds)
        failed = await self._pushed(sender, openid, rest, keep=False)
        late_and_quiet = not can_push and len(rest) == len(at_once)
        await self._leftovers.keep(sender, [*failed, *left], told=late_and_quiet or (told and not failed))

    async def _pushed(self, sender: str, openid: str, parts: list[Part], *, keep: bool = True) -> list[Part]:
        """Push in order until one fails; those that did not arrive for certain, which are kept where ``keep``."""
        failed: list[Part] = []
        for position, part in enumerate(parts):
            if not await self._allowance.spend(sender) or await self._push(sender, openid, part) is not Sent.YES:
                failed = parts[position:]
                break
        if keep:
            await self._leftovers.keep(sender, failed, told=False)
        return failed

    async def _push(self, sender: str, openid: str, part: Part) -> Sent:
        if self._api is None:
            return Sent.NO
        if part.options_id and await self._store.get(_NO_MENU):
            part = replace(part, options_id="")
        try:
            await self._api.send(openid, part)
        except WeChatError as error:
            return await self._refused(sender, openid, part, error)
        except Unreachable as error:
            _log.warning("a customer-service message to %s was not confirmed: %s", pseudonym(sender), error)
            return Sent.PERHAPS if error.sent else Sent.NO
        return Sent.YES

    async def _refused(self, sender: str, openid: str, part: Part, error: WeChatError) -> Sent:
        if error.code == Code.NO_MENU_MESSAGES and part.options_id:
            await self._store.put(_NO_MENU, "1", _NOT_NOW_SECONDS)
            return await self._push(sender, openid, part)
        if error.code == Code.NOT_AUTHORISED:
            _log.error("this account may not send customer-service messages (48001): passive replies only for an hour")
            await self._store.put(_NO_PUSH, "1", _NOT_NOW_SECONDS)
        else:
            _log.warning("a customer-service message to %s was refused: %s", pseudonym(sender), error)
        return Sent.NO
