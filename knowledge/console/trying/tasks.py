"""What the background worker does."""

from __future__ import annotations

from django_tasks import task

from knowledge.console.trying.models import QuestionRun
from knowledge.console.trying.running import run_all


@task()
def run_questions(job: int) -> None:
    """Run all test questions, for one job by its key."""
    run_all(QuestionRun.objects.get(pk=job))
