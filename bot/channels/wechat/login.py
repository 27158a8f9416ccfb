"""A mini-program user's login: wx.login's code becomes the sender id of a session."""

import logging
import re
from typing import Any

from bot.channels.wechat.api import Http, MiniProgramApi
from bot.channels.wechat.errors import Code, Unreachable, WeChatError
from bot.channels.wechat.senders import MINI_PROGRAM, sender_id
from bot.channels.wechat.settings import MiniProgramSettings

_CODE = re.compile(r"[\w-]{1,128}", re.ASCII)
_SECONDS = 4.0
_log = logging.getLogger(__name__)


class LoginRefused(Exception):
    """``status`` is the HTTP status, ``code`` a stable name, the message is for the person."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code = status, code


_BAD_CODE = (400, "bad_wx_code", "登录凭证无效或已经用过，请重新打开小程序再试。")
_AWAY = (503, "wechat_away", "微信登录这会儿没有应答，请过一会儿再试。")
_REFUSED: dict[int, tuple[int, str, str]] = {
    Code.BAD_CODE: _BAD_CODE,
    Code.CODE_USED: _BAD_CODE,
    Code.TOO_OFTEN: (429, "too_many_logins", "登录得太频繁了，请过一分钟再试。"),
    Code.BLOCKED_USER: (403, "blocked_user", "微信认为这个账号有风险，暂时不能登录小程序。可以用网页版。"),
}


class MiniProgramLogin:
    """Logs in users of the mini-program, if one is set up; ``secret`` makes sender ids of openids."""

    def __init__(self, settings: MiniProgramSettings | None, secret: str) -> None:
        self._settings, self._secret = settings, secret
        self._appid = settings.appid if settings else ""
        self._http = Http(settings.api_base, _SECONDS) if settings else None

    async def subject(self, code: Any) -> str:
        """The sender id of whoever got ``code``.

        Raises LoginRefused.
        """
        return sender_id(MINI_PROGRAM, self._appid, await self.openid(code), self._secret)

    async def openid(self, code: Any) -> str:
        """Who got ``code``.

        Raises LoginRefused.
        """
        if self._settings is None or self._http is None:
            raise LoginRefused(501, "no_mini_program_yet", "小程序登录还没有开通，请用网页版。")
        if not isinstance(code, str) or not _CODE.fullmatch(code):
            raise LoginRefused(*_BAD_CODE)
        api = MiniProgramApi(self._http, self._settings.appid, self._settings.secret)
        try:
            return await api.openid(code)
        except WeChatError as error:
            if error.code not in _REFUSED and error.code != Code.BUSY:
                _log.error("jscode2session refused the mini-program itself (errcode %s): check WXA_*", error.code)
            raise LoginRefused(*_REFUSED.get(error.code, _AWAY)) from None
        except Unreachable as error:
            _log.warning("jscode2session did not answer: %s", error)
            raise LoginRefused(*_AWAY) from None

    async def close(self) -> None:
        """Let go of connections."""
        if self._http:
            await self._http.close()
