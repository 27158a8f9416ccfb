"""WeChat's published sample, wechatpy's ciphertext, and what must not open."""

import base64
from typing import Any

import pytest
from wechatpy.crypto import WeChatCrypto

from bot.channels.wechat.crypto import CannotDecrypt, ForeignAppid, MessageCrypto, signature, signed_by
from bot.channels.wechat.inbound import read_fields, read_message
from bot.channels.wechat.outbound import Part, encrypted_xml, passive_xml

TOKEN, APPID = "QDG6eK", "wx5823bf96d3bd56c7"
KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
SAMPLE_SIGNATURE, SAMPLE_TIME, SAMPLE_NONCE = "477715d11cdb4164915debcba66cb864d751f3e6", "1409659813", "1372623149"
SAMPLE = (
    "RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3"
    "TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gs"
    "ijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUa"
    "x5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIG"
    "HBZZIs2pDBS8R07+qN+E7Q=="
)
ECHO_SIGNATURE, ECHO_TIME, ECHO_NONCE = "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3", "1409659589", "263014780"
ECHO = "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=="
REPLY = (
    "<xml><ToUserName><![CDATA[mycreate]]></ToUserName><FromUserName><![CDATA[测试一下中文的情况，消息长度是按字节来算的]]>"
    "</FromUserName></xml>"
)


@pytest.fixture
def crypto() -> MessageCrypto:
    return MessageCrypto(KEY, APPID)


def test_the_published_message_decrypts(crypto: MessageCrypto) -> None:
    assert signed_by(SAMPLE_SIGNATURE, TOKEN, SAMPLE_TIME, SAMPLE_NONCE, SAMPLE)
    message = read_message(read_fields(crypto.decrypt(SAMPLE)))
    assert (message.account, message.openid, message.kind) == (APPID, "mycreate", "text")
    assert (message.text, message.message_id, message.created) == ("hello", "4561255354251345929", "1409659813")


def test_the_published_echo_decrypts(crypto: MessageCrypto) -> None:
    assert signed_by(ECHO_SIGNATURE, TOKEN, ECHO_TIME, ECHO_NONCE, ECHO)
    assert crypto.decrypt(ECHO) == "1616140317555161061"


def test_wechatpy_reads_what_is_encrypted_here(crypto: MessageCrypto) -> None:
    fields = read_fields(encrypted_xml(REPLY, crypto, token=TOKEN, nonce=SAMPLE_NONCE))
    theirs = WeChatCrypto(TOKEN, KEY, APPID)
    opened = theirs.decrypt_message(fields, fields["MsgSignature"], fields["TimeStamp"], fields["Nonce"])
    assert opened == REPLY


@pytest.mark.parametrize("length", [0, 1, 11, 12, 31, 32, 33, 2048])
def test_every_length_survives(crypto: MessageCrypto, length: int) -> None:
    assert crypto.decrypt(crypto.encrypt("字" * length)) == "字" * length


def test_another_account_s_message_is_foreign() -> None:
    with pytest.raises(ForeignAppid):
        MessageCrypto(KEY, "wx0000000000000000").decrypt(SAMPLE)


@pytest.mark.parametrize(
    "sealed",
    ["", "x", "贷款", "AAAA", base64.b64encode(b"x" * 16).decode(), base64.b64encode(b"x" * 32).decode(), SAMPLE[:-24]],
)
def test_nonsense_does_not_open(crypto: MessageCrypto, sealed: str) -> None:
    with pytest.raises(CannotDecrypt):
        crypto.decrypt(sealed)


def test_another_key_does_not_open() -> None:
    with pytest.raises(CannotDecrypt):
        MessageCrypto("a" * 43, APPID).decrypt(SAMPLE)


@pytest.mark.parametrize("key", ["", "short", "a" * 42, "a" * 44, "!" * 43])
def test_a_bad_key_is_refused(key: str) -> None:
    with pytest.raises(ValueError):
        MessageCrypto(key, APPID)


def test_a_signature_is_of_all_parts() -> None:
    good = signature("a", "b", "c")
    assert signed_by(good, "c", "a", "b")
    assert not signed_by(good, "a", "b", "d") and not signed_by("", "a", "b", "c") and not signed_by("é", "a")


def test_a_reply_cannot_break_out_of_its_element() -> None:
    fields = read_fields(passive_xml(Part("a]]></Content><MsgType>x</MsgType>&<b>"), to="o1", account="gh_1"))
    assert fields["Content"] == "a]]></Content><MsgType>x</MsgType>&<b>"
    assert fields["MsgType"] == "text"


def test_a_transfer_has_its_own_type() -> None:
    fields: dict[str, Any] = read_fields(passive_xml(Part(transfer=True), to="o1", account="gh_1"))
    assert fields["MsgType"] == "transfer_customer_service"
