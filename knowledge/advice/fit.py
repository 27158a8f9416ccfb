"""How well each record serves each kind of firm and need: small tables, looked up for many firms at once.

Every value lies in 0..1; a row a record, a column a choice of the vocabulary.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.advice.settings import Weights
from knowledge.catalogue.conditions import Leaf
from knowledge.catalogue.model import Record
from knowledge.eligibility.firms import Column, Firms, code
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.terms.vocabulary import (
    ANYWHERE_IN_SHENZHEN,
    ELSEWHERE_IN_SHENZHEN,
    GUANGDONG_CITIES,
    INDUSTRIES,
    NEED_KINDS,
    PURPOSES,
    SHENZHEN_DISTRICTS,
    STAGES,
)

_TECHNOLOGY = re.compile("科技|科创|技术|高新|研发|知识产权|专利")
_SPECIAL_USES = {"转贷", "并购", "上市"}
_SIGNS_OF_TECHNOLOGY = ("invention_patents", "utility_patents", "patents_total", "certifications", "rd_ratio_pct")
Table = NDArray[np.float32]
_PLACES = ("坪山区", "深圳市", "广东省", "全国")
"""A firm in one of these is reached by what is open to it or to a place further right."""


def wanted_need(profile: EnterpriseProfile) -> str | None:
    """The kind of money asked for: as said, or a loan when an amount or a purpose was named."""
    if profile.need_kind:
        return profile.need_kind
    if profile.need_purpose == "上市":
        return "上市"
    return "贷款" if profile.need_amount_wan is not None or profile.need_purpose else None


def for_this_firm(record: Record, profile: EnterpriseProfile, stage: str | None) -> bool:
    """Region, stage, industry and use do not rule the record out, as far as they are known."""
    use = "上市" if profile.need_kind == "上市" else profile.need_purpose
    wrong_use = use is not None and not _usable(record, use)
    wrong_stage = stage is not None and stage not in record.stages
    wrong_industry = profile.industry is not None and _industry_fit(record, profile.industry, 1.0) == 0
    return _reaches(record, profile.district) and not (wrong_use or wrong_stage or wrong_industry)


def need_table(records: Sequence[Record], settings: Weights) -> Table:
    """(records, NEED_KINDS): 1 where the record serves that kind of money, less for a related kind."""
    rows = [[_kind_fit(record, wanted, settings) for wanted in NEED_KINDS] for record in records]
    return _table(rows, len(NEED_KINDS))


def purpose_table(records: Sequence[Record], settings: Weights) -> Table:
    """(records, PURPOSES): how well the purposes that the record names fit."""
    rows = [[_purpose_fit(record.purposes, purpose, settings) for purpose in PURPOSES] for record in records]
    return _table(rows, len(PURPOSES))


def stage_table(records: Sequence[Record]) -> NDArray[np.bool_]:
    """(records, STAGES): whether the record is meant for the stage."""
    return _table([[stage in record.stages for stage in STAGES] for record in records], len(STAGES)) > 0


def industry_table(records: Sequence[Record], neutral: float) -> Table:
    """(records, INDUSTRIES): 1 made for it, ``neutral`` open to all, 0 made for others."""
    rows = [[_industry_fit(record, name, neutral) for name in INDUSTRIES] for record in records]
    return _table(rows, len(INDUSTRIES))


def reach_table(records: Sequence[Record]) -> NDArray[np.bool_]:
    """(records, places): whether a firm there is within the record's region."""
    rows = [
        [any(place in record.region for place in _PLACES[start:]) for start in range(len(_PLACES))]
        for record in records
    ]
    return _table(rows, len(_PLACES)) > 0


def places_of(firms: Firms) -> Column:
    """Column of `reach_table` for each firm."""
    district, city = firms.column("district"), firms.column("city")
    names, places = np.unique(city, return_inverse=True)
    away = np.where(np.isin(names, GUANGDONG_CITIES), 2, 3)
    return np.where(district == "坪山区", 0, np.where(names == "深圳市", 1, away)[places])


def use_table(records: Sequence[Record]) -> NDArray[np.bool_]:
    """(records, PURPOSES): a product for refinancing, a takeover or a listing alone is for nobody else."""
    return _table([[_usable(record, purpose) for purpose in PURPOSES] for record in records], len(PURPOSES)) > 0


