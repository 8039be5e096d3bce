"""People: what they write, edit and press in their apps, and how they stand to the bot."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from bot.sandbox import media, taps
from bot.sandbox.chats import Chat, PrivateChat
from bot.sandbox.errors import Json, NotAllowed
from bot.sandbox.groups import Group
from bot.sandbox.messages import Message, entity_json
from bot.sandbox.texts import settled

if TYPE_CHECKING:
    from bot.sandbox.topics import Topic
    from bot.sandbox.town import Town

# Bot API: sendMessage, sendDocument; the apps of people obey the same limits.
LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")


class User:
    """A person with a Telegram account (or the bot itself, see Bot)."""

    is_bot = False

    def __init__(
        self,
        town: "Town",
        user_id: int,
        first_name: str,
        last_name: str = "",
        *,
        username: str | None = None,
        language: str | None = None,
    ) -> None:
        self.town = town
        self.id = user_id
        self.first_name = first_name
        self.last_name = last_name
        self.username = username
        self.language = language
        self.started = False
        self.blocks_bot = False
        self.deactivated = False
        self.hides_forwards = False
        self._json: Json | None = None

    def __repr__(self) -> str:
        """Show name and id."""
        return f"<User {self.name!r} {self.id}>"

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def private(self) -> PrivateChat:
        """The person's private chat with the bot."""
        return self.town.private(self)

    def to_json(self) -> Json:
        """Return the Bot API's User; shared by all updates, so do not write into it."""
        if self._json is None:
            fields = {
                "id": self.id,
                "is_bot": self.is_bot,
                "first_name": self.first_name,
                "last_name": self.last_name,
                "username": self.username,
                "language_code": self.language,
            }
            self._json = {key: value for key, value in fields.items() if value not in (None, "")}
        return self._json

    def rename(self, first_name: str, last_name: str = "", username: str | None = None) -> None:
        """Change the names; messages from now on carry the new ones."""
        self.first_name, self.last_name, self.username = first_name, last_name, username
        self._json = None
        self.private.title = self.name
        self.private._brief = None

    def say(
        self,
        chat: Chat,
        text: str,
        *,
        entities: Iterable[Any] = (),
        reply_to: Message | None = None,
        topic: "Topic | None" = None,
        anonymous: bool | None = None,
    ) -> Message:
        """Write a message and return it.

        Args:
            chat: where; `self.private` is the chat with the bot.
            text: 1 to 4096 characters; commands, links and mentions become entities by themselves.
            entities: further formatting, as dicts or objects with to_dict().
            reply_to: the message this one answers.
            topic: the forum's topic; None for General.
            anonymous: write as the group; None follows the administrator's setting.

        Raises:
            NotAllowed: Telegram's apps would not let this person write this here.
        """
        if not 0 < len(text) <= LONGEST_TEXT:
            raise NotAllowed(f"a text has 1 to {LONGEST_TEXT} characters")
        text, found = settled(text, map(entity_json, entities))
        content: Json = {}
        return self._put(
            chat, "text", content, text, found, reply_to=reply_to, topic=topic, anonymous=anonymous
        )

    def _put(
        self,
        chat: Chat,
        kind: str,
        content: Json,
        text: str = "",
        entities: list[Json] | None = None,
        *,
        reply_to: Message | None = None,
        topic: "Topic | None" = None,
        anonymous: bool | None = None,
        data: bytes | None = None,
    ) -> Message:
        thread = self._enter(chat, topic, reply_to)
        hidden = self._hidden(chat) if anonymous is None else anonymous
        message = Message(
            chat, chat.next_id(), self.town.now(), self, text, entities or [], kind, content
        )
        message.reply_to, message.thread, message.anonymous = reply_to, thread, hidden
        message.media = data
        return chat.hear(message)

    def _enter(self, chat: Chat, topic: "Topic | None", reply_to: Message | None) -> int | None:
        """Check that the person may write there; return the thread."""
        if self.deactivated:
            raise NotAllowed(f"{self.name} is deactivated")
        if isinstance(chat, Group):
            return chat.enter(self, topic, reply_to)
        if chat is not self.private:
            raise NotAllowed(f"{self.name} is not part of {chat!r}")
        if self.blocks_bot:
            raise NotAllowed(f"{self.name} has blocked the bot and has to start it again")
        self.started = True
        return None

    def _hidden(self, chat: Chat) -> bool:
        return isinstance(chat, Group) and chat.member(self).anonymous

    def edit(self, message: Message, text: str, *, entities: Iterable[Any] = ()) -> Message:
        """Change the text or caption of one's own message."""
        if message.sender is not self or message.kind == "service" or message.deleted:
            raise NotAllowed(f"{self.name} can't edit {message!r}")
        message.text, message.entities = settled(text, map(entity_json, entities))
        message.chat.revise(message)
        return message

    def delete(self, message: Message) -> None:
        """Take back one's own message, or another's as an administrator; bots never hear of it."""
        chat = message.chat
        admin = isinstance(chat, Group) and chat.member(self).may("can_delete_messages")
        if message.sender is not self and not admin and isinstance(chat, Group):
            raise NotAllowed(f"{self.name} can't delete {message!r}")
        chat.erase(message, self)

    def send_photo(
        self, chat: Chat, caption: str | None = None, album: str | None = None, **where: Any
    ) -> Message:
        """Send a photo; those with the same `album` form one media group."""
        content = media.photo(self.town.files) | ({"media_group_id": album} if album else {})
        return self._send(chat, content, caption, where)

    def send_document(
        self, chat: Chat, filename: str, data: bytes, caption: str | None = None, **where: Any
    ) -> Message:
        """Send a file; the bot can fetch it with getFile."""
        content = media.document(self.town.files, filename, data)
        return self._send(chat, content, caption, where, data)

    def send_sticker(self, chat: Chat, emoji: str = "🙂", **where: Any) -> Message:
        """Send a sticker that stands for an emoji."""
        return self._send(chat, media.sticker(self.town.files, emoji), None, where)

    def send_voice(self, chat: Chat, seconds: int = 3, **where: Any) -> Message:
        """Send a voice message of so many seconds."""
        return self._send(chat, media.voice(self.town.files, seconds), None, where)

    def _send(
        self, chat: Chat, content: Json, caption: str | None, where: Json, data: bytes | None = None
    ) -> Message:
        if len(caption or "") > LONGEST_CAPTION:
            raise NotAllowed(f"a caption has at most {LONGEST_CAPTION} characters")
        text, entities = settled(caption or "")
        return self._put(chat, "media", content, text, entities, data=data, **where)

    def forward(self, message: Message, to_chat: Chat, **where: Any) -> Message:
        """Forward a message to another chat."""
        origin = {"forward_origin": media.origin(message)}
        kind = "text" if message.kind == "text" else "media"
        entities = list(message.entities)
        content = origin | message.content
        return self._put(to_chat, kind, content, message.text, entities, **where)

    def tap(
        self, message: Message, label: str | None = None, *, data: str | bytes | None = None
    ) -> "taps.Tap":
        """Press a button, by its label (exact, else the only one containing it) or by its data.

        Crafted `data` is sent even where no such button stands, since real clients can do that.
        A button with a link sends nothing: the Tap's `url` holds the link.

        Raises:
            NotAllowed: no such button, or the person is not in the chat.
        """
        return taps.press(self, message, label, data)

    def follow(
        self,
        link: "str | taps.Tap | taps.Answer",
        message: Message | None = None,
        *,
        into: Group | None = None,
    ) -> Message:
        """Open a link to the bot: ?start= in private, ?startgroup= into a group.

        Args:
            link: the address, a button's label (with `message`), or what a tap gave.
            message: the message whose button is meant.
            into: the group for ?startgroup=.

        Raises:
            NotAllowed: it is not a link to this bot.
        """
        return taps.follow(self, link, message, into)

    def start(self, payload: str = "") -> Message:
        """Press Start, which also unblocks the bot, and return the /start message.

        Raises:
            NotAllowed: a payload that no link can carry (Bot API: Deep linking).
        """
        if not PAYLOAD.fullmatch(payload):
            raise NotAllowed(f"a link can't carry {payload!r}: 64 of A-Z a-z 0-9 _ - at most")
        self.unblock_bot()
        return self.say(self.private, f"/start {payload}".strip())

    def block_bot(self) -> None:
        """Block the bot in private."""
        self._set_blocked(True)

    def unblock_bot(self) -> None:
        """Unblock the bot; nothing happens if it was not blocked."""
        self._set_blocked(False)

    def _set_blocked(self, blocked: bool) -> None:
        if self.blocks_bot == blocked:
            return
        self.blocks_bot = blocked
        bot = self.town.bot.to_json()
        states: list[Json] = [{"user": bot, "status": "member"}]
        states.append({"user": bot, "status": "kicked", "until_date": 0})
        old, new = states if blocked else reversed(states)
        self.town.tell_membership("my_chat_member", self.private, self.to_json(), old, new)
        self.town.happened("block" if blocked else "unblock", self.private, self)

    def deactivate(self) -> None:
        """Delete the account; the bot is not told, sends to it fail from now on."""
        self.deactivated = True


class Bot(User):
    """The bot's account; `privacy` is BotFather's privacy mode."""

    is_bot = True

    def __init__(self, town: "Town", user_id: int, name: str, username: str, privacy: bool) -> None:
        super().__init__(town, user_id, name, username=username)
        self.privacy = privacy
        self._username = username

    @property
    def mention(self) -> str:
        """The name with @, as in /command@name."""
        return f"@{self._username}"
