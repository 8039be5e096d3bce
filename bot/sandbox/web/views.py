"""What the page shows, as plain values: people, chats with their unread marks, messages."""

from typing import TYPE_CHECKING

from bot.sandbox.chats import Chat, PrivateChat
from bot.sandbox.errors import Json
from bot.sandbox.groups import Group
from bot.sandbox.messages import Message
from bot.sandbox.people import User

if TYPE_CHECKING:
    from bot.sandbox.town import Town

# The page shows no more than this of a chat, and counts no more of what is unread.
SHOWN = 300
COUNTED = 100
SHORT = 120


def person(user: User) -> Json:
    """Return a person."""
    return {
        "id": user.id,
        "name": user.name,
        "language": user.language or "",
        "note": user.note,
        "started": user.started,
        "blocks": user.blocks_bot,
    }


def chat(chat: Chat) -> Json:
    """Return a chat, with its members and topics."""
    about: Json = {"id": chat.id, "type": chat.type, "title": chat.title, "forum": chat.is_forum}
    if isinstance(chat, PrivateChat):
        return about | {"title": chat.town.bot.name, "person": chat.person.id}
    if not isinstance(chat, Group):
        return about
    topics: list[Json] = []
    if chat.is_forum:
        topics = [{"id": 0, "name": chat.general_name, "closed": chat.general_closed}]
        topics += [
            {"id": topic.id, "name": topic.name, "closed": topic.closed}
            for topic in chat.topics.values()
            if not topic.deleted
        ]
    members = [
        {"id": m.user.id, "status": m.status, "anonymous": m.anonymous, "rights": m.granted}
        for m in chat.members.values()
        if m.present
    ]
    gone = chat.migrated_to.id if chat.migrated_to else None
    return about | {"topics": topics, "members": members, "migrated_to": gone}


def chats_of(user: User) -> list[Chat]:
    """Return the chats that stand in a person's list: the bot's, then their groups."""
    groups = [
        group
        for group in user.town.groups
        if group.member(user).present and group.migrated_to is None
    ]
    return [user.private, *groups]


def listed(user: User, chat: Chat) -> Json:
    """Return a chat's line in a person's list: its last message, and what is unread by topic."""
    last = next((m for m in reversed(chat.messages) if m.kind != "service"), None)
    line: Json = {"chat": chat.id, "unread": unread(user, chat)}
    if last is not None:
        who = None if isinstance(chat, PrivateChat) else last.sender.name
        kind = last.media_kind
        line["last"] = {
            "from": chat.title if last.anonymous else who,
            "text": last.text[:SHORT] or kind,
            "media": kind,
            "at": last.date.timestamp(),
        }
    return line


def unread(user: User, chat: Chat) -> dict[str, int]:
    """Return how many messages of others a person has not seen, by topic ("0" outside any)."""
    counts: dict[str, int] = {}
    seen = user.town.seen
    for message in reversed(chat.messages[-COUNTED:]):
        topic = message.thread_id or 0
        fresh = message.id > seen.get((user.id, chat.id, topic), 0)
        if fresh and message.kind != "service" and message.sender is not user:
            counts[str(topic)] = counts.get(str(topic), 0) + 1
    return counts


def read(user: User, chat: Chat, topic: int) -> None:
    """Note that a person has seen everything in a chat's topic."""
    messages = chat.messages
    if messages:
        user.town.seen[user.id, chat.id, topic] = messages[-1].id


def message(message: Message) -> Json:
    """Return a message: the Bot API's, and what only the page needs."""
    shown = dict(message.to_json())
    if message.content.get("pinned_message"):
        shown.pop("pinned_message")
    answered = message.reply_to
    if answered is None or answered.deleted:
        # In a forum the Bot API shows the topic's first message as answered; people do not see it.
        shown.pop("reply_to_message", None)
    else:
        shown["reply_to_message"] = {
            "id": answered.id,
            "name": answered.chat.title if answered.anonymous else answered.sender.name,
            "text": answered.text[:SHORT] or answered.media_kind or "",
        }
    reactions: dict[str, list[int]] = {}
    for who, emojis in message.reactions.items():
        for emoji in emojis:
            reactions.setdefault(emoji, []).append(who.id)
    return shown | {
        "kind": message.kind,
        "chat_id": message.chat.id,
        "sender": message.sender.id,
        "name": message.chat.title if message.anonymous else message.sender.name,
        "topic": message.thread_id or 0,
        "service": message.service,
        "alone": (message.receiver or message.sender).id if message.ephemeral else None,
        "force_reply": message.force_reply,
        "reactions": reactions,
        "media": message.media_kind,
    }


def conversation(user: User, chat: Chat) -> Json:
    """Return what one person sees in a chat."""
    shown = chat.messages[-SHOWN:]
    if isinstance(chat, Group):
        shown = sorted([*shown, *chat.whispers(user)], key=lambda m: m.date)
    return {
        "chat": chat.id,
        "pinned": [each.id for each in chat.pinned],
        "messages": [message(each) for each in shown],
        "commands": commands(user, chat),
    }


def commands(user: User, chat: Chat) -> list[Json]:
    """Return the command menu, by Telegram's order of scopes (Bot API: BotCommandScope)."""
    profile, scopes = user.town.profile, _scopes(user, chat)
    for scope in scopes:
        for language in (user.language or "").partition("-")[0], "":
            if found := profile.commands_of(language, **scope):
                return found
    return []


def _scopes(user: User, chat: Chat) -> list[Json]:
    if not isinstance(chat, Group):
        return [
            {"type": "chat", "chat_id": chat.id},
            {"type": "all_private_chats"},
            {"type": "default"},
        ]
    admin = chat.member(user).is_admin
    return [
        {"type": "chat_member", "chat_id": chat.id, "user_id": user.id},
        *([{"type": "chat_administrators", "chat_id": chat.id}] if admin else []),
        {"type": "chat", "chat_id": chat.id},
        *([{"type": "all_chat_administrators"}] if admin else []),
        {"type": "all_group_chats"},
        {"type": "default"},
    ]


def town(town: "Town") -> Json:
    """Return who and what there is, and how far the feed of events has come."""
    people = [user for user in town.users.values() if not user.is_bot and not user.deactivated]
    listed_chats = [chat for chat in town.chats.values() if isinstance(chat, Group)]
    return {
        "now": town.now().timestamp(),
        "number": town.events.total,
        "bot": {"id": town.bot.id, "name": town.bot.name, "mention": town.bot.mention},
        "people": [person(user) for user in people],
        "chats": [chat(each) for each in [*listed_chats, *(user.private for user in people)]],
        "faults": [
            {"method": rule.method, "kind": rule.kind, "hits": rule.hits, "times": rule.times}
            for rule in town.faults.rules
        ],
    }


def transcript(town: "Town") -> str:
    """Return what was said in every chat where something was."""
    told = []
    for each in town.chats.values():
        if each.messages:
            name = f"{each.person.name} ⇄ {town.bot.name}" if isinstance(each, PrivateChat) else ""
            told.append(f"━━ {name or each.title}\n\n{each.transcript}\n")
    return "\n".join(told)
