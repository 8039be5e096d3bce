"""Reactions: the emoji that people and the bot put under messages."""

from typing import TYPE_CHECKING

from bot.sandbox.errors import Json, NotAllowed

if TYPE_CHECKING:
    from bot.sandbox.messages import Message
    from bot.sandbox.people import User

# Bot API: ReactionTypeEmoji.emoji, all that there are.
EMOJIS = frozenset(
    {
        *("❤", "👍", "👎", "🔥", "🥰", "👏", "😁", "🤔", "🤯", "😱", "🤬", "😢", "🎉", "🤩", "🤮"),
        *("💩", "🙏", "👌", "🕊", "🤡", "🥱", "🥴", "😍", "🐳", "❤\u200d🔥", "🌚", "🌭", "💯", "🤣"),
        *("⚡", "🍌", "🏆", "💔", "🤨", "😐", "🍓", "🍾", "💋", "🖕", "😈", "😴", "😭", "🤓", "👻"),
        *("👨\u200d💻", "👀", "🎃", "🙈", "😇", "😨", "🤝", "✍", "🤗", "🫡", "🎅", "🎄", "☃", "💅"),
        *("🤪", "🗿", "🆒", "💘", "🙉", "🦄", "😘", "💊", "🙊", "😎", "👾", "🤷\u200d♂", "🤷"),
        *("🤷\u200d♀", "😡"),
    }
)


def choose(user: "User", message: "Message", emojis: list[str]) -> None:
    """Let a person react; the bot is told where it may know.

    Raises:
        NotAllowed: not an emoji that Telegram offers, more than one, or a service message.
    """
    if message.kind == "service" or len(emojis) > 1 or not EMOJIS.issuperset(emojis):
        raise NotAllowed(f"{emojis} can't be put under {message!r}")
    old = message.reactions.get(user, [])
    if old == emojis:
        return
    put(user, message, emojis)
    chat, town = message.chat, user.town
    if not user.is_bot and chat.watches_reactions():
        who: Json = {"user": user.to_json()}
        if chat.writes_as_group(user):
            who = {"actor_chat": chat.brief}
        changed = {
            "chat": chat.brief,
            "message_id": message.id,
            **who,
            "date": int(town.now().timestamp()),
            "old_reaction": _types(old),
            "new_reaction": _types(emojis),
        }
        town.updates.push({"message_reaction": changed})


def put(user: "User", message: "Message", emojis: list[str]) -> None:
    """Show somebody's reaction; none takes it back."""
    if emojis:
        message.reactions[user] = emojis
    else:
        message.reactions.pop(user, None)
    user.town.happened("react", message.chat, user, " ".join(emojis), message)


def _types(emojis: list[str]) -> list[Json]:
    """Return emoji as the Bot API's ReactionType."""
    return [{"type": "emoji", "emoji": emoji} for emoji in emojis]
