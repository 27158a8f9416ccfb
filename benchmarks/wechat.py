"""How soon the WeChat door refuses what is not WeChat's; the client's own work is included.

Run in the Rasa environment: .venv-bot/bin/python benchmarks/wechat.py
"""

import asyncio
import socket
import statistics
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "wechat")]

import requests  # noqa: E402
from fake_wechat import APPID  # noqa: E402
from follower import AES_KEY, CALLBACK_TOKEN, Follower, Knock, sign  # noqa: E402
from hostile import HOSTILE  # noqa: E402
from sanic import Sanic  # noqa: E402

from bot.channels.wechat.channel import WeChatInput  # noqa: E402
from bot.channels.wechat.settings import COMPATIBLE, WeChatSettings  # noqa: E402
from bot.channels.wechat.store import MemoryStore  # noqa: E402

TRIES = 50
LARGE = b"x" * 10_000_000
NESTED = f"<xml>{'<a>' * 4_000}{'</a>' * 4_000}</xml>"


def main() -> None:
    """Print and write a Markdown table."""
    url = serve()
    rows = [row(name, knock) for name, knock in knocks(url).items()]
    table = "\n".join(["| refused | status | p50, ms | p95, ms |", "| --- | --- | --- | --- |", *rows]) + "\n"
    report = ROOT / "results" / "wechat.md"
    report.parent.mkdir(exist_ok=True)
    report.write_text(table, encoding="utf-8")
    print(table)


def serve() -> str:
    """The door on a free port, in a thread that ends with the process; the callback's address."""
    settings = WeChatSettings(CALLBACK_TOKEN, APPID, aes_key=AES_KEY, mode=COMPATIBLE)
    app = Sanic("wechat_benchmark", configure_logging=False)
    app.ctx.agent = SimpleNamespace()
    door = WeChatInput(settings, MemoryStore(), "x" * 32).blueprint(_nobody)
    app.blueprint(door, url_prefix="/webhooks/wechat")
    listener, started = socket.create_server(("127.0.0.1", 0)), threading.Event()

    async def start() -> None:
        server = await app.create_server(sock=listener, return_asyncio_server=True, access_log=False)
        await server.startup()
        await server.start_serving()
        started.set()
        await asyncio.Event().wait()

    threading.Thread(target=lambda: asyncio.run(start()), daemon=True).start()
    started.wait(10)
    return f"http://127.0.0.1:{listener.getsockname()[1]}/webhooks/wechat/callback"


def knocks(url: str) -> dict[str, Callable[[], requests.Response]]:
    """What nobody of WeChat's would send, by name."""
    follower = Follower(url)
    first = follower.knock("event", Event="VIEW")
    first.post(url)

    def replayed() -> requests.Response:
        again = follower.knock("event", Event="LOCATION")
        again.timestamp, again.nonce = first.timestamp, first.nonce
        return again.post(url)

    def large() -> requests.Response:
        now = str(int(time.time()))
        query = {"timestamp": now, "nonce": "n", "signature": sign(CALLBACK_TOKEN, now, "n")}
        return requests.post(url, params=query, data=LARGE, timeout=10)

    text = follower.xml("text", Content="x")
    spoilt = {
        "wrong signature": lambda: Knock(text, token="another0").post(url),
        "old timestamp": lambda: Knock(text, timestamp="1700000000").post(url),
        "foreign appid": lambda: Knock(text, aes_key=AES_KEY, appid="wx0").post(url),
        "replayed nonce": replayed,
        "10 MB": large,
        "28 kB of nested elements": lambda: Knock(NESTED).post(url),
    }
    xml = {name: body for name, body in HOSTILE.items() if isinstance(body, str)}
    return {**spoilt, **{name: lambda body=body: Knock(body).post(url) for name, body in xml.items()}}  # type: ignore[misc]


def row(name: str, knock: Callable[[], requests.Response]) -> str:
    """One line of the table."""
    taken, status = [], 0
    for _ in range(TRIES):
        started = time.perf_counter()
        status = knock().status_code
        taken.append((time.perf_counter() - started) * 1000)
    p95 = statistics.quantiles(taken, n=20)[-1]
    return f"| {name} | {status} | {statistics.median(taken):.1f} | {p95:.1f} |"


async def _nobody(_: object) -> None:
    raise AssertionError("a refused message reached Rasa")


if __name__ == "__main__":
    main()
