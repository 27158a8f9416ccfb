"""The WeChat door's settings, from the environment so that no secret stands in credentials.yml.

``python -m bot.channels.wechat.settings`` checks them before anything starts.
"""

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field

CHANNEL = "wechat"
NEWS_SECONDS, NEWS_LEASE_SECONDS = 60.0, 120.0
API_BASE = "https://api.weixin.qq.com"
ACTION_SERVER = "http://127.0.0.1:5055"
PLAIN, COMPATIBLE, SAFE = "plain", "compatible", "safe"
MODES = (PLAIN, COMPATIBLE, SAFE)
_TOKEN = re.compile(r"[A-Za-z0-9]{3,32}")
_AES_KEY = re.compile(r"[A-Za-z0-9]{43}")
_SWITCHES = ("WECHAT_TOKEN", "WECHAT_APPID", "WECHAT_SECRET", "WECHAT_AES_KEY")
NEWS_FIELDS = {
    "title": re.compile(r"thing\d{1,2}"),
    "note": re.compile(r"thing\d{1,2}"),
    "date": re.compile(r"(?:date|time)\d{1,2}"),
}
"""What a field of the template about new policies may show, and which fields may."""
_LONGEST_REPLY_SECONDS = 4.8


class SettingsRefused(ValueError):
    """A setting is missing or wrong; the message is for the operator."""


@dataclass(frozen=True)
class WeChatSettings:
    """One official account. ``secret`` empty: nothing can be pushed; ``aes_key`` empty: plain messages only."""

    token: str = field(repr=False)
    appid: str
    secret: str = field(default="", repr=False)
    aes_key: str = field(default="", repr=False)
    mode: str = PLAIN
    api_base: str = API_BASE
    api_seconds: float = 3.0
    """How long one call of WeChat's API may take."""
    reply_seconds: float = 4.0
    """When the passive reply is given up; WeChat itself waits five seconds."""
    push_after_seconds: float = 0.3
    """Pause between the passive reply and what follows it, so that they arrive in order."""
    news_seconds: float = NEWS_SECONDS
    """How often it is looked whether subscribers are to be told of new policies."""
    news_lease_seconds: float = NEWS_LEASE_SECONDS
    """How long news that a worker claimed wait for it, should it die; more than claim and send may take."""
    action_server_url: str = ACTION_SERVER

    @property
    def takes_plain(self) -> bool:
        """Whether messages that are not encrypted are heard."""
        return self.mode != SAFE

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> "WeChatSettings | None":
        """The account of WECHAT_TOKEN, WECHAT_APPID and so on (.env.example); None when none of them is set.

        Raises SettingsRefused.
        """
        given = {name: environment.get(name, "").strip() for name in _SWITCHES}
        if not any(given.values()):
            return None
        _check(given)
        aes_key = given["WECHAT_AES_KEY"]
        return cls(
            token=given["WECHAT_TOKEN"],
            appid=given["WECHAT_APPID"],
            secret=given["WECHAT_SECRET"],
            aes_key=aes_key,
            mode=_mode(environment.get("WECHAT_MODE", "").strip(), bool(aes_key)),
            api_base=api_base(environment),
            api_seconds=_seconds(environment, "WECHAT_API_SECONDS", cls.api_seconds, most=30),
            reply_seconds=_seconds(environment, "WECHAT_REPLY_SECONDS", cls.reply_seconds, most=_LONGEST_REPLY_SECONDS),
            news_seconds=_news_seconds(environment),
            news_lease_seconds=news_lease(environment),
            action_server_url=environment.get("ACTION_SERVER_URL", ACTION_SERVER).rstrip("/"),
        )


