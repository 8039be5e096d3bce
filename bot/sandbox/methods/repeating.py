"""Methods that repeat messages: forwarding shows where they come from, copying does not."""

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.sandbox import media
from bot.sandbox.chats import Chat
from bot.sandbox.errors import Json, bad_request
from bot.sandbox.groups import Group
from bot.sandbox.media_requests import (
    CopyMessage,
    CopyMessages,
    ForwardMessage,
    ForwardMessages,
)
from bot.sandbox.messages import Message
from bot.sandbox.methods.access import chat_to_read
from bot.sandbox.methods.checks import message_caption
from bot.sandbox.methods.registry import method
from bot.sandbox.methods.sending import another, post, prepared
from bot.sandbox.requests import Placing

if TYPE_CHECKING:
    from bot.sandbox.town import Town

# Bot API: copyMessages, forwardMessages.
MOST_REPEATED = 100
PROTECTED = "message has protected content and can't be forwarded"


@method(ForwardMessage)
def forward_message(town: "Town", request: ForwardMessage) -> Json:
    """Bot API: forwardMessage."""
    source = chat_to_read(town, request.from_chat_id)
    original = _one(source, request.message_id, "forward")
    if original.protected:
        raise bad_request("the message can't be forwarded")
    message = prepared(town, request, *media.permission(original))
    return post(_forwarded(message, original))


@method(ForwardMessages)
def forward_messages(town: "Town", request: ForwardMessages) -> list[Json]:
    """Bot API: forwardMessages; what can't be forwarded is left out."""
    source = chat_to_read(town, request.from_chat_id)
    found = [m for m in _several(source, request.message_ids) if not m.protected]
    return _repeat(town, request, found, copied=False)


@method(CopyMessage)
def copy_message(town: "Town", request: CopyMessage) -> Json:
    """Bot API: copyMessage; what protects a message from forwarding does not from a bot's copy."""
    source = chat_to_read(town, request.from_chat_id)
    original = _one(source, request.message_id, "copy")
    caption = None
    if request.caption is not None and original.kind == "media":
        caption = message_caption(request.caption, request.caption_entities, request.parse_mode)
    message = prepared(town, request, *media.permission(original))
    _copied(message, original)
    if caption is not None:
        message.text, message.entities = caption
    return {"message_id": post(message)["message_id"]}


@method(CopyMessages)
def copy_messages(town: "Town", request: CopyMessages) -> list[Json]:
    """Bot API: copyMessages; what can't be copied is left out."""
    source = chat_to_read(town, request.from_chat_id)
    found = _several(source, request.message_ids)
    return _repeat(town, request, found, copied=True, bare=bool(request.remove_caption))


def _one(source: Chat, message_id: int, doing: str) -> Message:
    original = source.find(message_id)
    if original is None:
        raise bad_request(f"message to {doing} not found")
    if isinstance(source, Group) and source.protects_content:
        raise bad_request(PROTECTED)
    if original.kind == "service":
        done = "forwarded" if doing == "forward" else "copied"
        raise bad_request(f"the message can't be {done}")
    return original


def _several(source: Chat, ids: Sequence[int]) -> list[Message]:
    if not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > MOST_REPEATED:
        raise bad_request("too many messages to forward")
    if any(later <= earlier for earlier, later in itertools.pairwise(ids)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    if isinstance(source, Group) and source.protects_content:
        raise bad_request(PROTECTED)
    found = [message for message in map(source.find, ids) if message is not None]
    return [message for message in found if message.kind != "service"]


def _repeat(
    town: "Town",
    request: Placing,
    originals: list[Message],
    *,
    copied: bool,
    bare: bool = False,
) -> list[Json]:
    """Post messages again, albums as new albums; each counts for flood control."""
    if not originals:
        raise bad_request("there are no messages to forward")
    first = prepared(town, request, *media.permission(originals[0]), count=len(originals))
    messages = [first, *(another(first) for _ in originals[1:])]
    albums: dict[str, str] = {}
    sent = []
    for message, original in zip(messages, originals, strict=True):
        (_copied if copied else _forwarded)(message, original)
        if bare and message.kind == "media":
            message.text, message.entities = "", []
        if original.album:
            number = albums.setdefault(original.album, town.next_album_id())
            message.content["media_group_id"] = number
        sent.append({"message_id": post(message)["message_id"]})
    return sent


def _copied(message: Message, original: Message) -> Message:
    """Let a prepared message hold what another does."""
    left_out = ("forward_origin", "media_group_id")
    message.kind, message.media = original.kind, original.media
    message.text, message.entities = original.text, list(original.entities)
    message.content = {k: v for k, v in original.content.items() if k not in left_out}
    message.link_preview = original.link_preview
    return message


def _forwarded(message: Message, original: Message) -> Message:
    """The same, with where it comes from, and with its buttons if all of them are links."""
    _copied(message, original)
    message.content = {"forward_origin": media.origin(original)} | message.content
    buttons = [button for row in original.buttons for button in row]
    if buttons and all(button.url for button in buttons):
        message.markup = original.markup
    return message
