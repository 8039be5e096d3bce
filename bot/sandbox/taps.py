"""Taps: a person presses a button, and the bot answers it."""

import asyncio
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.sandbox.bells import PATIENCE
from bot.sandbox.chats import PrivateChat
from bot.sandbox.errors import Json, NotAllowed
from bot.sandbox.groups import Group
from bot.sandbox.members import RIGHTS
from bot.sandbox.messages import Button, Message
from bot.sandbox.updates import QUERY_KEPT

if TYPE_CHECKING:
    from bot.sandbox.people import User
    from bot.sandbox.town import Town

# Measured by the community, not documented: after 15 s a query can't be answered any more.
ANSWER_WITHIN = timedelta(seconds=15)
# Bot API: Deep linking; the payload has 1 to 64 of these characters.
DEEP_LINK = re.compile(
    r"(?:https?://)?t\.me/(?P<name>\w+)\?(?P<how>start|startgroup)=(?P<payload>[\w-]{1,64})"
    r"(?:&admin=(?P<admin>[a-z_+]+))?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bot answered to a tap: a toast, an alert, or a link to open."""

    text: str = ""
    show_alert: bool = False
    url: str | None = None


@dataclass(slots=True, eq=False)
class Tap:
    """One press of a button; `id` is the callback query's, "" for a button that is a link."""

    id: str
    user: "User"
    message: Message
    data: str | None
    at: datetime
    url: str | None = None
    result: Answer | None = None
    _done: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    @property
    def answered(self) -> bool:
        """Whether the bot has answered."""
        return self.result is not None

    def settle(self, answer: Answer) -> None:
        """Take the answer."""
        self.result = answer
        self._done.set()

    async def answer(self, timeout: float = PATIENCE) -> Answer:  # noqa: ASYNC109 - seconds, as in tests
        """Wait for the answer, so many real seconds.

        Raises:
            TimeoutError: none came.
        """
        async with asyncio.timeout(timeout):
            await self._done.wait()
        assert self.result is not None  # noqa: S101 - settle sets both
        return self.result


def button_of(message: Message, label: str) -> Button:
    """Return the button with this label, else the only one that contains it.

    Raises:
        NotAllowed: none, or several.
    """
    every = [button for row in message.buttons for button in row]
    fits = [button for button in every if button.label == label]
    fits = fits or [button for button in every if label in button.label]
    if len(fits) != 1 or message.deleted:
        raise NotAllowed(f"{len(fits)} buttons {label!r} under {message!r}: {message.labels}")
    return fits[0]


def press(user: "User", message: Message, label: str | None, data: str | bytes | None) -> Tap:
    """Press a button and queue its callback query; see User.tap."""
    chat = message.chat
    if isinstance(chat, Group) and not chat.member(user).present:
        raise NotAllowed(f"{user.name} is not in {chat.title!r}")
    alone = message.receiver or user
    if (isinstance(chat, PrivateChat) and chat.person is not user) or alone is not user:
        raise NotAllowed(f"{user.name} can't see {message!r}")
    if isinstance(data, bytes):
        data = data.decode("utf-8", "surrogateescape")
    button = Button("", data) if data is not None else button_of(message, label or "")
    town = user.town
    tap = Tap("", user, message, button.data, town.now(), button.url)
    town.happened("tap", chat, user, button.label or f"(data {button.data!r})", message)
    if button.data is None:
        tap.settle(Answer(url=button.url))
        return tap
    tap.id = town.next_query_id()
    _forget_old(town)
    town.queries[tap.id] = tap
    town.updates.push({"callback_query": _query(tap)}, QUERY_KEPT)
    return tap


def _forget_old(town: "Town") -> None:
    """Drop queries, the oldest first, that nothing can be answered to any more."""
    while town.queries:
        oldest = next(iter(town.queries.values()))
        if town.now() - oldest.at <= town.answer_within:
            return
        del town.queries[oldest.id]


def _query(tap: Tap) -> Json:
    message = tap.message
    shown: Json = message.to_json()
    if message.deleted and message.ephemeral is None:
        shown = {"chat": message.chat.brief, "message_id": message.id, "date": 0}
    return {
        "id": tap.id,
        "from": tap.user.to_json(),
        "message": shown,
        "chat_instance": str(message.chat.id * 7919),
        "data": tap.data,
    }


def follow(
    user: "User", link: str | Tap | Answer, message: Message | None, into: Group | None
) -> Message:
    """Open a link to the bot; see User.follow."""
    url = link.url if isinstance(link, Tap | Answer) else link
    if message is not None and isinstance(link, str) and "t.me/" not in link:
        url = button_of(message, link).url
    match = DEEP_LINK.fullmatch(url or "")
    if match is None or match["name"].lower() != user.town.bot.mention[1:].lower():
        raise NotAllowed(f"{url!r} is not a link to {user.town.bot.mention}")
    if match["how"] == "start":
        return user.start(match["payload"])
    if into is None:
        raise NotAllowed("?startgroup= needs the group to go into")
    _bring(user, into, (match["admin"] or "").split("+") if match["admin"] else [])
    return user.say(into, f"/start{user.town.bot.mention} {match['payload']}")


def _bring(user: "User", group: Group, rights: list[str]) -> None:
    """Add the bot to a group, with the rights that its link asks for (&admin=)."""
    needed = "can_promote_members" if rights else "can_invite_users"
    if not group.allows(user, needed):
        raise NotAllowed(f"{user.name} may not add the bot to {group.title!r} ({needed})")
    if not group.bot_member.present:
        group.add_bot(by=user)
    if rights:
        asked = {f"can_{right}": True for right in rights}
        none = dict.fromkeys(RIGHTS, False) | {"can_manage_chat": True}
        now = group.bot_member.granted if group.bot_member.is_admin else none
        group.set_bot_rights(by=user, **(now | asked))
