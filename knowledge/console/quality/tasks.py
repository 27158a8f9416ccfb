"""Work for the background: looking for overlaps, checking addresses, both every week."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from wagtail.log_actions import log

from knowledge.cli.options import snapshot_root
from knowledge.console.quality.desk import desk_catalogue
from knowledge.console.quality.models import CheckedLink, FoundOverlap, Run
from knowledge.quality.addresses import addresses
from knowledge.quality.links import NO_NETWORK, LinkResult, Pace, check_links

_WEEK = dt.timedelta(days=7)
_LOW = -10
_PACE = Pace(total=60)
_log = logging.getLogger(__name__)


def ask_for(kind: str, user: Any) -> bool:
    """Put a search or check in the queue; False when one waits or runs already."""
    with transaction.atomic():
        run = Run.objects.select_for_update().filter(pk=kind).first()
        if run and run.busy:
            return False
        run = Run(kind=kind, state=Run.WAITING, asked_at=timezone.now(), finished_at=run and run.finished_at)
        run.save()
        log(instance=run, action=f"quality.{kind}", user=user)
        transaction.on_commit(lambda: find_overlaps.enqueue() if kind == Run.OVERLAPS else check_addresses.enqueue())
    return True


def ensure_weekly_check() -> None:
    """One weekly check waits in the queue."""
    waiting = DBTaskResult.objects.filter(task_path=weekly_check.module_path, status=TaskResultStatus.READY)
    if not waiting.exists():
        weekly_check.using(run_after=timezone.now() + _WEEK).enqueue()


@task(priority=_LOW)
def weekly_check() -> None:
    """Ask for both, and for the next weekly check."""
    weekly_check.using(run_after=timezone.now() + _WEEK).enqueue()
    for kind in (Run.OVERLAPS, Run.LINKS):
        ask_for(kind, None)


@task(priority=_LOW)
def find_overlaps() -> None:
    """Look for overlapping records, and keep what is found."""
    _followed(Run.OVERLAPS, _search)


@task(priority=_LOW)
def check_addresses() -> None:
    """Ask addresses for a while, keep the answers, and put the rest in the queue again: publishing must not wait for slow sites."""
    _followed(Run.LINKS, _check)


def _followed(kind: str, work: Callable[[], str | None]) -> None:
    """Do ``work``, which returns what to tell staff or None while more is to come; its `Run` shows how it went."""
    Run.objects.filter(pk=kind).update(state=Run.RUNNING, message="")
    try:
        message = work()
    except Exception:
        _log.exception("quality: %s failed", kind)
        failed = "没有做完：后台程序出错，原来的结果还在。可以再试一次，还不行请联系管理员。"
        Run.objects.filter(pk=kind).update(state=Run.FAILED, message=failed)
        return
    if message is not None:
        Run.objects.filter(pk=kind).update(state=Run.DONE, message=message, finished_at=timezone.now())


def _search() -> str:
    from knowledge.quality.overlaps import overlaps
    from knowledge.retrieval.encoder import default_encoder
    from knowledge.snapshot.store import SnapshotStore

    encoder = SnapshotStore(snapshot_root(), default_encoder()).recalling()
    found = overlaps(desk_catalogue().records, encoder, timezone.localdate())
    rows = [FoundOverlap(first=o.first, second=o.second, score=o.score, reasons=list(o.reasons)) for o in found]
    with transaction.atomic():
        FoundOverlap.objects.all().delete()
        FoundOverlap.objects.bulk_create(rows, batch_size=200)
    return f"找到{len(rows)}对"


def _check() -> str | None:
    began = Run.objects.filter(pk=Run.LINKS).values_list("asked_at", flat=True).get()
    urls = list(addresses(desk_catalogue()))
    known = CheckedLink.objects.in_bulk()
    due = [url for url in urls if url not in known or known[url].checked_at < began]
    online = any(link.status is not None and link.checked_at >= began for link in known.values())
    report = check_links(due, pace=_PACE, online=online)
    if not report.network:
        return NO_NETWORK + ("；下面是上次的结果" if known else "")
    answered = [result for result in report.results if result.state != "unchecked"]
    CheckedLink.objects.bulk_create(
        [_row(result, known.get(result.url)) for result in answered],
        batch_size=200,
        update_conflicts=True,
        unique_fields=["url"],
        update_fields=["state", "what", "status", "moved_to", "checked_at", "bad_since"],
    )
    if answered and len(answered) < len(due):
        check_addresses.enqueue()
        return None
    CheckedLink.objects.exclude(url__in=urls).delete()
    dead = CheckedLink.objects.filter(state="dead").count()
    left = len(due) - len(answered)
    return f"检查了{len(urls) - left}个网址，{dead}个打不开" + (f"；{left}个没能检查" if left else "")


def _row(result: LinkResult, before: CheckedLink | None) -> CheckedLink:
    bad_since = None if result.state == "ok" else (before and before.bad_since) or result.checked_at
    return CheckedLink(
        url=result.url,
        state=result.state,
        what=result.what,
        status=result.status,
        moved_to=result.moved_to or "",
        checked_at=result.checked_at,
        bad_since=bad_since,
    )
