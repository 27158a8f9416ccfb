"""The page's own files, compressed once: phones on slow networks get a third of the bytes.

Sanic has no compression of its own, and its plug-ins for it are no longer kept up; nginx in front may do more.
"""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sanic import response
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
}


@dataclass(frozen=True)
class _Packed:
    plain: bytes
    zipped: bytes
    tag: str
    content_type: str


def page_file(request: Request, folder: Path, name: str) -> HTTPResponse:
    """The file ``name`` directly in ``folder``; 304 when the browser has it already.

    Raises NotFound for anything else, paths that lead out of the folder included.
    """
    path = folder / name
    if path.parent != folder or not path.is_file():
        raise NotFound(f"no file {name}")
    packed = _packed(path, path.stat().st_mtime_ns)
    headers = {"ETag": packed.tag, "Vary": "Accept-Encoding"}
    if packed.tag in request.headers.get("if-none-match", ""):
        return response.empty(304, headers)
    body = packed.plain
    if "gzip" in request.headers.get("accept-encoding", "") and len(packed.zipped) < len(packed.plain):
        body = packed.zipped
        headers["Content-Encoding"] = "gzip"
    return response.raw(body, headers=headers, content_type=packed.content_type)


@lru_cache(maxsize=64)
def _packed(path: Path, _changed_at: int) -> _Packed:
    """``_changed_at`` is part of the key only: an edited file is read anew."""
    plain = path.read_bytes()
    kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    tag = f'"{hashlib.sha256(plain).hexdigest()[:20]}"'
    return _Packed(plain, gzip.compress(plain, mtime=0), tag, kind)
