"""The web door: page, session, messages and health. Routes only; checks and tokens live beside it."""

import asyncio
import hashlib
import json
import logging
import os
import time
import uuid
from pathlib import Path
from typing import Any, Awaitable, Callable, Dict, List, Optional, Text

import aiohttp
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.collected import CollectedOutput, Reply
from bot.channels.forget import forget
from bot.channels.message_body import BodyRefused, Inbound, read_json, read_message
from bot.channels.once import AnsweredOnce, RateLimit
from bot.channels.session_token import Session, SessionTokens, TokenRefused

PAGE = Path(__file__).parent.parent / "web"
TURN_SECONDS = 20
MESSAGES_A_MINUTE = 40
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors {ancestors}"
)
_SORRY = "抱歉，系统这会儿没能答上来，您说的话没有丢。请过一会儿点“再试一次”，急的话可以直接联系办理机构。"
_turns = logging.getLogger("advisor.turn")
_log = logging.getLogger(__name__)
Handler = Callable[[UserMessage], Awaitable[Any]]


class WebInput(InputChannel):
    """Settings come from the environment, so that no secret stands in credentials.yml."""

    @classmethod
    def name(cls) -> Text:
        """Mounted at /webhooks/web."""
        return "web"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[Text, Any]]) -> "WebInput":
        """Rasa's constructor; refuses to start without SESSION_SECRET."""
        return cls(SessionTokens(os.environ.get("SESSION_SECRET", "")), os.environ.get("ACTION_SERVER_URL", ""))

    def __init__(self, tokens: SessionTokens, action_server_url: str) -> None:
        self._tokens = tokens
        self._action_server_url = action_server_url
        self._once = AnsweredOnce()
        self._limit = RateLimit(MESSAGES_A_MINUTE)

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """All routes of the door."""
        door = Blueprint("web_door")
        door.static("/static", str(PAGE / "static"))

        @door.get("/")
        async def page(_: Request) -> HTTPResponse:
            return await response.file(str(PAGE / "index.html"))

        @door.post("/session")
        async def session(request: Request) -> HTTPResponse:
            return self._session(request)

        @door.post("/messages")
        async def messages(request: Request) -> HTTPResponse:
            return await self._messages(request, on_new_message)

        @door.get("/health")
        async def health(request: Request) -> HTTPResponse:
            return await self._health(request)

        @door.middleware("response")
        async def secure(_: Request, answer: HTTPResponse) -> None:
            answer.headers.update(_headers())

        return door

    def _session(self, request: Request) -> HTTPResponse:
        try:
            fields = read_json(request.body)
        except BodyRefused as refused:
            return _refusal(refused.status, refused.code, str(refused))
        if fields.get("wx_code") is not None:
            return _refusal(501, "no_mini_program_yet", "小程序登录还没有开通，请用网页版。")
        consent = fields.get("consent", False)
        if not isinstance(consent, bool):
            return _refusal(400, "bad_consent", "consent 应为 true 或 false。")
        return response.json({"token": self._tokens.issue(consent=consent), "expires_in": self._tokens.lifetime_seconds})

    async def _messages(self, request: Request, on_new_message: Handler) -> HTTPResponse:
        try:
            session = self._tokens.read(request.headers.get("authorization", ""))
            inbound = read_message(request.body)
        except TokenRefused:
            return _refusal(401, "bad_token", "会话已失效，请刷新页面重新开始。")
        except BodyRefused as refused:
            return _refusal(refused.status, refused.code, str(refused))
        if self._limit.exceeded(session.subject):
            return _refusal(429, "too_many_messages", "发得太快了，请歇几秒再说。")
        key = (session.subject, inbound.message_id)
        replies = await self._once.answer(key, lambda: self._turn(request, session, inbound, on_new_message))
        return response.json({"messages": replies}, ensure_ascii=False)

    async def _turn(self, request: Request, session: Session, inbound: Inbound, on_new_message: Handler) -> List[Reply]:
        started = time.perf_counter()
        output = CollectedOutput()
        message = UserMessage(
            inbound.text, output, session.subject, input_channel=self.name(), metadata={"consent": session.consent}
        )
        failure = await _run(on_new_message, message)
        if not output.messages:
            output.messages.append(_sorry(failure or "error_no_answer"))
        last = output.messages[-1]["custom"]
        if last.get("forget"):
            forget(request.app.ctx.agent.tracker_store, session.subject)
        _log_turn(session, inbound, started, output.messages)
        return output.messages

    async def _health(self, request: Request) -> HTTPResponse:
        agent = getattr(request.app.ctx, "agent", None)
        model = getattr(agent, "model_id", None) if agent and agent.is_ready() else None
        actions = await _action_status(self._action_server_url)
        checks = {"model": bool(model), "actions": actions is not None}
        well = all(checks.values())
        body = {
            "status": "ok" if well else "unavailable",
            "snapshot": (actions or {}).get("snapshot"),
            "model": model,
            "checks": checks,
        }
        return response.json(body, status=200 if well else 503)


async def _run(on_new_message: Handler, message: UserMessage) -> Optional[str]:
    """Run the turn; the name of what went wrong, or None."""
    try:
        await asyncio.wait_for(on_new_message(message), TURN_SECONDS)
    except asyncio.TimeoutError:
        _log.error("turn timed out after %s s", TURN_SECONDS)
        return "error_timeout"
    except Exception:  # the process edge: the person must get an answer
        _log.exception("turn failed")
        return "error_internal"
    return None


def _sorry(status: str) -> Reply:
    incident = uuid.uuid4().hex[:8]
    _log.error("incident %s: %s", incident, status)
    custom = {"type": "notice", "answer_status": status, "incident": incident, "retry": True}
    return {"text": _SORRY, "custom": custom, "buttons": []}


def _log_turn(session: Session, inbound: Inbound, started: float, replies: List[Reply]) -> None:
    entry = {
        "sender": hashlib.sha256(session.subject.encode()).hexdigest()[:12],
        "message_id": inbound.message_id,
        "status": replies[-1]["custom"].get("answer_status"),
        "messages": len(replies),
        "ms": round((time.perf_counter() - started) * 1000, 1),
    }
    _turns.info(json.dumps(entry, ensure_ascii=False))


async def _action_status(url: str) -> Optional[Dict[str, Any]]:
    try:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=1.5)) as client:
            async with client.get(f"{url}/status") as answer:
                return await answer.json() if answer.status == 200 else None
    except (aiohttp.ClientError, asyncio.TimeoutError, ValueError):
        return None


def _refusal(status: int, code: str, message: str) -> HTTPResponse:
    return response.json({"error": {"code": code, "message": message}}, status=status, ensure_ascii=False)


def _headers() -> Dict[str, str]:
    ancestors = os.environ.get("WEB_FRAME_ANCESTORS", "'self'")
    return {
        "Content-Security-Policy": _POLICY.format(ancestors=ancestors),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-cache",
    }
