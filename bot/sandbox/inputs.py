"""Files, media, reactions and receivers inside requests, as pydantic models."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import ConfigDict, Discriminator, Tag

from bot.sandbox.objects import ApiObject, Entities, FromJson


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came as a part of a multipart body."""

    filename: str
    content: bytes
    content_type: str


class InputMedia(ApiObject):
    """What all kinds of InputMedia have; `media` is a file_id or an uploaded file."""

    model_config = ConfigDict(
        extra="forbid", hide_input_in_errors=True, arbitrary_types_allowed=True
    )

    media: str | Upload
    caption: str | None = None
    parse_mode: str | None = None
    caption_entities: Entities | None = None


class InputMediaPhoto(InputMedia):
    """Bot API: InputMediaPhoto."""

    type: Literal["photo"]
    has_spoiler: bool | None = None
    show_caption_above_media: bool | None = None


class InputMediaVideo(InputMedia):
    """Bot API: InputMediaVideo."""

    type: Literal["video"]
    duration: int | None = None
    width: int | None = None
    height: int | None = None
    supports_streaming: bool | None = None
    has_spoiler: bool | None = None
    show_caption_above_media: bool | None = None


class InputMediaDocument(InputMedia):
    """Bot API: InputMediaDocument."""

    type: Literal["document"]
    disable_content_type_detection: bool | None = None


class InputMediaAudio(InputMedia):
    """Bot API: InputMediaAudio."""

    type: Literal["audio"]
    duration: int | None = None
    performer: str | None = None
    title: str | None = None


def kind_of_media(value: object) -> str | None:
    """Return the field by which the kinds of InputMedia are told apart."""
    found = value.get("type") if isinstance(value, dict) else getattr(value, "type", None)
    return found if isinstance(found, str) else None


AnyMedia = Annotated[
    Annotated[InputMediaPhoto, Tag("photo")]
    | Annotated[InputMediaVideo, Tag("video")]
    | Annotated[InputMediaDocument, Tag("document")]
    | Annotated[InputMediaAudio, Tag("audio")],
    Discriminator(kind_of_media),
]
Album = Annotated[list[AnyMedia], FromJson]


class ReactionType(ApiObject):
    """Bot API: ReactionTypeEmoji and ReactionTypeCustomEmoji."""

    type: Literal["emoji", "custom_emoji"]
    emoji: str | None = None
    custom_emoji_id: str | None = None


Reactions = Annotated[list[ReactionType], FromJson]


class EphemeralMessageParameters(ApiObject):
    """Bot API: EphemeralMessageParameters (10.3)."""

    receiver_user_id: int
    callback_query_id: str | None = None
    replace_callback_query_message: bool | None = None
