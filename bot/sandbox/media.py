"""Media: how the Bot API describes photos, documents and whatever else people send."""

import itertools
import mimetypes
from typing import TYPE_CHECKING

from bot.sandbox import images
from bot.sandbox.errors import Json, bad_request
from bot.sandbox.files import File, Files

if TYPE_CHECKING:
    from bot.sandbox.messages import Message

# Bot API: PhotoSize; Telegram keeps several sizes of a photo, these are the usual longer edges.
PHOTO_EDGES = (90, 320, 800, 1280)
STICKER_EDGE = 512
# Bot API: sendPhoto; TDLib refuses more before it looks at the picture.
LARGEST_PHOTO = 10 * 1024 * 1024
MOST_PIXELS = 10_000
STEEPEST = 20
# What a message calls a kind of file, as in "can't use file of type Document as Photo".
NAMES = {
    "photo": "Photo",
    "document": "Document",
    "video": "Video",
    "audio": "Audio",
    "voice": "VoiceNote",
    "video_note": "VideoNote",
    "sticker": "Sticker",
}
# The permission that sending a kind needs (Bot API: ChatPermissions), and how a refusal calls it.
PERMISSIONS = {
    "photo": ("can_send_photos", "photos"),
    "document": ("can_send_documents", "documents"),
    "video": ("can_send_videos", "video"),
    "audio": ("can_send_audios", "audio"),
    "voice": ("can_send_voice_notes", "voice notes"),
    "video_note": ("can_send_video_notes", "video notes"),
    "sticker": ("can_send_other_messages", "stickers"),
    "poll": ("can_send_polls", "polls"),
}
TEXT = ("can_send_messages", "text messages")
# What media of a message can be sent again by copying it.
KINDS = tuple(NAMES)
# What Telegram makes of a file's type when it is sent as this kind.
MIMES = {"video": "video/mp4", "audio": "audio/mpeg", "voice": "audio/ogg"}
_DIGITS = itertools.count(1)


def kept(files: Files, kind: str, name: str, data: bytes, **fields: object) -> File:
    """Keep a file and describe it as what it is sent as; `fields` are the kind's own.

    Raises:
        ApiError: 400, it is empty, too large, or no picture.
    """
    if not data:
        raise bad_request("file must be non-empty")
    if kind == "photo":
        return _photo(files, name, data)
    file = files.keep(kind, name, data)
    named = {"file_name": name} if kind in ("document", "video", "audio") else {}
    file.content = {kind: {**named, **fields, **file.described}}
    return file


def document(
    files: Files, name: str, data: bytes, mime: str | None = None, kind: str = "document"
) -> File:
    """Keep a document, or another kind that has a MIME type."""
    guessed = mimetypes.guess_type(name)[0] or "application/octet-stream"
    fitting = guessed.partition("/")[0] == kind
    fields: Json = {"mime_type": (mime or guessed) if kind == "document" or fitting else ""}
    fields["mime_type"] = fields["mime_type"] or MIMES.get(kind, guessed)
    if kind in ("video", "audio", "voice"):
        fields["duration"] = 0
    if kind == "video":
        fields |= {"width": 0, "height": 0}
    return kept(files, kind, name, data, **fields)


def _photo(files: Files, name: str, data: bytes) -> File:
    """Keep a photo in several sizes, the largest last; all of them hold the bytes that came."""
    if len(data) > LARGEST_PHOTO:
        text = f"file of size {len(data)} bytes is too big for a photo"
        raise bad_request(f"{text}; the maximum size is {LARGEST_PHOTO} bytes")
    pixels = images.size(data)
    if pixels is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = pixels
    if width + height > MOST_PIXELS or max(width, height) > STEEPEST * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    longest = max(width, height)
    edges = [edge for edge in PHOTO_EDGES if edge < longest] + [min(longest, PHOTO_EDGES[-1])]
    sizes = [files.keep("photo", f"{edge}_{name}", data) for edge in edges]
    shown = [
        {
            **size.described,
            "width": max(1, width * edge // longest),
            "height": max(1, height * edge // longest),
        }
        for size, edge in zip(sizes, edges, strict=True)
    ]
    for size in sizes:
        size.content = {"photo": shown}
    return sizes[-1]


def again(files: Files, file_id: str, kind: str) -> File:
    """Return a file that Telegram knows, to be sent once more.

    Raises:
        ApiError: 400, there is none of this id, or it is of another kind.
    """
    file = files.find(file_id)
    if file is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if file.kind != kind:
        raise bad_request(f"can't use file of type {NAMES[file.kind]} as {NAMES[kind]}")
    return file


def sticker(files: Files, emoji: str) -> File:
    """Keep a sticker (Bot API: Sticker)."""
    fields = {
        "type": "regular",
        "width": STICKER_EDGE,
        "height": STICKER_EDGE,
        "is_animated": False,
        "is_video": False,
        "emoji": emoji,
        "set_name": "Sandbox",
    }
    return kept(files, "sticker", "sticker.webp", b"RIFF", **fields)


def contact(phone_number: str, first_name: str, user_id: int | None = None) -> Json:
    """Return the message field `contact` (Bot API: Contact)."""
    known = {} if user_id is None else {"user_id": user_id}
    return {"contact": {"phone_number": phone_number, "first_name": first_name, **known}}


def poll(question: str, *options: str) -> Json:
    """Return the message field `poll` of a poll that nobody has voted in (Bot API: Poll)."""
    number = next(_DIGITS)
    listed = [
        {"persistent_id": str(index), "text": text, "voter_count": 0}
        for index, text in enumerate(options)
    ]
    closed = {"is_closed": False, "is_anonymous": True, "type": "regular"}
    settings = {"allows_multiple_answers": False, "allows_revoting": False, "members_only": False}
    about = {"id": f"{number:018d}", "question": question, "options": listed}
    return {"poll": about | {"total_voter_count": 0} | closed | settings}


def origin(message: "Message") -> Json:
    """Return the Bot API's MessageOrigin of a message that is forwarded."""
    if "forward_origin" in message.content:
        return dict(message.content["forward_origin"])
    date = int(message.date.timestamp())
    sender = message.sender
    if message.anonymous:
        return {"type": "chat", "date": date, "sender_chat": message.chat.brief}
    if sender.hides_forwards:
        return {"type": "hidden_user", "date": date, "sender_user_name": sender.name}
    return {"type": "user", "date": date, "sender_user": sender.to_json()}


def permission(message: "Message") -> tuple[str, str]:
    """Return the permission that sending what a message holds needs, and what it is called."""
    return next((PERMISSIONS[name] for name in message.content if name in PERMISSIONS), TEXT)
