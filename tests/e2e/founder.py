"""A founder at the web door: opens a session, says things, answers what is asked."""

from __future__ import annotations

import itertools
from typing import Any

import httpx

_QUESTIONS_AT_MOST = 8
_numbers = itertools.count(1)


class Founder:
    """One conversation over HTTP; ``heard`` holds every turn: what was said and the messages that answered."""

    def __init__(self, url: str, *, consent: bool = True, wx_code: str | None = None, token: str = "") -> None:
        self.heard: list[tuple[str, list[dict[str, Any]]]] = []
        self._http = httpx.Client(base_url=url, timeout=30)
        login = {} if wx_code is None else {"wx_code": wx_code}
        if not token:
            token = self._http.post("session", json={"consent": consent, **login}).raise_for_status().json()["token"]
        self._http.headers["Authorization"] = f"Bearer {token}"

    def at(self, url: str) -> Founder:
        """The same person in the same conversation, at another process's door."""
        return Founder(url, token=self._http.headers["Authorization"].removeprefix("Bearer "))

    def say(self, text: str) -> list[dict[str, Any]]:
        """The messages that answer ``text``."""
        return self._send({"text": text})

    def tap(self, payload: str) -> list[dict[str, Any]]:
        """The messages that answer a tapped button."""
        return self._send({"payload": payload})

    def permit_news(self, wx_code: str) -> int:
        """Allow one subscribe message, with another code of wx.login's; the status of the answer."""
        return self._http.post("news-permission", json={"wx_code": wx_code}).status_code

    def seek(self, opening: str, answers: dict[str, str]) -> tuple[list[str], dict[str, Any]]:
        """Open, answer each question from ``answers`` (else 不清楚); the facts asked and the recommendation."""
        asked: list[str] = []
        messages = self.say(opening)
        for _ in range(_QUESTIONS_AT_MOST):
            last = messages[-1]["custom"]
            if last["type"] != "question":
                break
            asked.append(last["fact"])
            messages = self.say(answers.get(last["fact"], "不清楚"))
        return asked, messages[-1]

    def facts(self) -> dict[str, Any]:
        """The profile as 查看 shows it."""
        shown = [message["custom"] for message in self.tap("/show_profile")]
        return next(custom["facts"] for custom in shown if custom["type"] == "profile")

    def _send(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        message = {**body, "message_id": f"m-{next(_numbers)}"}
        answer = self._http.post("messages", json=message).raise_for_status().json()["messages"]
        self.heard.append((next(iter(body.values())), answer))
        return answer
