"""What the background worker does."""

from __future__ import annotations

from django_tasks import task

from knowledge.console.publishing.models import Release
from knowledge.console.publishing.releasing import run


@task()
def prepare(release: int) -> None:
    """Prepare one release, by its key."""
    run(Release.objects.get(pk=release))