@dataclass(frozen=True)
class NewsTemplate:
    """The mini-program's subscribe message about new policies.

    ``fields``: the template's own names (thing1, date2) with what goes there, a key of NEWS_FIELDS.
    """

    id: str
    fields: tuple[tuple[str, str], ...]
    page: str = "pages/chat/index"
    every_seconds: float = NEWS_SECONDS
    """How often it is looked whether somebody is to be told."""
    lease_seconds: float = NEWS_LEASE_SECONDS

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> "NewsTemplate | None":
        """WXA_TEMPLATE_NEWS and WXA_TEMPLATE_NEWS_FIELDS; None when no template is set.

        Raises SettingsRefused.
        """
        template = environment.get("WXA_TEMPLATE_NEWS", "").strip()
        if not template:
            return None
        pairs = [pair.partition("=") for pair in environment.get("WXA_TEMPLATE_NEWS_FIELDS", "").split(",")]
        fields = tuple((name.strip(), what.strip()) for name, _, what in pairs)
        if not all(what in NEWS_FIELDS and NEWS_FIELDS[what].fullmatch(name) for name, what in fields):
            raise SettingsRefused(
                "WXA_TEMPLATE_NEWS_FIELDS 应写明模板的每一栏填什么，如 thing1=title,date2=date,thing3=note：名字照模板详情里的，"
                "title 是政策名称（thing 栏），note 是一句说明（thing 栏），date 是日期（date 或 time 栏）。见 docs/miniprogram.md"
            )
        return cls(template, fields, every_seconds=_news_seconds(environment), lease_seconds=news_lease(environment))


@dataclass(frozen=True)
class MiniProgramSettings:
    """One mini-program, whose users may log in at the web door; without ``news`` none are pushed to them."""

    appid: str
    secret: str = field(repr=False)
    api_base: str = API_BASE
    news: NewsTemplate | None = None

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> "MiniProgramSettings | None":
        """WXA_APPID and WXA_SECRET; None when neither is set.

        Raises SettingsRefused when only one is.
        """
        appid, secret = environment.get("WXA_APPID", "").strip(), environment.get("WXA_SECRET", "").strip()
        if not appid and not secret:
            return None
        if not appid or not secret:
            raise SettingsRefused("小程序登录要同时设置 WXA_APPID 和 WXA_SECRET（小程序后台“开发管理-开发设置”里有）。")
        return cls(appid, secret, api_base(environment), NewsTemplate.read(environment))


def api_base(environment: Mapping[str, str]) -> str:
    """Where WeChat's API is, without a slash at the end."""
    return (environment.get("WECHAT_API_BASE", "").strip() or API_BASE).rstrip("/")


def news_lease(environment: Mapping[str, str]) -> float:
    """WECHAT_NEWS_LEASE_SECONDS: how long claimed news wait for the worker that claimed them."""
    return _seconds(environment, "WECHAT_NEWS_LEASE_SECONDS", NEWS_LEASE_SECONDS, most=3600)


def _news_seconds(environment: Mapping[str, str]) -> float:
    return _seconds(environment, "WECHAT_NEWS_SECONDS", NEWS_SECONDS, most=3600)


def _check(given: Mapping[str, str]) -> None:
    for name in ("WECHAT_TOKEN", "WECHAT_APPID"):
        if not given[name]:
            raise SettingsRefused(
                f"微信公众号缺少 {name}，不启动：没有它就分不清消息是不是微信发来的。见 docs/wechat.md"
            )
    if not _TOKEN.fullmatch(given["WECHAT_TOKEN"]):
        raise SettingsRefused("WECHAT_TOKEN 应为3到32个英文字母或数字，和公众号后台“服务器配置”里填的一样。")
    if given["WECHAT_AES_KEY"] and not _AES_KEY.fullmatch(given["WECHAT_AES_KEY"]):
        raise SettingsRefused("WECHAT_AES_KEY 应为43个英文字母或数字，从公众号后台的 EncodingAESKey 复制。")


def _mode(wanted: str, has_key: bool) -> str:
    mode = wanted or (SAFE if has_key else PLAIN)
    if mode not in MODES:
        raise SettingsRefused(f"WECHAT_MODE 应为 plain（明文）、compatible（兼容）或 safe（安全），现在是“{wanted}”。")
    if mode != PLAIN and not has_key:
        raise SettingsRefused(f"WECHAT_MODE={mode} 需要 WECHAT_AES_KEY（公众号后台的 EncodingAESKey）。")
    return mode


def _seconds(environment: Mapping[str, str], name: str, default: float, *, most: float) -> float:
    text = environment.get(name, "").strip()
    try:
        value = float(text) if text else default
    except ValueError:
        value = -1.0
    if not 0 < value <= most:
        raise SettingsRefused(f"{name} 应为大于0、不超过{most:g}的秒数，现在是“{text}”。")
    return value


def main() -> None:
    """Exit 1 with the reason when the environment's settings are refused."""
    try:
        WeChatSettings.read(os.environ)
        MiniProgramSettings.read(os.environ)
    except SettingsRefused as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
