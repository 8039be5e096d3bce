"""People: who they are, what they press and open, and how they stand to the bot."""

import re
from typing import TYPE_CHECKING

from bot.sandbox import taps
from bot.sandbox.chats import PrivateChat
from bot.sandbox.errors import Json, NotAllowed
from bot.sandbox.groups import Group
from bot.sandbox.messages import Message
from bot.sandbox.sharing import Sharing

if TYPE_CHECKING:
    from bot.sandbox.town import Town

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")


class User(Sharing):
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
        # What the page says of them beside their name.
        self.note = ""
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
