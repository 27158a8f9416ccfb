"""menu.yml: read, checked, and as WeChat wants it."""

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

_FILE = Path(__file__).with_name("menu.yml")
_MOST_COLUMNS, _MOST_LINES = 3, 5
_COLUMN_BYTES, _LINE_BYTES, _KEY_BYTES = 16, 60, 128
_SHAPES = ({"name", "key", "payload"}, {"name", "url"})
Column = dict[str, Any]


class MenuWrong(ValueError):
    """The file breaks a rule of WeChat's; the message is for staff."""


def read_menu(path: Path = _FILE) -> list[Column]:
    """The columns of the file.

    Raises MenuWrong.
    """
    columns = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    if not isinstance(columns, list) or not 1 <= len(columns) <= _MOST_COLUMNS:
        raise MenuWrong(f"{path.name}：应有1到{_MOST_COLUMNS}列")
    for column in columns:
        _check_name(column, _COLUMN_BYTES)
        if not 1 <= len(column.get("lines") or []) <= _MOST_LINES:
            raise MenuWrong(f"{path.name}：“{column['name']}”下应有1到{_MOST_LINES}行")
        for line in column["lines"]:
            _check_name(line, _LINE_BYTES)
            if set(line) not in _SHAPES:
                raise MenuWrong(f"{path.name}：“{line['name']}”要么有 key 和 payload，要么有 url")
            if len(str(line.get("key", "")).encode()) > _KEY_BYTES:
                raise MenuWrong(f"{path.name}：“{line['name']}”的 key 太长")
    keys = [line["key"] for column in columns for line in column["lines"] if "key" in line]
    if len(keys) != len(set(keys)):
        raise MenuWrong(f"{path.name}：key 有重复")
    return columns


def menu_payloads() -> dict[str, str]:
    """What each key says to the advisor."""
    return {line["key"]: line["payload"] for column in read_menu() for line in column["lines"] if "key" in line}


def menu_body(columns: list[Column], public_url: str) -> dict[str, Any]:
    """The body of menu/create."""
    return {
        "button": [
            {"name": column["name"], "sub_button": [_button(line, public_url) for line in column["lines"]]}
            for column in columns
        ]
    }


def _check_name(item: Any, most: int) -> None:
    name = item.get("name") if isinstance(item, dict) else None
    if not isinstance(name, str) or not 1 <= len(name.encode()) <= most:
        raise MenuWrong(f"菜单名“{name}”应为1到{most}个字节（一个汉字3个字节）")


def _button(line: dict[str, str], public_url: str) -> dict[str, str]:
    if "url" in line:
        url = line["url"].replace("{public_url}", public_url.rstrip("/"))
        return {"type": "view", "name": line["name"], "url": url}
    return {"type": "click", "name": line["name"], "key": line["key"]}
