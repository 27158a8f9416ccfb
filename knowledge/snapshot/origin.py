"""Where a snapshot came from, kept in its manifest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

Place = Literal["files", "console"]


class Origin(BaseModel):
    """``made_from``: the packaged files or the staff console; ``by``: who pressed the button; ``note``: what for."""

    model_config = ConfigDict(frozen=True)
    made_from: Place = "files"
    by: str = ""
    note: str = ""


FROM_FILES = Origin()


def origin_of(manifest: Mapping[str, Any]) -> Origin:
    """The origin that a manifest names; the files, for one made before origins were kept."""
    return Origin.model_validate(manifest.get("origin") or {})
