"""What WeChat delivers: XML, read without entities, DTDs or anything else that could bite."""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

_OPENID = re.compile(r"[\w-]{1,128}", re.ASCII)
_WHOLE_NUMBER = re.compile(r"\d{1,20}", re.ASCII)
_WORD = re.compile(r"[\w]{1,40}", re.ASCII)
Fields = dict[str, str]


class NotAMessage(Exception):
    """Neither a message nor an event of WeChat."""


@dataclass(frozen=True)
class Incoming:
    """One message or event. ``kind`` is MsgType in lower case, ``event`` Event likewise, empty for messages."""

    account: str
    openid: str
    created: str
    kind: str
    event: str = ""
    event_key: str = ""
    message_id: str = ""
    text: str = ""
    """Content, or what WeChat understood of a voice message."""
    menu_id: str = ""
    """The id of a tapped line of a menu message."""

    @property
    def identity(self) -> tuple[str, ...]:
        """The same for every delivery of one message.

        An event's name and key belong to it: a scan and a location report may share their second.
        """
        if self.kind == "event":
            return (self.openid, self.created, self.event, self.event_key)
        return (self.openid, self.created, self.message_id)


def read_fields(body: bytes | str) -> Fields:
    """The children of <xml> by name.

    Raises NotAMessage.
    """
    try:
        text = body.decode() if isinstance(body, bytes) else body
        root = fromstring(text, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise NotAMessage(type(error).__name__) from error
    if root.tag != "xml":
        raise NotAMessage("the root is not xml")
    return {child.tag: (child.text or "").strip() for child in root}


def read_message(fields: Fields) -> Incoming:
    """A message of checked shape.

    Raises NotAMessage.
    """
    kind = fields.get("MsgType", "").lower()
    incoming = Incoming(
        account=fields.get("ToUserName", ""),
        openid=fields.get("FromUserName", ""),
        created=fields.get("CreateTime", ""),
        kind=kind,
        event=fields.get("Event", "").lower() if kind == "event" else "",
        event_key=fields.get("EventKey", ""),
        message_id=fields.get("MsgId", ""),
        text=fields.get("Recognition" if kind == "voice" else "Content", ""),
        menu_id=fields.get("bizmsgmenuid", ""),
    )
    shapes = [(_OPENID, incoming.openid), (_OPENID, incoming.account), (_WHOLE_NUMBER, incoming.created), (_WORD, kind)]
    shapes.append((_WORD, incoming.event) if kind == "event" else (_WHOLE_NUMBER, incoming.message_id))
    if not all(shape.fullmatch(value) for shape, value in shapes):
        raise NotAMessage("a field is missing or malformed")
    return incoming
