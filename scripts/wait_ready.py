"""Waits until the advisor answers, prints its address; on failure shows the last log lines and stops everything."""

import json
import os
import signal
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

LIMIT_SECONDS = float(os.environ.get("READY_LIMIT_SECONDS", "120"))
PAGE = f"http://127.0.0.1:{os.environ['WEB_PORT']}/webhooks/web/"
LOGS = Path(os.environ.get("RUN_DIR", ".run")) / "logs"


def checks() -> dict:
    """The health door's answer; empty while the server does not answer at all."""
    try:
        with urllib.request.urlopen(PAGE + "health", timeout=2) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        return json.load(error)
    except (OSError, ValueError):
        return {}


def main() -> None:
    """Poll the health door until it is well or the time is up."""
    started = time.monotonic()
    print("[启动] 正在启动两个服务…", flush=True)
    seen: dict = {}
    while time.monotonic() - started < LIMIT_SECONDS:
        seen = checks() or seen
        if seen.get("status") == "ok":
            seconds = time.monotonic() - started
            print(f"[就绪] 用时 {seconds:.0f} 秒。打开 {PAGE}\n       终端里试：make chat    停止：按 Ctrl-C", flush=True)
            return
        time.sleep(0.3)
    fail(seen)


def fail(seen: dict) -> None:
    """Say what is missing and stop the supervisor that started this script."""
    print(f"[失败] {LIMIT_SECONDS:.0f} 秒内没有就绪。检查结果：{seen or '没有应答'}。最近的日志：", flush=True)
    for log in sorted(LOGS.glob("*.log")):
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-6:]
        print(f"--- {log}", *lines, sep="\n", flush=True)
    os.kill(os.getppid(), signal.SIGTERM)
    sys.exit(1)


if __name__ == "__main__":
    main()
