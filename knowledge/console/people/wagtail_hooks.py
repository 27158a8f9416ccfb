"""The list of owners in the settings menu."""

from __future__ import annotations

from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSet

from knowledge.console.people.models import OwnerDesk


class OwnerViewSet(ModelViewSet):  # type: ignore[misc]
    """Owners and their mailboxes."""

    model = OwnerDesk
    icon = "mail"
    name = "owners"
    menu_label = "责任人和邮箱"
    menu_name = "owners"
    menu_hook = "register_settings_menu_item"
    form_fields = ("name", "email")
    list_display = ("name", "email")
    search_fields = ("name", "email")
    inspect_view_enabled = False


@hooks.register("register_admin_viewset")
def owners() -> OwnerViewSet:
    """Wagtail makes list and form."""
    return OwnerViewSet("owners")
