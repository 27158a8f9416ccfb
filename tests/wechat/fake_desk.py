"""The action server's doors for news and switches, as far as a channel sees it: who is due, a claim that works once, a way back."""

from __future__ import annotations

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json


class FakeDesk:
    """``due`` holds the texts of news by sender; ``away`` names the doors that fail; ``closed``: words
    of closed channels."""

    def __init__(self) -> None:
        self.due: dict[str, str] = {}
        self.claimed: list[str] = []
        self.returned: list[str] = []
        self.ended: list[str] = []
        self.asked = 0
        self.away: set[str] = set()
        self.closed: dict[str, str] = {}
        self.url = ""

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
            assert request.args.get("channel") == "wechat"
            self.asked += 1
            return json({"due": [{"sender": sender, "seen": 1} for sender in self.due]})

        @app.post("/news/claim")
        async def claim(request: Request) -> HTTPResponse:
            text = self.due.pop(request.json["sender"], "")
            if not text:
                return json({"told": False})
            self.claimed.append(request.json["sender"])
            return json({"told": True, "text": text, **request.json, "snapshot": 2, "ids": ["new"]})

        @app.post("/news/return")
        async def give_back(request: Request) -> HTTPResponse:
            self.returned.append(request.json["sender"])
            self.due[request.json["sender"]] = request.json["text"]
            return json({"returned": True})

        @app.post("/news/end")
        async def end(request: Request) -> HTTPResponse:
            self.ended.append(request.json["sender"])
            return json({"ended": self.due.pop(request.json["sender"], None) is not None})

        return app
