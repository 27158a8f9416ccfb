"""The settings of an official account and a mini-program whose WeChat is the tests' own."""

from fake_wechat import APPID, MINI_APPID, MINI_SECRET, SECRET, FakeWeChat
from follower import AES_KEY, CALLBACK_TOKEN


def account_settings(wechat: FakeWeChat) -> dict[str, str]:
    """An account in compatible mode, as environment variables."""
    return {
        "WECHAT_TOKEN": CALLBACK_TOKEN,
        "WECHAT_APPID": APPID,
        "WECHAT_SECRET": SECRET,
        "WECHAT_AES_KEY": AES_KEY,
        "WECHAT_MODE": "compatible",
        "WECHAT_API_BASE": wechat.base,
    }


def mini_program_settings(wechat: FakeWeChat) -> dict[str, str]:
    """A mini-program with a template for news, as environment variables."""
    return {
        "WXA_APPID": MINI_APPID,
        "WXA_SECRET": MINI_SECRET,
        "WECHAT_API_BASE": wechat.base,
        "WXA_TEMPLATE_NEWS": "template-1",
        "WXA_TEMPLATE_NEWS_FIELDS": "thing1=title,date2=date,thing3=note",
    }
