"""The requests about a chat itself: pins, topics, reactions, actions, ephemeral messages."""

from typing import Annotated

from bot.sandbox.inputs import Reactions
from bot.sandbox.objects import (
    ChatId,
    Entities,
    FromJson,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
)
from bot.sandbox.requests import Request


class OfChat(Request):
    """What is asked of one chat."""

    chat_id: ChatId


class PinChatMessage(OfChat):
    """Bot API: pinChatMessage."""

    message_id: int
    disable_notification: bool | None = None


class UnpinChatMessage(OfChat):
    """Bot API: unpinChatMessage."""

    message_id: int | None = None


class UnpinAllChatMessages(OfChat):
    """Bot API: unpinAllChatMessages."""


class SetMessageReaction(OfChat):
    """Bot API: setMessageReaction."""

    message_id: int
    reaction: Reactions | None = None
    is_big: bool | None = None


class SendChatAction(OfChat):
    """Bot API: sendChatAction."""

    action: str
    message_thread_id: int | None = None


class CreateForumTopic(OfChat):
    """Bot API: createForumTopic."""

    name: str
    icon_color: int | None = None


class OfTopic(OfChat):
    """What is asked of one topic."""

    message_thread_id: int


class EditForumTopic(OfTopic):
    """Bot API: editForumTopic."""

    name: str | None = None


class CloseForumTopic(OfTopic):
    """Bot API: closeForumTopic."""


class ReopenForumTopic(OfTopic):
    """Bot API: reopenForumTopic."""


class DeleteForumTopic(OfTopic):
    """Bot API: deleteForumTopic."""


class UnpinAllForumTopicMessages(OfTopic):
    """Bot API: unpinAllForumTopicMessages."""


class EditGeneralForumTopic(OfChat):
    """Bot API: editGeneralForumTopic."""

    name: str


class CloseGeneralForumTopic(OfChat):
    """Bot API: closeGeneralForumTopic."""


class ReopenGeneralForumTopic(OfChat):
    """Bot API: reopenGeneralForumTopic."""


class DeleteEphemeralMessage(OfChat):
    """Bot API: deleteEphemeralMessage."""

    receiver_user_id: int
    ephemeral_message_id: int


class EditingEphemeral(DeleteEphemeralMessage):
    """What the methods take that edit an ephemeral message."""

    reply_markup: Annotated[InlineKeyboardMarkup, FromJson] | None = None


class EditEphemeralMessageText(EditingEphemeral):
    """Bot API: editEphemeralMessageText."""

    text: str | None = None
    parse_mode: str | None = None
    entities: Entities | None = None
    link_preview_options: Annotated[LinkPreviewOptions, FromJson] | None = None


class EditEphemeralMessageCaption(EditingEphemeral):
    """Bot API: editEphemeralMessageCaption."""

    caption: str | None = None
    parse_mode: str | None = None
    caption_entities: Entities | None = None
    show_caption_above_media: bool | None = None


class EditEphemeralMessageReplyMarkup(EditingEphemeral):
    """Bot API: editEphemeralMessageReplyMarkup."""
