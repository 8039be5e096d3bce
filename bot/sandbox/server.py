"""The server: the Bot API over HTTP, in the event loop of whoever starts it."""

import asyncio
import contextlib
import secrets
import socket
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.types import Receive, Scope, Send

from bot.sandbox.api import BotApi
from bot.sandbox.control import control
from bot.sandbox.sockets import Wire
from bot.sandbox.town import Town
from bot.sandbox.web import Director, Guard, TownClock, page

LOOPBACK = "127.0.0.1"
BACKLOG = 2048
TURNS_TO_CLOSE = 3
GRACE = 0.2  # seconds that what is still going on has to end by itself
# Seconds; shorter ones close connections that a client is about to use again.
KEEP_ALIVE = 75


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen; beyond this machine only with a `key`, which the page's address carries."""

    port: int = 0
    host: str = LOOPBACK
    key: str | None = None

    @classmethod
    def of(cls, host: str, port: int) -> "Address":
        """Return it with a fresh key where others than this machine can reach it."""
        key = None if host in (LOOPBACK, "localhost", "::1") else secrets.token_urlsafe(16)
        return cls(port, host, key)


@dataclass(frozen=True, slots=True)
class Server:
    """A running sandbox: where to point a bot (`base_url`) and where to steer it."""

    town: Town
    port: int
    address: Address = Address()

    @property
    def page_url(self) -> str:
        """The address of the page, with the key to it where there is one."""
        if self.address.key is None:
            return f"{self.base_url}/"
        return f"http://{self.address.host}:{self.port}/?key={self.address.key}"

    @property
    def base_url(self) -> str:
        """The address of the Bot API server; PTB wants it with "/bot" behind."""
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def control_url(self) -> str:
        """The address of the control API."""
        return f"{self.base_url}/control"


class _Uvicorn(uvicorn.Server):
    """Uvicorn without its signal handlers and its ticking loop: it lives inside another loop."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.stop = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to the program that runs us."""
        yield

    async def main_loop(self) -> None:
        """Wait for the end."""
        await self.stop.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Cut off what is still going on, so that a test costs no tenth of a second at its end."""
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        # The loop tells requests about their closed connections in its next turns.
        for _ in range(TURNS_TO_CLOSE):
            await asyncio.sleep(0)
        left = list(self.server_state.tasks)
        if left:  # Feeds of pages end by themselves; cut short, each would log a traceback.
            await asyncio.wait(left, timeout=GRACE)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)


class _Files:
    """Downloads under /file/bot<token>/<file_path> (Bot API: getFile)."""

    def __init__(self, town: Town) -> None:
        self._town = town

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the file, or 404."""
        given = scope["path_params"]
        file = self._town.files.at(given["path"]) if given["token"] == self._town.token else None
        response = Response(file.data) if file else Response("Not Found", status_code=404)
        await response(scope, receive, send)


def application(town: Town, director: Director | None = None, key: str | None = None) -> Starlette:
    """Return the ASGI application of a town: the Bot API, its files, the control API, the page."""
    guarded = Starlette(
        routes=[Mount("/control", control(town)), *page(town, director or TownClock(town), key)],
        middleware=[Middleware(Guard, key=key)],
    )
    return Starlette(
        routes=[
            Route("/bot{token}/{method}", BotApi(town)),
            Route("/file/bot{token}/{path:path}", _Files(town)),
            Mount("/", guarded),
        ]
    )


@contextlib.asynccontextmanager
async def serve(
    town: Town,
    port: int = 0,
    *,
    address: Address | None = None,
    director: Director | None = None,
) -> AsyncIterator[Server]:
    """Serve a town on the loopback interface while the context lasts.

    Args:
        town: what is served; everything happens on this event loop.
        port: where; 0 takes a free one.
        address: where, in full, in place of the port.
        director: who runs the bot in it, for the page; the town's own clock by default.

    Raises:
        OSError: the port is taken.
    """
    address = address or Address(port)
    listening = socket.create_server((address.host, address.port), backlog=BACKLOG)
    config = uvicorn.Config(
        application(town, director, address.key),
        http=Wire,
        ws="none",
        lifespan="off",
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        timeout_keep_alive=KEEP_ALIVE,
        backlog=BACKLOG,
    )
    server = _Uvicorn(config)
    running = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield Server(town, listening.getsockname()[1], address)
    finally:
        town.close()
        server.stop.set()
        await running
        listening.close()
