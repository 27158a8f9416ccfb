"""使用情况: questions by topic, stage and week, the way from recommendation to consultation, hits by record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET
from wagtail.log_actions import log

from knowledge.console.content.store import edit_url
from knowledge.console.desk import stores
from knowledge.console.desk.charts import Chart, columns, rows
from knowledge.console.desk.excel import workbook_response
from knowledge.console.desk.labels import NO_STAGE, STATUSES, channel_name, is_question, topic_of
from knowledge.console.desk.models import ExportSubject
from knowledge.console.desk.stores import says_when_away
from knowledge.console.desk.views.feedback import titles_of
from knowledge.console.desk.views.period import CHOICES, period_of
from knowledge.console.people.roles import editors_only
from knowledge.terms.vocabulary import STAGES
from knowledge.usage.model import Funnel, RecordHits, TopicCount

_MOST_RECORDS = 30
_STEPS = (
    ("recommended", "看到推荐或方案"),
    ("looked", "又细看了某一项"),
    ("contacts", "又要了联系窗口"),
    ("booked", "又预约或转了人工"),
)


@require_GET
@editors_only
@says_when_away
def index(request: HttpRequest) -> HttpResponse:
    """Charts, each with its table; ``export`` gives the tables as Excel."""
    period = period_of(request)
    between = {"since": period.since, "until": period.until}
    store = stores.usage()
    counts = [count for count in store.topics(**between) if is_question(count)]
    funnels, hits = store.funnels(**between), store.record_hits(**between)
    titles = titles_of(set(hits))
    if "export" in request.GET:
        log(instance=ExportSubject("使用情况"), action="desk.export", user=request.user)
        return workbook_response("use", _sheets(counts, funnels, hits, titles))
    statuses = store.statuses(**between)
    return render(
        request,
        "desk/use.html",
        {
            "header_title": "使用情况",
            "questions": sum(count.times for count in counts),
            "visits": sum(funnel.visits for funnel in funnels),
            "bookings": sum(funnel.bookings for funnel in funnels),
            "weeks": columns(_by_week(counts)),
            "topics": rows(_by(counts, topic_of)),
            "stages": rows(_by_stage(counts)),
            "channels": rows(_by(counts, lambda count: channel_name(count.channel))),
            "statuses": rows(
                sorted(((STATUSES.get(name, name), n) for name, n in statuses.items()), key=lambda p: -p[1])
            ),
            "cross": _cross(counts),
            "stage_names": [*STAGES, NO_STAGE],
            "funnel": _funnel(funnels),
            "funnels": funnels,
            "hits": _hits(hits, titles)[:_MOST_RECORDS],
            "periods": CHOICES,
            "days": period.days,
        },
    )


def _by(counts: Sequence[TopicCount], name: Any) -> list[tuple[str, int]]:
    """Messages by what ``name`` makes of them, most first."""
    totals: Counter[str] = Counter()
    for count in counts:
        totals[name(count)] += count.times
    return totals.most_common()


def _by_week(counts: Sequence[TopicCount]) -> list[tuple[str, int]]:
    totals: Counter[Any] = Counter()
    for count in counts:
        totals[count.week] += count.times
    return [(f"{week:%m-%d}", totals[week]) for week in sorted(totals)]


def _by_stage(counts: Sequence[TopicCount]) -> list[tuple[str, int]]:
    totals = dict(_by(counts, lambda count: count.stage or NO_STAGE))
    return [(stage, totals.get(stage, 0)) for stage in (*STAGES, NO_STAGE)] if totals else []


def _cross(counts: Sequence[TopicCount]) -> list[tuple[str, list[int]]]:
    """By topic, the messages of each stage in the order of STAGES, unknown last, then all."""
    cells = Counter({(topic_of(count), count.stage or NO_STAGE): 0 for count in counts})
    for count in counts:
        cells[topic_of(count), count.stage or NO_STAGE] += count.times
    return [
        (topic, [*(cells[topic, stage] for stage in (*STAGES, NO_STAGE)), total])
        for topic, total in _by(counts, topic_of)
    ]


def _funnel(funnels: Sequence[Funnel]) -> Chart:
    totals = [(label, sum(getattr(funnel, name) for funnel in funnels)) for name, label in _STEPS]
    first = totals[0][1]
    notes = [f"{value / first:.0%}" if first else "" for _, value in totals]
    return rows(totals, notes=notes)


def _hits(hits: dict[str, RecordHits], titles: dict[str, str]) -> list[dict[str, Any]]:
    lines = [
        {
            "id": record,
            "title": titles.get(record, record),
            "url": edit_url("records", record) if record in titles else "",
            "hits": one,
        }
        for record, one in hits.items()
    ]
    return sorted(lines, key=lambda line: (-line["hits"].total, line["id"]))


def _sheets(
    counts: Sequence[TopicCount], funnels: Sequence[Funnel], hits: dict[str, RecordHits], titles: dict[str, str]
) -> dict[str, Any]:
    return {
        "问题": (
            ("周（周一）", "渠道", "内容", "企业阶段", "次数"),
            [
                (count.week, channel_name(count.channel), topic_of(count), count.stage or NO_STAGE, count.times)
                for count in counts
            ],
        ),
        "从推荐到咨询": (
            ("周（周一）", "来访", *(label for _, label in _STEPS), "全部预约和转人工"),
            [
                (funnel.week, funnel.visits, *(getattr(funnel, name) for name, _ in _STEPS), funnel.bookings)
                for funnel in funnels
            ],
        ),
        "每条记录": (
            ("编号", "名称", "被推荐", "被列出", "被问到", "合计"),
            [
                (
                    line["id"],
                    line["title"],
                    line["hits"].recommended,
                    line["hits"].shown,
                    line["hits"].asked,
                    line["hits"].total,
                )
                for line in _hits(hits, titles)
            ],
        ),
    }
