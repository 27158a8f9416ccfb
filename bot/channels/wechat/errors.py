"""What WeChat's API answers when it does not do what was asked."""

from enum import IntEnum


class Code(IntEnum):
    """The error codes that are handled each in its own way."""

    BUSY = -1
    BAD_SECRET = 40001
    """Also: the access token is not the latest."""
    BAD_OPENID = 40003
    BAD_APPID = 40013
    TOKEN_MALFORMED = 40014
    BAD_CODE = 40029
    SECRET_WRONG = 40125
    CODE_USED = 40163
    NO_MENU_MESSAGES = 40200
    BLOCKED_USER = 40226
    TOKEN_MISSING = 41001
    TOKEN_EXPIRED = 42001
    USER_REFUSED = 43101
    """The person takes no subscribe message, or has had the one that was allowed."""
    DAILY_LIMIT = 45009
    TOO_OFTEN = 45011
    WINDOW_CLOSED = 45015
    TOO_MANY_MESSAGES = 45047
    NOT_AUTHORISED = 48001


TOKEN_CODES = (Code.BAD_SECRET, Code.TOKEN_MALFORMED, Code.TOKEN_MISSING, Code.TOKEN_EXPIRED)


class WeChatError(Exception):
    """The API said no: ``code`` is its errcode. Never holds the token, the secret or an openid."""

    def __init__(self, path: str, code: int) -> None:
        super().__init__(f"{path}: errcode {code}")
        self.code = code


class Unreachable(Exception):
    """No answer. ``sent``: the request may have arrived, so that a second one might do the thing twice."""

    def __init__(self, path: str, why: str, *, sent: bool) -> None:
        super().__init__(f"{path}: {why}")
        self.sent = sent
