"""What the audit log can point at: tickets, questions and switches are kept in the advisor's own database, not here."""

from __future__ import annotations

from django.db import models


class _Elsewhere(models.Model):  # type: ignore[misc]
    """Something of the advisor's own database, by its number or name. No table: only the log refers to it."""

    id = models.CharField("编号", max_length=120, primary_key=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.id)


class TicketSubject(_Elsewhere):
    """A ticket, by its number."""

    class Meta:
        managed = False
        default_permissions = ()
        verbose_name = "工单"


class QuestionSubject(_Elsewhere):
    """A group of unanswered questions, by its name."""

    class Meta:
        managed = False
        default_permissions = ()
        verbose_name = "没答上来的问题"


class ChannelSubject(_Elsewhere):
    """A channel, by its Chinese name."""

    class Meta:
        managed = False
        default_permissions = ()
        verbose_name = "渠道"


class ExportSubject(_Elsewhere):
    """A table of the desk that was taken out as an Excel file, by its Chinese name."""

    class Meta:
        managed = False
        default_permissions = ()
        verbose_name = "导出"
