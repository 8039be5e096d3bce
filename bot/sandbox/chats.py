"""Chats: the messages that people see in them, and waiting for what the bot does there."""

import itertools
from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.sandbox.bells import PATIENCE, Bell
from bot.sandbox.errors import Json
from bot.sandbox.messages import Message

if TYPE_CHECKING:
    from bot.sandbox.people import User
    from bot.sandbox.town import Town

# How many messages of a chat a failed wait shows.
SHOWN = 30


class Chat:
    """A chat of any type; `private`, `group` and `supergroup` differ in who may do what."""

    type = "private"
    is_forum = False

    def __init__(self, town: "Town", chat_id: int, title: str) -> None:
        self.town = town
        self.id = chat_id
        self.title = title
        self.bell = Bell()
        self.pinned: list[Message] = []
        self._messages: dict[int, Message] = {}
        self._numbers = town.message_numbers
        self._brief: Json | None = None

    def __repr__(self) -> str:
        """Show type, title and id."""
        return f"<{self.type} {self.title!r} {self.id}>"

    @property
    def brief(self) -> Json:
        """The Bot API's Chat; shared by all updates, so do not write into it."""
        if self._brief is None:
            self._brief = self._described()
        return self._brief

    def _described(self) -> Json:
        return {"id": self.id, "type": self.type, "title": self.title}

    @property
    def messages(self) -> list[Message]:
        """What people see now, in order; what was deleted is gone."""
        return list(self._messages.values())

    @property
    def last(self) -> Message | None:
        """The bot's last message that still stands."""
        bot = self.town.bot
        newest_first = reversed(self._messages.values())
        return next((m for m in newest_first if m.sender is bot and m.kind != "service"), None)

    @property
    def transcript(self) -> str:
        """The last messages as readable lines."""
        return "\n".join(message.pretty for message in self.messages[-SHOWN:]) or "(nothing)"

    def find(self, message_id: int | None) -> Message | None:
        """Return the message of this id, None if there is none or it was deleted."""
        return None if message_id is None else self._messages.get(message_id)

    def next_id(self) -> int:
        """Return the next message_id of this chat."""
        return next(self._numbers)

    def own_numbers(self) -> None:
        """Count messages from 1, as supergroups do; other chats share the account's count."""
        self._numbers = itertools.count(1)

    def root_of(self, message: Message) -> Message | None:
        """Return the first message of the topic that a message is in, None outside topics."""
        return None

    def bot_sees(self, message: Message) -> bool:
        """Tell whether Telegram shows this message to the bot."""
        return message.kind == "service" or not message.sender.is_bot

    def hear(self, message: Message) -> Message:
        """Take in what a person (or Telegram itself) put here, and tell the bot if it may know."""
        self.keep(message)
        if self.bot_sees(message):
            self.town.updates.push({"message": message.to_json()})
        return message

    def keep(self, message: Message) -> Message:
        """Show a message to the people here."""
        self._messages[message.id] = message
        kind = "service" if message.kind == "service" else "message"
        self._happened(kind, message.sender, message.text or (message.service or ""), message)
        return message

    def revise(self, message: Message) -> None:
        """Show that a message has changed."""
        message.edited = self.town.now()
        message.changed()
        self._happened("edit", message.sender, message.text, message)
        if not message.sender.is_bot and self.bot_sees(message):
            self.town.updates.push({"edited_message": message.to_json()})

    def erase(self, message: Message, by: "User") -> None:
        """Take a message away; Telegram tells bots nothing about it."""
        if self._messages.pop(message.id, None) is not None:
            message.deleted = True
            self.unpin(message)
            self._happened("delete", by, message.text, message)

    def pin(self, message: Message, by: "User") -> None:
        """Pin a message, the newest on top; the last one pinned stays where it is."""
        if self.pinned[-1:] == [message]:
            return
        self.unpin(message)
        self.pinned.append(message)
        self.announce(by, {"pinned_message": message.to_json()}, thread=message.thread)

    def unpin(self, message: Message) -> None:
        """Let a message be pinned no more; nothing says so in the chat."""
        self.pinned = [other for other in self.pinned if other is not message]

    def announce(
        self, by: "User", content: Json, *, told: bool | None = None, thread: int | None = None
    ) -> Message:
        """Put a service message; `told` overrides whether the bot is told."""
        message = Message(self, self.next_id(), self.town.now(), by, kind="service")
        message.content, message.thread = content, thread
        message.anonymous = self.writes_as_group(by) or "migrate_from_chat_id" in content
        if told is None:
            return self.hear(message)
        self.keep(message)
        if told:
            self.town.updates.push({"message": message.to_json()})
        return message

    def writes_as_group(self, user: "User") -> bool:
        """Tell whether what a person does here shows the group's name instead of theirs."""
        return False

    def may_react(self, user: "User") -> bool:
        """Tell whether a person may react to messages here."""
        return True

    def watches_reactions(self) -> bool:
        """Tell whether the bot hears of reactions here (Bot API: Update.message_reaction)."""
        return True

    def _happened(self, kind: str, who: "User", text: str, message: Message | None = None) -> None:
        self.town.happened(kind, self, who, text, message)
        self.bell.ring()

    async def wait(
        self,
        fits: Callable[[Message], bool],
        timeout: float = PATIENCE,  # noqa: ASYNC109 - the demo and tests think in seconds
        *,
        anyone: bool = False,
    ) -> Message:
        """Wait until a message of the bot, new or edited, fits, and return the latest that does.

        Args:
            fits: what is looked for; it is also tried on messages that stand already.
            timeout: real seconds.
            anyone: look at the messages of people too.

        Raises:
            AssertionError: none came in time; it shows what people see in the chat.
        """

        def look() -> Message | None:
            for message in reversed(self._messages.values()):
                mine = message.sender is self.town.bot and message.kind != "service"
                if (mine or anyone) and fits(message):
                    return message
            return None

        found = await self.bell.until(look, timeout)
        if found is None:
            raise AssertionError(
                f"no such message in {self.title!r} within {timeout} s; people see:\n"
                + self.transcript
            )
        return found


class PrivateChat(Chat):
    """The chat of one person with the bot."""

    def __init__(self, town: "Town", person: "User") -> None:
        super().__init__(town, person.id, person.name)
        self.person = person

    def _described(self) -> Json:
        names = ("id", "first_name", "last_name", "username")
        described = self.person.to_json()
        return {name: described[name] for name in names if name in described} | {"type": "private"}
