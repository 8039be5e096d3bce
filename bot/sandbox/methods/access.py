"""Which chat a request means, and whether the bot may do there what it asks for."""

from typing import TYPE_CHECKING

from bot.sandbox.chats import Chat, PrivateChat
from bot.sandbox.errors import bad_request, forbidden
from bot.sandbox.groups import Group
from bot.sandbox.messages import Message

if TYPE_CHECKING:
    from bot.sandbox.town import Town


def find_chat(town: "Town", chat_id: int | str | None) -> Chat | None:
    """Return the chat of an id (a number, also as text); people's ids mean the private chat."""
    try:
        number = int(chat_id or 0)
    except ValueError:
        return None
    chat = town.chats.get(number)
    if chat is None and number in town.users:
        return town.users[number].private
    return chat


def chat_to_read(town: "Town", chat_id: int | str) -> Chat:
    """Return a chat that the bot may ask about.

    Raises:
        ApiError: 400 unknown or upgraded; 403 the bot is not in it.
    """
    chat = find_chat(town, chat_id)
    if chat is None or (isinstance(chat, Group) and not _known(chat)):
        raise bad_request("chat not found")
    if isinstance(chat, Group):
        if chat.migrated_to is not None:
            raise bad_request("chat not found")
        _check_presence(chat)
    return chat


def chat_to_write(town: "Town", chat_id: int | str) -> Chat:
    """Return a chat that the bot may send to.

    Raises:
        ApiError: 400 unknown or upgraded (with migrate_to_chat_id); 403 blocked, kicked, ...
    """
    chat = find_chat(town, chat_id)
    if isinstance(chat, Group) and _known(chat):
        if chat.migrated_to is not None:
            text = "group chat was upgraded to a supergroup chat"
            raise bad_request(text, migrate_to_chat_id=chat.migrated_to.id)
        _check_presence(chat)
    elif isinstance(chat, PrivateChat):
        _check_person(chat)
    else:
        raise bad_request("chat not found")
    return chat


def message_to_change(
    town: "Town", chat_id: int | str | None, message_id: int | None, doing: str
) -> Message:
    """Return the message to edit or delete (`doing`).

    Raises:
        ApiError: 400 no such chat or message; 403 the bot can't reach the chat any more.
    """
    if chat_id is None or message_id is None:
        raise bad_request("message identifier is not specified")
    chat = find_chat(town, chat_id)
    if chat is None or (isinstance(chat, Group) and not _known(chat)):
        raise bad_request("chat not found")
    if isinstance(chat, Group) and chat.migrated_to is None:
        _check_presence(chat)
    if isinstance(chat, PrivateChat) and chat.person.started:
        _check_person(chat)
    message = chat.find(message_id)
    # The ids of a group that was upgraded are worth nothing any more.
    if message is None or (isinstance(chat, Group) and chat.migrated_to is not None):
        raise bad_request(f"message to {doing} not found")
    return message


def _known(group: Group) -> bool:
    """Tell whether the bot was ever in a group."""
    return group.town.bot.id in group.members


def _check_presence(group: Group) -> None:
    status = group.bot_member.status
    if group.deleted:
        raise forbidden("the group chat was deleted")
    if status == "kicked":
        raise forbidden(f"bot was kicked from the {group.type} chat")
    if status == "left":
        raise forbidden(f"bot is not a member of the {group.type} chat")


def _check_person(chat: PrivateChat) -> None:
    person = chat.person
    if person.is_bot:
        raise forbidden("bot can't send messages to bots")
    if person.deactivated:
        raise forbidden("user is deactivated")
    if person.blocks_bot:
        raise forbidden("bot was blocked by the user")
    if not person.started:
        raise forbidden("bot can't initiate conversation with a user")
