"""Django's entry for this part."""

from __future__ import annotations

from django.apps import AppConfig


class TryingConfig(AppConfig):  # type: ignore[misc]
    """The part "trying"."""

    name = "knowledge.console.trying"
    label = "trying"
    verbose_name = "试问"
