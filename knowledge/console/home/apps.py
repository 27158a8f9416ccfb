"""Django's entry for this part."""

from __future__ import annotations

from django.apps import AppConfig


class HomeConfig(AppConfig):  # type: ignore[misc]
    """The part "home"."""

    name = "knowledge.console.home"
    label = "home"
    verbose_name = "首页"
