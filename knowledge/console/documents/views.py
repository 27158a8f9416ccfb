"""Bring in a document, confirm what it proposes, save it as a draft."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.admin import messages
from wagtail.log_actions import log

from knowledge.catalogue.model import ID_PATTERN
from knowledge.console.content.models import ENTRIES
from knowledge.console.content.store import draft_catalogue, edit_url, save_draft
from knowledge.console.documents.identity import suggested_id
from knowledge.console.documents.incomplete import incomplete_record
from knowledge.console.documents.models import DraftedRecord, PolicyDocument
from knowledge.console.documents.page import condition_rows, confirmed, pieces, rows
from knowledge.console.people.roles import editors_only
from knowledge.drafting.document import Document
from knowledge.drafting.proposal import Draft, propose
from knowledge.drafting.reading import read_text
from knowledge.drafting.reading.apart import read_apart
from knowledge.drafting.reading.limits import MOST_BYTES
from knowledge.drafting.registration import registration
from knowledge.errors import DocumentRefused

_PAGE = 30
_LONGEST_ID = 60
_LONGEST_TITLE = 300


@editors_only
@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """The documents so far, and the form that takes a new one."""
    refused, pasted = "", ""
    if request.method == "POST":
        pasted = request.POST.get("text", "")
        try:
            return redirect("policydocuments:review", _brought_in(request).pk)
        except DocumentRefused as reason:
            refused = str(reason)
    found = PolicyDocument.objects.defer("content", "text", "proposed").select_related("uploaded_by")
    page = Paginator(found.prefetch_related("drafted"), _PAGE).get_page(request.GET.get("p"))
    context = {"refused": refused, "pasted": pasted, "page": page, "most_megabytes": MOST_BYTES // 1024 // 1024}
    return render(request, "policydocuments/index.html", context, status=422 if refused else 200)


def _brought_in(request: HttpRequest) -> PolicyDocument:
    """The uploaded or pasted document, read and kept.

    Raises DocumentRefused.
    """
    uploaded, pasted = request.FILES.get("file"), request.POST.get("text", "")
    if uploaded:
        if (uploaded.size or 0) > MOST_BYTES:
            raise DocumentRefused(
                f"文件有{(uploaded.size or 0) / 1024 / 1024:.0f}MB，超过{MOST_BYTES // 1024 // 1024}MB的上限。"
                "请只上传正文，或把正文粘贴进来。"
            )
        content, filename = uploaded.read(), str(uploaded.name)
        document = read_apart(content, filename)
    elif pasted.strip():
        content, filename = pasted.encode("utf-8", "replace"), ""
        document = read_text(pasted)
    else:
        raise DocumentRefused("请选择一个文件，或把正文粘贴到下面的框里。")
    return _kept(request, document, content, filename)


def _kept(request: HttpRequest, document: Document, content: bytes, filename: str) -> PolicyDocument:
    kept = PolicyDocument(
        title=(document.title or filename or "粘贴的正文")[:_LONGEST_TITLE],
        filename=filename[:255],
        content=content,
        digest=hashlib.sha256(content).hexdigest(),
        uploaded_by=request.user,
    )
    before = PolicyDocument.objects.filter(digest=kept.digest).defer("content", "text", "proposed").first()
    kept.set_read(document, propose(document, draft_catalogue()))
    kept.save()
    log(instance=kept, action="policydocuments.upload", user=request.user)
    if before:
        day = timezone.localtime(before.uploaded_at).date()
        messages.warning(request, f"同样的文件{day}已经上传过一次，之前起草的记录见文件列表。")
    return kept


@editors_only
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The text beside the proposed values of one draft; a POST saves what was confirmed."""
    kept = get_object_or_404(PolicyDocument.objects.defer("content"), pk=pk)
    draft = kept.proposal.draft(request.GET.get("draft", ""))
    if draft is None:
        raise Http404
    document = kept.document
    posted = request.POST if request.method == "POST" else None
    groups = rows(document, draft, _registration(kept, draft), _names(), posted)
    conditions = condition_rows(document, draft, posted)
    title = draft.fields["title"][0].value if draft.fields.get("title") else str(kept)
    record_id = (posted.get("id", "") if posted else suggested_id(str(title), _taken)).strip()
    problem = ""
    if posted is not None:
        taken = confirmed(groups, conditions)
        problem = _id_problem(record_id) or ("" if taken.values else "还没有采用任何一项。请先逐项确认。")
        if not problem and not taken.errors:
            return _saved(request, kept, draft, record_id, taken)
        problem = problem or f"有{taken.errors}项要改，已在下面标出来；其余的选择都还在。"
    drafted = {one.part: one for one in kept.drafted.all()}
    context = {
        "kept": kept,
        "draft": draft,
        "drafts": [(one, drafted.get(one.key)) for one in (kept.proposal.whole, *kept.proposal.measures)],
        "duplicates": [
            (one, edit_url("records", one.record)) for one in kept.proposal.duplicates if _taken(one.record)
        ],
        "warnings": kept.proposal.warnings,
        "paragraphs": list(zip(document.paragraphs, pieces(document, draft), strict=True)),
        "groups": groups,
        "conditions": conditions,
        "record_id": record_id,
        "problem": problem,
    }
    return render(request, "policydocuments/review.html", context, status=422 if problem else 200)


