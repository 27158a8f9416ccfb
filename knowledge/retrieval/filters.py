"""Which records a search may return, and why the others may not."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from knowledge.catalogue.model import Record
from knowledge.terms.vocabulary import (
    ANYWHERE_IN_SHENZHEN,
    ELSEWHERE_IN_SHENZHEN,
    KINDS,
    RECOMMENDABLE,
    SHENZHEN_DISTRICTS,
)

_NATION, _PROVINCE = "全国", "广东省"
_IN_SHENZHEN = (*SHENZHEN_DISTRICTS, ANYWHERE_IN_SHENZHEN, ELSEWHERE_IN_SHENZHEN)
_NOT_ON_OFFER = {"reference": "外地经验，仅供参考", "proposed": "只是建议，尚未设立", "closed": "已停止办理"}


@dataclass(frozen=True)
class Filters:
    """Empty or None means anything goes; several values of one kind mean any of them."""

    stages: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    boards: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    valid_on: dt.date | None = None
    recommendable_only: bool = False


EVERYTHING = Filters()


def rejection(record: Record, filters: Filters) -> str | None:
    """Why ``record`` may not be returned, in Chinese; None when it may."""
    if filters.recommendable_only and record.availability not in RECOMMENDABLE:
        return _NOT_ON_OFFER[record.availability]
    if filters.valid_on and not record.in_force(filters.valid_on):
        return _out_of_force(record, filters.valid_on)
    if filters.boards and record.board not in filters.boards:
        return f"属于{record.board}，不在所选板块"
    if filters.kinds and record.kind not in filters.kinds:
        return f"属于{KINDS[record.kind]}，不在所选类别"
    if filters.stages and not set(filters.stages) & set(record.stages):
        return f"面向{'、'.join(record.stages)}，不适合{'、'.join(filters.stages)}"
    if filters.industries and record.industries and not set(filters.industries) & set(record.industries):
        return f"面向{'、'.join(record.industries)}，不适合{'、'.join(filters.industries)}"
    if filters.districts and not any(_serves(record, district) for district in filters.districts):
        return f"不在{'、'.join(filters.districts)}适用"
    return None


def _out_of_force(record: Record, day: dt.date) -> str:
    if record.valid_until and record.valid_until < day:
        return f"已过有效期（{record.valid_until}）"
    return f"{record.valid_from}起才生效"


def _serves(record: Record, district: str) -> bool:
    wider = {_NATION}
    if district in _IN_SHENZHEN:
        wider |= {ANYWHERE_IN_SHENZHEN, _PROVINCE}
    elif district.startswith("广东"):
        wider |= {_PROVINCE}
    return district in record.region or bool(wider & set(record.region))
