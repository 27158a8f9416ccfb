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
from knowledge.quality.links import NO_NETWORK, LinkResult, check_links

_WEEK = dt.timedelta(days=7)
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
        work = {Run.OVERLAPS: find_overlaps, Run.LINKS: check_addresses}[kind]
        transaction.on_commit(lambda: work.enqueue())
    return True


def ensure_weekly_check() -> None:
    """One weekly check waits in the queue."""
    waiting = DBTaskResult.objects.filter(task_path=weekly_check.module_path, status=TaskResultStatus.READY)
    if not waiting.exists():
        weekly_check.using(run_after=timezone.now() + _WEEK).enqueue()


@task()
def weekly_check() -> None:
    """Both, and the next one a week from now."""
    weekly_check.using(run_after=timezone.now() + _WEEK).enqueue()
    for kind, work in ((Run.OVERLAPS, _search), (Run.LINKS, _check)):
        Run.objects.update_or_create(kind=kind, defaults={"state": Run.RUNNING, "asked_at": timezone.now()})
        _followed(kind, work)


@task()
def find_overlaps() -> None:
    """Look for overlapping records, and keep what is found."""
    _followed(Run.OVERLAPS, _search)


@task()
def check_addresses() -> None:
    """Ask every address, and keep the answers."""
    _followed(Run.LINKS, _check)


def _followed(kind: str, work: Callable[[], str]) -> None:
    """Do ``work``, which returns what to tell staff, and let its `Run` show how it went."""
    Run.objects.filter(pk=kind).update(state=Run.RUNNING, message="")
    try:
        message = work()
    except Exception:
        _log.exception("quality: %s failed", kind)
        failed = "没有做完：后台程序出错，原来的结果还在。可以再试一次，还不行请联系管理员。"
        Run.objects.filter(pk=kind).update(state=Run.FAILED, message=failed)
        return
    Run.objects.filter(pk=kind).update(state=Run.DONE, message=message, finished_at=timezone.now())


def _search() -> str:
    from knowledge.quality.memory import remembering
    from knowledge.quality.overlaps import overlaps
    from knowledge.retrieval.encoder import default_encoder

    encoder = remembering(default_encoder(), snapshot_root())
    found = overlaps(desk_catalogue().records, encoder, timezone.localdate())
    rows = [FoundOverlap(first=o.first, second=o.second, score=o.score, reasons=list(o.reasons)) for o in found]
    with transaction.atomic():
        FoundOverlap.objects.all().delete()
        FoundOverlap.objects.bulk_create(rows, batch_size=200)
    return f"找到{len(rows)}对"


def _check() -> str:
    urls = list(addresses(desk_catalogue()))
    done = 0

    def progress(result: LinkResult) -> None:
        nonlocal done
        done += 1
        if done % 20 == 0:
            _log.info("quality: %d of %d addresses checked", done, len(urls))

    report = check_links(urls, done=progress)
    if not report.network:
        return f"{NO_NETWORK}；下面是上次的结果"
    known = CheckedLink.objects.in_bulk()
    answered = [result for result in report.results if result.state != "unchecked"]
    CheckedLink.objects.bulk_create(
        [_row(result, known.get(result.url)) for result in answered],
        batch_size=200,
        update_conflicts=True,
        unique_fields=["url"],
        update_fields=["state", "what", "status", "moved_to", "checked_at", "bad_since"],
    )
    CheckedLink.objects.exclude(url__in=urls).delete()
    dead = sum(result.state == "dead" for result in answered)
    left = len(urls) - len(answered)
    return f"检查了{len(answered)}个网址，{dead}个打不开" + (f"；还有{left}个没轮到" if left else "")


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
