"""The life of a release: started, built in the background, accepted where needed, switched to, or dropped; and going back."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from knowledge.catalogue.load import Catalogue
from knowledge.console.content.store import live_catalogue
from knowledge.console.jobs import State, beating
from knowledge.console.people.roles import can_review
from knowledge.console.publishing.models import Outcome, Release, Switch
from knowledge.console.publishing.problems import for_staff
from knowledge.console.served import store
from knowledge.console.trying.models import SavedQuestion
from knowledge.errors import CatalogueInvalid, SnapshotError
from knowledge.release.firms import sample_firms
from knowledge.release.make import Made, make_candidate
from knowledge.release.progress import Step
from knowledge.snapshot.origin import Origin

_log = logging.getLogger(__name__)
AUTOMATIC = "按排期自动"
_BROKE_OFF = "后台任务中途停了，什么都没有改变。请重新准备。"
_UNEXPECTED = "出了意外，什么都没有改变。请重新准备；再不行，请把发生的时间告诉技术人员。"


class Refused(Exception):
    """Not possible now; the message says why, in Chinese."""


def start(user: Any, note: str = "", *, automatic: bool = False) -> Release:
    """A new release, not yet run; the one that waited for its publication is dropped.

    Raises Refused while another one is being prepared.
    """
    with transaction.atomic():
        for other in Release.objects.filter(state__in=(State.QUEUED, State.RUNNING)):
            if other.under_way:
                raise Refused("已经有一次发布正在准备，请等它完成。")
            Release.objects.filter(pk=other.pk).update(
                state=State.FAILED, problems=[{"text": _BROKE_OFF, "url": ""}], ended_at=timezone.now()
            )
        Release.objects.filter(outcome=Outcome.READY).update(outcome=Outcome.DROPPED)
        release = Release.objects.create(started_by=user, note=note, automatic=automatic)
        log(instance=release, action="publishing.prepare", user=user)
    return release


def run(release: Release, content: Callable[[], Catalogue] = live_catalogue) -> None:
    """Build and review ``content`` as a candidate; what goes wrong is kept for staff to read. Never raises."""
    if not release.begin():
        return
    with beating(release):
        try:
            release.at(Step.COLLECT, 0.0)
            catalogue = content()
            made = _made(release, catalogue)
        except CatalogueInvalid as error:
            release.fail(for_staff(error.problems, catalogue))
        except SnapshotError as error:
            release.fail([{"text": str(error), "url": ""}])
        except Exception:
            _log.exception("发布 %s 没有准备好", release.pk)
            release.fail([{"text": _UNEXPECTED, "url": ""}])
        else:
            if made is None:
                release.end(outcome=Outcome.SAME)
            else:
                release.end(outcome=Outcome.READY, number=made.number, review=made.review.model_dump(mode="json"))


def accept(release: Release, user: Any, why: str) -> None:
    """A second person takes the regressions on themselves.

    Raises Refused for who started it, who may not, no reason, and what does not wait for it.
    """
    if not can_review(user):
        raise Refused("只有审核人可以确认。")
    if release.outcome != Outcome.READY or not release.needs_second_person:
        raise Refused("这一版不用确认。")
    if release.started_by_id == user.pk:
        raise Refused("这次发布是您自己准备的，请另一位审核人来确认。")
    if not why.strip():
        raise Refused("请写明为什么可以接受。")
    Release.objects.filter(pk=release.pk).update(accepted_by=user, accepted_at=timezone.now(), accepted_why=why.strip())
    log(instance=release, action="publishing.accept", user=user, data={"why": why.strip()})


def activate(release: Release, user: Any) -> None:
    """Switch the advisor to the release.

    Raises Refused when it is not ready, not accepted, or no longer compared with what is live.
    """
    with transaction.atomic():
        ready = Release.objects.filter(pk=release.pk, outcome=Outcome.READY).update(outcome=Outcome.LIVE)
        found = Release.objects.get(pk=release.pk)
        if not ready or found.number is None:
            raise Refused("这一版已经发布或放弃了。")
        if found.needs_second_person:
            raise Refused("有测试问题变差了，要先由另一位审核人确认。")
        if store().current_number() not in (found.reviewed().based_on, found.number):
            raise Refused("准备好以后，线上换过别的快照了，比较的结果不再准确。请重新准备。")
        Switch.objects.create(number=found.number, release=found, by=user)
        log(instance=found, action="publishing.activate", user=user, data={"number": found.number})
        try:
            store().activate(found.number)
        except SnapshotError as error:
            raise Refused(f"没有发布：{error}") from error
    release.refresh_from_db()


def drop(release: Release, user: Any) -> None:
    """Give a ready release up.

    Raises Refused when it is not ready, or another publisher works.
    """
    if not Release.objects.filter(pk=release.pk, outcome=Outcome.READY).update(outcome=Outcome.DROPPED):
        raise Refused("这一版已经发布或放弃了。")
    log(instance=release, action="publishing.drop", user=user)
    if release.number is not None:
        try:
            store().discard(release.number)
        except SnapshotError as error:
            _log.warning("快照 %s 没有删掉：%s", release.number, error)


def roll_back(number: int, user: Any) -> None:
    """Switch the advisor to an earlier snapshot.

    Raises Refused when it is not there or not whole.
    """
    with transaction.atomic():
        switch = Switch.objects.create(number=number, back=True, by=user)
        log(instance=switch, action="publishing.roll_back", user=user, data={"number": number})
        try:
            store().rollback(number)
        except SnapshotError as error:
            raise Refused(f"没有退回：{error}") from error


def _made(release: Release, catalogue: Catalogue) -> Made | None:
    who = AUTOMATIC if release.automatic else release.started_by.get_username() if release.started_by else ""
    return make_candidate(
        store(),
        catalogue,
        origin=Origin(made_from="console", by=who, note=release.note),
        questions=[saved.question() for saved in SavedQuestion.objects.all()],
        firms=sample_firms(),
        today=dt.date.today(),
        progress=release.at,
    )
