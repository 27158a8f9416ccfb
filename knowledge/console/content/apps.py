"""Django's entry for this part."""

from __future__ import annotations

from django.apps import AppConfig


class ContentConfig(AppConfig):  # type: ignore[misc]
    """The part "content"."""

    name = "knowledge.console.content"
    label = "content"
    verbose_name = "知识库内容"
