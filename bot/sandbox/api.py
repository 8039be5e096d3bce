"""One request to the Bot API: parse, journal, fail if asked to, perform, answer."""

import asyncio
import inspect
import json
import secrets
import time
from datetime import datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

from starlette.types import Receive, Scope, Send

from bot.sandbox import sockets
from bot.sandbox.bodies import LARGEST_BODY, parameters, too_large
from bot.sandbox.errors import ApiError, Json, too_many_requests
from bot.sandbox.faults import Fault
from bot.sandbox.journal import Entry
from bot.sandbox.methods import METHODS, Method

if TYPE_CHECKING:
    from bot.sandbox.town import Town

JSON = b"application/json"
BAD_GATEWAY = (
    b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
    b"<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n"
    b"</body>\r\n</html>\r\n"
)
INTERNAL = ApiError(500, "Internal Server Error: restart")


class Gone(Exception):
    """The client closed the connection before it was answered."""


class BotApi:
    """The ASGI application behind /bot<token>/<method>."""

    def __init__(self, town: "Town") -> None:
        self._town = town

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, whatever it is."""
        try:
            method = self._method(scope)
            body = await _body(receive)
        except ApiError as error:
            await _answer(send, error.code, error.body())
            return
        except Gone:
            return
        await _Exchange(self._town, method, scope, receive, send).run(body)

    def _method(self, scope: Scope) -> Method:
        """Return the method that the path names, after checking the token."""
        given = scope["path_params"]
        if ":" not in given["token"]:
            raise ApiError(404, "Not Found")
        if not secrets.compare_digest(given["token"].encode(), self._town.token.encode()):
            raise ApiError(401, "Unauthorized")
        method = METHODS.get(given["method"].lower())
        if method is None:
            raise ApiError(404, "Not Found")
        return method


class _Exchange:
    """One request and its answer, with its entry in the journal."""

    def __init__(
        self, town: "Town", method: Method, scope: Scope, receive: Receive, send: Send
    ) -> None:
        self._town = town
        self._method = method
        self._scope, self._receive, self._send = scope, receive, send
        self._entry = town.journal.add(Entry(town.now(), method.name, {}, time.monotonic()))

    async def run(self, body: bytes) -> None:
        """Do what was asked, or fail as the faults say, and answer."""
        entry, fault = self._entry, None
        try:
            entry.raw = self._parameters(body)
            fault = self._struck()
            status, answer = await self._outcome(fault)
        except ApiError as error:
            status, answer = error.code, error.body()
        except Gone:
            return
        except Exception:
            # Our own mistake: it is logged by uvicorn and answered 500; the journal shows it too.
            self._note(INTERNAL.code, INTERNAL.body())
            raise
        await self._pause()
        await (self._reply(status, answer) if fault is None else self._fail(fault, status, answer))

    def _struck(self) -> Fault | None:
        """Return the fault that strikes this request, if any, and note it."""
        entry = self._entry
        entry.chat_id = _chat_id(entry.raw)
        fault = self._town.faults.draw(entry.method, entry.chat_id)
        if fault is not None:
            entry.fault = fault.kind
        return fault

    async def _outcome(self, fault: Fault | None) -> tuple[int, Json]:
        """Perform the request, unless the fault prevents it."""
        if fault is not None and not fault.applies:
            return 0, {}
        result = await self._perform()
        self._entry.applied = True
        return 200, {"ok": True, "result": result}

    def _parameters(self, body: bytes) -> Json:
        headers = dict(self._scope["headers"])
        kind = headers.get(b"content-type", b"")
        return parameters(self._scope["query_string"], kind, body)

    async def _perform(self) -> object:
        request = self._method.checked(self._entry.raw)
        self._entry.request = request
        result = self._method.perform(self._town, request)
        return await self._unless_gone(result) if inspect.isawaitable(result) else result

    async def _unless_gone(self, result: Any) -> object:
        """Wait for a result as long as the client waits for it."""
        work = asyncio.ensure_future(result)
        watch = asyncio.ensure_future(sockets.gone(self._receive))
        try:
            await asyncio.wait({work, watch}, return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                raise Gone
            return work.result()
        finally:
            work.cancel()
            watch.cancel()

    async def _pause(self) -> None:
        if self._town.latency is not None:
            await asyncio.sleep(self._town.random.uniform(*self._town.latency))

    async def _reply(self, status: int, answer: Json) -> None:
        self._note(status, answer)
        await _answer(self._send, status, answer, self._town.now())

    def _note(self, status: int, answer: Json) -> None:
        entry = self._entry
        entry.status, entry.answer, entry.answered = status, answer, time.monotonic()
        self._town.bell.ring()

    async def _fail(self, fault: Fault, status: int, answer: Json) -> None:
        """Let the request fail in the way the fault says."""
        if fault.kind == "429":
            error = too_many_requests(fault.retry_after)
            await self._reply(error.code, error.body())
        elif fault.kind in ("500", "500_after"):
            await self._reply(INTERNAL.code, INTERNAL.body())
        elif fault.kind == "502":
            self._note(502, {})
            await _write(self._send, 502, b"text/html", BAD_GATEWAY)
        else:
            self._town.bell.ring()
            await self._break_off(fault.kind, status, answer)

    async def _break_off(self, kind: str, status: int, answer: Json) -> None:
        if kind.startswith("hang"):
            await sockets.gone(self._receive)
        elif kind.startswith("reset"):
            await sockets.reset(self._scope, self._receive)
        else:
            body = json.dumps(answer).encode()
            await _start(self._send, status, JSON, len(body))
            await self._send(
                {"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True}
            )
            await sockets.hang_up(self._scope, self._receive)


async def _body(receive: Receive) -> bytes:
    """Return the whole body of a request."""
    pieces, size, more = [], 0, True
    while more:
        event = await receive()
        if event["type"] == "http.disconnect":
            raise Gone
        pieces.append(event.get("body", b""))
        size += len(pieces[-1])
        if size > LARGEST_BODY:
            raise too_large()
        more = event.get("more_body", False)
    return b"".join(pieces)


def _chat_id(raw: Json) -> int | None:
    """Return the chat that a request is about, if its parameters name one by number."""
    try:
        return int(raw["chat_id"])
    except (KeyError, TypeError, ValueError):
        return None


async def _answer(send: Send, status: int, answer: Json, at: datetime | None = None) -> None:
    await _write(send, status, JSON, json.dumps(answer).encode(), at)


async def _write(
    send: Send, status: int, kind: bytes, body: bytes, at: datetime | None = None
) -> None:
    await _start(send, status, kind, len(body), at)
    await send({"type": "http.response.body", "body": body})


async def _start(
    send: Send, status: int, kind: bytes, length: int, at: datetime | None = None
) -> None:
    headers = [(b"content-type", kind), (b"content-length", str(length).encode())]
    if at is not None:
        headers.append((b"date", format_datetime(at, usegmt=True).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
