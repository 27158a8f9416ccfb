"""Inputs that need no script inside the page, so that the content security policy can forbid such scripts."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.html import format_html
from wagtail.snippets.widgets import AdminSnippetChooser


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """The browser's own calendar with a clock."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class EntryChooser(AdminSnippetChooser):  # type: ignore[misc]
    """Chooses another entry from a searchable list; keeps its id. ``form.js`` starts it."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> str:
        html = self.render_html(name, self.get_value_data(value), attrs)
        options = json.dumps(self.get_js_init_options(attrs["id"], name, value))
        return format_html('<div data-entry-chooser="{}" data-options="{}">{}</div>', attrs["id"], options, html)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        return super().value_from_datadict(data, files, name) or ""
