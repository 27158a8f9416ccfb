"""The documents that staff brought in, kept as the evidence of what was drafted from them."""

from __future__ import annotations

from functools import cached_property

from django.conf import settings
from django.db import models
from pydantic import TypeAdapter

from knowledge.drafting.document import Document
from knowledge.drafting.proposal import Proposal

_PROPOSAL = TypeAdapter(Proposal)


class PolicyDocument(models.Model):  # type: ignore[misc]
    """``content`` is the file as uploaded, or pasted text in UTF-8; ``text`` and ``proposed`` what was read and proposed."""

    title = models.CharField("标题", max_length=300)
    filename = models.CharField("文件名", max_length=255, blank=True)
    content = models.BinaryField("原件")
    digest = models.CharField("校验值", max_length=64, db_index=True)
    text = models.JSONField("正文")
    proposed = models.JSONField("建议")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name="上传人")
    uploaded_at = models.DateTimeField("上传时间", auto_now_add=True)

    class Meta:
        ordering = ["-uploaded_at"]
        verbose_name = verbose_name_plural = "政策文件"

    def __str__(self) -> str:
        return str(self.title)

    @cached_property
    def document(self) -> Document:
        """The text as read."""
        return Document.model_validate(self.text)

    @cached_property
    def proposal(self) -> Proposal:
        """What was proposed when it was read."""
        return _PROPOSAL.validate_python(self.proposed)

    def set_read(self, document: Document, proposal: Proposal) -> None:
        """Keep ``document`` and ``proposal``."""
        self.text = document.model_dump(mode="json")
        self.proposed = _PROPOSAL.dump_python(proposal, mode="json")


class DraftedRecord(models.Model):  # type: ignore[misc]
    """A record that was drafted from a document, and from which words: ``evidence`` lists label, value, passages."""

    source = models.ForeignKey(PolicyDocument, models.PROTECT, related_name="drafted", verbose_name="文件")
    record = models.CharField("记录编号", max_length=60, db_index=True)
    part = models.CharField("条款", max_length=20, blank=True)
    evidence = models.JSONField("依据")
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name="起草人")
    drafted_at = models.DateTimeField("起草时间", auto_now_add=True)

    class Meta:
        ordering = ["-drafted_at"]
        verbose_name = verbose_name_plural = "从文件起草的记录"

    def __str__(self) -> str:
        return f"{self.record}（{self.source}）"
