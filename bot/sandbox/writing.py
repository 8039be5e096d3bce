"""Writing: what people type in their apps, change, take back, pin and react to."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from bot.sandbox.chats import Chat, PrivateChat
from bot.sandbox.errors import Json, NotAllowed
from bot.sandbox.groups import Group
from bot.sandbox.messages import Message, entity_json
from bot.sandbox.reactions import choose
from bot.sandbox.texts import quote_of, settled

if TYPE_CHECKING:
    from bot.sandbox.people import User
    from bot.sandbox.topics import Topic
    from bot.sandbox.town import Town

# Bot API: sendMessage, sendDocument; the apps of people obey the same limits.
LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024


class Writing:
    """What a person does with messages; see User."""

    town: "Town"
    started: bool
    blocks_bot: bool
    deactivated: bool

    if TYPE_CHECKING:

        @property
        def name(self) -> str: ...  # noqa: D102 - see User
        @property
        def private(self) -> PrivateChat: ...  # noqa: D102 - see User

    @property
    def _me(self) -> "User":
        return cast("User", self)

    def say(
        self,
        chat: Chat,
        text: str,
        *,
        entities: Iterable[Any] = (),
        reply_to: Message | None = None,
        quote: str | None = None,
        topic: "Topic | None" = None,
        anonymous: bool | None = None,
        ephemeral: bool = False,
    ) -> Message:
        """Write a message and return it.

        Args:
            chat: where; `self.private` is the chat with the bot.
            text: 1 to 4096 characters; commands, links and mentions become entities by themselves.
            entities: further formatting, as dicts or objects with to_dict().
            reply_to: the message this one answers.
            quote: the part of it that is answered.
            topic: the forum's topic; None for General.
            anonymous: write as the group; None follows the administrator's setting.
            ephemeral: only the bot sees it, as a command declared so (BotCommand.is_ephemeral).

        Raises:
            NotAllowed: Telegram's apps would not let this person write this here.
        """
        if not 0 < len(text) <= LONGEST_TEXT:
            raise NotAllowed(f"a text has 1 to {LONGEST_TEXT} characters")
        text, found = settled(text, map(entity_json, entities))
        where: Json = {"reply_to": reply_to, "quote": quote, "topic": topic, "anonymous": anonymous}
        message = self._made(chat, "text", {}, text, found, **where)
        return self._whispered(message) if ephemeral else self._put(message)

    def _made(
        self,
        chat: Chat,
        kind: str,
        content: Json,
        text: str = "",
        entities: list[Json] | None = None,
        *,
        reply_to: Message | None = None,
        quote: str | None = None,
        topic: "Topic | None" = None,
        anonymous: bool | None = None,
        data: bytes | None = None,
        permission: str = "can_send_messages",
    ) -> Message:
        thread = self._enter(chat, topic, reply_to, permission)
        hidden = chat.writes_as_group(self._me) if anonymous is None else anonymous
        message = Message(chat, 0, self.town.now(), self._me, text, entities or [], kind, content)
        message.reply_to, message.thread, message.anonymous = reply_to, thread, hidden
        message.media, message.quote = data, _quoted(reply_to, quote)
        return message

    def _put(self, message: Message) -> Message:
        """Give a message its id, and let the chat take it in."""
        message.id = message.chat.next_id()
        return message.chat.hear(message)

    def _whispered(self, message: Message) -> Message:
        group = message.chat
        if not isinstance(group, Group) or not self.town.ephemeral:
            raise NotAllowed("only in groups, and only where the Bot API has ephemeral messages")
        group.whisper(message)
        self.town.updates.push({"message": message.to_json()})
        return message

    def _enter(
        self, chat: Chat, topic: "Topic | None", reply_to: Message | None, permission: str
    ) -> int | None:
        """Check that the person may write there; return the thread."""
        if self.deactivated:
            raise NotAllowed(f"{self.name} is deactivated")
        if isinstance(chat, Group):
            return chat.enter(self._me, topic, reply_to, permission)
        if chat is not self.private:
            raise NotAllowed(f"{self.name} is not part of {chat!r}")
        if self.blocks_bot:
            raise NotAllowed(f"{self.name} has blocked the bot and has to start it again")
        self.started = True
        return None

    def edit(self, message: Message, text: str, *, entities: Iterable[Any] = ()) -> Message:
        """Change the text or caption of one's own message."""
        if message.sender is not self or message.kind == "service" or message.deleted:
            raise NotAllowed(f"{self.name} can't edit {message!r}")
        if "forward_origin" in message.content:
            raise NotAllowed("what is forwarded can't be edited")
        message.text, message.entities = settled(text, map(entity_json, entities))
        message.chat.revise(message)
        return message

    def delete(self, message: Message) -> None:
        """Take back one's own message, or another's as an administrator; bots never hear of it."""
        chat = message.chat
        admin = isinstance(chat, Group) and chat.member(self._me).may("can_delete_messages")
        if message.sender is not self and not admin and isinstance(chat, Group):
            raise NotAllowed(f"{self.name} can't delete {message!r}")
        chat.erase(message, self._me)

    def react(self, message: Message, *emojis: str) -> None:
        """React to a message with an emoji, in place of an earlier reaction; none takes it back.

        Raises:
            NotAllowed: not in the chat, no right to, or no emoji that Telegram offers for it.
        """
        self._check_sees(message)
        if not message.chat.may_react(self._me):
            raise NotAllowed(f"{self.name} may not react in {message.chat.title!r}")
        choose(self._me, message, list(emojis))

    def pin(self, message: Message) -> None:
        """Pin a message; the group is told by a service message."""
        self._check_pins(message)
        message.chat.pin(message, self._me)

    def unpin(self, message: Message) -> None:
        """Let a message be pinned no more."""
        self._check_pins(message)
        message.chat.unpin(message)

    def _check_pins(self, message: Message) -> None:
        self._check_sees(message)
        chat = message.chat
        if isinstance(chat, Group) and not chat.allows(self._me, "can_pin_messages"):
            raise NotAllowed(f"{self.name} may not pin messages in {chat.title!r}")

    def _check_sees(self, message: Message) -> None:
        chat = message.chat
        here = chat.member(self._me).present if isinstance(chat, Group) else chat is self.private
        if not here or message.deleted:
            raise NotAllowed(f"{self.name} can't see {message!r}")


def _quoted(answered: Message | None, quote: str | None) -> Json | None:
    if quote is None:
        return None
    found = quote_of(answered.text, quote) if answered else None
    if found is None:
        raise NotAllowed(f"{quote!r} is no part of {answered!r}")
    return found
