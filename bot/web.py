"""What the bot answers over HTTP: Telegram's webhook, /health, /metrics, and pages."""

from __future__ import annotations

import asyncio
import hmac
import json
import socket
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from urllib.parse import urlsplit

import uvicorn
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.health import Health
from bot.inbox import Raw
from bot.webhook import Busy, Webhook

# Bot API: setWebhook, secret_token.
HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST_BODY = 2**20
# Seconds until Telegram posts again what was not taken (its server honours Retry-After).
RETRY_AFTER = "2"
# Seconds for which an idle connection is kept: longer than nginx keeps its own (60 by default), or
# it would use one that is just being closed.
KEEP_ALIVE = 75
# Seconds for what is still being answered when the end comes.
LAST_ANSWERS = 1


class TooLarge(Exception):
    """The body is larger than any update."""


class Door:
    """Where Telegram posts updates: whoever knows the secret may come in."""

    def __init__(self, webhook: Webhook, secret: str) -> None:
        self._webhook = webhook
        self._secret = secret.encode()

    async def post(self, request: Request) -> Response:
        """One update; 200 once its effect is committed, with the toast as a method to perform."""
        given = request.headers.get(HEADER, "").encode()
        if not hmac.compare_digest(given, self._secret):
            return Response(status_code=401)
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            return Response(status_code=415)
        try:
            raw = _update(await _body(request))
            method = await self._webhook.take(raw)
        except TooLarge:
            return Response(status_code=413)
        except (ValueError, RecursionError, ClientDisconnect):
            return Response(status_code=400)
        except Busy:
            return Response(status_code=503, headers={"Retry-After": RETRY_AFTER})
        return Response() if method is None else JSONResponse(method)


async def _body(request: Request) -> bytes:
    said = request.headers.get("content-length", "")
    if said.isdecimal() and int(said) > LARGEST_BODY:
        raise TooLarge
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST_BODY:
            raise TooLarge
    return bytes(body)


def _update(body: bytes) -> Raw:
    """The body as an update; one without a number would have nothing to be known by."""
    raw = json.loads(body)
    number = raw.get("update_id") if isinstance(raw, dict) else None
    if type(number) is not int or not 0 <= number < 2**63:
        raise ValueError("no update")
    return raw  # type: ignore[no-any-return]


def application(
    health: Health, webhook: Webhook | None, url: str, secret: str, more: Sequence[Route] = ()
) -> Starlette:
    """The ASGI application; `webhook` is posted to under the path of `url`, if there is one.

    `more` is what else is served.
    """

    async def tell(_: Request) -> Response:
        state = await health.look()
        return JSONResponse(state.as_json(), 200 if state.live and state.ready else 503)

    async def count(_: Request) -> Response:
        return Response(await health.metrics(), media_type=CONTENT_TYPE_LATEST)

    routes = [Route("/health", tell), Route("/metrics", count), *more]
    if webhook is not None:
        path = urlsplit(url).path or "/"
        routes.append(Route(path, Door(webhook, secret).post, methods=["POST"]))
    return Starlette(routes=routes)


class _Uvicorn(uvicorn.Server):
    """Uvicorn without its signal handlers: the process has its own."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leaves the signals alone."""
        yield


@asynccontextmanager
async def serving(app: Starlette, host: str, port: int) -> AsyncIterator[None]:
    """Serves while the context lasts.

    Raises:
        OSError: nobody can listen there.
    """
    config = uvicorn.Config(
        app,
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=LAST_ANSWERS,
    )
    server = _Uvicorn(config)
    with _bound(host, port) as listening:
        running = asyncio.create_task(server.serve(sockets=[listening]), name="web")
        try:
            yield
        finally:
            server.should_exit = True
            await running


def _bound(host: str, port: int) -> socket.socket:
    """A socket at the address.

    It must say that it speaks TCP: only then does asyncio switch Nagle's algorithm off, which
    delays each answer by 40 ms.
    """
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    bound = socket.socket(family, kind, protocol)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
    except OSError:
        bound.close()
        raise
    return bound
