"""Methods that send files: photos, documents, voice messages, videos, albums."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.sandbox import media
from bot.sandbox.errors import Json, bad_request
from bot.sandbox.files import File
from bot.sandbox.inputs import AnyMedia, InputMedia, Upload
from bot.sandbox.media_requests import (
    Captioned,
    SendAudio,
    SendDocument,
    SendMediaGroup,
    SendPhoto,
    SendVideo,
    SendVoice,
)
from bot.sandbox.methods.checks import message_caption
from bot.sandbox.methods.registry import method
from bot.sandbox.methods.sending import another, post, prepared

if TYPE_CHECKING:
    from bot.sandbox.town import Town

# Bot API: sendMediaGroup.
LARGEST_ALBUM = 10
# Bot API: Sending files.
LARGEST_FILE = 50 * 1024 * 1024
# Fields of a request that the message or its file shows as they were given.
SHOWN = {"has_spoiler": "has_media_spoiler", "show_caption_above_media": "show_caption_above_media"}
DETAILS = ("duration", "width", "height", "performer", "title")


@method(SendPhoto)
def send_photo(town: "Town", request: SendPhoto) -> Json:
    """Bot API: sendPhoto."""
    return _send(town, request, "photo", request.photo)


@method(SendDocument)
def send_document(town: "Town", request: SendDocument) -> Json:
    """Bot API: sendDocument; the file is a part of the multipart body or a file_id."""
    return _send(town, request, "document", request.document)


@method(SendVideo)
def send_video(town: "Town", request: SendVideo) -> Json:
    """Bot API: sendVideo."""
    return _send(town, request, "video", request.video)


@method(SendAudio)
def send_audio(town: "Town", request: SendAudio) -> Json:
    """Bot API: sendAudio."""
    return _send(town, request, "audio", request.audio)


@method(SendVoice)
def send_voice(town: "Town", request: SendVoice) -> Json:
    """Bot API: sendVoice."""
    return _send(town, request, "voice", request.voice)


def _send(town: "Town", request: Captioned, kind: str, given: str | Upload) -> Json:
    caption = message_caption(request.caption, request.caption_entities, request.parse_mode)
    file = file_of(town, kind, given, _details(request))
    message = prepared(town, request, *media.PERMISSIONS[kind])
    message.text, message.entities = caption
    message.kind, message.content, message.media = (
        "media",
        file.content | extras(request),
        file.data,
    )
    return post(message)


def file_of(town: "Town", kind: str, given: str | Upload, details: Json | None = None) -> File:
    """Return the file that is sent: uploaded now, or known to Telegram.

    Raises:
        ApiError: 400 it is empty, no picture, too large, unknown, or of another kind; 413.
    """
    if not isinstance(given, Upload):
        if given.startswith("attach://"):
            raise bad_request("can't parse InputMedia: media not found")
        return media.again(town.files, given, kind)
    if len(given.content) > LARGEST_FILE:
        raise bad_request("file is too big")
    file = media.document(town.files, given.filename, given.content, given.content_type, kind=kind)
    if details and kind != "photo":
        file.content[kind] |= details
    return file


def extras(request: Captioned | InputMedia) -> Json:
    """Return the fields of a message that its request sets: spoiler, caption above."""
    return {shown: True for name, shown in SHOWN.items() if getattr(request, name, None)}


def _details(request: Captioned | InputMedia) -> Json:
    given = {name: getattr(request, name, None) for name in DETAILS}
    return {name: value for name, value in given.items() if value is not None}


@method(SendMediaGroup)
def send_media_group(town: "Town", request: SendMediaGroup) -> list[Json]:
    """Bot API: sendMediaGroup; a single item is sent as an ordinary message."""
    items = request.media
    _check_album(items)
    captions = [message_caption(i.caption, i.caption_entities, i.parse_mode) for i in items]
    files = [file_of(town, item.type, item.media, _details(item)) for item in items]
    first = prepared(town, request, *media.PERMISSIONS[items[0].type], count=len(items))
    group = {"media_group_id": town.next_album_id()} if len(items) > 1 else {}
    messages = [first, *(another(first) for _ in items[1:])]
    for message, item, caption, file in zip(messages, items, captions, files, strict=True):
        message.text, message.entities = caption
        message.kind, message.media = "media", file.data
        message.content = file.content | extras(item) | group
    return [post(message) for message in messages]


def _check_album(items: Sequence[AnyMedia]) -> None:
    if not items:
        raise bad_request("there are no messages to send")
    if len(items) > LARGEST_ALBUM:
        raise bad_request("too many messages to send as an album")
    kinds = {item.type for item in items}
    for kind in ("document", "audio"):
        if kind in kinds and len(kinds) > 1:
            raise bad_request(f"{kind} can't be mixed with other media types")
    above = {bool(getattr(item, "show_caption_above_media", None)) for item in items}
    if len(above) > 1:
        raise bad_request("parameter show_caption_above_media must be the same for all messages")
