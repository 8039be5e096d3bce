"""Methods that put something small into a chat: reactions, "is typing"."""

from typing import TYPE_CHECKING

from bot.sandbox.chat_requests import SendChatAction, SetMessageReaction
from bot.sandbox.errors import bad_request, forbidden
from bot.sandbox.messages import Message
from bot.sandbox.methods.access import chat_to_write
from bot.sandbox.methods.registry import method
from bot.sandbox.reactions import EMOJIS, put

if TYPE_CHECKING:
    from bot.sandbox.town import Town

# Bot API: sendChatAction.
ACTIONS = frozenset(
    {
        *("typing", "upload_photo", "record_video", "upload_video", "record_voice"),
        *("upload_voice", "upload_document", "choose_sticker", "find_location"),
        *("record_video_note", "upload_video_note"),
    }
)


@method(SetMessageReaction)
def set_message_reaction(town: "Town", request: SetMessageReaction) -> bool:
    """Bot API: setMessageReaction; a reaction to an album stands under its first message."""
    emojis = []
    for reaction in request.reaction or ():
        if reaction.type != "emoji":
            raise bad_request("REACTION_INVALID")
        if reaction.emoji is None:
            raise bad_request("can't parse ReactionType: Can't find field \"emoji\"")
        emojis.append(reaction.emoji)
    chat = chat_to_write(town, request.chat_id)
    message = chat.find(request.message_id)
    if message is None:
        raise bad_request("message to react not found")
    if message.kind == "service" or not EMOJIS.issuperset(emojis):
        raise bad_request("REACTION_INVALID")
    if len(emojis) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if not chat.may_react(town.bot):
        raise forbidden("CHAT_WRITE_FORBIDDEN")
    put(town.bot, _first_of_album(message), emojis)
    return True


def _first_of_album(message: Message) -> Message:
    if message.album is None:
        return message
    return next(other for other in message.chat.messages if other.album == message.album)


@method(SendChatAction)
def send_chat_action(town: "Town", request: SendChatAction) -> bool:
    """Bot API: sendChatAction; it is seen in the events, and leaves nothing behind."""
    if request.action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = chat_to_write(town, request.chat_id)
    town.happened("action", chat, town.bot, request.action)
    return True
