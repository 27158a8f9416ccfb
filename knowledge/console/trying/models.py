"""Test questions as staff keep them, and a run over all of them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from knowledge.console.jobs import Job
from knowledge.evaluation.questions import TestQuestion


class SavedQuestion(models.Model):  # type: ignore[misc]
    """``key`` is set for those that came with the package; ``*_passed`` is None until it was run there."""

    key = models.CharField(max_length=60, blank=True, editable=False)
    text = models.CharField("问题", max_length=500)
    profile = models.JSONField("企业情况", default=dict, blank=True)
    expected = models.JSONField("应找到", default=list, blank=True)
    unwanted = models.JSONField("不该出现", default=list, blank=True)
    note = models.CharField("备注", max_length=300, blank=True)
    known_failing = models.CharField("为什么现在还通不过", max_length=300, blank=True)
    live_passed = models.BooleanField(null=True, editable=False)
    live_reason = models.TextField(blank=True, editable=False)
    draft_passed = models.BooleanField(null=True, editable=False)
    draft_reason = models.TextField(blank=True, editable=False)
    ran_at = models.DateTimeField(null=True, editable=False)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "测试问题"
        verbose_name_plural = "测试问题"
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.text)

    @property
    def name(self) -> str:
        """The id of the question in a review."""
        return str(self.key or f"saved-{self.pk}")

    def question(self) -> TestQuestion:
        """The question to run.

        Raises pydantic.ValidationError when a vocabulary changed under it.
        """
        fields: dict[str, Any] = {
            "id": self.name,
            "text": self.text,
            "profile": self.profile,
            "expected": self.expected,
            "unwanted": self.unwanted,
            "note": self.note,
            "known_failing": self.known_failing,
        }
        return TestQuestion.model_validate(fields)


class QuestionRun(Job):
    """All test questions over the live snapshot and over the drafts."""

    class Meta:
        verbose_name = "测试问题的运行"
