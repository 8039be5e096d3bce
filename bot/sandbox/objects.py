"""The Bot API's objects that travel inside requests, as pydantic models."""

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Tag


def loads(text: str) -> Any:
    """Return what a JSON text says.

    Raises:
        UnicodeEncodeError: half a surrogate pair is escaped in it, which no UTF-8 can hold.
        ValueError: it is not JSON.
    """
    value = json.loads(text)
    if "\\ud" in text.lower():
        json.dumps(value, ensure_ascii=False).encode()
    return value


def decoded(value: Any) -> Any:
    """Return the value of a form field that holds JSON, other values as they are."""
    return loads(value) if isinstance(value, str) else value


def numbered(value: Any) -> Any:
    """Return a chat id that came as text as the number it is; @usernames stay."""
    return int(value) if isinstance(value, str) and value.lstrip("-").isdecimal() else value


ChatId = Annotated[int | str, BeforeValidator(numbered)]


class ApiObject(BaseModel):
    """An object of the Bot API; a name it does not have is refused."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class EntityUser(BaseModel):
    """Bot API: User, of which a mention needs the id only."""

    id: int


class MessageEntity(ApiObject):
    """Bot API: MessageEntity; offset and length are UTF-16 units."""

    type: str
    offset: int
    length: int
    url: str | None = None
    user: EntityUser | None = None
    language: str | None = None
    custom_emoji_id: str | None = None
    unix_time: int | None = None
    date_time_format: str | None = None


class CopyTextButton(ApiObject):
    """Bot API: CopyTextButton."""

    text: str


class WebAppInfo(ApiObject):
    """Bot API: WebAppInfo."""

    url: str


class InlineKeyboardButton(ApiObject):
    """Bot API: InlineKeyboardButton."""

    text: str
    url: str | None = None
    callback_data: str | None = None
    copy_text: CopyTextButton | None = None
    web_app: WebAppInfo | None = None
    switch_inline_query: str | None = None
    switch_inline_query_current_chat: str | None = None
    style: str | None = None
    icon_custom_emoji_id: str | None = None


class InlineKeyboardMarkup(ApiObject):
    """Bot API: InlineKeyboardMarkup."""

    inline_keyboard: list[list[InlineKeyboardButton]]


class KeyboardButton(ApiObject):
    """Bot API: KeyboardButton."""

    text: str
    request_contact: bool | None = None
    request_location: bool | None = None


class ReplyKeyboardMarkup(ApiObject):
    """Bot API: ReplyKeyboardMarkup."""

    keyboard: list[list[KeyboardButton]]
    is_persistent: bool | None = None
    resize_keyboard: bool | None = None
    one_time_keyboard: bool | None = None
    input_field_placeholder: str | None = None
    selective: bool | None = None


class ReplyKeyboardRemove(ApiObject):
    """Bot API: ReplyKeyboardRemove."""

    remove_keyboard: Literal[True]
    selective: bool | None = None


class ForceReply(ApiObject):
    """Bot API: ForceReply."""

    force_reply: Literal[True]
    input_field_placeholder: str | None = None
    selective: bool | None = None


MARKUPS = ("inline_keyboard", "keyboard", "remove_keyboard", "force_reply")


def kind_of_markup(value: Any) -> str | None:
    """Return the field by which the four kinds of reply markup are told apart."""
    if isinstance(value, dict):
        return next((name for name in MARKUPS if name in value), None)
    return next((name for name in MARKUPS if hasattr(value, name)), None)


ReplyMarkup = Annotated[
    Annotated[InlineKeyboardMarkup, Tag("inline_keyboard")]
    | Annotated[ReplyKeyboardMarkup, Tag("keyboard")]
    | Annotated[ReplyKeyboardRemove, Tag("remove_keyboard")]
    | Annotated[ForceReply, Tag("force_reply")],
    Discriminator(kind_of_markup),
]


class ReplyParameters(ApiObject):
    """Bot API: ReplyParameters."""

    message_id: int | None = None
    chat_id: ChatId | None = None
    allow_sending_without_reply: bool | None = None
    quote: str | None = None
    quote_entities: list[MessageEntity] | None = None
    quote_position: int | None = None
    ephemeral_message_id: int | None = None


class LinkPreviewOptions(ApiObject):
    """Bot API: LinkPreviewOptions."""

    is_disabled: bool | None = None
    url: str | None = None
    prefer_small_media: bool | None = None
    prefer_large_media: bool | None = None
    show_above_text: bool | None = None


class BotCommand(ApiObject):
    """Bot API: BotCommand."""

    command: str
    description: str
    is_ephemeral: bool | None = None


class BotCommandScope(ApiObject):
    """Bot API: BotCommandScope, all seven kinds in one."""

    type: Literal[
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    ]
    chat_id: ChatId | None = None
    user_id: int | None = None


class ChatAdministratorRights(ApiObject):
    """Bot API: ChatAdministratorRights."""

    is_anonymous: bool
    can_manage_chat: bool
    can_delete_messages: bool
    can_manage_video_chats: bool
    can_restrict_members: bool
    can_promote_members: bool
    can_change_info: bool
    can_invite_users: bool
    can_post_stories: bool
    can_edit_stories: bool
    can_delete_stories: bool
    can_post_messages: bool | None = None
    can_edit_messages: bool | None = None
    can_pin_messages: bool | None = None
    can_manage_topics: bool | None = None
    can_manage_direct_messages: bool | None = None
    can_manage_tags: bool | None = None


# PTB sends objects as JSON text inside form fields; a JSON body carries them as they are.
FromJson = BeforeValidator(decoded)
Entities = Annotated[list[MessageEntity], FromJson]
Commands = Annotated[list[BotCommand], FromJson]
Ids = Annotated[list[int], FromJson]
Names = Annotated[list[str], FromJson]
