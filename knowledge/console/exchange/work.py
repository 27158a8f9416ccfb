"""What happens to an upload: it is read against the drafts, and written into them once somebody has confirmed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django_tasks import task
from wagtail.log_actions import log

from knowledge.console.content.models import ENTRIES
from knowledge.console.content.store import EntryLocked, draft_catalogue, save_drafts
from knowledge.console.exchange.models import State, Upload
from knowledge.errors import WorkbookRefused
from knowledge.workbook.plan import ImportPlan, Planned, plan_import
from knowledge.workbook.reading import read_workbook

SHOWN = 200
"""Most items and problems that a preview lists; it counts all."""
READ_AT_ONCE = 300 * 1024
"""Bytes up to which a file is read while its sender waits; about 400 items."""
WRITE_AT_ONCE = 200
"""Items up to which the drafts are written while the person waits."""


def begin_reading(upload: Upload) -> None:
    """Read a small file now, a large one in the background."""
    if len(upload.content) <= READ_AT_ONCE:
        read(upload)
    else:
        read_in_background.enqueue(str(upload.pk))


def begin_import(upload: Upload, *, only_valid: bool) -> None:
    """Write a few drafts now, many in the background; an upload that is not waiting for it is left alone."""
    waiting = Upload.objects.filter(pk=upload.pk, state=State.READY)
    if not waiting.update(state=State.IMPORTING):  # a second click finds nothing to do
        return
    upload.refresh_from_db()
    upload.becomes(State.IMPORTING, f"正在写入 {upload.preview['ready']} 条草稿……")
    if upload.preview["ready"] <= WRITE_AT_ONCE and len(upload.content) <= READ_AT_ONCE:
        write(upload, only_valid=only_valid)
    else:
        write_in_background.enqueue(str(upload.pk), only_valid)


@task()  # type: ignore[untyped-decorator]
def read_in_background(upload_id: str) -> None:
    """Read an upload that is still there."""
    if upload := Upload.objects.filter(pk=upload_id, state=State.READING).first():
        read(upload)


@task()  # type: ignore[untyped-decorator]
def write_in_background(upload_id: str, only_valid: bool) -> None:
    """Write an upload that is still there."""
    if upload := Upload.objects.filter(pk=upload_id, state=State.IMPORTING).first():
        write(upload, only_valid=only_valid)


def read(upload: Upload) -> None:
    """Make the preview, or say why the file cannot be read."""
    try:
        plan = _plan(upload)
    except WorkbookRefused as refused:
        upload.becomes(State.REFUSED, str(refused), content=b"")
    else:
        upload.becomes(State.READY, preview=_preview(plan))


def write(upload: Upload, *, only_valid: bool) -> None:
    """Save what was previewed as drafts, all of it or nothing.

    When the drafts have changed since the preview, or one of them is locked, nothing is written and the preview is new.
    """
    plan = _plan(upload)
    preview = _preview(plan)
    if preview["digest"] != upload.preview["digest"]:
        upload.becomes(
            State.READY,
            "预览以后，有人改了知识库里的内容，所以还没有导入。下面是新的预览，请再看一遍。",
            preview=preview,
        )
        return
    if plan.wrong and not only_valid:
        upload.becomes(State.READY, "有错的地方还没有改好，没有导入。", preview=preview)
        return
    result = {
        "new": [_short(one) for one in plan.new[:SHOWN]],
        "changed": [_short(one) for one in plan.changed[:SHOWN]],
        "new_count": len(plan.new),
        "changed_count": len(plan.changed),
        "left_out": plan.wrong_items,
    }
    try:
        with transaction.atomic():
            save_drafts((one.item for one in plan.ready), user=upload.user, comment=f"Excel 导入：{upload.name}")
            upload.becomes(State.DONE, result=result, content=b"")
            counts = {name: result[name] for name in ("new_count", "changed_count", "left_out")}
            log(instance=upload, action="exchange.import", user=upload.user, data=counts)
    except EntryLocked as locked:
        upload.refresh_from_db()
        upload.becomes(State.READY, f"一条也没有导入：{locked}请等它处理完，或在文件里删掉这一行再导入。")
    except Exception:
        upload.refresh_from_db()
        upload.becomes(State.READY, "写入时出了错，一条也没有导入。可以再点一次；还不行请找管理员看日志。")
        raise


def _plan(upload: Upload) -> ImportPlan:
    current = draft_catalogue()
    plan = plan_import(current, read_workbook(bytes(upload.content), current))
    unfinished = [one for one in plan.new if ENTRIES[one.kind].objects.filter(pk=one.id).exists()]
    if not unfinished:
        return plan
    named = "、".join(f"{one.title}（{one.id}）" for one in unfinished[:SHOWN])
    notice = f"这些条目已有没填完整的草稿，导入以后以文件为准，原来的草稿在“历史记录”里还能找回：{named}"
    return ImportPlan(plan.new, plan.changed, plan.unchanged, plan.wrong, plan.wrong_items, (*plan.notices, notice))


def _preview(plan: ImportPlan) -> dict[str, Any]:
    return {
        "digest": _digest(plan),
        "ready": len(plan.ready),
        "new_count": len(plan.new),
        "changed_count": len(plan.changed),
        "unchanged_count": len(plan.unchanged),
        "wrong_count": len(plan.wrong),
        "wrong_items": plan.wrong_items,
        "new": [_short(one) for one in plan.new[:SHOWN]],
        "changed": [
            _short(one) | {"changes": [asdict(change) for change in one.changes]} for one in plan.changed[:SHOWN]
        ],
        "wrong": [asdict(problem) for problem in plan.wrong[:SHOWN]],
        "notices": list(plan.notices[:SHOWN]),
    }


def _short(one: Planned) -> dict[str, str]:
    return {"kind": one.kind, "id": one.id, "title": one.title, "sheet": one.sheet}


def _digest(plan: ImportPlan) -> str:
    """Changes whenever what would be written changes, or what it would replace."""
    said = [(one.kind, one.item.model_dump_json(), [asdict(change) for change in one.changes]) for one in plan.ready]
    whole = json.dumps([said, len(plan.wrong)], ensure_ascii=False)
    return hashlib.sha256(whole.encode()).hexdigest()
