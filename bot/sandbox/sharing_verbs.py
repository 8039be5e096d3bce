"""The verbs of the control API for what people share: media, albums, reactions, pins."""

import base64

from bot.sandbox.asked import Asked
from bot.sandbox.errors import Json
from bot.sandbox.sharing import Item
from bot.sandbox.verbs import VERBS, verb

__all__ = ["VERBS"]


def _data(asked: Asked) -> Json:
    return {"data": base64.b64decode(asked.value("data", str))} if "data" in asked.given else {}


@verb
def send_photo(asked: Asked) -> Json:
    """Send a photo: user, chat; caption, album, data in base64."""
    more = asked.some("caption", "album") | _data(asked) | asked.where()
    return asked.user().send_photo(asked.chat(), **more).to_json()


@verb
def send_document(asked: Asked) -> Json:
    """Send a file: user, chat, filename, data in base64; caption."""
    data = base64.b64decode(asked.value("data", str))
    more = asked.some("caption") | asked.where()
    filename = asked.value("filename", str)
    return asked.user().send_document(asked.chat(), filename, data, **more).to_json()


@verb
def send_video(asked: Asked) -> Json:
    """Send a video: user, chat; caption, data in base64."""
    more = asked.some("caption") | _data(asked) | asked.where()
    return asked.user().send_video(asked.chat(), **more).to_json()


@verb
def send_audio(asked: Asked) -> Json:
    """Send a recording: user, chat; caption, data in base64."""
    more = asked.some("caption") | _data(asked) | asked.where()
    return asked.user().send_audio(asked.chat(), **more).to_json()


@verb
def send_voice(asked: Asked) -> Json:
    """Send a voice message: user, chat, seconds; caption."""
    more = asked.some("caption") | asked.where()
    return asked.user().send_voice(asked.chat(), asked.get("seconds", 3), **more).to_json()


@verb
def send_album(asked: Asked) -> list[Json]:
    """Send an album: user, chat, items ("photo", "video" or [filename, base64]); caption."""
    items: list[Item] = [
        each if isinstance(each, str) else (str(each[0]), base64.b64decode(each[1]))
        for each in asked.value("items", list)
    ]
    more = asked.some("caption") | asked.where()
    return [m.to_json() for m in asked.user().send_album(asked.chat(), *items, **more)]


@verb
def send_sticker(asked: Asked) -> Json:
    """Send a sticker: user, chat, emoji."""
    return asked.user().send_sticker(asked.chat(), asked.get("emoji", "🙂")).to_json()


@verb
def send_contact(asked: Asked) -> Json:
    """Send a contact: user, chat, phone, first_name; user_id."""
    phone, name = asked.value("phone", str), asked.value("first_name", str)
    more = asked.some("user_id") | asked.where()
    return asked.user().send_contact(asked.chat(), phone, name, **more).to_json()


@verb
def send_location(asked: Asked) -> Json:
    """Send a place: user, chat, latitude, longitude."""
    place = float(asked.get("latitude", 0)), float(asked.get("longitude", 0))
    return asked.user().send_location(asked.chat(), *place, **asked.where()).to_json()


@verb
def send_poll(asked: Asked) -> Json:
    """Send a poll of Telegram's own: user, chat, question, options."""
    question, options = asked.value("question", str), asked.value("options", list)
    return asked.user().send_poll(asked.chat(), question, *options, **asked.where()).to_json()


@verb
def forward(asked: Asked) -> Json:
    """Forward: user, chat, message, to (a chat's id)."""
    to = Asked(asked.town, {"chat": asked.value("to", int)}).chat()
    return asked.user().forward(asked.message(), to).to_json()


@verb
def react(asked: Asked) -> bool:
    """React to a message: user, chat, message; emoji, without it the reaction is taken back."""
    asked.user().react(asked.message(), *([asked.get("emoji")] if asked.get("emoji") else []))
    return True


@verb
def pin(asked: Asked) -> bool:
    """Pin a message: user, chat, message."""
    asked.user().pin(asked.message())
    return True


@verb
def unpin(asked: Asked) -> bool:
    """Unpin a message: user, chat, message."""
    asked.user().unpin(asked.message())
    return True
