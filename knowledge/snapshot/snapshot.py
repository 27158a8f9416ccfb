"""A published snapshot in memory, and the manifest that vouches for its files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from knowledge.catalogue.model import CommonQuestion, Institution, Record, Term
from knowledge.retrieval.common import CommonIndex
from knowledge.retrieval.search import Retriever

FORMAT = 3
MANIFEST = "manifest.json"
TABLES: dict[str, type[BaseModel]] = {
    "records": Record,
    "institutions": Institution,
    "terms": Term,
    "faq": CommonQuestion,
}


@dataclass(frozen=True, eq=False)
class Snapshot:
    """Everything the advisor reads, frozen under one number."""

    number: int
    records: Mapping[str, Record]
    institutions: Mapping[str, Institution]
    terms: Mapping[str, Term]
    faq: Mapping[str, CommonQuestion]
    retriever: Retriever
    common: CommonIndex
    manifest: Mapping[str, Any]


def folder_name(number: int) -> str:
    """7 -> "000007"."""
    return f"{number:06d}"


def checksum(manifest: Mapping[str, Any]) -> str:
    """SHA-256 over every field of the manifest but the checksum itself."""
    rest = {name: value for name, value in manifest.items() if name != "checksum"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
