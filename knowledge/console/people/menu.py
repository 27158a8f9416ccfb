"""Lines of the menu that only some roles see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem

from knowledge.console.people.roles import can_edit


class StaffItem(MenuItem):  # type: ignore[misc]
    """A line of the menu for those who may open it: everybody who edits, or whom ``allowed`` says."""

    def __init__(self, label: str, url: Any, *, allowed: Callable[[Any], bool] = can_edit, **more: Any) -> None:
        super().__init__(label, url, **more)
        self._allowed = allowed

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person who looks may open it."""
        return self._allowed(request.user)
