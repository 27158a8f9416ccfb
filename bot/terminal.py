"""Talk to the advisor in a terminal, through the same web door as the page: python -m bot.terminal --url URL"""

import argparse
import sys
import time
import uuid
from typing import Any, Dict, List, Optional

import requests

_LEAVE = ("退出", "quit", "exit", "q")


class Door:
    """The web door, as the page uses it."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/") + "/webhooks/web/"
        self._http = requests.Session()

    def wait(self, seconds: float) -> bool:
        """Whether the advisor answers within ``seconds``."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                if self._http.get(self._url + "health", timeout=3).status_code == 200:
                    return True
            except requests.RequestException:
                pass
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.5)

    def open(self, consent: bool) -> None:
        """Start a session."""
        answer = self._http.post(self._url + "session", json={"consent": consent}, timeout=10)
        answer.raise_for_status()
        self._http.headers["Authorization"] = f"Bearer {answer.json()['token']}"

    def send(self, body: Dict[str, str]) -> List[Dict[str, Any]]:
        """The messages that answer ``body``; a refusal comes back as one message."""
        answer = self._http.post(self._url + "messages", json={**body, "message_id": uuid.uuid4().hex}, timeout=30)
        if answer.status_code != 200:
            return [{"text": answer.json()["error"]["message"], "custom": {}, "buttons": []}]
        return list(answer.json()["messages"])


def converse(door: Door) -> None:
    """Ask for consent, then one line in, the answer out, until the person leaves."""
    print("坪山科技金融顾问。要按公司情况推荐，需要记住您说的信息，随时可以说“删除我的资料”。")
    door.open(consent=input("同意吗？（直接回车=同意，n=先不同意）").strip().lower() not in ("n", "no", "不", "不同意"))
    print("说说公司的情况吧，比如：做电池材料的，成立两年，5个发明专利，想贷300万。（输入 退出 结束）\n")
    buttons: List[Dict[str, str]] = []
    while True:
        line = input("您：").strip()
        if line in _LEAVE:
            return
        if line:
            buttons = _show(door.send(_body(line, buttons)))


def _body(line: str, buttons: List[Dict[str, str]]) -> Dict[str, str]:
    chosen = int(line) - 1 if line.isdigit() and len(line) < 3 else -1
    return {"payload": buttons[chosen]["payload"]} if 0 <= chosen < len(buttons) else {"text": line}


def _show(messages: List[Dict[str, Any]]) -> List[Dict[str, str]]:
    buttons: List[Dict[str, str]] = []
    for message in messages:
        print(f"\n顾问：{message['text']}")
        buttons = message["buttons"]
    for number, button in enumerate(buttons, 1):
        print(f"  [{number}] {button['title']}")
    print()
    return buttons


def main(arguments: Optional[List[str]] = None) -> None:
    """Parse the command line and talk."""
    parser = argparse.ArgumentParser(description="在终端里和坪山科技金融顾问对话")
    parser.add_argument("--url", default="http://127.0.0.1:5005")
    parser.add_argument("--wait", type=float, default=0, help="等服务就绪的秒数")
    options = parser.parse_args(arguments)
    door = Door(options.url)
    if not door.wait(options.wait):
        sys.exit(f"连不上 {options.url}，请先运行 make run")
    try:
        converse(door)
    except (EOFError, KeyboardInterrupt):
        pass
    print("\n再见。")


if __name__ == "__main__":
    main()
