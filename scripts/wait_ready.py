"""Waits until the advisor answers; else says what is missing, with the last log lines.

Reads WEB_PORT, RUN_DIR and READY_LIMIT_SECONDS; exits 1 when the time is up or a server has given up starting.
"""

import json
import os
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

LIMIT_SECONDS = float(os.environ.get("READY_LIMIT_SECONDS", "120"))
PAGE = f"http://127.0.0.1:{os.environ['WEB_PORT']}/webhooks/web/"
LOGS = Path(os.environ.get("RUN_DIR", ".run")) / "logs"
LAST_LINES = 6


def health() -> tuple[bool, str]:
    """Whether the health door says 200, and what it says."""
    try:
        with urllib.request.urlopen(PAGE + "health", timeout=2) as answer:
            return True, answer.read().decode()
    except urllib.error.HTTPError as error:
        return False, f"HTTP {error.code} {readable(error.read())}"
    except (OSError, ValueError) as error:
        return False, f"没有应答（{error}）"


def readable(body: bytes) -> str:
    """JSON with its Chinese unescaped, anything else as it is."""
    try:
        return json.dumps(json.loads(body), ensure_ascii=False)
    except ValueError:
        return body.decode(errors="replace")[:300]


def given_up() -> bool:
    """Whether supervisor stopped restarting a server."""
    log = LOGS / "supervisord.log"
    return log.exists() and "entered FATAL state" in log.read_text(encoding="utf-8")


def fail(said: str, seconds: float) -> None:
    """Say what is missing, show the logs and exit."""
    print(f"[失败] {seconds:.0f} 秒内没有就绪。健康检查：{said}。最近的日志：", flush=True)
    for log in sorted(LOGS.glob("*.log")):
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-LAST_LINES:]
        print(f"--- {log}", *lines, sep="\n", flush=True)
    sys.exit(1)


def main() -> None:
    """Poll the health door until it is well or the time is up."""
    started = time.monotonic()
    print("[启动] 正在启动两个服务…", flush=True)
    while True:
        ready, said = health()
        seconds = time.monotonic() - started
        if ready:
            print(f"[就绪] 用时 {seconds:.0f} 秒。", flush=True)
            return
        if seconds >= LIMIT_SECONDS or given_up():
            fail(said, seconds)
        time.sleep(0.3)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
