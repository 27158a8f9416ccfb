"""A release on its way, and every switch of what the advisor answers from."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from knowledge.console.jobs import Job, State
from knowledge.release.progress import STEP_LABELS, Step
from knowledge.release.review import Review


class Outcome(models.TextChoices):  # type: ignore[misc]
    """What became of a release that was prepared."""

    NONE = "", "还没有结果"
    SAME = "same", "内容没有变化"
    READY = "ready", "待正式发布"
    LIVE = "live", "已发布"
    DROPPED = "dropped", "已放弃"


class Release(Job):
    """``number``: of the snapshot built aside; ``review``: knowledge.release.review.Review as JSON.

    ``automatic``: made because a scheduled version went live, not because somebody pressed the button.
    """

    note = models.CharField("说明", max_length=200, blank=True)
    automatic = models.BooleanField(default=False)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.NONE, blank=True)
    number = models.PositiveIntegerField(null=True)
    review = models.JSONField(null=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    accepted_why = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "发布"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"发布{self.pk}"

    @property
    def step_label(self) -> str:
        """The present step, as staff read it."""
        return STEP_LABELS[Step(self.step)] if self.step else State(self.state).label

    @property
    def percent(self) -> int:
        """How much of all steps is done, 0..100."""
        if self.state == State.ENDED:
            return 100
        steps = list(Step)
        done = steps.index(Step(self.step)) + self.share if self.step else 0.0
        return round(done / len(steps) * 100)

    def reviewed(self) -> Review:
        """The review of a release that is ready."""
        return Review.model_validate(self.review)

    @property
    def needs_second_person(self) -> bool:
        """Whether test questions got worse and nobody has accepted that."""
        return bool(self.review and self.review["regressed"] and self.accepted_by_id is None)


class Switch(models.Model):  # type: ignore[misc]
    """The advisor's pointer was moved to ``number``; ``back`` when to an earlier snapshot again."""

    number = models.PositiveIntegerField()
    back = models.BooleanField(default=False)
    release = models.ForeignKey(Release, null=True, on_delete=models.SET_NULL, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "切换"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{'退回' if self.back else '发布'}快照{self.number}"
