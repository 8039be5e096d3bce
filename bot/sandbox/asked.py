"""What a verb of the control API was asked: ids become people, chats, messages."""

from typing import TYPE_CHECKING, Any, TypeVar

from bot.sandbox.chats import Chat
from bot.sandbox.errors import Json, NotAllowed
from bot.sandbox.groups import Group
from bot.sandbox.messages import Message
from bot.sandbox.people import User
from bot.sandbox.topics import Topic

if TYPE_CHECKING:
    from bot.sandbox.town import Town

T = TypeVar("T")


class Asked:
    """The JSON body of one verb; ids in it become people, chats, messages.

    Every accessor raises NotAllowed when what is named is missing or unknown.
    """

    def __init__(self, town: "Town", given: Json) -> None:
        self.town = town
        self.given = given

    def value(self, name: str, kind: type[T]) -> T:
        """Return a required value of this type."""
        value = self.given.get(name)
        if not isinstance(value, kind):
            raise NotAllowed(f"{name!r} has to be given, as {kind.__name__}")
        return value

    def get(self, name: str, default: Any = None) -> Any:
        """Return an optional value."""
        return self.given.get(name, default)

    def some(self, *names: str) -> Json:
        """Return those of the named values that were given."""
        return {name: self.given[name] for name in names if name in self.given}

    def user(self, name: str = "user") -> User:
        """Return the person of an id."""
        user = self.town.users.get(self.value(name, int))
        if user is None:
            raise NotAllowed(f"there is no person {self.given[name]}")
        return user

    def by(self) -> User | None:
        """Return who does it, None for the usual person."""
        return self.user("by") if "by" in self.given else None

    def chat(self) -> Chat:
        """Return the chat of an id; a person's id means the chat with the bot."""
        chat_id = self.value("chat", int)
        if chat_id in self.town.users:
            return self.town.users[chat_id].private
        if chat_id not in self.town.chats:
            raise NotAllowed(f"there is no chat {chat_id}")
        return self.town.chats[chat_id]

    def group(self) -> Group:
        """Return the group of an id."""
        chat = self.chat()
        if not isinstance(chat, Group):
            raise NotAllowed(f"chat {chat.id} is not a group")
        return chat

    def message(self, name: str = "message") -> Message:
        """Return the message of an id in `chat`; without one, the bot's last.

        `ephemeral` names an ephemeral message that `user` sees.
        """
        chat = self.chat()
        if name == "message" and "ephemeral" in self.given and isinstance(chat, Group):
            whisper = chat.find_whisper(self.value("ephemeral", int), self.user().id)
            if whisper is not None:
                return whisper
        message = chat.find(self.get(name)) if name in self.given else chat.last
        if message is None:
            raise NotAllowed(f"there is no message {self.get(name)} in chat {chat.id}")
        return message

    def topic(self) -> Topic | None:
        """Return the topic of an id in `chat`, None for General."""
        number = self.get("topic")
        topic = self.group().topics.get(number) if number else None
        if number and topic is None:
            raise NotAllowed(f"there is no topic {number}")
        return topic

    def where(self) -> Json:
        """Return how a message is placed: topic, reply, quote, anonymous."""
        where: Json = self.some("anonymous", "quote")
        if "topic" in self.given:
            where["topic"] = self.topic()
        if "reply_to" in self.given:
            where["reply_to"] = self.message("reply_to")
        return where
