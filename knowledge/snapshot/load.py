"""Reads one snapshot folder, after checking every file against the manifest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from knowledge.errors import SnapshotDamaged
from knowledge.retrieval.common import CommonIndex
from knowledge.retrieval.encoder import Encoder
from knowledge.retrieval.phrasings import QuestionVectors
from knowledge.retrieval.search import Retriever
from knowledge.retrieval.vector import VectorIndex
from knowledge.snapshot.files import sha256
from knowledge.snapshot.snapshot import FORMAT, MANIFEST, TABLES, Snapshot, checksum


def verified_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of ``folder``, once it and every file it lists are proven whole.

    Raises SnapshotDamaged.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        whole = manifest["checksum"] == checksum(manifest) and manifest["format"] == FORMAT
        broken = [name for name, digest in manifest["files"].items() if sha256(folder / name) != digest]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SnapshotDamaged(f"快照 {folder.name} 不完整：{error}") from error
    if not whole or broken:
        raise SnapshotDamaged(f"快照 {folder.name} 已损坏：{'、'.join(broken or [MANIFEST])}")
    return manifest


def load_snapshot(folder: Path, encoder: Encoder) -> Snapshot:
    """The snapshot in ``folder``, ready to search.

    Raises SnapshotDamaged, also when it was made with another model than ``encoder``.
    """
    manifest = verified_manifest(folder)
    if manifest["model"] != encoder.name:
        raise SnapshotDamaged(
            f"快照 {folder.name} 由模型 {manifest['model']} 生成，现用 {encoder.name}；请重新运行 kb publish"
        )
    try:
        tables = {name: _read(folder / f"{name}.jsonl", model) for name, model in TABLES.items()}
        questions = QuestionVectors.load(folder)
        retriever = Retriever(list(tables["records"].values()), encoder, VectorIndex.load(folder), questions)
        common = CommonIndex(list(tables["faq"].values()), encoder, questions)
    except (OSError, ValidationError, ValueError) as error:
        raise SnapshotDamaged(f"快照 {folder.name} 读不出来：{error}") from error
    return Snapshot(manifest["number"], **tables, retriever=retriever, common=common, manifest=manifest)


def _read(path: Path, model: type[BaseModel]) -> dict[str, Any]:
    items = [model.model_validate_json(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    return {item.id: item for item in items}  # type: ignore[attr-defined]
