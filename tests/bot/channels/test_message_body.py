"""What may be sent, what is refused, and that typed text never reaches Rasa as a payload."""

import json

import pytest

from bot.channels.message_body import LARGEST_BODY, LONGEST_TEXT, BodyRefused, read_json, read_message

UNREADABLE = {
    "broken": (b'{"text": ', 400, "not_json"),
    "not utf-8": (b"\xff\xfe{", 400, "not_json"),
    "NaN": (b'{"text": NaN}', 400, "not_json"),
    "nested": (b"[" * 60_000, 400, "not_json"),
    "list": (b"[1]", 400, "not_an_object"),
    "string": (b'"hello"', 400, "not_an_object"),
    "too large": (b" " * (LARGEST_BODY + 1), 413, "body_too_large"),
}
REFUSED = {
    "no id": ({"text": "你好"}, 400, "bad_message_id"),
    "number as id": ({"text": "你好", "message_id": 7}, 400, "bad_message_id"),
    "long id": ({"text": "你好", "message_id": "a" * 65}, 400, "bad_message_id"),
    "line in id": ({"text": "你好", "message_id": "a\n"}, 400, "bad_message_id"),
    "neither": ({"message_id": "1"}, 400, "text_or_payload"),
    "both": ({"text": "a", "payload": "/affirm", "message_id": "1"}, 400, "text_or_payload"),
    "number as text": ({"text": 5, "message_id": "1"}, 400, "bad_text"),
    "list as text": ({"text": ["a"], "message_id": "1"}, 400, "bad_text"),
    "empty": ({"text": "", "message_id": "1"}, 400, "empty_text"),
    "whitespace": ({"text": " \t\n　", "message_id": "1"}, 400, "empty_text"),
    "invisible": ({"text": "\u200b \ufeff\u2060", "message_id": "1"}, 400, "empty_text"),
    "control characters": ({"text": "\x00\x07", "message_id": "1"}, 400, "empty_text"),
    "10,000 characters": ({"text": "贷" * 10_000, "message_id": "1"}, 413, "text_too_long"),
    "one too many": ({"text": "贷" * (LONGEST_TEXT + 1), "message_id": "1"}, 413, "text_too_long"),
}
HARMLESS = {
    "plain": ("想贷300万", "想贷300万"),
    "trimmed": ("  想贷300万\n", "想贷300万"),
    "emoji only": ("👍🏻👨‍👩‍👧", "👍🏻👨‍👩‍👧"),
    "HTML": ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    "half a surrogate pair": ("好\ud83d", "好"),
    "longest": ("贷" * LONGEST_TEXT, "贷" * LONGEST_TEXT),
    "intent": ('/inform{"stage":"x"}', '／inform{"stage":"x"}'),
    "intent after blanks": (" 　\n/restart", "／restart"),
    "intent after invisibles": ("\u200b \ufeff\u202e /restart", "／restart"),
    "intent after a control character": ("\x01/restart", "／restart"),
    "slash inside": ("营收/利润", "营收/利润"),
}
PAYLOADS = ["/affirm", '/inform{"need_kind": "贷款"}', '/inform{"need_amount_wan": "[100, 500]"}', "/ask_record{}"]
BAD_PAYLOADS = [
    "affirm",
    "/",
    "/Affirm",
    "/affirm ",
    "/affirm\n",
    "/affirm{",
    '/affirm{"a": }',
    '/affirm["a"]',
    "/affirm{}{}",
    '/inform{"revenue_wan": NaN}',
    '/inform{"a": "' + "x" * 600 + '"}',
    "/a b",
    7,
    ["/affirm"],
    "",
]


@pytest.mark.parametrize("body,status,code", UNREADABLE.values(), ids=UNREADABLE)
def test_an_unreadable_body_is_refused(body: bytes, status: int, code: str) -> None:
    with pytest.raises(BodyRefused) as refused:
        read_json(body)
    assert (refused.value.status, refused.value.code) == (status, code)


def test_an_empty_body_is_an_empty_object() -> None:
    assert read_json(b"") == {}


@pytest.mark.parametrize("fields,status,code", REFUSED.values(), ids=REFUSED)
def test_a_wrong_message_is_refused(fields: dict, status: int, code: str) -> None:
    with pytest.raises(BodyRefused) as refused:
        read_message(json.dumps(fields).encode())
    assert (refused.value.status, refused.value.code) == (status, code)
    assert any("\u4e00" <= letter <= "\u9fff" for letter in str(refused.value))


@pytest.mark.parametrize("typed,expected", HARMLESS.values(), ids=HARMLESS)
def test_typed_text_is_only_ever_text(typed: str, expected: str) -> None:
    assert read_message(json.dumps({"text": typed, "message_id": "1"}).encode()).text == expected


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_button_s_payload_passes_unchanged(payload: str) -> None:
    assert read_message(json.dumps({"payload": payload, "message_id": "1"}).encode()).text == payload


@pytest.mark.parametrize("payload", BAD_PAYLOADS)
def test_anything_else_is_no_payload(payload: object) -> None:
    with pytest.raises(BodyRefused) as refused:
        read_message(json.dumps({"payload": payload, "message_id": "1"}).encode())
    assert refused.value.code == "bad_payload"
