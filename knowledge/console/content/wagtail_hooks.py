"""How the content hooks into Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html, json_script
from wagtail import hooks
from wagtail.admin import messages
from wagtail.snippets.models import register_snippet

from knowledge.console.content.bulk import BulkEdit
from knowledge.console.content.facts import facts_for_form
from knowledge.console.content.models import Entry, RecordEntry
from knowledge.console.content.panels import conditions_sentence
from knowledge.console.content.viewsets import ContentGroup
from knowledge.console.people.roles import editors_only

register_snippet(ContentGroup)
hooks.register("register_bulk_action", BulkEdit)


@editors_only
def sentence_view(request: HttpRequest) -> HttpResponse:
    """The conditions of a posted form, in words."""
    block = RecordEntry._meta.get_field("conditions").stream_block
    value = block.value_from_datadict(request.POST, request.FILES, "conditions")
    return HttpResponse(conditions_sentence(block.get_prep_value(value)), content_type="text/plain; charset=utf-8")


@hooks.register("register_admin_urls")
def urls() -> list[Any]:
    """Addresses of our own."""
    return [path("content/sentence/", sentence_view, name="content_sentence")]


@hooks.register("insert_editor_js")
def script() -> str:
    """The script that offers only what fits a fact, and keeps the sentence up to date."""
    return format_html(
        '{}<script src="{}" defer></script>', json_script(facts_for_form(), "facts"), static("content/form.js")
    )


@hooks.register("construct_snippet_action_menu")
def without_publish(menu_items: list[Any], request: HttpRequest, context: Any) -> None:
    """Nobody publishes from the form: a second person approves."""
    menu_items[:] = [item for item in menu_items if item.name != "action-publish"]


@hooks.register("before_delete_snippet")
def not_while_live(request: HttpRequest, instances: list[Any]) -> HttpResponse | None:
    """Refuses to delete what founders are being told, whatever the role."""
    live = [one for one in instances if isinstance(one, Entry) and one.live]
    if not live:
        return None
    messages.error(request, f"“{live[0]}”正在使用，不能删除。要停用，请先由审核人撤下。")
    return redirect(live[0].snippet_viewset.get_url_name("list"))
