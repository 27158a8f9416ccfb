"""An HTTP transport that reaches public addresses only: an address typed into a record must not open a door inside."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Callable

import httpx

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")


class AddressRefused(httpx.RequestError):
    """The host lies inside: a private, local or otherwise reserved address."""


class HostUnknown(httpx.ConnectError):
    """No such host: the name does not exist (anything else of the resolver is a plain ConnectError)."""


def is_public(address: Address) -> bool:
    """Whether ``address`` is one of the open internet's, also as what it carries inside (mapped, 6to4, Teredo, NAT64)."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in _TRANSLATED:
            inner.append(ipaddress.IPv4Address(address.packed[-4:]))
        if not all(is_public(one) for one in inner if one is not None):
            return False
        if address.ipv4_mapped is not None:
            return True
    return address.is_global and not address.is_multicast and not address.is_reserved


class PublicOnly(httpx.AsyncBaseTransport):
    """Resolves the host once, refuses it unless every address is ``allowed``, and connects to the address it has checked.

    Raises AddressRefused, HostUnknown, and what httpx raises.
    """

    def __init__(self, allowed: Callable[[Address], bool] = is_public) -> None:
        self._allowed = allowed
        self._inner = httpx.AsyncHTTPTransport(limits=httpx.Limits(max_keepalive_connections=0))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """As httpx asks; ``request`` goes to the address, with the host's name in Host header and certificate check."""
        found = await _resolve(request.url.host, request.url.port or 443, request)
        if not found or not all(self._allowed(address) for address in found):
            raise AddressRefused(f"{request.url.host} is not a public address", request=request)
        pinned = httpx.Request(
            request.method,
            request.url.copy_with(host=str(found[0])),
            headers=request.headers,
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": request.url.host},
        )
        return await self._inner.handle_async_request(pinned)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._inner.aclose()


async def _resolve(host: str, port: int, request: httpx.Request) -> list[Address]:
    try:
        rows = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        unknown = error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))
        raise (HostUnknown if unknown else httpx.ConnectError)(str(error), request=request) from error
    return [ipaddress.ip_address(str(row[4][0]).partition("%")[0]) for row in rows]
