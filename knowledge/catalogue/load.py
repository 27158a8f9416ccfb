"""Reads the content files: one record, institution or glossary term a file, all problems reported at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from knowledge.catalogue.model import CommonQuestion, Institution, Record, Term
from knowledge.errors import CatalogueInvalid

CONTENT = Path(__file__).parent / "content"
FOLDERS: dict[str, type[BaseModel]] = {
    "records": Record,
    "institutions": Institution,
    "glossary": Term,
    "faq": CommonQuestion,
}


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Everything that exists, by id; equal only to itself."""

    records: dict[str, Record]
    institutions: dict[str, Institution]
    terms: dict[str, Term]
    faq: dict[str, CommonQuestion] = field(default_factory=dict)


def load_catalogue(folder: Path = CONTENT) -> Catalogue:
    """Read and check every content file below ``folder``.

    Raises CatalogueInvalid with every problem found, one line each.
    """
    problems: list[str] = []
    found = {name: _read_folder(folder / name, model, problems) for name, model in FOLDERS.items()}
    catalogue = Catalogue(found["records"], found["institutions"], found["glossary"], found["faq"])
    problems += list(_broken_references(catalogue))
    if problems:
        raise CatalogueInvalid(problems)
    return catalogue


def _read_folder(folder: Path, model: type[BaseModel], problems: list[str]) -> dict[str, Any]:
    items: dict[str, Any] = {}
    for path in sorted(folder.glob("*.yml")):
        item = _read_file(path, model, problems)
        if item is None:
            continue
        if item.id in items:
            problems.append(f"{path.name}: 记录 {item.id} 字段 id: 与另一文件重复；每个 id 只能出现一次")
        elif item.id != path.stem:
            problems.append(f"{path.name}: 记录 {item.id} 字段 id: 现为 '{item.id}'，应与文件名一致（{path.stem}）")
        items[item.id] = item
    return items


def _read_file(path: Path, model: type[BaseModel], problems: list[str]) -> Any:
    try:
        raw = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    except (YAMLError, UnicodeDecodeError) as error:
        problems.append(f"{path.name}: 不是有效的 YAML：{' '.join(str(error).split())}")
        return None
    if not isinstance(raw, dict):
        problems.append(f"{path.name}: 应为“字段: 值”的结构，现为 {type(raw).__name__}")
        return None
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        problems += _lines(path, str(raw.get("id", "?")), error)
        return None


def _lines(path: Path, record_id: str, error: ValidationError) -> Iterator[str]:
    for problem in error.errors():
        field = ".".join(str(part) for part in problem["loc"]) or "(整条记录)"
        yield f"{path.name}: 记录 {record_id} 字段 {field}: {explain(problem)}"


def explain(problem: Any) -> str:
    """One error of a pydantic ValidationError, in Chinese."""
    context = problem.get("ctx", {})
    found = f"现为 {problem['input']!r}" if not isinstance(problem["input"], dict | list) else ""
    messages = {
        "missing": "缺少必填字段",
        "extra_forbidden": "没有这个字段，请检查拼写",
        "literal_error": f"{found}；可用：{context.get('expected')}",
        "string_pattern_mismatch": f"{found}；应符合 {context.get('pattern')}",
        "value_error": str(context.get("error", "")),
    }
    return messages.get(problem["type"], f"{found} {problem['msg']}".strip())


def _named(item: Record | Term | CommonQuestion) -> dict[str, list[str]]:
    """The records that an item names, by field."""
    if not isinstance(item, Record):
        return {"records": item.records}
    return {
        "exclusive_with": item.exclusive_with,
        "supersedes": item.supersedes,
        "conflicts.record": [conflict.record for conflict in item.conflicts],
    }


def _broken_references(catalogue: Catalogue) -> Iterator[str]:
    items: list[Record | Term | CommonQuestion] = [
        *catalogue.records.values(),
        *catalogue.terms.values(),
        *catalogue.faq.values(),
    ]
    for item in items:
        place = f"{item.id}.yml: 记录 {item.id} 字段"
        contact = None if isinstance(item, Term) else item.contact
        if contact and contact not in catalogue.institutions:
            yield f"{place} contact: 现为 '{contact}'；应为 institutions 中的 id"
        for name, others in _named(item).items():
            for other in others:
                if other not in catalogue.records:
                    yield f"{place} {name}: 现为 '{other}'；应为 records 中的 id"
                if other == item.id and isinstance(item, Record):
                    yield f"{place} {name}: 现为 '{other}'；不能是记录自己"
