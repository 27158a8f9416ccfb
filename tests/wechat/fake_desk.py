"""The action server's doors, as far as a channel sees them: news due, leased claims, a way back, permissions; switches."""

from __future__ import annotations

from typing import Any

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json


class FakeDesk:
    """``due`` holds the texts of news by sender; ``away`` names the doors that fail; ``lapsed``: leases are over at once;
    ``closed``: words of closed channels."""

    def __init__(self) -> None:
        self.due: dict[str, str] = {}
        self.push_to: dict[str, str] = {}
        self.claimed: list[str] = []
        self.unsure: list[str] = []
        """Those whose news left and were neither confirmed nor given back."""
        self.returned: list[str] = []
        self.gone: list[str] = []
        self.ended: list[str] = []
        self.asked = 0
        self.away: set[str] = set()
        self.lapsed = False
        self.subscribed = True
        self.closed: dict[str, str] = {}
        self.url = ""
        self._held: dict[str, str] = {}

    def app(self, app: Sanic) -> Sanic:
        """The doors on ``app``."""

        @app.on_request
        async def failing(request: Request) -> HTTPResponse | None:
            return json({"error": "away"}, status=503) if request.path in self.away else None

        @app.get("/channels")
        async def channels(_: Request) -> HTTPResponse:
            return json({"channels": {name: {"open": False, "message": words} for name, words in self.closed.items()}})

        @app.get("/news")
        async def news(request: Request) -> HTTPResponse:
            permitted = bool(request.args.get("permitted"))
            assert (request.args.get("channel"), permitted) in (("wechat", False), ("web", True))
            self.asked += 1
            due = [sender for sender in self.due if (sender in self.push_to) == permitted]
            return json({"due": [{"sender": one, "seen": 1, "push_to": self.push_to.get(one)} for one in due]})

        @app.post("/news/<step:str>")
        async def stepped(request: Request, step: str) -> HTTPResponse:
            return json(getattr(self, f"_{step}")(request.json, request.json["sender"]))

        return app

    def _claim(self, body: dict[str, Any], sender: str) -> dict[str, Any]:
        assert body["lease_seconds"] > 0
        text = self.due.pop(sender, "")
        if not text:
            return {"told": False}
        self.claimed.append(sender)
        self._held[sender] = text
        return {"told": True, "text": text, "titles": ["新贷"], "sender": sender, "claim": f"claim-of-{sender}"}

    def _sending(self, body: dict[str, Any], sender: str) -> dict[str, Any]:
        assert body["claim"] == f"claim-of-{sender}"
        if not self.lapsed:
            self.unsure.append(sender)
        return {"yours": not self.lapsed}

    def _confirm(self, body: dict[str, Any], sender: str) -> dict[str, Any]:
        self.unsure.remove(sender)
        return {"confirmed": True}

    def _return(self, body: dict[str, Any], sender: str) -> dict[str, Any]:
        self.unsure.remove(sender)
        self.returned.append(sender)
        if body["permission_gone"]:
            self.gone.append(sender)
            self.push_to.pop(sender)
        self.due[sender] = self._held[sender]
        return {"returned": True}

    def _permit(self, body: dict[str, Any], sender: str) -> dict[str, Any]:
        if self.subscribed:
            self.push_to[sender] = body["push_to"]
        return {"permitted": self.subscribed}

    def _end(self, body: dict[str, Any], sender: str) -> dict[str, Any]:
        self.ended.append(sender)
        return {"ended": self.due.pop(sender, None) is not None}