def uses_of(firms: Firms) -> Column:
    """Column of `use_table` for each firm: asking for help with a listing says what it is for."""
    listing = firms.column("need_kind") == code("need_kind", "上市")
    return np.where(listing, code("need_purpose", "上市"), firms.column("need_purpose"))


def for_technology(records: Sequence[Record]) -> NDArray[np.bool_]:
    """(records,): a condition asks for a technology firm, its patents or its titles."""
    return np.array([any(_asks_for_technology(leaf) for leaf in record.leaves()) for record in records], dtype=bool)


def _asks_for_technology(leaf: Leaf) -> bool:
    if leaf.fact is None:
        return bool(_TECHNOLOGY.search(leaf.text))
    return leaf.fact in _SIGNS_OF_TECHNOLOGY and leaf.op != "has_none"


def outside_technology(firms: Firms) -> NDArray[np.bool_]:
    """(firms,): none of the district's industries, no patent and no title: hardly a technology firm."""
    other = firms.column("industry") == code("industry", "其他")
    nothing: NDArray[np.bool_] = (firms.column("patents_total") == 0) & (firms.column("certifications") == 0)
    return other & nothing


def asset_fit(records: Sequence[Record], firms: Firms, neutral: float) -> Table:
    """(records, firms): whether the firm has what the kind of product turns into money: rights, or unpaid invoices."""
    rights = (firms.column("invention_patents") >= 1) | (firms.column("patents_total") >= _MANY_RIGHTS)
    share = firms.column("receivables_wan") / np.maximum(1, firms.column("revenue_wan"))
    cover = firms.column("receivables_wan") / np.maximum(1, firms.column("need_amount_wan"))
    invoices = (share >= _MANY_INVOICES) | (cover >= _INVOICES_A_LENDER_LIKES)
    owned = {"ip-finance": rights, "supply-chain": invoices}
    found = np.full((len(records), firms.count), neutral, dtype=np.float32)
    for kind, has in owned.items():
        found[[record.kind == kind for record in records]] = has
    return found


_MANY_RIGHTS, _MANY_INVOICES, _INVOICES_A_LENDER_LIKES = 3, 0.4, 2.5


def amount_fit(ceilings: Table, firms: Firms, neutral: float) -> Table:
    """(records, firms): 1 when the ceiling covers the need, less as it falls short, neutral without a ceiling (0)."""
    wanted = np.maximum(1.0, firms.column("need_amount_wan").astype(np.float32))
    fit = np.minimum(1.0, ceilings[:, None] / wanted[None, :])
    return np.where(ceilings[:, None] > 0, fit, neutral).astype(np.float32)


def _usable(record: Record, purpose: str) -> bool:
    special = bool(record.purposes) and set(record.purposes) <= _SPECIAL_USES
    return not special or purpose in record.purposes


def _industry_fit(record: Record, industry: str, neutral: float) -> float:
    return float(industry in record.industries) if record.industries else neutral


def _reaches(record: Record, district: str | None) -> bool:
    if district is None:
        return True
    if district == ANYWHERE_IN_SHENZHEN:
        return any(place in record.region for place in _PLACES)
    in_shenzhen = district in (*SHENZHEN_DISTRICTS, ELSEWHERE_IN_SHENZHEN)
    outside = 2 if district in GUANGDONG_CITIES else 3
    start = 0 if district == _PLACES[0] else 1 if in_shenzhen else outside
    return any(place in record.region for place in _PLACES[start:])


def _kind_fit(record: Record, wanted: str, settings: Weights) -> float:
    if wanted in record.needs:
        another_step = record.kind == "insurance" or record.benefit.offsets == ["担保费"]
        return settings.presupposes_another_step if wanted == "补贴" and another_step else 1.0
    related = settings.related_needs.get(wanted, {})
    return max((related.get(need, 0.0) for need in record.needs), default=0.2)


def _purpose_fit(purposes: Sequence[str], wanted: str, settings: Weights) -> float:
    if wanted == "其他" or wanted in purposes:
        return settings.purpose["match"]
    rare = "_when_rare" if wanted in settings.rare_purposes else ""
    return settings.purpose[("other" if purposes else "open") + rare]


def _table(rows: Sequence[Sequence[float]], width: int) -> Table:
    return np.array(rows, dtype=np.float32).reshape(len(rows), width)
