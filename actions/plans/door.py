"""GET /plan/{signed id}[.docx] of the action server: the web door fetches plans here."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, html, raw

from actions.plans.link import LinkExpired, LinkRefused
from actions.plans.page import gone_page, plan_page
from actions.plans.shelf import LIFETIME_DAYS, shelf
from actions.plans.word import plan_word
from actions.situation import today

_WORD = ".docx"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXPIRED = (
    "这份方案已经过期",
    f"方案链接{LIFETIME_DAYS}天内有效，因为政策会变。回到顾问那里说“给我一份方案”，按最新政策再排一份。",
)
_GONE = ("没有这份方案", "链接不完整，或者企业已经删除了自己的资料。请核对链接，或请发链接的人重新发一次。")


def add_plan_routes(app: Sanic) -> None:
    """Serve plans of this process's shelf."""

    @app.get("/plan/<signed>")
    async def plan(request: Request, signed: str) -> HTTPResponse:
        return answer(signed, dict(request.query_args))


def answer(signed: str, query: Mapping[str, str] | None = None) -> HTTPResponse:
    """The page (as ``query`` wishes) or the Word file; 410 for an expired id, 404 for one not ours or a deleted plan."""
    wants_word = signed.endswith(_WORD)
    signed = signed.removesuffix(_WORD)
    kept = shelf()
    if kept is None:
        return html(gone_page(*_GONE), status=404)
    try:
        view = kept.get(signed)
    except LinkExpired:
        return html(gone_page(*_EXPIRED), status=410)
    except LinkRefused:
        return html(gone_page(*_GONE), status=404)
    if not wants_word:
        return html(plan_page(view, signed, today(), query))
    name = f"企业融资方案-{view['made_on']}.docx"
    disposition = f"attachment; filename=\"plan-{view['made_on']}.docx\"; filename*=UTF-8''{quote(name)}"
    return raw(plan_word(view), content_type=_WORD_TYPE, headers={"Content-Disposition": disposition})
