"""The town: people, their groups, one bot, and Telegram between them."""

import itertools
import random
import string
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from functools import partial

from bot.sandbox.bells import PATIENCE, Bell
from bot.sandbox.chats import Chat, PrivateChat
from bot.sandbox.errors import Json
from bot.sandbox.events import Events
from bot.sandbox.faults import Faults
from bot.sandbox.files import Files
from bot.sandbox.flood import Flood
from bot.sandbox.groups import Group
from bot.sandbox.journal import Entry, Journal
from bot.sandbox.messages import Message
from bot.sandbox.people import Bot, User
from bot.sandbox.profile import Profile
from bot.sandbox.replies import perform
from bot.sandbox.taps import ANSWER_WITHIN, Tap
from bot.sandbox.updates import KEPT, Updates
from bot.sandbox.webhook import CONNECTIONS, FIRST_DELAY, Webhook

# Ids as Telegram's look: users positive, basic groups negative, supergroups below -10^12.
FIRST_USER = 700_000_001
FIRST_BASIC_GROUP = 4_000_001
FIRST_SUPERGROUP = 1_002_000_000_001
BOT_ID = 7_100_000_042
SECRET_LENGTH = 35
# How many events a failed `until` shows.
SHOWN = 30


class Town:
    """A small world with one bot in it; everything in it happens on the event loop's thread.

    Args:
        seed: for the token, the faults and the latency, so that a run can be repeated.
        privacy: BotFather's privacy mode for the bot.
        clock: where the time comes from, an aware UTC datetime; the real clock by default.
        journal_limit: keep about so many of the newest requests and events; None keeps all.
        latency: seconds, (low, high), that every answer takes longer; None for none.
        ephemeral: whether the Bot API has ephemeral messages (10.2), or is an older one.
        bot_name: the bot's first name.
        bot_username: the bot's username, without @.
    """

    # How long a tap can be answered; longer where a slow bot is measured, or one on a debugger.
    answer_within = ANSWER_WITHIN
    # Whether the town has ended. (`seen` is the page's: the last message that a person has seen,
    # by person, chat and topic, 0 outside any.)
    closed = False

    def __init__(
        self,
        seed: int = 1,
        *,
        privacy: bool = True,
        clock: Callable[[], datetime] | None = None,
        journal_limit: int | None = None,
        latency: tuple[float, float] | None = None,
        ephemeral: bool = True,
        bot_name: str = "Sandbox",
        bot_username: str = "sandbox_bot",
    ) -> None:
        self.random = random.Random(seed)  # noqa: S311 - repeatable chance, no secret
        self.latency = latency
        self.ephemeral = ephemeral
        self.bell = Bell()
        self.message_numbers = itertools.count(1)
        self.users: dict[int, User] = {}
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, Tap] = {}
        self.seen: dict[tuple[int, int, int], int] = {}
        self.files = Files()
        self.profile = Profile()
        self.flood = Flood()
        self.faults = Faults(seed)
        self.journal = Journal(journal_limit)
        self.events = Events(self.bell, journal_limit)
        self._clock = clock or _real_time
        self._offset = timedelta()
        self.updates = Updates(self.now, self.bell, self.random, journal_limit)
        self.webhook: Webhook | None = None
        self.webhook_delay = FIRST_DELAY  # seconds until it is tried again; doubles
        self._user_ids = itertools.count(FIRST_USER)
        self._basic_ids = itertools.count(FIRST_BASIC_GROUP)
        self._supergroup_ids = itertools.count(FIRST_SUPERGROUP)
        self._query_ids = itertools.count(self.random.randint(10**17, 10**18))
        self.bot = Bot(self, BOT_ID, bot_name, bot_username, privacy)
        self.users[BOT_ID] = self.bot
        letters = self.random.choices(string.ascii_letters + string.digits, k=SECRET_LENGTH)
        self.token = f"{BOT_ID}:{''.join(letters)}"

    # Time

    def now(self) -> datetime:
        """Return the town's time, aware, in UTC."""
        return self._clock() + self._offset

    def advance(self, by: timedelta) -> None:
        """Move the town's clock; flood control and waiting stay on real time."""
        self._offset += by
        self.bell.ring()

    # People and chats

    def user(
        self,
        first_name: str,
        last_name: str = "",
        *,
        username: str | None = None,
        language: str | None = None,
    ) -> User:
        """Let a person come to town; they have not pressed Start yet."""
        user = User(
            self, next(self._user_ids), first_name, last_name, username=username, language=language
        )
        self.users[user.id] = user
        return user

    def private(self, user: User) -> PrivateChat:
        """Return a person's private chat with the bot."""
        chat = self.chats.get(user.id)
        if not isinstance(chat, PrivateChat):
            chat = self.chats[user.id] = PrivateChat(self, user)
        return chat

    def group(
        self,
        title: str,
        *,
        creator: User,
        members: Iterable[User] = (),
        supergroup: bool = True,
        forum: bool = False,
    ) -> Group:
        """Let somebody make a group with its first members; the bot is not among them."""
        group = self.new_group(title, supergroup=supergroup or forum, forum=forum)
        group.seat(creator, "creator")
        for user in members:
            group.seat(user, "member")
        name = "supergroup_chat_created" if supergroup or forum else "group_chat_created"
        group.announce(creator, {name: True})
        return group

    def new_group(self, title: str, *, supergroup: bool, forum: bool = False) -> Group:
        """Return an empty group with the next id of its type."""
        ids = self._supergroup_ids if supergroup else self._basic_ids
        group = Group(self, -next(ids), title, supergroup=supergroup, forum=forum)
        self.chats[group.id] = group
        return group

    @property
    def groups(self) -> list[Group]:
        """All groups, those that migrated included."""
        return [chat for chat in self.chats.values() if isinstance(chat, Group)]

    # What happens

    def happened(
        self, kind: str, chat: Chat, who: User, text: str = "", message: Message | None = None
    ) -> None:
        """Note something visible for the event feed, and wake who waits."""
        self.events.add(kind, self.now(), chat, who, text, message)

    def tell_membership(self, kind: str, chat: Chat, actor: Json, old: Json, new: Json) -> None:
        """Queue a my_chat_member or chat_member update (Bot API: ChatMemberUpdated)."""
        change = {
            "chat": chat.brief,
            "from": actor,
            "date": int(self.now().timestamp()),
            "old_chat_member": old,
            "new_chat_member": new,
        }
        self.updates.push({kind: change})

    def next_query_id(self) -> str:
        """Return the id of the next callback query."""
        return str(next(self._query_ids))

    async def until(self, look: Callable[[], object], timeout: float = PATIENCE) -> None:  # noqa: ASYNC109
        """Wait until look returns something true, so many real seconds.

        Raises:
            AssertionError: it did not; the newest events are shown.
        """
        if not await self.bell.until(look, timeout):
            lines = "\n".join(event.line for event in self.events[-SHOWN:])
            raise AssertionError(f"not within {timeout} s; what happened:\n{lines}")

    def next_album_id(self) -> str:
        """Return the media_group_id of the next album."""
        return self.next_query_id()

    # Requests and updates

    @property
    def pending(self) -> int:
        """How many updates the bot has not confirmed."""
        return len(self.updates)

    def calls(self, method: str, chat: Chat | None = None) -> list[Entry]:
        """Return the requests of a method that took effect, in one chat or in all."""
        return self.journal.calls(method, chat.id if chat else None)

    def inject(self, update: Json) -> int:
        """Queue a raw update without update_id, however malformed; return its update_id."""
        return self.updates.force(update, KEPT)

    def repeat(self, update_id: int) -> None:
        """Queue an update that was given before once more, as after a lost confirmation."""
        self.updates.repeat(update_id)

    def set_webhook(
        self, url: str | None, secret: str | None = None, connections: int = CONNECTIONS
    ) -> None:
        """Post updates to an address from now on; None lets the bot fetch them again."""
        if self.webhook is not None:
            self.webhook.close()
            self.webhook = None
        if url:
            delay = self.webhook_delay
            self.webhook = Webhook(
                self.updates, self.now, url, secret, connections, delay, partial(perform, self)
            )

    def renumber(self, next_id: int | None = None) -> None:
        """Let the next update have another number, by default a random one (Bot API: Update)."""
        self.updates.renumber(next_id or self.random.randint(10**8, 10**9))

    def close(self) -> None:
        """End what waits for the town; its server stops."""
        self.closed = True
        self.set_webhook(None)
        self.updates.close()
        self.bell.ring()


def _real_time() -> datetime:
    return datetime.now(UTC)
