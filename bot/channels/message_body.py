"""What a caller may send: checked and made harmless before Rasa sees it."""

import json
import re
from dataclasses import dataclass
from typing import Any, NoReturn

LARGEST_BODY = 64 * 1024
LONGEST_TEXT = 2_000
LONGEST_PAYLOAD = 600
_MESSAGE_ID = re.compile(r"[\w.:-]{1,64}")
_PAYLOAD = re.compile(r"/[a-z_]{2,40}(?P<entities>\{.*\})?", re.DOTALL)
_EDGES = r"[\s\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+"
_INVISIBLE_EDGES = re.compile(f"^{_EDGES}|{_EDGES}$")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class BodyRefused(Exception):
    """``status`` is the HTTP status, ``code`` a stable name, the message is for the person."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


def body_too_large() -> BodyRefused:
    """A new one each time: an exception raised again keeps every frame that it has passed through."""
    return BodyRefused(413, "body_too_large", "发送的内容太大了，请分几条发送。")


def _bad_payload() -> BodyRefused:
    return BodyRefused(400, "bad_payload", "这个按钮已经失效，请直接打字告诉我。")


@dataclass(frozen=True)
class Inbound:
    """``text`` is ready for Rasa: words with any leading slash made harmless, or a checked payload."""

    text: str
    message_id: str


def read_json(body: bytes) -> dict[str, Any]:
    """The JSON object of a request body; {} for an empty one.

    Raises BodyRefused.
    """
    if len(body) > LARGEST_BODY:
        raise body_too_large()
    if not body.strip():
        return {}
    try:
        parsed = json.loads(body, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise BodyRefused(400, "not_json", "请求内容不是有效的 JSON。") from error
    if not isinstance(parsed, dict):
        raise BodyRefused(400, "not_an_object", "请求内容应为 JSON 对象。")
    return parsed


def read_message(body: bytes) -> Inbound:
    """A checked message.

    Raises BodyRefused.
    """
    fields = read_json(body)
    message_id = fields.get("message_id")
    if not isinstance(message_id, str) or not _MESSAGE_ID.fullmatch(message_id):
        raise BodyRefused(400, "bad_message_id", "缺少 message_id，或格式不对（1到64个字母、数字或 . : - _）。")
    text, payload = fields.get("text"), fields.get("payload")
    if (text is None) == (payload is None):
        raise BodyRefused(400, "text_or_payload", "text 和 payload 要有一个，且只能有一个。")
    return Inbound(harmless_words(text) if payload is None else _payload(payload), message_id)


def harmless_words(value: Any) -> str:
    """Words that Rasa cannot take for a payload, which is whatever begins with a slash.

    Raises BodyRefused.
    """
    if not isinstance(value, str):
        raise BodyRefused(400, "bad_text", "text 应为文字。")
    encodable = value.encode("utf-8", "ignore").decode("utf-8")  # JSON may carry half a surrogate pair
    words = _INVISIBLE_EDGES.sub("", _CONTROL.sub(" ", encodable))
    if not words:
        raise BodyRefused(400, "empty_text", "还没有写内容，说一句公司的情况就行。")
    if len(words) > LONGEST_TEXT:
        raise BodyRefused(413, "text_too_long", f"一条消息最多{LONGEST_TEXT}个字，请分几条发送。")
    return f"／{words[1:]}" if words.startswith("/") else words


def _payload(value: Any) -> str:
    """A button's payload: /intent or /intent{JSON object}."""
    match = _PAYLOAD.fullmatch(value) if isinstance(value, str) and len(value) <= LONGEST_PAYLOAD else None
    if match is None:
        raise _bad_payload()
    try:
        json.loads(match["entities"] or "{}", parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise _bad_payload() from error
    return str(value)


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
