"""What a browser posts from the form of an entry."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup


def form_data(html: bytes) -> dict[str, Any]:
    """The plain fields of the edit form; blocks are left to ``blocks``."""
    form = BeautifulSoup(html, "html.parser").select_one("form[data-edit-form]")
    assert form is not None
    data: dict[str, Any] = {}
    for field in form.select("input[name], textarea[name]"):
        kind = field.get("type")
        if kind == "submit" or (kind in ("checkbox", "radio") and not field.has_attr("checked")):
            continue
        value = field.get("value", "") if field.name == "input" else field.text.removeprefix("\n")
        data.setdefault(str(field["name"]), []).append(value)
    for select in form.select("select[name]"):
        chosen = select.select_one("option[selected]")
        data[str(select["name"])] = [chosen["value"] if chosen else ""]
    return data


def blocks(name: str, raw: list[dict[str, Any]]) -> dict[str, Any]:
    """The fields of a column of blocks, from what the database keeps."""
    data: dict[str, Any] = {f"{name}-count": str(len(raw))}
    for index, one in enumerate(raw):
        place = f"{name}-{index}"
        data |= {
            f"{place}-type": one["type"],
            f"{place}-order": str(index),
            f"{place}-deleted": "",
            f"{place}-id": one["id"],
        }
        data |= _value(f"{place}-value", one["value"])
    return data


def _value(place: str, value: Any) -> dict[str, Any]:
    if isinstance(value, list):
        return blocks(place, value)
    if isinstance(value, dict):
        return {key: posted for name, one in value.items() for key, posted in _value(f"{place}-{name}", one).items()}
    if isinstance(value, bool):
        return {place: "on"} if value else {}
    return {place: "" if value is None else str(value)}
