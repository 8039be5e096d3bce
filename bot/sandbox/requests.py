"""The requests of the Bot API that the sandbox knows, one pydantic model a method."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict

from bot.sandbox.inputs import EphemeralMessageParameters
from bot.sandbox.objects import (
    BotCommandScope,
    ChatAdministratorRights,
    ChatId,
    Commands,
    Entities,
    FromJson,
    Ids,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Names,
    ReplyMarkup,
    ReplyParameters,
)


class Request(BaseModel):
    """The parameters of one method; its class name is the method's, a name too many is refused."""

    model_config = ConfigDict(
        extra="forbid", hide_input_in_errors=True, arbitrary_types_allowed=True
    )

    @classmethod
    def method(cls) -> str:
        """Return the Bot API's name of the method: SendMessage -> sendMessage."""
        return cls.__name__[0].lower() + cls.__name__[1:]

    def given(self) -> dict[str, Any]:
        """Return the parameters that were given, decoded, as plain values."""
        return self.model_dump(exclude_none=True)


class Placing(Request):
    """Where a message of the bot goes, and how."""

    chat_id: ChatId
    message_thread_id: int | None = None
    disable_notification: bool | None = None
    protect_content: bool | None = None


class Answering(Placing):
    """What also may answer another message."""

    reply_parameters: Annotated[ReplyParameters, FromJson] | None = None


class Sending(Answering):
    """What all methods take that send one message."""

    parse_mode: str | None = None
    reply_markup: Annotated[ReplyMarkup, FromJson] | None = None
    ephemeral_message_parameters: Annotated[EphemeralMessageParameters, FromJson] | None = None


class SendMessage(Sending):
    """Bot API: sendMessage."""

    text: str
    entities: Entities | None = None
    link_preview_options: Annotated[LinkPreviewOptions, FromJson] | None = None


class Editing(Request):
    """What the methods that edit a message take."""

    chat_id: ChatId | None = None
    message_id: int | None = None
    inline_message_id: str | None = None
    reply_markup: Annotated[InlineKeyboardMarkup, FromJson] | None = None


class EditMessageText(Editing):
    """Bot API: editMessageText."""

    text: str | None = None
    parse_mode: str | None = None
    entities: Entities | None = None
    link_preview_options: Annotated[LinkPreviewOptions, FromJson] | None = None


class EditMessageReplyMarkup(Editing):
    """Bot API: editMessageReplyMarkup."""


class DeleteMessage(Request):
    """Bot API: deleteMessage."""

    chat_id: ChatId
    message_id: int


class DeleteMessages(Request):
    """Bot API: deleteMessages."""

    chat_id: ChatId
    message_ids: Ids


class AnswerCallbackQuery(Request):
    """Bot API: answerCallbackQuery."""

    callback_query_id: str
    text: str | None = None
    show_alert: bool | None = None
    url: str | None = None
    cache_time: int | None = None


class GetMe(Request):
    """Bot API: getMe."""


class GetUpdates(Request):
    """Bot API: getUpdates."""

    offset: int | None = None
    limit: int | None = None
    timeout: int | None = None
    allowed_updates: Names | None = None


class SetWebhook(Request):
    """Bot API: setWebhook."""

    url: str
    max_connections: int | None = None
    allowed_updates: Names | None = None
    drop_pending_updates: bool | None = None
    secret_token: str | None = None


class DeleteWebhook(Request):
    """Bot API: deleteWebhook."""

    drop_pending_updates: bool | None = None


class GetWebhookInfo(Request):
    """Bot API: getWebhookInfo."""


class GetFile(Request):
    """Bot API: getFile."""

    file_id: str


class GetChat(Request):
    """Bot API: getChat."""

    chat_id: ChatId


class GetChatMember(Request):
    """Bot API: getChatMember."""

    chat_id: ChatId
    user_id: int


class GetChatAdministrators(Request):
    """Bot API: getChatAdministrators."""

    chat_id: ChatId
    return_bots: bool | None = None


class GetChatMemberCount(Request):
    """Bot API: getChatMemberCount."""

    chat_id: ChatId


class LeaveChat(Request):
    """Bot API: leaveChat."""

    chat_id: ChatId


class OfLanguage(Request):
    """What is kept once a language."""

    language_code: str | None = None


class GetMyCommands(OfLanguage):
    """Bot API: getMyCommands."""

    scope: Annotated[BotCommandScope, FromJson] | None = None


class DeleteMyCommands(GetMyCommands):
    """Bot API: deleteMyCommands."""


class SetMyCommands(GetMyCommands):
    """Bot API: setMyCommands."""

    commands: Commands


class SetMyName(OfLanguage):
    """Bot API: setMyName."""

    name: str | None = None


class GetMyName(OfLanguage):
    """Bot API: getMyName."""


class SetMyDescription(OfLanguage):
    """Bot API: setMyDescription."""

    description: str | None = None


class GetMyDescription(OfLanguage):
    """Bot API: getMyDescription."""


class SetMyShortDescription(OfLanguage):
    """Bot API: setMyShortDescription."""

    short_description: str | None = None


class GetMyShortDescription(OfLanguage):
    """Bot API: getMyShortDescription."""


class SetMyDefaultAdministratorRights(Request):
    """Bot API: setMyDefaultAdministratorRights."""

    rights: Annotated[ChatAdministratorRights, FromJson] | None = None
    for_channels: bool | None = None


class GetMyDefaultAdministratorRights(Request):
    """Bot API: getMyDefaultAdministratorRights."""

    for_channels: bool | None = None
