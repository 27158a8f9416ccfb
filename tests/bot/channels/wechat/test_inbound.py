"""What WeChat delivers, and what only looks like it."""

import pytest
from hostile import HOSTILE, TEXT

from bot.channels.wechat.inbound import NotAMessage, read_fields, read_message


def test_a_text_is_read_whole() -> None:
    message = read_message(read_fields(TEXT.encode()))
    assert (message.account, message.openid, message.kind, message.text) == ("gh_1", "o_1", "text", "想贷300万")
    assert (message.created, message.message_id, message.menu_id) == ("1700000000", "1", "a.1")


def test_a_voice_message_is_what_was_understood_of_it() -> None:
    voice = TEXT.replace("[text]", "[voice]").replace("Content>", "Recognition>")
    assert read_message(read_fields(voice)).text == "想贷300万"


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_hostile_and_broken_xml_is_no_message(body: str | bytes) -> None:
    with pytest.raises(NotAMessage):
        read_message(read_fields(body))


@pytest.mark.parametrize(
    "old,new",
    [
        ("<![CDATA[o_1]]>", ""),
        ("<![CDATA[o_1]]>", "<![CDATA[o 1*]]>"),
        ("1700000000", "now"),
        ("1700000000", "１７"),
        ("<MsgId>1</MsgId>", ""),
        ("[text]", "[te xt]"),
        ("<FromUserName><![CDATA[o_1]]></FromUserName>", "<FromUserName><b>o_1</b></FromUserName>"),
    ],
)
def test_a_missing_or_malformed_field_is_no_message(old: str, new: str) -> None:
    with pytest.raises(NotAMessage):
        read_message(read_fields(TEXT.replace(old, new)))


def test_deep_nesting_is_survived() -> None:
    deep = "<a>" * 20_000 + "</a>" * 20_000
    with pytest.raises(NotAMessage):
        read_message(read_fields(f"<xml>{deep}</xml>"))


def event(name: str, key: str = "", created: int = 1700000000) -> str:
    return (
        f"<xml><ToUserName>gh_1</ToUserName><FromUserName>o_1</FromUserName><CreateTime>{created}</CreateTime>"
        f"<MsgType>event</MsgType><Event>{name}</Event><EventKey>{key}</EventKey></xml>"
    )


def test_the_same_message_has_one_identity_and_others_have_others() -> None:
    first = read_message(read_fields(TEXT)).identity
    assert first == read_message(read_fields(TEXT.replace("想贷", "要贷"))).identity
    assert first != read_message(read_fields(TEXT.replace("<MsgId>1", "<MsgId>2"))).identity
    assert first != read_message(read_fields(TEXT.replace("o_1", "o_2"))).identity
    assert first != read_message(read_fields(TEXT.replace("1700000000", "1700000001"))).identity


def test_two_events_of_one_second_are_two() -> None:
    identities = {
        read_message(read_fields(event(*each))).identity for each in [("SCAN", "a"), ("LOCATION",), ("SCAN", "b")]
    }
    assert len(identities) == 3
