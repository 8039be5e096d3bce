"""The requests that send and change media, and those that repeat messages."""

from typing import Annotated

from bot.sandbox.inputs import Album, AnyMedia, Upload
from bot.sandbox.objects import ChatId, Entities, FromJson, Ids, ReplyMarkup
from bot.sandbox.requests import Answering, Editing, Placing, Sending


class Captioned(Sending):
    """What all methods take that send a file."""

    caption: str | None = None
    caption_entities: Entities | None = None


class Shown(Captioned):
    """What pictures and videos take besides."""

    has_spoiler: bool | None = None
    show_caption_above_media: bool | None = None


class SendPhoto(Shown):
    """Bot API: sendPhoto."""

    photo: str | Upload


class SendVideo(Shown):
    """Bot API: sendVideo."""

    video: str | Upload
    duration: int | None = None
    width: int | None = None
    height: int | None = None
    supports_streaming: bool | None = None


class SendDocument(Captioned):
    """Bot API: sendDocument."""

    document: str | Upload
    disable_content_type_detection: bool | None = None


class SendAudio(Captioned):
    """Bot API: sendAudio."""

    audio: str | Upload
    duration: int | None = None
    performer: str | None = None
    title: str | None = None


class SendVoice(Captioned):
    """Bot API: sendVoice."""

    voice: str | Upload
    duration: int | None = None


class SendMediaGroup(Answering):
    """Bot API: sendMediaGroup."""

    media: Album


class EditMessageCaption(Editing):
    """Bot API: editMessageCaption."""

    caption: str | None = None
    parse_mode: str | None = None
    caption_entities: Entities | None = None
    show_caption_above_media: bool | None = None


class EditMessageMedia(Editing):
    """Bot API: editMessageMedia."""

    media: Annotated[AnyMedia, FromJson]


class ForwardMessage(Placing):
    """Bot API: forwardMessage."""

    from_chat_id: ChatId
    message_id: int


class ForwardMessages(Placing):
    """Bot API: forwardMessages."""

    from_chat_id: ChatId
    message_ids: Ids


class CopyMessage(Answering):
    """Bot API: copyMessage."""

    from_chat_id: ChatId
    message_id: int
    caption: str | None = None
    parse_mode: str | None = None
    caption_entities: Entities | None = None
    show_caption_above_media: bool | None = None
    reply_markup: Annotated[ReplyMarkup, FromJson] | None = None


class CopyMessages(Placing):
    """Bot API: copyMessages."""

    from_chat_id: ChatId
    message_ids: Ids
    remove_caption: bool | None = None
