"""A record's conditions as blocks of the form, and back.

The blocks at the top must all hold. A single group at the top stands for itself, so that nobody needs an outer
"all of these" around one "any of these".
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from knowledge.catalogue.conditions import All, Any_, Leaf, Not
from knowledge.catalogue.values import read_value, value_text

Blocks = list[dict[str, Any]]
CHILDREN = "conditions"


def to_blocks(node: All | Any_ | Not | Leaf | None) -> Blocks:
    """The blocks of a condition; none for None."""
    if node is None:
        return []
    if isinstance(node, All) and (len(node.all) != 1 or isinstance(node.all[0], Leaf)):
        return [_block(child) for child in node.all]
    return [_block(node)]


def to_data(blocks: Blocks) -> dict[str, Any] | None:
    """What the catalogue's model validates as a condition; None for no blocks.

    Raises ValueError, with "conditions" as its second argument, when a value is none of its fact.
    """
    nodes = [_node(block) for block in blocks]
    if not nodes:
        return None
    return nodes[0] if len(nodes) == 1 and blocks[0]["type"] != "leaf" else {"all": nodes}


def leaf_data(values: Mapping[str, Any]) -> dict[str, Any]:
    """One condition as the model validates it, from what the form holds.

    Raises ValueError when the value is none of its fact.
    """
    data = {name: value for name, value in values.items() if value not in (None, "")}
    if data.get("fact") and "value" in data:
        try:
            data["value"] = read_value(data["fact"], data.get("op"), data["value"])
        except ValueError as error:
            raise ValueError(f"条件“{data.get('text', '')}”：{error}", CHILDREN) from error
    return data


def _block(node: All | Any_ | Not | Leaf) -> dict[str, Any]:
    if isinstance(node, Leaf):
        value: dict[str, Any] = node.model_dump(mode="json")
        value = {name: "" if one is None else one for name, one in value.items()}
        return _stored("leaf", value | {"value": value_text(node.value)} | _dates(node))
    if isinstance(node, Not):
        return _stored("not", {CHILDREN: [_block(node.not_)]})
    children = node.all if isinstance(node, All) else node.any
    return _stored("all" if isinstance(node, All) else "any", {CHILDREN: [_block(child) for child in children]})


def _dates(leaf: Leaf) -> dict[str, str | None]:
    return {
        "valid_from": leaf.valid_from.isoformat() if leaf.valid_from else None,
        "valid_until": leaf.valid_until.isoformat() if leaf.valid_until else None,
    }


def _stored(name: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"type": name, "value": value, "id": str(uuid.uuid4())}


def _node(block: Mapping[str, Any]) -> dict[str, Any]:
    if block["type"] == "leaf":
        return leaf_data(block["value"])
    children = block["value"].get(CHILDREN) or []
    if block["type"] == "not":
        return {"not": _node(children[0]) if len(children) == 1 else {"all": [_node(child) for child in children]}}
    return {block["type"]: [_node(child) for child in children]}
