"""Django's entry for this part."""

from __future__ import annotations

from django.apps import AppConfig


class PublishingConfig(AppConfig):  # type: ignore[misc]
    """The part "publishing"."""

    name = "knowledge.console.publishing"
    label = "publishing"
    verbose_name = "发布"
