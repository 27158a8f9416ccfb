"""Talk to the advisor in a terminal, through the same web door as the page: python -m bot.terminal --url URL"""

import argparse
import contextlib
import sys
import time
import uuid
from typing import Any

import requests

_LEAVE = ("退出", "quit", "exit", "q")
_NO = ("n", "no", "不", "不同意")
_ANSWER_SECONDS = 30
Button = dict[str, str]


class Unreachable(Exception):
    """The advisor does not answer."""


class Door:
    """The web door, as the page uses it."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/") + "/webhooks/web/"
        self._http = requests.Session()

    def wait(self, seconds: float) -> bool:
        """Whether the advisor is well within ``seconds``; asked at least once."""
        deadline = time.monotonic() + seconds
        while True:
            with contextlib.suppress(requests.RequestException):
                if self._http.get(f"{self._url}health", timeout=3).ok:
                    return True
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.5)

    def open(self, consent: bool) -> None:
        """Start a session.

        Raises Unreachable.
        """
        token = self._post("session", {"consent": consent}).json()["token"]
        self._http.headers["Authorization"] = f"Bearer {token}"

    def send(self, body: dict[str, str]) -> list[dict[str, Any]]:
        """The messages that answer ``body``; a refusal comes back as one message.

        Raises Unreachable.
        """
        answer = self._post("messages", {**body, "message_id": uuid.uuid4().hex})
        if answer.ok:
            return list(answer.json()["messages"])
        return [{"text": answer.json()["error"]["message"], "buttons": []}]

    def _post(self, path: str, body: dict[str, Any]) -> requests.Response:
        try:
            return self._http.post(self._url + path, json=body, timeout=_ANSWER_SECONDS)
        except requests.RequestException as error:
            raise Unreachable(str(error)) from error


def converse(door: Door) -> None:
    """Ask for consent, then one line in, the answer out, until the person leaves.

    Raises Unreachable when the door cannot even be opened, EOFError and KeyboardInterrupt when the person leaves.
    """
    print("坪山科技金融顾问。要按公司情况推荐，需要记住您说的信息，只用来匹配，随时可以说“删除我的资料”。")
    door.open(consent=input("同意吗？（直接回车=同意，n=先不同意，只问政策）").strip().lower() not in _NO)
    print("说说公司的情况吧，比如：做电池材料的，成立两年，5个发明专利，想贷300万。（输入 退出 结束）\n")
    buttons: list[Button] = []
    while (line := input("您：").strip()) not in _LEAVE:
        if line:
            buttons = _exchange(door, line, buttons)


def _exchange(door: Door, line: str, buttons: list[Button]) -> list[Button]:
    """Send one line and print the answer; the buttons that may be tapped by number next."""
    try:
        return _show(door.send(_body(line, buttons)))
    except Unreachable:
        print("\n顾问没有应答，这句没有发出去，请再发一次。\n")
        return buttons


def _body(line: str, buttons: list[Button]) -> dict[str, str]:
    chosen = int(line) - 1 if line.isdecimal() and len(line) < 3 else -1
    said = buttons[chosen]["payload"] if 0 <= chosen < len(buttons) else line
    return {"payload": said} if said.startswith("/") and said != line else {"text": said}


def _show(messages: list[dict[str, Any]]) -> list[Button]:
    for message in messages:
        print(f"\n顾问：{message['text']}")
    buttons: list[Button] = messages[-1]["buttons"] if messages else []
    for number, button in enumerate(buttons, 1):
        print(f"  [{number}] {button['title']}")
    print()
    return buttons


def main(arguments: list[str] | None = None) -> None:
    """Parse the command line and talk."""
    parser = argparse.ArgumentParser(description="在终端里和坪山科技金融顾问对话")
    parser.add_argument("--url", default="http://127.0.0.1:5005", help="顾问的地址（默认 %(default)s）")
    parser.add_argument("--wait", type=float, default=0, help="最多等服务就绪多少秒（默认不等）")
    options = parser.parse_args(arguments)
    unreachable = f"连不上顾问（{options.url}），请先运行 make run。"
    door = Door(options.url)
    try:
        if not door.wait(options.wait):
            sys.exit(unreachable)
        converse(door)
    except Unreachable:
        sys.exit(unreachable)
    except (EOFError, KeyboardInterrupt):
        print()
    print("再见。情况有变化随时回来说一声。")


if __name__ == "__main__":
    main()
