"""A dozen records and an encoder of hashed characters, enough to search without a model."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from builders import record

from knowledge.catalogue.load import Catalogue
from knowledge.catalogue.model import Institution, Record, Term

DIMENSIONS = 64
ROWS: list[dict[str, Any]] = [
    {
        "id": "tengfei-loan",
        "title": "腾飞贷",
        "aliases": ["腾飞贷款"],
        "benefit": {"summary": "不稀释股权的较大额较长期信贷"},
    },
    {"id": "park-loan", "title": "园区贷", "aliases": ["园区信贷"], "benefit": {"summary": "园区推荐的无抵押信贷"}},
    {"id": "icbc-eloan", "title": "工商银行科创e贷", "aliases": ["科创e贷"], "provider": "中国工商银行"},
    {"id": "psbc-eloan", "title": "邮储银行科创e贷", "aliases": ["科创e贷"], "provider": "邮政储蓄银行"},
    {
        "id": "rd-deduction",
        "title": "研发费用加计扣除",
        "aliases": ["加计扣除"],
        "kind": "tax",
        "board": "专项资金",
        "region": ["全国"],
    },
    {"id": "risk-pool", "title": "坪山区中小微企业银行贷款风险补偿资金池", "kind": "guarantee", "region": ["坪山区"]},
    {
        "id": "angel-fof",
        "title": "深圳天使母基金",
        "aliases": ["深天使"],
        "kind": "equity-fund",
        "board": "股权投资",
        "stages": ["种子期"],
    },
    {
        "id": "hi-tech",
        "title": "高新技术企业认定",
        "aliases": ["高企", "高新技术企业"],
        "kind": "certification",
        "region": ["全国"],
    },
    {"id": "biomed-guarantee", "title": "生物医药专项担保", "kind": "guarantee", "industries": ["生物医药"]},
    {"id": "old-subsidy", "title": "旧版贴息办法", "kind": "subsidy", "valid_until": "2025-12-31"},
    {"id": "future-subsidy", "title": "新版贴息办法", "kind": "subsidy", "valid_from": "2027-01-01"},
    {"id": "bank-proposed", "title": "（建议）坪山科技银行", "availability": "proposed", "region": ["坪山区"]},
]


class HashEncoder:
    """Bags of characters as unit vectors; equal texts give equal vectors in every process."""

    name = "hash-64"

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode_queries(self, texts: Sequence[str]) -> np.ndarray:
        return np.stack([_bag(text) for text in texts])

    def encode_passages(self, texts: Sequence[str]) -> np.ndarray:
        self.encoded += texts
        return self.encode_queries(texts)


def sample_records() -> dict[str, Record]:
    return {row["id"]: record(**row) for row in ROWS}


def sample_catalogue(extra: Sequence[Record] = ()) -> Catalogue:
    desk = Institution.model_validate(
        {
            "id": "sample-desk", "name": "样例服务窗口", "type": "政府部门", "expertise": ["贷款"], "serves": "坪山区",
            "sources": [{"title": "样例", "issuer": "样例"}], "confidence": "high", "reviewed_on": "2026-11-23",
        }
    )  # fmt: skip
    term = Term(id="sample-term", term="样例术语", definition="用来测试的术语")
    records = sample_records() | {item.id: item for item in extra}
    return Catalogue(records, {desk.id: desk}, {term.id: term})


def _bag(text: str) -> np.ndarray:
    vector = np.full(DIMENSIONS, 1e-3, dtype=np.float32)
    for letter in text:
        vector[zlib.crc32(letter.encode("utf-8", "ignore")) % DIMENSIONS] += 1
    return vector / np.linalg.norm(vector)
