"""What an owner has been, or is to be, reminded of."""

from __future__ import annotations

from django.conf import settings
from django.db import models

REASONS = {
    "published": "刚刚生效，请核对一遍",
    "half-year": "满半年了，请重新核对",
    "ending": "快到期了，请确认是否延续",
}


class Reminder(models.Model):  # type: ignore[misc]
    """One occasion for one entry; there is never a second one for the same."""

    kind = models.CharField(max_length=20)
    entry_id = models.CharField(max_length=60)
    title = models.TextField()
    owner = models.TextField()
    reason = models.CharField(max_length=20, choices=list(REASONS.items()))
    due_on = models.DateField()
    mailed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["due_on", "title"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "entry_id", "reason", "due_on"], name="one_per_occasion")
        ]

    def __str__(self) -> str:
        return f"{self.title}：{self.get_reason_display()}"
