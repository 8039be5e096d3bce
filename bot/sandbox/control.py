"""The control API: the town's verbs over HTTP, for bots that run in another process."""

import inspect
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.sandbox.asked import Asked
from bot.sandbox.chats import Chat
from bot.sandbox.errors import Json, NotAllowed
from bot.sandbox.groups import Group
from bot.sandbox.journal import Entry
from bot.sandbox.people import User
from bot.sandbox.sharing_verbs import VERBS

if TYPE_CHECKING:
    from bot.sandbox.town import Town

# How many journal entries and events one answer holds when it is not told.
PAGE = 1000


def _refused(status: int, reason: str) -> JSONResponse:
    return JSONResponse({"ok": False, "error": reason}, status_code=status)


def _done(result: Any) -> JSONResponse:
    return JSONResponse({"ok": True, "result": result})


class Control:
    """The endpoints: GET to look, POST /control/<verb> to act."""

    def __init__(self, town: "Town") -> None:
        self._town = town

    async def act(self, request: Request) -> JSONResponse:
        """Perform a verb with its JSON body."""
        act = VERBS.get(request.path_params["verb"])
        if act is None:
            return _refused(404, f"no such verb; there are {', '.join(VERBS)}")
        # A page elsewhere can post a form to this machine, but not JSON.
        if request.headers.get("content-type", "").split(";")[0] != "application/json":
            return _refused(415, "the body has to be application/json")
        try:
            asked = Asked(self._town, dict(await request.json()))
            result = act(asked)
            return _done(await result if inspect.isawaitable(result) else result)
        except (AssertionError, TimeoutError) as error:
            return _refused(408, str(error) or "not in time")
        except (NotAllowed, ValueError, TypeError, KeyError, AttributeError) as error:
            return _refused(400, str(error))

    async def town(self, request: Request) -> JSONResponse:
        """Show who and what there is, and the token."""
        town = self._town
        return _done(
            {
                "token": town.token,
                "bot": town.bot.to_json(),
                "now": town.now().isoformat(),
                "pending": town.pending,
                "users": [user.to_json() for user in town.users.values() if not user.is_bot],
                "groups": [_group(group) for group in town.groups],
                "verbs": {name: (act.__doc__ or "").strip() for name, act in VERBS.items()},
            }
        )

    async def chat(self, request: Request) -> JSONResponse:
        """Show a chat as people see it; ?format=text the transcript only, ?as= one person's."""
        # Starlette's int converter knows no minus, and group ids are negative.
        try:
            chat_id = int(request.path_params["chat"])
        except ValueError:
            chat_id = 0
        user = self._town.users.get(chat_id)
        chat = user.private if user else self._town.chats.get(chat_id)
        if chat is None:
            return _refused(404, f"there is no chat {chat_id}")
        if request.query_params.get("format") == "text":
            return _done(chat.transcript)
        return _done(_chat(chat, self._town.users.get(int(request.query_params.get("as", 0)))))

    async def journal(self, request: Request) -> JSONResponse:
        """Show requests: ?method=, ?chat=, ?last=."""
        query = request.query_params
        method, chat, last = query.get("method"), query.get("chat"), int(query.get("last", PAGE))
        entries = [
            entry
            for entry in self._town.journal
            if method in (None, entry.method) and chat in (None, str(entry.chat_id))
        ]
        return _done([_entry(entry) for entry in entries[-last:]])

    async def events(self, request: Request) -> JSONResponse:
        """Show what happened after ?since=, the number of an event."""
        since = int(request.query_params.get("since", 0))
        return _done([event.to_json() for event in self._town.events.since(since)[:PAGE]])


def _group(group: Group) -> Json:
    return {
        **group.brief,
        "members": [member.to_json() for member in group.members.values()],
        "topics": [
            {"id": topic.id, "name": topic.name, "closed": topic.closed}
            for topic in group.topics.values()
            if not topic.deleted
        ],
        "migrated_to": group.migrated_to.id if group.migrated_to else None,
    }


def _chat(chat: Chat, user: User | None) -> Json:
    """Return a chat; what only one person sees is there for that person."""
    alone = chat.whispers(user) if isinstance(chat, Group) and user else []
    return {
        "chat": chat.brief,
        "pinned": [message.id for message in chat.pinned],
        "whispers": [message.to_json() for message in alone],
        "reactions": {
            message.id: {str(who.id): emojis for who, emojis in message.reactions.items()}
            for message in chat.messages
            if message.reactions
        },
        "messages": [message.to_json() for message in chat.messages],
        "transcript": chat.transcript,
    }


def _entry(entry: Entry) -> Json:
    return {
        "at": entry.at.isoformat(),
        "method": entry.method,
        "params": {key: _plain(value) for key, value in entry.params.items()},
        "status": entry.status,
        "answer": entry.answer,
        "fault": entry.fault,
        "applied": entry.applied,
        "seconds": None if entry.answered is None else entry.answered - entry.arrived,
    }


def _plain(value: Any) -> Any:
    """Return a parameter that JSON can carry; a file shows its name."""
    if isinstance(value, dict) and isinstance(value.get("content"), bytes):
        return value["filename"]
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return getattr(value, "filename", value)


def control(town: "Town") -> Starlette:
    """Return the ASGI application behind /control; whoever mounts it guards it."""
    endpoints = Control(town)
    return Starlette(
        routes=[
            Route("/town", endpoints.town, methods=["GET"]),
            Route("/chat/{chat}", endpoints.chat, methods=["GET"]),
            Route("/journal", endpoints.journal, methods=["GET"]),
            Route("/events", endpoints.events, methods=["GET"]),
            Route("/{verb}", endpoints.act, methods=["POST"]),
        ]
    )
