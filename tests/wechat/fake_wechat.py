"""WeChat's API as a server of the tests: tokens, customer-service messages, menu, login, and every way to fail."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

APPID, SECRET = "wx5823bf96d3bd56c7", "secret-of-the-account"
MINI_APPID, MINI_SECRET = "wxa0000000000000001", "secret-of-the-mini-program"
TOKEN = "/cgi-bin/stable_token"
SEND = "/cgi-bin/message/custom/send"
SUBSCRIBE_SEND = "/cgi-bin/message/subscribe/send"
LOGIN = "/sns/jscode2session"


@dataclass(frozen=True)
class Silence:
    """Answers after ``seconds``, having done (or not done) what was asked."""

    seconds: float
    done: bool


Fault = int | Silence
"""An errcode, or silence."""


class FakeWeChat:
    """``sent`` holds every customer-service message that a follower would have seen, in order."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self.menus: list[dict[str, Any] | None] = []
        self.calls: dict[str, int] = defaultdict(int)
        self.forced = 0
        self.faults: dict[str, deque[Fault]] = defaultdict(deque)
        self.always: dict[str, Fault] = {}
        self.codes: dict[str, str] = {}
        """wx.login's codes and the openids behind them; each works once."""
        self.subscribe_messages: list[dict[str, Any]] = []
        self.permissions: dict[str, int] = {}
        """How many subscribe messages each of the mini-program's openids still takes."""
        self.template_fields = ("thing1", "date2", "thing3")
        self.token = "token-1"
        self.base = ""
        self._lock = threading.Lock()

    def expire_token(self) -> None:
        """What WeChat knows as the token is no longer what was handed out."""
        self.token = f"token-{int(self.token.split('-')[1]) + 1}"

    def texts_to(self, openid: str) -> list[str]:
        """The words of every pushed message, options as lines."""
        return [_words(message) for message in self.sent if message["touser"] == openid]

    def wait_for(self, count: int, seconds: float = 5.0) -> list[dict[str, Any]]:
        """``sent`` once it holds ``count`` messages."""
        until = time.monotonic() + seconds
        while len(self.sent) < count and time.monotonic() < until:
            time.sleep(0.02)
        assert len(self.sent) >= count, self.sent
        return self.sent

    def answer(self, path: str, query: dict[str, str], body: dict[str, Any]) -> dict[str, Any]:
        """What the API says; sleeps for a fault that is silence."""
        with self._lock:
            self.calls[path] += 1
            fault = self.faults[path].popleft() if self.faults[path] else self.always.get(path)
        if isinstance(fault, int):
            return {"errcode": fault, "errmsg": f"error {fault}"}
        if isinstance(fault, Silence):
            if fault.done:
                self._do(path, query, body)
            time.sleep(fault.seconds)
            return {"errcode": 0, "errmsg": "ok"}
        return self._do(path, query, body)

    def _do(self, path: str, query: dict[str, str], body: dict[str, Any]) -> dict[str, Any]:
        if path == TOKEN:
            if (body["appid"], body["secret"]) not in ((APPID, SECRET), (MINI_APPID, MINI_SECRET)):
                return {"errcode": 40125, "errmsg": "invalid appsecret"}
            if body["force_refresh"]:
                self.forced += 1
                self.expire_token()
            return {"access_token": self.token, "expires_in": 7200}
        if path == LOGIN:
            openid = self.codes.pop(query["js_code"], None)
            if (query["appid"], query["secret"]) != (MINI_APPID, MINI_SECRET):
                return {"errcode": 40013, "errmsg": "invalid appid"}
            return {"openid": openid, "session_key": "k"} if openid else {"errcode": 40029, "errmsg": "invalid code"}
        if query.get("access_token") != self.token:
            return {"errcode": 40001, "errmsg": "invalid credential, access_token is invalid or not latest"}
        if path == SEND:
            self.sent.append(body)
        elif path == SUBSCRIBE_SEND:
            return self._subscribe_message(body)
        elif path.startswith("/cgi-bin/menu/"):
            self.menus.append(body if path.endswith("create") else None)
        else:
            return {"errcode": 48001, "errmsg": "api unauthorized"}
        return {"errcode": 0, "errmsg": "ok"}

    def _subscribe_message(self, body: dict[str, Any]) -> dict[str, Any]:
        """One for each permission; the fields must be the template's, a "thing" at most 20 characters long."""
        if body["touser"] not in self.permissions:
            return {"errcode": 40003, "errmsg": "invalid openid"}
        data = body["data"]
        if set(data) != set(self.template_fields) or len(data["thing1"]["value"]) > 20:
            return {"errcode": 47003, "errmsg": "argument invalid"}
        if not self.permissions[body["touser"]]:
            return {"errcode": 43101, "errmsg": "user refuse to accept the msg"}
        self.permissions[body["touser"]] -= 1
        self.subscribe_messages.append(body)
        return {"errcode": 0, "errmsg": "ok"}


def _words(message: dict[str, Any]) -> str:
    kind = message["msgtype"]
    if kind == "text":
        return str(message["text"]["content"])
    if kind == "msgmenu":
        menu = message["msgmenu"]
        return "\n".join([menu["head_content"], *(line["content"] for line in menu["list"])])
    return str(message["news"]["articles"][0]["url"])


@contextlib.contextmanager
def fake_wechat() -> Iterator[FakeWeChat]:
    """A server on a free port."""
    fake = FakeWeChat()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            address = urlsplit(self.path)
            raw = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            assert b"\\u" not in raw, "WeChat shows escaped Chinese as it is"
            query = {name: values[0] for name, values in parse_qs(address.query).items()}
            answer = json.dumps(fake.answer(address.path, query, json.loads(raw or b"{}"))).encode()
            with contextlib.suppress(OSError):  # whoever asked may have hung up
                self.send_response(200)
                self.send_header("Content-Type", "text/plain")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

        do_GET = do_POST = _answer

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    fake.base = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield fake
    server.shutdown()
    server.server_close()
