"""Who may look and steer: this machine alone, or whoever has the key that was in the address."""

import secrets
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

LOOPBACK = ("127.0.0.1", "::1")
# The names under which a browser on this machine may ask; others are a page's DNS tricks.
NAMES = ("127.0.0.1", "localhost", "[::1]")
COOKIE = "sandbox_key"


class Guard:
    """Refuses everybody who is not on this machine, and pages that pretend to be.

    Args:
        app: what is guarded.
        key: opens it from elsewhere, as `?key=` or as the cookie that the page sets; None for
            nobody.
    """

    def __init__(self, app: ASGIApp, key: str | None = None) -> None:
        self._app = app
        self._key = key

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may come in."""
        if self._here(scope) or self._knows(scope):
            await self._app(scope, receive, send)
            return
        refused = {"ok": False, "error": "only from this machine"}
        await JSONResponse(refused, status_code=403)(scope, receive, send)

    def _here(self, scope: Scope) -> bool:
        host = _header(scope, b"host")
        local = (scope.get("client") or ("",))[0] in LOOPBACK
        return local and host.rsplit(":", 1)[0] in NAMES

    def _knows(self, scope: Scope) -> bool:
        if self._key is None:
            return False
        given = parse_qs(scope["query_string"].decode("latin-1")).get("key", [])
        try:
            cookie = SimpleCookie(_header(scope, b"cookie")).get(COOKIE)
        except CookieError:
            cookie = None
        given += [cookie.value] if cookie else []
        return any(secrets.compare_digest(each.encode(), self._key.encode()) for each in given)


def _header(scope: Scope, name: bytes) -> str:
    value: bytes = dict(scope["headers"]).get(name, b"")
    return value.decode("latin-1")
