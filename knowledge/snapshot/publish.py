"""Writes one snapshot folder: tables, vectors, index, and last the manifest with every file's hash."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from knowledge.catalogue.load import Catalogue
from knowledge.retrieval.phrasings import QuestionVectors
from knowledge.retrieval.search import embed
from knowledge.snapshot.files import sha256, sync
from knowledge.snapshot.origin import FROM_FILES, Origin
from knowledge.snapshot.recall import RecallingEncoder
from knowledge.snapshot.snapshot import FORMAT, MANIFEST, checksum


def tables_of(catalogue: Catalogue) -> dict[str, bytes]:
    """Each table as JSON lines, ordered by id, so equal content gives equal bytes."""
    tables: dict[str, Mapping[str, BaseModel]] = {
        "records": catalogue.records,
        "institutions": catalogue.institutions,
        "terms": catalogue.terms,
        "faq": catalogue.faq,
    }
    return {name: b"".join(_lines(items[key] for key in sorted(items))) for name, items in tables.items()}


def source_hash(tables: Mapping[str, bytes], model: str) -> str:
    """What decides whether a new snapshot is needed: the content, the model and the folder format."""
    digest = hashlib.sha256(f"{FORMAT}\n{model}\n".encode())
    for name in sorted(tables):
        digest.update(name.encode() + b"\n" + tables[name])
    return digest.hexdigest()


def write_snapshot(
    folder: Path,
    catalogue: Catalogue,
    encoder: RecallingEncoder,
    *,
    number: int,
    created_at: dt.datetime,
    origin: Origin = FROM_FILES,
) -> None:
    """Fill the empty ``folder`` and force it to disk; the manifest comes last, so a folder without one is unfinished."""
    tables = tables_of(catalogue)
    for name, content in tables.items():
        (folder / f"{name}.jsonl").write_bytes(content)
    records = [catalogue.records[key] for key in sorted(catalogue.records)]
    embed(records, encoder).save(folder)
    QuestionVectors.encode(records, [catalogue.faq[key] for key in sorted(catalogue.faq)], encoder).save(folder)
    encoder.save_texts(folder)
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "number": number,
        "created_at": created_at.isoformat(timespec="seconds"),
        "model": encoder.name,
        "origin": origin.model_dump(),
        "source_hash": source_hash(tables, encoder.name),
        **{name: content.count(b"\n") for name, content in tables.items()},
        "files": {path.name: sha256(path) for path in sorted(folder.iterdir())},
    }
    manifest["checksum"] = checksum(manifest)
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
    for path in (*folder.iterdir(), folder):
        sync(path)


def _lines(items: Iterable[BaseModel]) -> Iterable[bytes]:
    return (item.model_dump_json(by_alias=True, exclude_none=True).encode() + b"\n" for item in items)
