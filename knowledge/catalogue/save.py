"""Writes items into the content files, as a person would: only what changed, in the order of the model."""

from __future__ import annotations

import datetime as dt
import io
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from knowledge.catalogue.conditions import All, Any_, Leaf, Not
from knowledge.catalogue.load import FOLDERS
from knowledge.catalogue.model import Grant

_NEVER_FOLDED = 1_000_000
_LEAF_ORDER = ("fact", "op", "value")
_SENTENCES = ("obligations", "similar_questions", "negative_questions")
_ON_ONE_LINE = (Leaf, Grant)
_WRITTEN_WHOLE = (All, Any_, Not, *_ON_ONE_LINE)


def save_items(items: Iterable[tuple[str, BaseModel]], folder: Path) -> list[Path]:
    """Write items, each with its kind (as in FOLDERS), below ``folder`` and return their files.

    An existing file keeps the text of every field that stays as it is. Either every file is written or, when
    one cannot be prepared, none. Raises OSError when the disk refuses.
    """
    prepared: list[tuple[Path, Path]] = []
    try:
        for kind, item in items:
            path = folder / kind / f"{item.id}.yml"  # type: ignore[attr-defined]
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_name(f".{path.name}.new")
            prepared.append((beside, path))
            beside.write_text(_text(kind, item, path), encoding="utf-8")
        for beside, path in prepared:
            os.replace(beside, path)
    finally:
        for beside, _ in prepared:
            beside.unlink(missing_ok=True)
    return [path for _, path in prepared]


def _yaml() -> YAML:
    yaml = YAML()
    yaml.width = _NEVER_FOLDED
    yaml.preserve_quotes = True
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _text(kind: str, item: BaseModel, path: Path) -> str:
    yaml, written = _yaml(), CommentedMap()
    before: BaseModel | None = None
    if path.exists():
        try:
            written = yaml.load(path.read_text(encoding="utf-8"))
            before = FOLDERS[kind].model_validate(YAML(typ="safe").load(path.read_text(encoding="utf-8")))
        except (YAMLError, ValueError):
            written = CommentedMap()
    stream = io.StringIO()
    yaml.dump(_merged(written, before, item), stream)
    return stream.getvalue()


def _merged(written: CommentedMap, before: BaseModel | None, after: BaseModel) -> CommentedMap:
    """``written`` with the fields that differ between ``before`` and ``after`` replaced, added or removed."""
    for place, (name, info) in enumerate(type(after).model_fields.items()):
        value, old = getattr(after, name), getattr(before, name, None)
        if not _worth_writing(value, info):
            written.pop(name, None)
        elif name not in written:
            fields = list(type(after).model_fields)[:place]
            written.insert(sum(key in written for key in fields), name, _node(name, value))
        elif old != value:
            part = isinstance(old, BaseModel) and isinstance(value, BaseModel) and not isinstance(value, _WRITTEN_WHOLE)
            written[name] = _merged(written[name], old, value) if part else _node(name, value)
    return written


def _worth_writing(value: Any, info: FieldInfo) -> bool:
    return info.is_required() or value != info.get_default(call_default_factory=True)


def _node(name: str, value: Any) -> Any:
    if isinstance(value, BaseModel):
        return _map(value)
    if isinstance(value, list):
        sequence = CommentedSeq(_node(name, one) for one in value)
        if name not in _SENTENCES and not any(isinstance(one, BaseModel) for one in value):
            sequence.fa.set_flow_style()
        return sequence
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, bool | int | float | dt.date) or value is None:
        return value
    return _scalar(str(value))


def _map(item: BaseModel) -> CommentedMap:
    names = list(type(item).model_fields)
    if isinstance(item, Leaf):
        names.sort(key=lambda name: _LEAF_ORDER.index(name) if name in _LEAF_ORDER else len(_LEAF_ORDER))
    made = CommentedMap()
    for name in names:
        info = type(item).model_fields[name]
        if _worth_writing(value := getattr(item, name), info):
            made[info.alias or name] = _node(name, value)
    if isinstance(item, _ON_ONE_LINE):
        made.fa.set_flow_style()
    return made


def _scalar(text: str) -> str:
    """The text, in double quotes where YAML (or a reader) could take it for a number, a date or something else."""
    try:
        plain = not text[:1].isdigit() and YAML(typ="safe").load(text) == text
    except YAMLError:
        plain = False
    return text if plain else DoubleQuotedScalarString(text)
