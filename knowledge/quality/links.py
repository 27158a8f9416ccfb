"""Whether web addresses still answer. Careful before it calls one dead: only the site's own word counts.

A firewall's 403 or 412, a slow or broken server, a page that wants a login are "not sure"; without a network nothing is judged.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

import httpx

from knowledge.quality.public_only import Address, AddressRefused, HostUnknown, PublicOnly, is_public

LinkState = Literal["dead", "unsure", "inside", "ok", "unchecked"]
LINK_STATES: dict[LinkState, str] = {
    "dead": "打不开",
    "unsure": "说不准",
    "inside": "不是外网网址",
    "ok": "正常",
    "unchecked": "还没检查",
}
NO_NETWORK = "没有网络，未检查"
_AGENT = "Mozilla/5.0 (compatible; PingshanAdvisor link check)"
_GONE = (404, 410)
_TRIED_BEFORE_GIVING_UP = 5


@dataclass(frozen=True)
class Pace:
    """How patient and how polite, in seconds; ``hosts``: sites asked at the same time; ``total``: for all addresses."""

    connect: float = 6
    read: float = 10
    one: float = 30
    between: float = 1
    total: float = 1800
    hosts: int = 8
    redirects: int = 5


@dataclass(frozen=True)
class LinkResult:
    """What one address answered. ``status``: the last HTTP status; ``what``: a Chinese phrase; ``moved_to``: where it led."""

    url: str
    state: LinkState
    what: str
    checked_at: dt.datetime
    status: int | None = None
    moved_to: str | None = None


@dataclass(frozen=True)
class LinkReport:
    """``network`` False: not one site could be reached, so nothing was judged and ``results`` are all unchecked."""

    results: tuple[LinkResult, ...]
    network: bool


def check_links(
    urls: Iterable[str],
    *,
    pace: Pace | None = None,
    allowed: Callable[[Address], bool] = is_public,
    online: bool = False,
) -> LinkReport:
    """Ask every address once, sites side by side, the addresses of one site one after the other.

    ``allowed`` says which network addresses may be reached; ``online``: some site has answered just now, so there is a network.
    """
    return asyncio.run(_Check(pace or Pace(), allowed, online).all(list(dict.fromkeys(urls))))


class _Check:
    def __init__(self, pace: Pace, allowed: Callable[[Address], bool], online: bool) -> None:
        self._pace = pace
        self._transport = PublicOnly(allowed)
        self._results: dict[str, LinkResult] = {}
        self._unreachable: set[str] = set()
        self._answered = online

    async def all(self, urls: list[str]) -> LinkReport:
        sites: dict[str, list[str]] = defaultdict(list)
        for url in urls:
            sites[urlsplit(url).netloc.lower()].append(url)
        turns = asyncio.Semaphore(self._pace.hosts)
        timeout = httpx.Timeout(self._pace.read, connect=self._pace.connect)
        async with httpx.AsyncClient(
            transport=self._transport,
            timeout=timeout,
            follow_redirects=True,
            max_redirects=self._pace.redirects,
            headers={"User-Agent": _AGENT, "Accept-Language": "zh-CN"},
        ) as client:
            try:
                async with asyncio.timeout(self._pace.total):
                    await asyncio.gather(*(self._site(client, turns, name, own) for name, own in sites.items()))
            except TimeoutError:
                pass
        network = self._answered or not self._unreachable
        left = NO_NETWORK if not network else "这次没轮到，下次再查"
        unchecked = {url: LinkResult(url, "unchecked", left, _now()) for url in urls}
        results = unchecked | self._results if network else unchecked
        return LinkReport(tuple(results[url] for url in urls), network)

    async def _site(self, client: httpx.AsyncClient, turns: asyncio.Semaphore, name: str, urls: list[str]) -> None:
        async with turns:
            for place, url in enumerate(urls):
                if self._no_network():
                    return
                if place:
                    await asyncio.sleep(self._pace.between)
                self._results[url] = await self._one(client, url, name)

    def _no_network(self) -> bool:
        return not self._answered and len(self._unreachable) >= _TRIED_BEFORE_GIVING_UP

    async def _one(self, client: httpx.AsyncClient, url: str, site: str) -> LinkResult:
        try:
            async with asyncio.timeout(self._pace.one):
                response = await self._asked(client, url)
        except AddressRefused as error:
            if error.request.url == httpx.URL(url):
                return LinkResult(url, "inside", "内部或保留的地址，不检查", _now())
            self._answered = True
            return LinkResult(url, "unsure", "转到了内部地址，没有跟过去", _now())
        except (TimeoutError, httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            return self._failed(url, site, error)
        self._answered = True
        return _judged(url, response)

    async def _asked(self, client: httpx.AsyncClient, url: str) -> httpx.Response:
        """The answer to HEAD, or to GET where HEAD gets no good answer; bodies are not read."""
        try:
            response = await client.head(url)
            if response.is_success:
                return response
            self._answered = True
        except httpx.RemoteProtocolError:
            pass
        await asyncio.sleep(self._pace.between)
        async with client.stream("GET", url) as response:
            return response

    def _failed(self, url: str, site: str, error: Exception) -> LinkResult:
        if isinstance(error, HostUnknown):
            self._unreachable.add(site)
            return LinkResult(url, "dead", "网站的域名不存在", _now())
        if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
            secure = "CERTIFICATE" in str(error).upper() or "SSL" in str(error).upper()
            if secure:
                self._answered = True
                return LinkResult(url, "unsure", "网站的安全证书有问题", _now())
            self._unreachable.add(site)
            return LinkResult(url, "unsure", "连不上网站", _now())
        if isinstance(error, httpx.TooManyRedirects):
            self._answered = True
            return LinkResult(url, "unsure", "一直在跳转", _now())
        slow = isinstance(error, TimeoutError | httpx.TimeoutException)
        return LinkResult(url, "unsure", "网站太慢，没等到回答" if slow else "网站的回答看不懂", _now())


def _judged(url: str, response: httpx.Response) -> LinkResult:
    status, moved = response.status_code, str(response.url) if str(response.url) != url else None
    state: LinkState = "ok"
    if status in _GONE:
        state, what = "dead", f"网页不在了（{status}）"
    elif status in (401, 403, 405, 412, 418, 429, 451, 521):
        state, what = "unsure", f"网站不让机器看（{status}），请用浏览器打开看看"
    elif status >= 500:
        state, what = "unsure", f"网站自己出错（{status}），过几天再看"
    elif status >= 400 or not response.is_success:
        state, what = "unsure", f"网站回答{status}，请用浏览器打开看看"
    elif moved and _is_front_page(moved) and not _is_front_page(url):
        state, what = "unsure", "转到了网站首页，原来的网页可能撤了"
    else:
        what = "能打开，转到了新地址" if moved else "能打开"
    return LinkResult(url, state, what, _now(), status, moved)


def _is_front_page(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/", "/index.html", "/index.htm") and not parts.query


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
