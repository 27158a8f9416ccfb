"""The web door: page, session, messages, plans and health. Routes only; checks, tokens and turns live beside it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cachetools import TTLCache
from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.shared.exceptions import RasaException
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.collected import CollectedOutput
from bot.channels.health import health
from bot.channels.message_body import LARGEST_BODY, BodyRefused, Inbound, body_too_large, read_json, read_message
from bot.channels.once import AnsweredOnce, RateLimit
from bot.channels.page_files import page_file
from bot.channels.plan_page import plan_page, wishes
from bot.channels.request_body import read_body
from bot.channels.session_token import LIFETIME_SECONDS, Session, SessionTokens, TokenRefused
from bot.channels.switches import MINI_PROGRAM, WEB, Switches
from bot.channels.traditional import converted
from bot.channels.turn import Handler, Outcome, closed_turn, log_turns, take_turn
from bot.channels.wechat.login import LoginRefused, MiniProgramLogin
from bot.channels.wechat.mini_news import mini_news
from bot.channels.wechat.senders import of_mini_program
from bot.channels.wechat.settings import MiniProgramSettings, SettingsRefused

PAGE = Path(__file__).parent.parent / "web"
MESSAGES_A_MINUTE = 40
_MOST_WITHDRAWN = 100_000
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors {ancestors}"
)


@dataclass(frozen=True)
class WebSettings:
    """From the environment, so that no secret stands in credentials.yml."""

    session_secret: str
    action_server_url: str
    frame_ancestors: str = "'self'"
    mini_program: MiniProgramSettings | None = None

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> "WebSettings":
        """SESSION_SECRET, ACTION_SERVER_URL, WEB_FRAME_ANCESTORS (a CSP source list), WXA_APPID and WXA_SECRET.

        Raises SettingsRefused.
        """
        return cls(
            session_secret=environment.get("SESSION_SECRET", ""),
            action_server_url=environment.get("ACTION_SERVER_URL", "http://127.0.0.1:5055").rstrip("/"),
            frame_ancestors=environment.get("WEB_FRAME_ANCESTORS", "").strip() or cls.frame_ancestors,
            mini_program=MiniProgramSettings.read(environment),
        )


class WebInput(InputChannel):
    """Rasa's input channel ``web``."""

    @classmethod
    def name(cls) -> str:
        """Mounted at /webhooks/web."""
        return "web"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> "WebInput":
        """Rasa's constructor; refuses to start without a good SESSION_SECRET."""
        try:
            return cls(WebSettings.read(os.environ))
        except SettingsRefused as error:
            raise RasaException(str(error)) from error

    def __init__(self, settings: WebSettings) -> None:
        try:
            self._tokens = SessionTokens(settings.session_secret)
        except ValueError as error:
            raise RasaException(str(error)) from error
        if set(settings.frame_ancestors) & set(";,\r\n"):
            raise RasaException("WEB_FRAME_ANCESTORS 应为用空格分开的网址，例如：'self' https://*.sz.gov.cn")
        self._settings = settings
        self._login = MiniProgramLogin(settings.mini_program, settings.session_secret)
        self._switches = Switches(settings.action_server_url)
        self._once = AnsweredOnce()
        self._limit = RateLimit(MESSAGES_A_MINUTE)
        self._withdrawn: TTLCache[str, bool] = TTLCache(_MOST_WITHDRAWN, LIFETIME_SECONDS)

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """All routes of the door."""
        log_turns()
        door = Blueprint("web_door")
        self._add_pages(door)
        self._add_mini_program_news(door)

        @door.post("/session", stream=True)
        async def session(request: Request) -> HTTPResponse:
            return await self._session(read_json(await read_body(request, LARGEST_BODY, body_too_large)))

        @door.post("/messages", stream=True)
        async def messages(request: Request) -> HTTPResponse:
            session = self._tokens.read(request.headers.get("authorization", ""))
            inbound = read_message(await read_body(request, LARGEST_BODY, body_too_large))
            return await self._messages(request, session, inbound, on_new_message)

        @door.get("/health")
        async def check(request: Request) -> HTTPResponse:
            well, body = await health(request.app.ctx.agent, self._settings.action_server_url, self._switches)
            return response.json(body, status=200 if well else 503)

        @door.on_response
        async def secure(_: Request, answer: HTTPResponse) -> None:
            for name, value in self._headers().items():
                answer.headers.setdefault(name, value)

        @door.listener("after_server_stop")
        async def close(*_: Any) -> None:
            await self._login.close()

        door.exception(BodyRefused)(_refuse_body)
        door.exception(LoginRefused)(_refuse_login)
        door.exception(TokenRefused)(_refuse_token)
        return door

    def _add_pages(self, door: Blueprint) -> None:
        """The chat page with its files, its words in traditional characters, and plans."""

        @door.route("/static/<name>", methods=["GET", "HEAD"])
        async def static(request: Request, name: str) -> HTTPResponse:
            return page_file(request, PAGE / "static", name)

        @door.get("/")
        async def page(request: Request) -> HTTPResponse:
            if not request.path.endswith("/"):  # the page's own addresses are relative
                return response.redirect(f"{request.path}/")
            return page_file(request, PAGE, "index.html")

        @door.post("/traditional", stream=True)
        async def traditional(request: Request) -> HTTPResponse:
            return response.json(
                {"texts": converted(read_json(await read_body(request, LARGEST_BODY, body_too_large)))},
                ensure_ascii=False,
            )

        @door.get("/plan/<signed>")
        async def plan(request: Request, signed: str) -> HTTPResponse:
            ancestors = self._settings.frame_ancestors
            return await plan_page(self._settings.action_server_url, signed, ancestors, wishes(request.args))

    def _add_mini_program_news(self, door: Blueprint) -> None:
        """Permissions for subscribe messages, and the task that sends them."""
        news = mini_news(
            self._settings.mini_program,
            self._login,
            self._switches,
            self._settings.session_secret,
            self._settings.action_server_url,
        )

        @door.post("/news-permission", stream=True)
        async def permit(request: Request) -> HTTPResponse:
            session = self._tokens.read(request.headers.get("authorization", ""))
            fields = read_json(await read_body(request, LARGEST_BODY, body_too_large))
            if news is None:
                return _refusal(501, "no_news_template", "微信通知还没有开通，您下次来会先告诉您。")
            if self._limit.exceeded(session.subject):
                return _refusal(429, "too_many_messages", "点得太快了，请歇一会儿再试。")
            words = await news.permit(session.subject, fields.get("wx_code"))
            return response.json({"text": words}, ensure_ascii=False)

        if news:
            door.listener("after_server_start")(news.start)
            door.listener("after_server_stop")(news.close)

    async def _session(self, fields: dict[str, Any]) -> HTTPResponse:
        consent, code = fields.get("consent", False), fields.get("wx_code")
        if not isinstance(consent, bool):
            return _refusal(400, "bad_consent", "consent 应为 true 或 false。")
        subject = None if code is None else await self._login.subject(code)
        if subject and consent:
            self._withdrawn.pop(subject, None)  # the same person again, who has agreed anew
        token = self._tokens.issue(consent=consent, subject=subject)
        return response.json({"token": token, "expires_in": self._tokens.lifetime_seconds})

    async def _messages(self, request: Request, session: Session, inbound: Inbound, handler: Handler) -> HTTPResponse:
        if self._limit.exceeded(session.subject):
            return _refusal(429, "too_many_messages", "发得太快了，请歇一会儿再说。")
        message = self._user_message(session, inbound)
        if words := await self._switches.closed(MINI_PROGRAM if of_mini_program(session.subject) else WEB):
            return response.json({"messages": closed_turn(message, words).replies}, ensure_ascii=False)
        agent = request.app.ctx.agent
        key = (session.subject, inbound.message_id)
        outcome: Outcome = await self._once.answer(key, lambda: take_turn(message, handler, agent))
        if outcome.forgotten:
            self._withdrawn[session.subject] = True
            self._once.forget(session.subject)
        return response.json({"messages": outcome.replies}, ensure_ascii=False)

    def _user_message(self, session: Session, inbound: Inbound) -> UserMessage:
        consent = session.consent and session.subject not in self._withdrawn
        return UserMessage(
            inbound.text,
            CollectedOutput(),
            session.subject,
            input_channel=self.name(),
            message_id=inbound.message_id,
            metadata={"consent": consent},
        )

    def _headers(self) -> dict[str, str]:
        return {
            "Content-Security-Policy": _POLICY.format(ancestors=self._settings.frame_ancestors),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-cache",
        }


async def _refuse_body(_: Request, refused: BodyRefused) -> HTTPResponse:
    return _refusal(refused.status, refused.code, str(refused))


async def _refuse_login(_: Request, refused: LoginRefused) -> HTTPResponse:
    return _refusal(refused.status, refused.code, str(refused))


async def _refuse_token(_: Request, refused: TokenRefused) -> HTTPResponse:
    return _refusal(401, "bad_token", "会话已失效，请刷新页面重新开始。")


def _refusal(status: int, code: str, message: str) -> HTTPResponse:
    return response.json({"error": {"code": code, "message": message}}, status=status, ensure_ascii=False)
