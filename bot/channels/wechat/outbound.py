"""What goes back: parts of an answer, and the XML of a passive reply."""

import json
import time
from dataclasses import asdict, dataclass

from bot.channels.collected import CollectedOutput
from bot.channels.wechat.crypto import MessageCrypto, signature
from bot.channels.wechat.settings import CHANNEL


class WeChatOutput(CollectedOutput):
    """Collects a turn's messages; by its name Rasa picks the responses that bot/domain has for this channel."""

    @classmethod
    def name(cls) -> str:
        """See OutputChannel."""
        return CHANNEL


@dataclass(frozen=True)
class Option:
    """One choice: ``label`` is what a person may type for it, ``payload`` what Rasa gets."""

    label: str
    title: str
    payload: str

    @property
    def line(self) -> str:
        """As it is shown."""
        return f"{self.label}. {self.title}"


@dataclass(frozen=True)
class Card:
    """A news card."""

    title: str
    description: str
    url: str


@dataclass(frozen=True)
class Part:
    """One WeChat message: text, perhaps with options; or a card; or the hand-over to a person."""

    text: str = ""
    options: tuple[Option, ...] = ()
    options_id: str = ""
    card: Card | None = None
    transfer: bool = False

    @property
    def plain(self) -> str:
        """As text alone."""
        if self.card:
            return f"{self.card.title}\n{self.card.url}"
        return "\n".join([self.text, *(option.line for option in self.options)]).strip()


def written(parts: list[Part]) -> str:
    """JSON."""
    return json.dumps([asdict(part) for part in parts], ensure_ascii=False)


def parts_from(text: str) -> list[Part]:
    """What ``written`` wrote."""
    return [
        Part(
            **{
                **fields,
                "options": tuple(Option(**option) for option in fields["options"]),
                "card": Card(**fields["card"]) if fields["card"] else None,
            }
        )
        for fields in json.loads(text)
    ]


def passive_xml(part: Part, *, to: str, account: str) -> str:
    """The XML of a passive reply to the openid ``to``."""
    head = (
        _element("ToUserName", to) + _element("FromUserName", account) + f"<CreateTime>{int(time.time())}</CreateTime>"
    )
    if part.transfer:
        return f"<xml>{head}{_element('MsgType', 'transfer_customer_service')}</xml>"
    if part.card:
        card = part.card
        item = _element("Title", card.title) + _element("Description", card.description) + _element("Url", card.url)
        articles = f"<ArticleCount>1</ArticleCount><Articles><item>{item}</item></Articles>"
        return f"<xml>{head}{_element('MsgType', 'news')}{articles}</xml>"
    return f"<xml>{head}{_element('MsgType', 'text')}{_element('Content', part.plain)}</xml>"


def encrypted_xml(xml: str, crypto: MessageCrypto, *, token: str, nonce: str) -> str:
    """``xml`` in the envelope of safe mode."""
    sealed, now = crypto.encrypt(xml), str(int(time.time()))
    return (
        f"<xml>{_element('Encrypt', sealed)}{_element('MsgSignature', signature(token, now, nonce, sealed))}"
        f"<TimeStamp>{now}</TimeStamp>{_element('Nonce', nonce)}</xml>"
    )


def _element(name: str, text: str) -> str:
    safe = text.replace("]]>", "]]]]><![CDATA[>")
    return f"<{name}><![CDATA[{safe}]]></{name}>"
