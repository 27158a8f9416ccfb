"""All test questions over what is live and over the drafts, with the results kept."""

from __future__ import annotations

import datetime as dt
import logging

from django.utils import timezone
from pydantic import ValidationError

from knowledge.console.jobs import beating
from knowledge.console.served import draft_snapshot, live_snapshot
from knowledge.console.trying.models import QuestionRun, SavedQuestion
from knowledge.evaluation.run import Outcome, run
from knowledge.release.review import titles_of
from knowledge.snapshot.snapshot import Snapshot

_log = logging.getLogger(__name__)


def run_all(job: QuestionRun) -> None:
    """Run every test question on both sides; what goes wrong is kept for staff to read. Never raises."""
    if not job.begin():
        return
    with beating(job):
        try:
            live, draft = live_snapshot(), draft_snapshot()
            questions = list(SavedQuestion.objects.all())
            for done, saved in enumerate(questions, 1):
                run_one(saved, live, draft)
                job.at("", done / len(questions))
        except Exception:
            _log.exception("测试问题没有跑完")
            job.fail([{"text": "出了意外，没有跑完，请再试一次。", "url": ""}])
        else:
            job.end()


def run_one(saved: SavedQuestion, live: Snapshot | None, draft: Snapshot | None) -> None:
    """Run one and keep what came out."""
    on_live, on_draft = _outcome(saved, live), _outcome(saved, draft)
    SavedQuestion.objects.filter(pk=saved.pk).update(
        live_passed=on_live.passed if on_live else None,
        live_reason=on_live.reason if on_live else "",
        draft_passed=on_draft.passed if on_draft else None,
        draft_reason=on_draft.reason if on_draft else "",
        ran_at=timezone.now(),
    )


def _outcome(saved: SavedQuestion, snapshot: Snapshot | None) -> Outcome | None:
    if snapshot is None:
        return None
    try:
        question = saved.question()
    except ValidationError:
        return Outcome(id=saved.name, text=saved.text, passed=False, reason="企业情况里有现在不认识的值，请删掉重存")
    return run(snapshot, [question], today=dt.date.today(), titles=titles_of(snapshot))[0]
