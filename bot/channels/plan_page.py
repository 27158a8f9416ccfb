"""A shared plan, fetched from the action server, which keeps and signs plans."""

import asyncio
import re
from collections.abc import Mapping
from typing import Any

import aiohttp
from sanic import response
from sanic.response import HTTPResponse

from bot.channels.traditional import in_traditional

_TIMEOUT = aiohttp.ClientTimeout(total=10)
_SIGNED = re.compile(r"\.?[\w-]{1,300}\.[\w-]{1,20}\.[\w-]{1,100}(\.docx)?", re.ASCII)
_PASSED_ON = ("Content-Type", "Content-Disposition")
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors {ancestors}"
)
_PAGE = (
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    '<meta name="robots" content="noindex"><link rel="stylesheet" href="../static/plan.css"><title>{title}</title></head>'
    '<body><main class="gone"><h1>{title}</h1><p>{text}</p><p><a href="../">回到坪山科技金融顾问</a></p></main></body></html>'
)
_NOT_OURS = _PAGE.format(title="没有这份方案", text="链接不完整或被改动过。请核对链接，或请发链接的人重新发一次。")
_AWAY = _PAGE.format(title="暂时打不开", text="系统这会儿忙，方案没有丢，请过几分钟再打开这个链接。")


_WISHES = ("open", "script", "size")
_TRADITIONAL = ("script", "hant")


def wishes(query: Mapping[str, Any]) -> dict[str, str]:
    """What the reader asks for in the address, see actions/plans/page.py; anything else is dropped."""
    return {name: str(query.get(name)) for name in _WISHES if query.get(name)}


async def plan_page(action_server_url: str, signed: str, ancestors: str, query: Mapping[str, str]) -> HTTPResponse:
    """The page or Word file behind a signed id, or a friendly page in its place; never kept by caches or search engines."""
    answer = await _fetched(action_server_url, signed, query)
    if _TRADITIONAL in query.items() and (answer.content_type or "").startswith("text/html"):
        answer.body = in_traditional((answer.body or b"").decode("utf-8")).encode("utf-8")
    answer.headers.update(
        {
            "Content-Security-Policy": POLICY.format(ancestors=ancestors),
            "Cache-Control": "no-store",
            "X-Robots-Tag": "noindex, nofollow, noarchive",
        }
    )
    return answer


async def _fetched(action_server_url: str, signed: str, query: Mapping[str, str]) -> HTTPResponse:
    if not _SIGNED.fullmatch(signed):
        return response.html(_NOT_OURS, status=404)
    try:
        async with (
            aiohttp.ClientSession(timeout=_TIMEOUT) as client,
            client.get(f"{action_server_url}/plan/{signed}", params=query) as answer,
        ):
            body = await answer.read()
            if answer.status not in (200, 404, 410):
                return response.html(_AWAY, status=503)
            headers = {name: answer.headers[name] for name in _PASSED_ON if name in answer.headers}
            return response.raw(body, status=answer.status, headers=headers, content_type=headers.pop("Content-Type"))
    except (aiohttp.ClientError, asyncio.TimeoutError):
        return response.html(_AWAY, status=503)
