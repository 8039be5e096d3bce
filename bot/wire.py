"""Telegram's wire: the transport under telegram.Bot, which says what became of a request."""

from __future__ import annotations

import json
import os
import socket
import ssl
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import aiohttp
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

if TYPE_CHECKING:
    # PTB has no public name for "a value, None, or not given".
    from telegram._utils.types import ODVInput

# A connection idle for longer is not used again. If the server closes it just when a request
# goes out, nobody can say whether that request was handled. nginx, which stands before the Bot
# API, closes after 75 seconds by default (nginx: keepalive_timeout), so 15 keep well away.
KEEPALIVE = 15.0
# Raised before the first byte of a request is written: no socket, no TLS, no address.
_BEFORE = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.ServerFingerprintMismatch,
    aiohttp.InvalidURL,
    aiohttp.NonHttpUrlClientError,
)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
Body = aiohttp.FormData | bytes | None


class NeverLeft(NetworkError):
    """The request surely did not reach Telegram: no connection, or none free in time."""


class AnswerLost(NetworkError):
    """The request left, or may have; whether Telegram did what it asks is not known."""


class AiohttpRequest(BaseRequest):
    """PTB's transport on one aiohttp session with a pool of kept connections.

    Neither its errors nor its repr contain a URL, because the bot's token is part of each.

    Args:
        limit: connections at once.
        read_timeout: seconds between two pieces of an answer.
        write_timeout: seconds that sending a request may add.
        connect_timeout: seconds for the connection and its TLS handshake.
        pool_timeout: seconds to wait for a connection when all are busy.
        media_write_timeout: like `write_timeout`, for requests that carry files.
    """

    def __init__(
        self,
        limit: int = 96,
        *,
        read_timeout: float | None = 20.0,
        write_timeout: float | None = 10.0,
        connect_timeout: float | None = 5.0,
        pool_timeout: float | None = 5.0,
        media_write_timeout: float | None = 60.0,
    ) -> None:
        self._limit = limit
        self._read = read_timeout
        self._write = write_timeout
        self._media_write = media_write_timeout
        self._connect = connect_timeout
        self._pool = pool_timeout
        self._session: aiohttp.ClientSession | None = None

    def __repr__(self) -> str:
        state = "open" if self._session else "closed"
        return f"<AiohttpRequest {state}, at most {self._limit} connections>"

    @property
    def read_timeout(self) -> float | None:
        """The default read timeout in seconds; PTB adds it to a long poll's own time."""
        return self._read

    async def initialize(self) -> None:
        """Opens the session, once."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._limit, keepalive_timeout=KEEPALIVE),
                headers={"User-Agent": self.USER_AGENT},
                cookie_jar=aiohttp.DummyCookieJar(),
            )

    async def shutdown(self) -> None:
        """Closes the session and its connections; calls under way end in AnswerLost."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Makes one HTTP request (see BaseRequest.do_request).

        Returns:
            The HTTP status and the body.

        Raises:
            NeverLeft: when Telegram surely did not get the request.
            AnswerLost: when it may have.
        """
        uploads = bool(request_data and request_data.contains_files)
        limits = _limits(
            read=_or(read_timeout, self._read),
            write=_or(write_timeout, self._media_write if uploads else self._write),
            connect=_or(connect_timeout, self._connect),
            pool=_or(pool_timeout, self._pool),
        )
        failed: NetworkError
        try:
            return await self._exchange(method, url, _body(request_data), limits)
        except NeverLeft as error:
            failed = error
        except _BEFORE as error:
            failed = NeverLeft(f"No connection to Telegram ({_cause(error)})")
        except Exception as error:
            failed = AnswerLost(f"Telegram's answer was lost ({_cause(error)})")
        # Raised out here, it has no __context__: any of those errors may hold the URL.
        raise failed

    async def _exchange(
        self, method: str, url: str, body: Body, limits: aiohttp.ClientTimeout
    ) -> tuple[int, bytes]:
        """A POST goes out once: aiohttp (3.14) repeats idempotent methods only."""
        if self._session is None:
            raise NeverLeft("The connection to Telegram is closed")
        kind = FORM if isinstance(body, bytes) else None
        async with self._session.request(
            method, url, data=body, headers=kind, timeout=limits, allow_redirects=False
        ) as answer:
            return answer.status, await answer.read()

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Reads an answer; PTB's own would log what it cannot read, and with it people's words.

        Raises:
            AnswerLost: when it is no JSON object, for then nobody knows what it said.
        """
        try:
            answer = json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise AnswerLost("Telegram's answer was lost (no JSON object)")
        return answer


@lru_cache
def _limits(
    *, read: float | None, write: float | None, connect: float | None, pool: float | None
) -> aiohttp.ClientTimeout:
    """PTB's four timeouts (seconds, None for none) in aiohttp's terms.

    aiohttp counts waiting for a free connection as part of connecting, and has none for writing:
    the whole request, with its answer, gets the sum of all four.
    """
    return aiohttp.ClientTimeout(
        total=_sum(read, write, connect, pool),
        connect=_sum(connect, pool),
        sock_connect=connect,
        sock_read=read,
    )


def _sum(*seconds: float | None) -> float | None:
    known = [value for value in seconds if value is not None]
    return sum(known) if len(known) == len(seconds) else None


def _or(given: ODVInput[float], default: float | None) -> float | None:
    return given if given is None or isinstance(given, int | float) else default


def _body(data: RequestData | None) -> Body:
    """The parameters as a form; with files it is multipart (Bot API: Making requests).

    aiohttp's FormData asks the system for random bytes each time, which only a multipart needs.
    """
    if data is None:
        return None
    if not data.contains_files:
        return data.url_encoded_parameters().encode()
    # Quoted, "Übersicht.csv" would arrive as "%C3%9Cbersicht.csv" (aiohttp's default).
    form = aiohttp.FormData(data.json_parameters, quote_fields=False)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form


def _cause(error: BaseException) -> str:
    """An error by its class and number, without its text, in which the URL may stand."""
    system = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    words = None
    if isinstance(system, ssl.SSLError):
        words = system.reason
    elif isinstance(system, socket.gaierror):
        words = system.strerror
    elif isinstance(system, OSError) and system.errno:
        words = os.strerror(system.errno)
    return type(error).__name__ + (f": {words}" if words else "")
