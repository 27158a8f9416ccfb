"""What each kind of message and event leads to."""

import logging
from dataclasses import replace

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import LockError
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.collected import Reply
from bot.channels.forget import CannotForget, forget
from bot.channels.message_body import BodyRefused, harmless_words
from bot.channels.once import RateLimit
from bot.channels.switches import WECHAT, Switches
from bot.channels.turn import Handler, closed_turn, take_turn
from bot.channels.wechat import words
from bot.channels.wechat.allowance import Allowance
from bot.channels.wechat.choices import Choices
from bot.channels.wechat.compose import composed, options_of, takes_several, what_numbers_mean
from bot.channels.wechat.delivery import Delivery
from bot.channels.wechat.inbound import Incoming
from bot.channels.wechat.leftovers import Leftovers, asks_to_go_on
from bot.channels.wechat.menu_file import menu_payloads
from bot.channels.wechat.news_desk import DeskAway, NewsDesk
from bot.channels.wechat.outbound import Part, WeChatOutput
from bot.channels.wechat.settings import CHANNEL
from bot.channels.wechat.store import Store

_MESSAGES_A_MINUTE = 40
_log = logging.getLogger(__name__)


class Conversation:
    """Turns what a follower sends into the parts of an answer."""

    def __init__(
        self,
        store: Store,
        choices: Choices,
        allowance: Allowance,
        leftovers: Leftovers,
        delivery: Delivery,
        desk: NewsDesk,
        switches: Switches,
    ) -> None:
        self._store, self._choices, self._desk, self._switches = store, choices, desk, switches
        self._allowance, self._leftovers, self._delivery = allowance, leftovers, delivery
        self._limit = RateLimit(_MESSAGES_A_MINUTE)
        self._payloads = menu_payloads()

    async def parts(self, sender: str, incoming: Incoming, handler: Handler, agent: Agent) -> list[Part]:
        """The answer to one message or event; [] where none is due."""
        if incoming.event != "unsubscribe" and (closed := await self._switches.closed(WECHAT)):
            return _closed_parts(sender, incoming, closed)
        if incoming.kind == "event":
            return await self._event(sender, incoming, handler, agent)
        await (self._allowance.tapped(sender) if incoming.menu_id else self._allowance.spoken(sender))
        if self._limit.exceeded(sender):
            return [Part(words.TOO_FAST)]
        if incoming.kind not in ("text", "voice") or incoming.text in ("", words.UNSUPPORTED):
            return [Part(words.CANNOT_READ.get(incoming.kind, words.CANNOT_READ_THIS))]
        if asks_to_go_on(incoming.text) and (left := await self._leftovers.take(sender)):
            return left
        try:
            said = await self._said(sender, incoming)
        except BodyRefused as refused:
            return [Part(str(refused))]
        return await self._turn(sender, incoming, said, handler, agent)

    async def _said(self, sender: str, incoming: Incoming) -> str:
        """What Rasa gets: the payload of a choice, or the words themselves.

        Raises BodyRefused.
        """
        if incoming.menu_id and (payload := await self._choices.tapped(sender, incoming.menu_id)):
            return payload
        return await self._choices.picked(sender, incoming.text) or harmless_words(incoming.text)

    async def _event(self, sender: str, incoming: Incoming, handler: Handler, agent: Agent) -> list[Part]:
        if incoming.event == "unsubscribe":
            await self._gone(sender, agent)
            return []
        if incoming.event in ("subscribe", "scan", "click"):
            await self._allowance.tapped(sender)
        if incoming.event == "subscribe":
            return await self._greeted(sender, words.WELCOME, words.WELCOME_BUTTONS)
        if incoming.event == "scan":
            return await self._greeted(sender, words.WELCOME_BACK, words.BACK_BUTTONS)
        if incoming.event == "click":
            payload = self._payloads.get(incoming.event_key)
            if payload is not None:
                return await self._turn(sender, incoming, payload, handler, agent)
            _log.warning("a menu key that menu.yml does not know: push the menu again")
            return await self._greeted(sender, words.WELCOME_BACK, words.BACK_BUTTONS)
        return []

    async def _gone(self, sender: str, agent: Agent) -> None:
        """The person unfollowed: facts, conversation, subscription and what this door remembers go; tickets keep their own term."""
        try:
            await forget(agent, sender)
        except (CannotForget, LockError, SQLAlchemyError):
            _log.exception("could not delete the conversation of one who unfollowed")
        try:
            await self._desk.end(sender)
        except DeskAway as error:
            _log.error("could not end the subscription of one who unfollowed: %s", error)
        await self._store.forget(f"{sender}:")

    async def _greeted(self, sender: str, text: str, buttons: tuple[dict[str, str], ...]) -> list[Part]:
        reply: Reply = {"text": text, "custom": {}, "buttons": [dict(button) for button in buttons]}
        return await self._composed(sender, [reply])

    async def _turn(self, sender: str, incoming: Incoming, said: str, handler: Handler, agent: Agent) -> list[Part]:
        outcome = await take_turn(_user_message(sender, incoming, said), handler, agent)
        if outcome.forgotten:
            await self._store.forget(f"{sender}:")
            await self._allowance.spoken(sender)
        return await self._composed(sender, outcome.replies)

    async def _composed(self, sender: str, replies: list[Reply]) -> list[Part]:
        replies = _until_handed_over(replies)
        options = options_of(replies)
        options_id = await self._choices.show(
            sender, options, several=takes_several(replies), pointing=what_numbers_mean(replies)
        )
        parts = composed(replies, options, options_id, pushed=await self._delivery.can_push())
        if await self._leftovers.untold(sender):
            return [Part(words.LEFT_FROM_BEFORE), *parts] if not parts else [_reminded(parts[0]), *parts[1:]]
        return parts


def _until_handed_over(replies: list[Reply]) -> list[Reply]:
    """What is said until a person takes over: a question that the advisor would go on with waits until it is asked again."""
    handed = next((place for place, reply in enumerate(replies) if reply["custom"].get("transfer")), len(replies))
    return replies[: handed + 1]


def _closed_parts(sender: str, incoming: Incoming, words: str) -> list[Part]:
    """What staff want said while the channel is closed, to everything that expects an answer."""
    if incoming.kind == "event" and incoming.event not in ("subscribe", "scan", "click"):
        return []
    closed_turn(_user_message(sender, incoming, incoming.text), words)
    return [Part(words)]


def _user_message(sender: str, incoming: Incoming, said: str) -> UserMessage:
    return UserMessage(
        said,
        WeChatOutput(),
        sender,
        input_channel=CHANNEL,
        message_id=incoming.message_id or f"{incoming.event}-{incoming.created}",
        metadata={"consent": False},
    )


def _reminded(part: Part) -> Part:
    if part.card or part.transfer:
        return part
    return replace(part, text=f"{words.LEFT_FROM_BEFORE}\n\n{part.text}")
