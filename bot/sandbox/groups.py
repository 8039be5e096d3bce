"""Groups and supergroups: privacy mode, renaming, migration, topics."""

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.sandbox.errors import Json, NotAllowed
from bot.sandbox.members import Member
from bot.sandbox.membership import Membership
from bot.sandbox.messages import Message
from bot.sandbox.topics import Topic, created

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
        self.hides_members = False
        self.migrated_to: Group | None = None
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

    # Topics

    def enter(self, user: "User", topic: Topic | None, reply_to: Message | None) -> int | None:
        """Check that a person may write here; return the thread.

        Raises:
            NotAllowed: not in the group, no right to write, topic closed or gone.
        """
        member = self.member(user)
        if not member.present or self.migrated_to is not None:
            raise NotAllowed(f"{user.name} is not in {self.title!r}")
        if not self.may_send(member, "can_send_messages"):
            raise NotAllowed(f"{user.name} may not write in {self.title!r}")
        if not self.is_forum:
            return self.reply_thread(reply_to)
        if topic is None and reply_to is not None and reply_to.thread is not None:
            topic = self.topics.get(reply_to.thread)
        if topic is not None and topic.deleted:
            raise NotAllowed(f"the topic {topic.name!r} is gone")
        if self.is_closed(topic) and not member.may("can_manage_topics"):
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

    def reply_thread(self, reply_to: Message | None) -> int | None:
        """Return the reply thread that an answer in a supergroup without topics belongs to."""
        if reply_to is None or self.type != "supergroup":
            return None
        return reply_to.thread or reply_to.id

    def open_topic(self, name: str, by: "User | None" = None) -> Topic:
        """Open a topic in a forum."""
        if not self.is_forum:
            raise NotAllowed(f"{self!r} has no topics")
        by = by or self.creator
        root = Message(self, self.next_id(), self.town.now(), by, kind="service")
        root.content, root.thread = {"forum_topic_created": created(name)}, root.id
        root.anonymous = self.member(by).anonymous
        topic = self.topics[root.id] = Topic(root.id, name, root)
        self.hear(root)
        return topic

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
        service = "forum_topic_closed" if closed else "forum_topic_reopened"
        self.announce(by or self.creator, {service: {}}, thread=topic.id if topic else None)

    def delete_topic(self, topic: Topic, by: "User | None" = None) -> None:
        """Delete a topic and all that was written in it; bots are not told."""
        topic.deleted = True
        for message in self.messages:
            if message.thread == topic.id:
                self.erase(message, by or self.creator)
