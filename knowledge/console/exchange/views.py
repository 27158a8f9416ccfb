"""The pages of import and export."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from knowledge.console.content.models import ENTRIES
from knowledge.console.content.store import draft_catalogue, edit_url
from knowledge.console.exchange.forms import ExportForm, UploadForm
from knowledge.console.exchange.models import KEPT_FOR, State, Upload, forget_old_files
from knowledge.console.exchange.work import SHOWN, begin_import, begin_reading
from knowledge.console.people.roles import editors_only
from knowledge.workbook.choose import chosen
from knowledge.workbook.export import export_catalogue, template

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_RECENT = 10


@require_GET
@editors_only
def index(request: HttpRequest) -> HttpResponse:
    """Export, template, upload, and one's own last imports."""
    return _index(request, UploadForm())


@require_GET
@editors_only
def export(request: HttpRequest) -> HttpResponse | FileResponse:
    """The newest version of everything, or of the records that were chosen, as an Excel file."""
    form = ExportForm(request.GET, owners=_owners())
    if not form.is_valid():
        messages.error(request, "选的内容不对，请重新选。")
        return redirect("exchange")
    catalogue = draft_catalogue()
    part = chosen(catalogue, form.choice())
    if not any((part.records, part.institutions, part.terms, part.faq)):
        messages.warning(request, "没有符合的记录，没有导出。")
        return redirect("exchange")
    return _file(export_catalogue(part, whole=catalogue), f"知识库-{timezone.localdate():%Y%m%d}.xlsx")


@require_GET
@editors_only
def template_file(request: HttpRequest) -> FileResponse:
    """The empty file."""
    return _file(template(draft_catalogue()), "知识库-模板.xlsx")


@require_POST
@editors_only
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file in and look at it."""
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _index(request, form, status=422)
    forget_old_files()
    file = form.cleaned_data["file"]
    taken = Upload.objects.create(user=request.user, name=file.name[-200:], content=file.read())
    begin_reading(taken)
    return redirect("exchange_upload", taken.pk)


@require_GET
@editors_only
def show(request: HttpRequest, pk: str) -> HttpResponse:
    """The preview, the progress, or what came of it."""
    taken = _own(request, pk)
    context: dict[str, Any] = {"upload": taken, "shown": SHOWN, "State": State}
    context["until"] = taken.created_at + KEPT_FOR
    if taken.state == State.DONE:
        for name in ("new", "changed"):
            for one in taken.result[name]:
                one["url"] = edit_url(one["kind"], one["id"])
    for one in taken.preview.get("changed", ()) if taken.state == State.READY else ():
        one["url"] = edit_url(one["kind"], one["id"])
    return _page(request, "upload", f"导入：{taken.name}", context, inside=True)


@require_POST
@editors_only
def confirm(request: HttpRequest, pk: str) -> HttpResponse:
    """Import what the preview showed."""
    taken = _own(request, pk)
    if taken.expired:
        taken.delete()
        messages.warning(request, "文件放得太久，已经删除，没有导入。请重新上传。")
        return redirect("exchange")
    if taken.state == State.READY and request.POST.get("digest") != taken.preview["digest"]:
        messages.warning(request, "预览已经更新，没有导入。请再看一遍。")
    elif taken.state == State.READY:
        begin_import(taken, only_valid="only_valid" in request.POST)
    return redirect("exchange_upload", taken.pk)


@require_POST
@editors_only
def resume(request: HttpRequest, pk: str) -> HttpResponse:
    """Look again at a file whose reading or import was broken off."""
    taken = _own(request, pk)
    if taken.broken_off:
        taken.becomes(State.READING)
        begin_reading(taken)
    return redirect("exchange_upload", taken.pk)


@require_POST
@editors_only
def discard(request: HttpRequest, pk: str) -> HttpResponse:
    """Throw an upload away that was not imported."""
    taken = _own(request, pk)
    if taken.state in (State.READY, State.REFUSED):
        taken.delete()
        messages.success(request, f"没有导入“{taken.name}”，文件已删除。")
    return redirect("exchange")


def _own(request: HttpRequest, pk: str) -> Upload:
    return get_object_or_404(Upload, pk=pk, user=request.user)


def _owners() -> list[str]:
    return list(ENTRIES["records"].objects.order_by("owner").values_list("owner", flat=True).distinct())


def _index(request: HttpRequest, form: UploadForm, status: int = 200) -> HttpResponse:
    recent = Upload.objects.filter(user=request.user).defer("content")[:_RECENT]
    context = {"form": form, "export_form": ExportForm(owners=_owners()), "recent": recent}
    return _page(request, "index", "导入导出", context, status=status)


def _page(
    request: HttpRequest, name: str, title: str, context: dict[str, Any], *, inside: bool = False, status: int = 200
) -> HttpResponse:
    trail = [{"url": reverse("wagtailadmin_home"), "label": "首页"}, {"url": reverse("exchange"), "label": "导入导出"}]
    if inside:
        trail.append({"url": "", "label": title})
    page = {"header_title": title, "page_title": title, "header_icon": "table", "breadcrumbs_items": trail}
    return render(request, f"exchange/{name}.html", {**page, **context}, status=status)


def _file(stream: Any, name: str) -> FileResponse:
    return FileResponse(stream, as_attachment=True, filename=name, content_type=_XLSX)
