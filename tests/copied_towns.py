"""A town as bytes, and another town made what it was."""

from __future__ import annotations

import asyncio
import io
import itertools
import pickle
from typing import Any

from bot.sandbox import Message, Town, User
from bot.sandbox.bells import Bell
from bot.sandbox.chats import Chat
from bot.sandbox.journal import Entry

# What belongs to a town and not to what happened in it, or is copied by itself.
_APART = {"_clock", "bell", "bot", "chats", "events", "journal", "updates", "users", "webhook"}
# Where the copy that is being read goes to.
_into: list[Town] = []

# People, chats and messages that a test holds in its hands stay the same objects.


def pickled(town: Town) -> bytes:
    """All that has happened in a town."""
    apart = {
        # First, so that they come in their order.
        "everybody": (list(town.users.values()), list(town.chats.values())),
        "users": [(type(each), each.id, vars(each)) for each in town.users.values()],
        "chats": [(type(each), each.id, _of_chat(each)) for each in town.chats.values()],
        "journal": [each for each in town.journal if each.method != "getUpdates"],
        "events": (list(town.events), town.events.total),
        "updates": (town.updates._next_id, town.updates._log, town.updates.allowed),
        "town": {name: each for name, each in vars(town).items() if name not in _APART},
        "webhook": town.webhook is not None,
    }
    into = io.BytesIO()
    _Pickler(into, pickle.HIGHEST_PROTOCOL).dump(apart)
    return into.getvalue()


def _of_chat(chat: Chat) -> dict[str, Any]:
    return {name: each for name, each in vars(chat).items() if name != "bell"}


class _Pickler(pickle.Pickler):
    def reducer_override(self, value: Any) -> Any:
        """The town and who is in it are named; what nobody waits for is made anew."""
        if isinstance(value, User):
            return _user, (type(value), value.id)
        if isinstance(value, Chat):
            return _chat, (type(value), value.id)
        if isinstance(value, Town):
            return _town, ()
        if isinstance(value, Message):
            state = {name: getattr(value, name) for name in Message.__slots__}
            return _message, (value.chat, value.id), (None, state)
        if isinstance(value, asyncio.Event):
            return _event, (value.is_set(),)
        if isinstance(value, Bell):
            return Bell, ()
        if isinstance(value, itertools.count):
            # From Python 3.14 on it cannot be pickled by itself.
            return itertools.count, (int(repr(value)[len("count(") : -1]),)
        return NotImplemented


def unpickle(pickled: bytes, town: Town) -> None:
    """Makes a town what the other was."""
    _into.append(town)
    try:
        apart = pickle.loads(pickled)  # noqa: S301 (our own)
    finally:
        _into.pop()
    for kind, user_id, state in apart["users"]:
        vars(_user(kind, user_id, town)).update(state)
    for kind, chat_id, state in apart["chats"]:
        vars(_chat(kind, chat_id, town)).update(state)
    polls: list[Entry] = [each for each in town.journal if each.method == "getUpdates"]
    town.journal[:] = polls + apart["journal"]
    town.events[:], town.events.total = apart["events"]
    updates = town.updates
    updates._next_id, updates._log, updates.allowed = apart["updates"]
    vars(town).update(apart["town"])


def _town() -> Town:
    return _into[-1]


def _user(kind: type[User], user_id: int, town: Town | None = None) -> User:
    users = (town or _town()).users
    if user_id not in users:
        users[user_id] = kind.__new__(kind)
    return users[user_id]


def _chat(kind: type[Chat], chat_id: int, town: Town | None = None) -> Chat:
    chats = (town or _town()).chats
    if chat_id not in chats:
        chats[chat_id] = kind.__new__(kind)
        chats[chat_id].bell = Bell()
    return chats[chat_id]


def _message(chat: Chat, message_id: int) -> Message:
    held = vars(chat).get("_messages", {}).get(message_id)
    return held or Message.__new__(Message)


def _event(happened: bool) -> asyncio.Event:
    event = asyncio.Event()
    if happened:
        event.set()
    return event
