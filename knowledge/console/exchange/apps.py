"""Django's entry for this part."""

from __future__ import annotations

from django.apps import AppConfig


class ExchangeConfig(AppConfig):  # type: ignore[misc]
    """The part "exchange"."""

    name = "knowledge.console.exchange"
    label = "exchange"
    verbose_name = "导入导出"
