"""Sockets: closing a connection the hard way, which ASGI alone can't do."""

import asyncio
import socket
import struct
from typing import Any, cast

from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

EXTENSION = "sandbox.transport"
# With a linger time of zero, close() sends RST instead of FIN (socket(7), SO_LINGER).
LINGER_ZERO = struct.pack("ii", 1, 0)


class Wire(H11Protocol):
    """Uvicorn's HTTP/1.1 protocol, which also hands the connection to the application."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Remember the connection in the scope of each of its requests."""
        super().connection_made(transport)
        # Uvicorn writes head and body apart; with Nagle's algorithm each answer would take 40 ms.
        connection = transport.get_extra_info("socket")
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        inner = self.app

        async def with_transport(scope: Scope, receive: Receive, send: Send) -> None:
            scope.setdefault("extensions", {})[EXTENSION] = transport
            await inner(cast(Any, scope), cast(Any, receive), cast(Any, send))

        self.app = cast(Any, with_transport)


def transport_of(scope: Scope) -> asyncio.Transport:
    """Return the connection that a request came over."""
    return cast(asyncio.Transport, scope["extensions"][EXTENSION])


async def gone(receive: Receive) -> None:
    """Wait until the client has closed the connection (or we have)."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def reset(scope: Scope, receive: Receive) -> None:
    """Close the connection with a TCP reset."""
    transport = transport_of(scope)
    connection = transport.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_ZERO)
    transport.abort()
    await gone(receive)


async def hang_up(scope: Scope, receive: Receive) -> None:
    """Close the connection after what was written so far."""
    transport_of(scope).close()
    await gone(receive)
