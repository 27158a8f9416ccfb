"""Django's entry for this part."""

from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):  # type: ignore[misc]
    """The part "desk"."""

    name = "knowledge.console.desk"
    label = "desk"
    verbose_name = "工作台"
