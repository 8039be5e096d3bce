"""Methods about the topics of a forum."""

from typing import TYPE_CHECKING

from bot.sandbox.chat_requests import (
    CloseForumTopic,
    CloseGeneralForumTopic,
    CreateForumTopic,
    DeleteForumTopic,
    EditForumTopic,
    EditGeneralForumTopic,
    OfTopic,
    ReopenForumTopic,
    ReopenGeneralForumTopic,
)
from bot.sandbox.errors import Json, bad_request
from bot.sandbox.groups import Group
from bot.sandbox.methods.access import chat_to_write
from bot.sandbox.methods.registry import method
from bot.sandbox.topics import ICON_COLOR, ICON_COLORS, Topic

if TYPE_CHECKING:
    from bot.sandbox.town import Town

# Bot API: createForumTopic; TDLib cuts what is longer.
LONGEST_NAME = 128
UNCHANGED = "TOPIC_NOT_MODIFIED"


@method(CreateForumTopic)
def create_forum_topic(town: "Town", request: CreateForumTopic) -> Json:
    """Bot API: createForumTopic; it counts as a message (tdlib/td issue 2592)."""
    forum = forum_of(town, request.chat_id)
    if not forum.allows(town.bot, "can_manage_topics"):
        raise bad_request("not enough rights to create a topic")
    name = _name(request.name)
    if not name:
        raise bad_request("title must be non-empty")
    color = ICON_COLOR if request.icon_color is None else request.icon_color
    if color not in ICON_COLORS:
        raise bad_request("invalid icon color specified")
    town.flood.take(forum.id)
    topic = forum.open_topic(name, by=town.bot, icon_color=color)
    return {"message_thread_id": topic.id, **topic.created()}


@method(EditForumTopic)
def edit_forum_topic(town: "Town", request: EditForumTopic) -> bool:
    """Bot API: editForumTopic; an empty name keeps the old one."""
    forum, topic = _topic(town, request, "edit the topic")
    name = _name(request.name or "")
    if name:
        _rename(town, forum, topic, name)
    return True


@method(CloseForumTopic)
def close_forum_topic(town: "Town", request: CloseForumTopic) -> bool:
    """Bot API: closeForumTopic."""
    forum, topic = _topic(town, request, "close or open the topic")
    return _set_closed(town, forum, topic, closed=True)


@method(ReopenForumTopic)
def reopen_forum_topic(town: "Town", request: ReopenForumTopic) -> bool:
    """Bot API: reopenForumTopic."""
    forum, topic = _topic(town, request, "close or open the topic")
    return _set_closed(town, forum, topic, closed=False)


@method(DeleteForumTopic)
def delete_forum_topic(town: "Town", request: DeleteForumTopic) -> bool:
    """Bot API: deleteForumTopic; that the bot opened it does not help."""
    forum, topic = _find(town, request)
    if not forum.bot_member.may("can_delete_messages"):
        raise bad_request("not enough rights to delete the topic")
    forum.delete_topic(topic, by=town.bot)
    return True


@method(EditGeneralForumTopic)
def edit_general_forum_topic(town: "Town", request: EditGeneralForumTopic) -> bool:
    """Bot API: editGeneralForumTopic."""
    forum = _general(town, request.chat_id, "edit the topic")
    name = _name(request.name)
    if not name:
        raise bad_request("title must be non-empty")
    _rename(town, forum, None, name)
    return True


@method(CloseGeneralForumTopic)
def close_general_forum_topic(town: "Town", request: CloseGeneralForumTopic) -> bool:
    """Bot API: closeGeneralForumTopic."""
    forum = _general(town, request.chat_id, "close or open the topic")
    return _set_closed(town, forum, None, closed=True)


@method(ReopenGeneralForumTopic)
def reopen_general_forum_topic(town: "Town", request: ReopenGeneralForumTopic) -> bool:
    """Bot API: reopenGeneralForumTopic."""
    forum = _general(town, request.chat_id, "close or open the topic")
    return _set_closed(town, forum, None, closed=False)


def forum_of(town: "Town", chat_id: int | str) -> Group:
    """Return the forum of an id.

    Raises:
        ApiError: as for sending, and 400 for a chat without topics.
    """
    chat = chat_to_write(town, chat_id)
    if not isinstance(chat, Group) or not chat.is_forum:
        raise bad_request("the chat is not a forum")
    return chat


def _find(town: "Town", request: OfTopic) -> tuple[Group, Topic]:
    forum = forum_of(town, request.chat_id)
    if request.message_thread_id <= 0:
        raise bad_request("invalid forum topic identifier specified")
    topic = forum.topics.get(request.message_thread_id)
    if topic is None or topic.deleted:
        raise bad_request("TOPIC_ID_INVALID")
    return forum, topic


def _topic(town: "Town", request: OfTopic, doing: str) -> tuple[Group, Topic]:
    """Return a topic that the bot may change: as a manager of topics, or because it opened it."""
    forum, topic = _find(town, request)
    if topic.root.sender is not town.bot and not forum.bot_member.may("can_manage_topics"):
        raise bad_request(f"not enough rights to {doing}")
    return forum, topic


def _general(town: "Town", chat_id: int | str, doing: str) -> Group:
    forum = forum_of(town, chat_id)
    if not forum.bot_member.may("can_manage_topics"):
        raise bad_request(f"not enough rights to {doing}")
    return forum


def _rename(town: "Town", forum: Group, topic: Topic | None, name: str) -> None:
    if name == (topic.name if topic else forum.general_name):
        raise bad_request(UNCHANGED)
    town.flood.take(forum.id)
    forum.rename_topic(topic, name, by=town.bot)


def _set_closed(town: "Town", forum: Group, topic: Topic | None, *, closed: bool) -> bool:
    if forum.is_closed(topic) == closed:
        raise bad_request(UNCHANGED)
    town.flood.take(forum.id)
    (forum.close_topic if closed else forum.reopen_topic)(topic, by=town.bot)
    return True


def _name(name: str) -> str:
    return " ".join(name.split())[:LONGEST_NAME].strip()
