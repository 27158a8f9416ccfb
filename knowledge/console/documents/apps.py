"""Django's entry for this part."""

from __future__ import annotations

from django.apps import AppConfig


class DocumentsConfig(AppConfig):  # type: ignore[misc]
    """The part "documents" (label "policydocuments": Wagtail has a "documents" of its own)."""

    name = "knowledge.console.documents"
    label = "policydocuments"
    verbose_name = "从文件起草"
