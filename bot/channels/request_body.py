"""A request's body, read no further than is allowed."""

from collections.abc import Callable
from typing import Any, cast

from sanic.request import Request


async def read_body(request: Request, most: int, refused: Callable[[], Exception]) -> bytes:
    """At most ``most`` bytes; raises what ``refused`` makes, without reading at all where the length is stated."""
    stated = request.headers.get("content-length", "")
    if stated.isdecimal() and int(stated) > most:
        raise refused()
    body, stream = b"", cast(Any, request.stream)
    while (chunk := await stream.read()) is not None:
        body += chunk
        if len(body) > most:
            raise refused()
    return body
