"""Groups and supergroups: privacy mode, renaming, migration, topics."""

import itertools
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.sandbox.bells import PATIENCE
from bot.sandbox.errors import Json, NotAllowed
from bot.sandbox.members import Member
from bot.sandbox.membership import Membership
from bot.sandbox.messages import Message
from bot.sandbox.topics import ICON_COLOR, Topic, created

if TYPE_CHECKING:
    from bot.sandbox.people import User
    from bot.sandbox.town import Town


class Group(Membership):
    """A class group: basic (`group`) or `supergroup`, with or without topics."""

    def __init__(
        self, town: "Town", chat_id: int, title: str, *, supergroup: bool, forum: bool = False
    ) -> None:
        super().__init__(town, chat_id, title)
        self.type = "supergroup" if supergroup else "group"
        self.is_forum = forum
        self.topics: dict[int, Topic] = {}
        self.general_closed = False
        self.general_name = "General"
        # Bot API: Chat.has_protected_content; nothing may be copied or forwarded from here then.
        self.protects_content = False
        self.hides_members = False
        self.migrated_to: Group | None = None
        self.deleted = False
        self._whispers: dict[int, Message] = {}
        self._whisper_numbers = itertools.count(1)
        if supergroup:
            self.own_numbers()

    def _described(self) -> Json:
        described = super()._described()
        if self.is_forum:
            described["is_forum"] = True
        if self.type == "group":
            described["all_members_are_administrators"] = False
        return described

    def bot_sees(self, message: Message) -> bool:
        """Tell whether Telegram shows this message to the bot: presence and privacy mode."""
        me, bot = self.bot_member, self.town.bot
        if not me.present or (message.sender.is_bot and message.kind != "service"):
            return False
        if message.kind == "service" or me.is_admin or not bot.privacy:
            return True
        if message.reply_to is not None and message.reply_to.sender is bot:
            return True
        # Real Telegram shows a bare /command only to the bot that wrote last; here to ours.
        command = message.text.split(maxsplit=1)[0] if message.text else ""
        name, at, other = command.partition("@")
        return name.startswith("/") and (not at or f"@{other}".lower() == bot.mention.lower())

    # What happens to the group

    def rename(self, title: str, by: "User | None" = None) -> Message:
        """Give the group another title."""
        self.title, self._brief = title, None
        return self.announce(by or self.creator, {"new_chat_title": title})

    def migrate(self, by: "User | None" = None) -> "Group":
        """Upgrade a basic group to a supergroup and return the new chat; the old one is dead."""
        if self.type != "group" or self.migrated_to is not None:
            raise NotAllowed(f"{self!r} can't become a supergroup")
        by = by or self.creator
        new = self.town.new_group(self.title, supergroup=True)
        new.members = {key: replace(member) for key, member in self.members.items()}
        new.permissions = dict(self.permissions)
        self.announce(by, {"migrate_to_chat_id": new.id})
        self.migrated_to = new
        new.announce(by, {"migrate_from_chat_id": self.id})
        return new

    def delete_for_all(self) -> None:
        """Delete the group, of which the bot hears nothing before it writes there again."""
        self.deleted = True

    # Ephemeral messages

    def whisper(self, message: Message) -> Message:
        """Show a message to one person only; they lose it when the town likes."""
        message.ephemeral = next(self._whisper_numbers)
        self._whispers[message.ephemeral] = message
        self._happened("whisper", message.sender, message.text, message)
        return message

    def whispers(self, user: "User") -> list[Message]:
        """Return the ephemeral messages that a person sees here, in order."""
        return [m for m in self._whispers.values() if (m.receiver or m.sender) is user]

    def find_whisper(self, number: int, user_id: int) -> Message | None:
        """Return the ephemeral message of this number, if that person sees it."""
        message = self._whispers.get(number)
        return message if message and (message.receiver or message.sender).id == user_id else None

    def erase_whisper(self, message: Message) -> None:
        """Take an ephemeral message away."""
        if self._whispers.pop(message.ephemeral or 0, None) is not None:
            message.deleted = True
            self._happened("delete", message.sender, message.text, message)

    async def wait_whisper(
        self,
        user: "User",
        fits: Callable[[Message], bool],
        timeout: float = PATIENCE,  # noqa: ASYNC109 - the demo and tests think in seconds
    ) -> Message:
        """Wait until an ephemeral message of the bot to this person fits, and return the latest.

        Raises:
            AssertionError: none came within so many real seconds.
        """

        def look() -> Message | None:
            mine = (m for m in reversed(self.whispers(user)) if m.receiver is user)
            return next((m for m in mine if fits(m)), None)

        found = await self.bell.until(look, timeout)
        if found is None:
            seen = "\n".join(m.pretty for m in self.whispers(user)) or "(nothing)"
            raise AssertionError(
                f"no such message for {user.name} alone within {timeout} s:\n{seen}"
            )
        return found

    # Topics

    def enter(
        self,
        user: "User",
        topic: Topic | None,
        reply_to: Message | None,
        permission: str = "can_send_messages",
    ) -> int | None:
        """Check that a person may send what a permission is about here; return the thread.

        Raises:
            NotAllowed: not in the group, no right to write, topic closed or gone.
        """
        member = self.member(user)
        if not member.present or self.migrated_to is not None:
            raise NotAllowed(f"{user.name} is not in {self.title!r}")
        if not self.may_send(member, permission):
            raise NotAllowed(f"{user.name} may not write in {self.title!r} ({permission})")
        if not self.is_forum:
            return self.reply_thread(reply_to)
        if topic is None and reply_to is not None and reply_to.thread is not None:
            topic = self.topics.get(reply_to.thread)
        if topic is not None and topic.deleted:
            raise NotAllowed(f"the topic {topic.name!r} is gone")
        if not self.takes(topic, user):
            raise NotAllowed(f"the topic {topic.name if topic else 'General'!r} is closed")
        return topic.id if topic else None

    def root_of(self, message: Message) -> Message | None:
        """Return the message that opened the topic; Telegram shows it as what is replied to."""
        topic = self.topics.get(message.thread) if message.thread else None
        return topic.root if topic and topic.root is not message else None

    def may_send(self, member: Member, permission: str) -> bool:
        """Tell whether a member may send what a permission is about."""
        if member.status == "restricted":
            return member.granted.get(permission, False)
        return member.is_admin or self.permissions.get(permission, False)

    def is_closed(self, topic: Topic | None) -> bool:
        """Tell whether a topic (None: General) takes no messages of ordinary members."""
        return self.general_closed if topic is None else topic.closed

    def takes(self, topic: Topic | None, user: "User") -> bool:
        """Tell whether a person may write in a topic: who opened it and its managers always may."""
        own = topic is not None and topic.root.sender is user
        return not self.is_closed(topic) or own or self.member(user).may("can_manage_topics")

    def reply_thread(self, reply_to: Message | None) -> int | None:
        """Return the reply thread that an answer in a supergroup without topics belongs to."""
        if reply_to is None or self.type != "supergroup":
            return None
        return reply_to.thread or reply_to.id

    def open_topic(
        self, name: str, by: "User | None" = None, *, icon_color: int = ICON_COLOR
    ) -> Topic:
        """Open a topic in a forum."""
        if not self.is_forum:
            raise NotAllowed(f"{self!r} has no topics")
        by = by or self.creator
        root = Message(self, self.next_id(), self.town.now(), by, kind="service")
        root.content, root.thread = {"forum_topic_created": created(name, icon_color)}, root.id
        root.anonymous = self.member(by).anonymous
        topic = self.topics[root.id] = Topic(root.id, name, root, icon_color)
        self.hear(root)
        return topic

    def rename_topic(self, topic: Topic | None, name: str, by: "User | None" = None) -> None:
        """Give a topic another name; None renames General."""
        if topic is None:
            self.general_name = name
        else:
            topic.name = name
        self._changed(topic, by, {"forum_topic_edited": {"name": name}})

    def close_topic(self, topic: Topic | None, by: "User | None" = None) -> None:
        """Close a topic; None closes General."""
        self._close(topic, by, closed=True)

    def reopen_topic(self, topic: Topic | None, by: "User | None" = None) -> None:
        """Open a closed topic again."""
        self._close(topic, by, closed=False)

    def _close(self, topic: Topic | None, by: "User | None", *, closed: bool) -> None:
        if topic is None:
            self.general_closed = closed
        else:
            topic.closed = closed
        self._changed(topic, by, {"forum_topic_closed" if closed else "forum_topic_reopened": {}})

    def _changed(self, topic: Topic | None, by: "User | None", content: Json) -> None:
        self.announce(by or self.creator, content, thread=topic.id if topic else None)

    def delete_topic(self, topic: Topic, by: "User | None" = None) -> None:
        """Delete a topic and all that was written in it; bots are not told."""
        topic.deleted = True
        for message in self.messages:
            if message.thread == topic.id:
                self.erase(message, by or self.creator)
