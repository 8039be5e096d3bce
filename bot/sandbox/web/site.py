"""The page's own addresses: its files, what it shows, the feed, and the director's verbs."""

import secrets
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, time, timedelta
from importlib import resources
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.sandbox import images
from bot.sandbox.asked import Asked
from bot.sandbox.errors import Json, NotAllowed
from bot.sandbox.web import views
from bot.sandbox.web.director import Director
from bot.sandbox.web.feed import Feed
from bot.sandbox.web.guard import COOKIE

if TYPE_CHECKING:
    from bot.sandbox.town import Town

POLICY = "; ".join(
    f"{what} {who}"
    for what, who in {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self'",
        "media-src": "'self'",
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }.items()
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
PICTURES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}
STATIC = {
    file.name: file.read_bytes()
    for file in resources.files("bot.sandbox.web").joinpath("static").iterdir()
    if file.name.endswith(tuple(KINDS))
}


class Site:
    """The endpoints of the page."""

    def __init__(self, town: "Town", director: Director, key: str | None) -> None:
        self._town = town
        self._director = director
        self._key = key
        self._name = secrets.token_hex(8)

    async def file(self, request: Request) -> Response:
        """Answer with a file of the package; the address without a name is the page."""
        name = request.path_params.get("name", "index.html")
        if name not in STATIC:
            return Response("Not Found", status_code=404, headers=HEADERS)
        kind = KINDS[name[name.rindex(".") :]]
        response = Response(STATIC[name], media_type=kind, headers=HEADERS)
        if self._key is not None and request.query_params.get("key") == self._key:
            response.set_cookie(COOKIE, self._key, httponly=True, samesite="strict")
        return response

    async def state(self, request: Request) -> Response:
        """Show the town, and the lists of the people named by ?as=, separated by commas."""
        town, director = self._town, self._director
        named = [int(each) for each in request.query_params.get("as", "").split(",") if each]
        people = [town.users[each] for each in named if each in town.users]
        alarm = await director.next_alarm()
        return _shown(
            views.town(town)
            | {
                "lists": {
                    str(user.id): [views.listed(user, chat) for chat in views.chats_of(user)]
                    for user in people
                },
                "scenes": [
                    {"key": scene.key, "title": scene.title, "about": scene.about}
                    for scene in director.scenes
                ],
                "starts_over": director.starts_over,
                "zone": str(director.zone),
                "next_alarm": alarm.timestamp() if alarm else None,
            }
        )

    async def conversation(self, request: Request) -> Response:
        """Show a chat as ?as= sees it."""
        asked = _asked(self._town, request, "user", "chat")
        return _shown(views.conversation(asked.user(), asked.chat()))

    async def events(self, request: Request) -> Response:
        """Push what happens from now on."""
        return StreamingResponse(
            Feed(self._town, self._name).lines(), media_type="text/event-stream", headers=HEADERS
        )

    async def media(self, request: Request) -> Response:
        """Answer with what was sent: a picture to be seen, anything else to be saved."""
        file = self._town.files.find(request.path_params["file_id"])
        if file is None:
            return Response("Not Found", status_code=404, headers=HEADERS)
        kind = next((kind for sign, kind in PICTURES.items() if file.data.startswith(sign)), None)
        if kind is None and images.size(file.data):
            kind = "image/webp"
        saved = {} if kind else {"Content-Disposition": "attachment"}
        return Response(
            file.data, media_type=kind or "application/octet-stream", headers=HEADERS | saved
        )

    async def transcript(self, request: Request) -> Response:
        """Answer with all that was said in the town, as a file to keep."""
        told = views.transcript(self._town)
        saved = {"Content-Disposition": 'attachment; filename="transcript.txt"'}
        return Response(told, media_type="text/plain; charset=utf-8", headers=HEADERS | saved)

    async def read(self, asked: Asked) -> Json:
        """Note that somebody has seen a chat: user, chat, topic (0 outside any)."""
        views.read(asked.user(), asked.chat(), asked.value("topic", int))
        return {}

    async def advance(self, asked: Asked) -> Json:
        """Move the clock: to (a Unix time), seconds, tomorrow ("07:30"), or to the next alarm."""
        now = self._town.now()
        if "to" in asked.given:
            to: datetime | None = datetime.fromtimestamp(asked.value("to", int), UTC)
        elif "seconds" in asked.given:
            to = now + timedelta(seconds=asked.value("seconds", int))
        elif "tomorrow" in asked.given:
            at = time.fromisoformat(asked.value("tomorrow", str))
            here = now.astimezone(self._director.zone) + timedelta(days=1)
            to = datetime.combine(here.date(), at, self._director.zone)
        else:
            to = await self._director.next_alarm()
        if to is None or to < now:
            raise NotAllowed("nothing is due" if to is None else "the clock only goes forward")
        await self._director.advance(to)
        return {"now": self._town.now().timestamp()}

    async def play(self, asked: Asked) -> Json:
        """Play a scene: scene."""
        await self._director.play(asked.value("scene", str))
        return {}

    async def start_over(self, asked: Asked) -> Json:
        """Begin the same day anew."""
        if not self._director.starts_over:
            raise NotAllowed("nobody here can start this town over")
        self._director.start_over()
        return {}

    def act(self, perform: Callable[[Asked], Awaitable[Json]]) -> Route:
        """Return the address of one of the verbs above."""

        async def endpoint(request: Request) -> Response:
            # A page elsewhere can post a form to this machine, but not JSON.
            if request.headers.get("content-type", "").split(";")[0] != "application/json":
                return _refused(415, "the body has to be application/json")
            try:
                return _shown(await perform(Asked(self._town, dict(await request.json()))))
            except (NotAllowed, KeyError, ValueError) as error:
                return _refused(400, str(error))
            except (AssertionError, TimeoutError) as error:
                return _refused(408, str(error) or "not in time")

        return Route(f"/page/{perform.__name__}", endpoint, methods=["POST"])


def _asked(town: "Town", request: Request, *names: str) -> Asked:
    return Asked(town, {name: int(request.query_params[name]) for name in names})


def _shown(result: Json) -> JSONResponse:
    return JSONResponse({"ok": True, "result": result}, headers=HEADERS)


def _refused(status: int, reason: str) -> JSONResponse:
    return JSONResponse({"ok": False, "error": reason}, status_code=status, headers=HEADERS)


def page(town: "Town", director: Director, key: str | None = None) -> list[Route]:
    """Return the page's routes; whoever mounts them guards them."""
    site = Site(town, director, key)
    return [
        Route("/", site.file),
        Route("/page/state", site.state),
        Route("/page/chat", site.conversation),
        Route("/page/events", site.events),
        Route("/page/transcript", site.transcript),
        Route("/page/media/{file_id}", site.media),
        *(site.act(perform) for perform in (site.read, site.advance, site.play, site.start_over)),
        Route("/page/{name}", site.file),
    ]
