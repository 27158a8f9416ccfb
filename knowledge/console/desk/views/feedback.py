"""What founders say of the answers: how many, about which records, why not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET
from wagtail.log_actions import log

from knowledge.console.content.models import ENTRIES
from knowledge.console.content.store import edit_url
from knowledge.console.desk import stores
from knowledge.console.desk.charts import rows
from knowledge.console.desk.excel import workbook_response
from knowledge.console.desk.labels import KINDS, channel_name
from knowledge.console.desk.models import ExportSubject
from knowledge.console.desk.stores import says_when_away
from knowledge.console.desk.views.period import CHOICES, period_of
from knowledge.console.people.roles import editors_only
from knowledge.opinions.store import Opinion

_PAGE = 50
_MOST_RECORDS = 20
_MOST_REASONS = 10
_LISTED = 3
"""Records of a list that one opinion is counted for: who complains of a long list rarely means its end."""


@require_GET
@editors_only
@says_when_away
def index(request: HttpRequest) -> HttpResponse:
    """Counts, reasons, records with the most complaints, and the single opinions."""
    period = period_of(request)
    opinions = stores.opinions().opinions(since=period.moment)
    titles = titles_of({record for opinion in opinions for record in opinion.answer.records})
    by_record = _by_record(opinions, titles)
    if "export" in request.GET:
        log(instance=ExportSubject("评价"), action="desk.export", user=request.user)
        return workbook_response("feedback", _sheets(opinions, by_record, titles))
    bad = [opinion for opinion in opinions if not opinion.useful]
    only_bad = "bad" in request.GET
    page = Paginator(bad if only_bad else opinions, _PAGE).get_page(request.GET.get("page"))
    reasons = Counter(opinion.reason or "没说理由" for opinion in bad)
    return render(
        request,
        "desk/feedback.html",
        {
            "header_title": "评价",
            "useful": len(opinions) - len(bad),
            "useless": len(bad),
            "reasons": rows(reasons.most_common(_MOST_REASONS)),
            "records": by_record[:_MOST_RECORDS],
            "page": page,
            "lines": [_line(opinion, titles) for opinion in page],
            "only_bad": only_bad,
            "periods": CHOICES,
            "days": period.days,
        },
    )


def titles_of(ids: set[str]) -> dict[str, str]:
    """What the console calls those records; one that is gone is absent."""
    return dict(ENTRIES["records"].objects.filter(pk__in=ids).values_list("pk", "title"))


def _by_record(opinions: Iterable[Opinion], titles: dict[str, str]) -> list[dict[str, Any]]:
    """Most complaints first."""
    good: Counter[str] = Counter()
    why: dict[str, Counter[str]] = defaultdict(Counter)
    for opinion in opinions:
        for record in opinion.answer.records[:_LISTED]:
            if opinion.useful:
                good[record] += 1
            else:
                why[record][opinion.reason or "没说理由"] += 1
    lines = [
        {
            "id": record,
            "title": titles.get(record, record),
            "url": edit_url("records", record) if record in titles else "",
            "useful": good[record],
            "useless": why[record].total(),
            "reasons": "；".join(f"{reason}（{times}）" for reason, times in why[record].most_common(3)),
        }
        for record in good.keys() | why.keys()
    ]
    return sorted(lines, key=lambda line: (-line["useless"], -line["useful"], line["id"]))


def _line(opinion: Opinion, titles: dict[str, str]) -> dict[str, Any]:
    about = [titles.get(record, record) for record in opinion.answer.records[:_LISTED]]
    return {
        "at": opinion.at,
        "channel": channel_name(opinion.channel),
        "useful": opinion.useful,
        "reason": opinion.reason,
        "kind": KINDS.get(opinion.answer.kind, opinion.answer.kind),
        "about": "、".join(about) + (" 等" if len(opinion.answer.records) > _LISTED else ""),
        "snapshot": opinion.answer.snapshot,
    }


def _sheets(opinions: Iterable[Opinion], by_record: list[dict[str, Any]], titles: dict[str, str]) -> dict[str, Any]:
    lines = [_line(opinion, titles) for opinion in opinions]
    return {
        "评价": (
            ("时间", "渠道", "评价", "理由", "对哪种回答", "涉及的记录", "知识库版本"),
            [
                (
                    line["at"],
                    line["channel"],
                    "有用" if line["useful"] else "没用",
                    line["reason"],
                    line["kind"],
                    line["about"],
                    line["snapshot"],
                )
                for line in lines
            ],
        ),
        "按记录": (
            ("编号", "名称", "有用", "没用", "没用的理由"),
            [tuple(line[name] for name in ("id", "title", "useful", "useless", "reasons")) for line in by_record],
        ),
    }
