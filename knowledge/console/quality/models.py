"""What the desk remembers between visits: searches and checks, their last results, and what a person decided."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils import timezone

from knowledge.quality.links import LINK_STATES

_STALE = dt.timedelta(hours=2)
_SLOW_START = dt.timedelta(minutes=2)


class Run(models.Model):  # type: ignore[misc]
    """The last search or check of one kind."""

    OVERLAPS, LINKS = "overlaps", "links"
    WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"

    kind = models.CharField(max_length=20, primary_key=True)
    state = models.CharField(max_length=20)
    message = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    @property
    def busy(self) -> bool:
        """Whether it waits or runs; one that a crash interrupted counts as over after two hours."""
        return self.state in (self.WAITING, self.RUNNING) and timezone.now() - self.asked_at < _STALE

    @property
    def stuck(self) -> bool:
        """Whether nobody has begun it for so long that the worker is probably not running."""
        return self.state == self.WAITING and timezone.now() - self.asked_at > _SLOW_START


class FoundOverlap(models.Model):  # type: ignore[misc]
    """A pair that the last search found; ids in order."""

    first = models.CharField(max_length=60)
    second = models.CharField(max_length=60)
    score = models.FloatField()
    reasons = models.JSONField()

    class Meta:
        ordering = ["-score", "first", "second"]
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="one_overlap_a_pair")]


class NotAnOverlap(models.Model):  # type: ignore[misc]
    """Somebody looked at a pair and said why it is none; holds while neither record changes."""

    first = models.CharField(max_length=60)
    second = models.CharField(max_length=60)
    first_version = models.CharField(max_length=64)
    second_version = models.CharField(max_length=64)
    why = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-at"]
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="one_decision_a_pair")]


class CheckedLink(models.Model):  # type: ignore[misc]
    """The last answer of one address; ``bad_since``: the first of the checks in a row that did not find it well."""

    url = models.TextField(primary_key=True)
    state = models.CharField(max_length=20, choices=list(LINK_STATES.items()))
    what = models.TextField()
    status = models.PositiveSmallIntegerField(null=True)
    moved_to = models.TextField(blank=True)
    checked_at = models.DateTimeField()
    bad_since = models.DateTimeField(null=True)
