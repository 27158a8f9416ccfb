"""A door that is switched on without what it needs does not open, and says why."""

from dataclasses import replace

import pytest
from rasa.shared.exceptions import RasaException
from sanic import Blueprint

from bot.channels.wechat.channel import WeChatInput
from bot.channels.wechat.settings import COMPATIBLE, PLAIN, SAFE, MiniProgramSettings, SettingsRefused, WeChatSettings

GOOD = {"WECHAT_TOKEN": "pingshan123", "WECHAT_APPID": "wx1"}
KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"


async def nobody(_: object) -> None:
    """No message comes."""


def test_with_nothing_set_there_is_no_account() -> None:
    assert WeChatSettings.read({}) is None
    assert WeChatSettings.read({"WECHAT_TOKEN": " ", "WECHAT_API_BASE": "http://x"}) is None


@pytest.mark.parametrize(
    "given,missing",
    [
        ({"WECHAT_APPID": "wx1"}, "WECHAT_TOKEN"),
        ({"WECHAT_SECRET": "s"}, "WECHAT_TOKEN"),
        ({"WECHAT_AES_KEY": KEY}, "WECHAT_TOKEN"),
        ({"WECHAT_TOKEN": "pingshan123"}, "WECHAT_APPID"),
        ({**GOOD, "WECHAT_TOKEN": "a b"}, "WECHAT_TOKEN"),
        ({**GOOD, "WECHAT_AES_KEY": "short"}, "WECHAT_AES_KEY"),
        ({**GOOD, "WECHAT_MODE": "safe"}, "WECHAT_AES_KEY"),
        ({**GOOD, "WECHAT_MODE": "secure"}, "WECHAT_MODE"),
        ({**GOOD, "WECHAT_REPLY_SECONDS": "5"}, "WECHAT_REPLY_SECONDS"),
        ({**GOOD, "WECHAT_REPLY_SECONDS": "soon"}, "WECHAT_REPLY_SECONDS"),
    ],
)
def test_the_missing_or_wrong_setting_is_named(
    given: dict[str, str], missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SettingsRefused, match=missing):
        WeChatSettings.read(given)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(RasaException, match=missing):
        WeChatInput.from_credentials(None)


def test_an_address_that_is_not_redis_s_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**GOOD, "REDIS_URL": "127.0.0.1:6379", "SESSION_SECRET": "x" * 32}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(RasaException, match="REDIS_URL"):
        WeChatInput.from_credentials(None)


def test_the_mode_follows_the_key() -> None:
    read = WeChatSettings.read
    assert read(GOOD).mode == PLAIN  # type: ignore[union-attr]
    assert read({**GOOD, "WECHAT_AES_KEY": KEY}).mode == SAFE  # type: ignore[union-attr]
    assert read({**GOOD, "WECHAT_AES_KEY": KEY, "WECHAT_MODE": COMPATIBLE}).takes_plain  # type: ignore[union-attr]


def test_no_secret_is_shown() -> None:
    settings = WeChatSettings.read({**GOOD, "WECHAT_SECRET": "hush-hush", "WECHAT_AES_KEY": KEY})
    assert "hush-hush" not in repr(settings) and KEY not in repr(settings) and "pingshan123" not in repr(settings)


def test_without_settings_the_door_has_no_routes(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("WECHAT_TOKEN", "WECHAT_APPID", "WECHAT_SECRET", "WECHAT_AES_KEY"):
        monkeypatch.delenv(name, raising=False)
    door = WeChatInput.from_credentials(None).blueprint(nobody)  # type: ignore[arg-type]
    assert isinstance(door, Blueprint) and not list(door._future_routes)


def test_half_a_mini_program_is_refused() -> None:
    assert MiniProgramSettings.read({}) is None
    with pytest.raises(SettingsRefused, match="WXA_SECRET"):
        MiniProgramSettings.read({"WXA_APPID": "wx1"})


def test_a_template_names_what_goes_into_each_of_its_fields() -> None:
    mini = {"WXA_APPID": "wxa1", "WXA_SECRET": "s", "WXA_TEMPLATE_NEWS": "t-1"}
    read = MiniProgramSettings.read({**mini, "WXA_TEMPLATE_NEWS_FIELDS": "thing1=title, date2=date"})
    assert read and read.news and read.news.fields == (("thing1", "title"), ("date2", "date"))
    assert MiniProgramSettings.read(
        {name: value for name, value in mini.items() if name != "WXA_TEMPLATE_NEWS"}
    ) == replace(read, news=None)


@pytest.mark.parametrize(
    "fields", ["", "thing1", "thing1=name", "date2=title", "thing1=date", "phrase1=note", "x=title,"]
)
def test_a_template_whose_fields_are_not_understood_stops_the_start(fields: str) -> None:
    settings = {
        "WXA_APPID": "wxa1",
        "WXA_SECRET": "s",
        "WXA_TEMPLATE_NEWS": "t-1",
        "WXA_TEMPLATE_NEWS_FIELDS": fields,
    }
    with pytest.raises(SettingsRefused, match="WXA_TEMPLATE_NEWS_FIELDS"):
        MiniProgramSettings.read(settings)