def _saved(request: HttpRequest, kept: PolicyDocument, draft: Draft, record_id: str, taken: Any) -> HttpResponse:
    record = incomplete_record(record_id, taken.values, taken.conditions)
    part = f"{draft.label}{draft.heading}" or "全文"
    with transaction.atomic():
        save_draft(record, user=request.user, comment=f"根据《{kept.title}》（{part}）起草")
        DraftedRecord.objects.create(
            source=kept, record=record_id, part=draft.key, evidence=taken.evidence, drafted_by=request.user
        )
        log(instance=kept, action="policydocuments.draft", user=request.user, data={"record": record_id, "part": part})
    messages.success(
        request,
        f"已存为草稿，采用了{len(taken.values) + len(taken.conditions)}项。没确认的都空着，请补齐后提交审核。",
        buttons=[messages.button(reverse("policydocuments:review", args=(kept.pk,)), "回到文件")],
    )
    return redirect(edit_url("records", record_id))


@editors_only
@require_GET
def original(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was uploaded, always as a download: a browser is to show nothing of it here."""
    kept = get_object_or_404(PolicyDocument.objects.defer("text", "proposed"), pk=pk)
    response = HttpResponse(bytes(kept.content), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = _attachment(kept.filename or f"{kept.title}.txt")
    return response


@editors_only
@require_GET
def evidence(request: HttpRequest, record: str) -> HttpResponse:
    """From which documents, and which words in them, a record was drafted."""
    found = list(
        DraftedRecord.objects.filter(record=record).select_related("source", "drafted_by").defer("source__content")
    )
    if not found:
        raise Http404
    return render(
        request, "policydocuments/evidence.html", {"record": record, "found": found, "url": edit_url("records", record)}
    )


def _attachment(name: str) -> str:
    return content_disposition_header(True, re.sub(r"[\x00-\x1f/\\]", "_", name)) or "attachment"


def _registration(kept: PolicyDocument, draft: Draft) -> dict[str, Any]:
    asked = any("征求意见" in warning for warning in kept.proposal.warnings)
    return registration(draft, proposed_only=asked, today=_today())


def _today() -> dt.date:
    return timezone.localdate()


def _names() -> dict[str, dict[str, str]]:
    """Names of institutions and titles of records, by id."""
    return {
        "institutions": dict(ENTRIES["institutions"].objects.order_by("name").values_list("pk", "name")),
        "records": dict(ENTRIES["records"].objects.values_list("pk", "title")),
    }


def _taken(record_id: str) -> bool:
    return bool(ENTRIES["records"].objects.filter(pk=record_id).exists())


def _id_problem(record_id: str) -> str:
    if not re.fullmatch(ID_PATTERN, record_id) or len(record_id) > _LONGEST_ID:
        return "编号只能用小写英文、数字和连字符，最多60个字符，如 pingshan-loan-interest-subsidy。"
    if _taken(record_id):
        return f"编号 {record_id} 已经有记录在用。请换一个编号；如果就是同一条，请到那条记录里改。"
    return ""
