"""Marking entries as reviewed: drafts with new review dates, for as many as may be changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from knowledge.catalogue.model import CommonQuestion, Institution, Record
from knowledge.console.content.store import EntryLocked, item_of, save_draft

HALF_A_YEAR = dt.timedelta(days=182)
LONGEST = dt.timedelta(days=400)
REVIEWABLE = ("records", "institutions", "faq")


@dataclass
class Reviewed:
    """``saved``: how many drafts; ``refused``: why not, a Chinese sentence each."""

    saved: int = 0
    refused: list[str] = field(default_factory=list)


def mark_reviewed(keys: list[tuple[str, str]], today: dt.date, recheck_by: dt.date, *, user: Any) -> Reviewed:
    """A draft of each entry (kind, id) with ``reviewed_on`` today; what ends before ``recheck_by`` is to be looked at by its end."""
    done = Reviewed()
    for kind, id in keys:
        item = item_of(kind, id, draft=True) if kind in REVIEWABLE else None
        if not isinstance(item, Record | Institution | CommonQuestion):
            done.refused.append(f"{id}：草稿不完整或没有复核日期，请打开改好再标")
            continue
        try:
            save_draft(_reviewed(item, today, recheck_by), user=user, comment="质量台：标记已复核")
            done.saved += 1
        except EntryLocked as locked:
            done.refused.append(str(locked))
        except ValidationError as error:
            done.refused.append(f"{id}：{error.errors()[0]['msg']}")
    return done


def _reviewed(item: Record | Institution | CommonQuestion, today: dt.date, recheck_by: dt.date) -> Any:
    changes: dict[str, Any] = {"reviewed_on": today}
    if not isinstance(item, Institution):
        ends = item.valid_until
        changes["recheck_by"] = min(recheck_by, ends) if ends and ends > today else recheck_by
    return type(item).model_validate(item.model_dump(by_alias=True) | changes)
