"""Topics of a forum: opened, renamed, closed and deleted by the bot, and what people see."""

import pytest
import telegram

from bot.sandbox import Group, NotAllowed, Town, User
from tests.sandbox.conftest import Raw


@pytest.fixture
def forum(town: Town, anna: User, ben: User) -> Group:
    """Return a forum with the bot as its administrator; its updates so far are dropped."""
    forum = town.group("Office", creator=anna, members=[ben], forum=True)
    forum.add_bot(by=anna, admin=True)
    town.updates.drop()
    return forum


async def test_the_life_of_a_topic(bot: telegram.Bot, raw: Raw, forum: Group, ben: User):
    made = await bot.create_forum_topic(forum.id, " Letter  7 ", icon_color=0xFFD67E)
    thread = made.message_thread_id
    assert (made.name, made.icon_color) == ("Letter 7", 0xFFD67E)
    place = {"chat_id": forum.id, "message_thread_id": thread}
    sent = await bot.send_message(forum.id, "Dear principal", message_thread_id=thread)
    assert (sent.is_topic_message, sent.reply_to_message.message_id) == (True, thread)
    await bot.edit_forum_topic(**place, name="Letter 7 · answered")
    assert forum.topics[thread].name == "Letter 7 · answered"
    await bot.close_forum_topic(**place)
    with pytest.raises(NotAllowed):
        ben.say(forum, "but", topic=forum.topics[thread])
    await bot.reopen_forum_topic(**place)
    ben.say(forum, "but", topic=forum.topics[thread])
    updates = await raw.updates()
    kinds = [
        name
        for update in updates
        for name in update["message"]
        if name.startswith("forum_topic") or name == "text"
    ]
    assert kinds == [
        *("forum_topic_created", "forum_topic_edited", "forum_topic_closed"),
        *("forum_topic_reopened", "text"),
    ]
    assert updates[1]["message"]["forum_topic_edited"] == {"name": "Letter 7 · answered"}
    assert all(update["message"]["message_thread_id"] == thread for update in updates)
    await bot.delete_forum_topic(**place)
    assert all(m.thread != thread for m in forum.messages)
    refusal = "Bad Request: message thread not found"
    assert await raw.error("sendMessage", **place, text="x") == refusal
    assert await raw.error("closeForumTopic", **place) == "Bad Request: TOPIC_ID_INVALID"


@pytest.mark.parametrize(
    ("method", "params", "description"),
    [
        ("createForumTopic", {"name": " "}, "title must be non-empty"),
        ("createForumTopic", {"name": "x", "icon_color": 5}, "invalid icon color specified"),
        ("editForumTopic", {"name": "Notices"}, "TOPIC_NOT_MODIFIED"),
        ("reopenForumTopic", {}, "TOPIC_NOT_MODIFIED"),
        ("closeForumTopic", {"message_thread_id": 99}, "TOPIC_ID_INVALID"),
        ("closeForumTopic", {"message_thread_id": 0}, "invalid forum topic identifier specified"),
    ],
)
async def test_refusals_about_topics(
    raw: Raw, forum: Group, method: str, params: dict, description: str
):
    topic = forum.open_topic("Notices")
    place = {"chat_id": forum.id}
    if method != "createForumTopic":
        place["message_thread_id"] = topic.id
    assert await raw.error(method, **(place | params)) == f"Bad Request: {description}"


async def test_rights_about_topics(raw: Raw, forum: Group, group: Group):
    topic = forum.open_topic("Notices")
    own = await raw.result("createForumTopic", chat_id=forum.id, name="x" * 200)
    assert len(own["name"]) == 128
    forum.set_bot_rights(can_manage_topics=False, can_delete_messages=False)
    place = {"chat_id": forum.id, "message_thread_id": topic.id}
    mine = {"chat_id": forum.id, "message_thread_id": own["message_thread_id"]}
    cases = {
        "createForumTopic": (
            {"chat_id": forum.id, "name": "x"},
            "not enough rights to create a topic",
        ),
        "editForumTopic": ({**place, "name": "x"}, "not enough rights to edit the topic"),
        "closeForumTopic": (place, "not enough rights to close or open the topic"),
        "deleteForumTopic": (mine, "not enough rights to delete the topic"),
        "closeGeneralForumTopic": (
            {"chat_id": forum.id},
            "not enough rights to close or open the topic",
        ),
    }
    for method, (params, description) in cases.items():
        assert await raw.error(method, **params) == f"Bad Request: {description}"
    assert await raw.result("closeForumTopic", **mine), "who opened a topic may close it"
    assert await raw.result("sendMessage", **mine, text="and write in it when it is closed")
    refusal = "Bad Request: the chat is not a forum"
    assert await raw.error("createForumTopic", chat_id=group.id, name="x") == refusal


async def test_a_closed_topic_and_general(bot: telegram.Bot, raw: Raw, forum: Group, ben: User):
    topic = forum.open_topic("Notices")
    forum.close_topic(topic)
    place = {"chat_id": forum.id, "message_thread_id": topic.id}
    assert await raw.result("sendMessage", **place, text="as a manager of topics")
    await bot.close_general_forum_topic(forum.id)
    await bot.edit_general_forum_topic(forum.id, "Lobby")
    assert (forum.general_closed, forum.general_name) == (True, "Lobby")
    with pytest.raises(NotAllowed):
        ben.say(forum, "hello")
    forum.demote_bot()
    assert await raw.error("sendMessage", **place, text="x") == "Bad Request: TOPIC_CLOSED"
    refusal = await raw.error("sendMessage", chat_id=forum.id, text="x")
    assert refusal == "Bad Request: TOPIC_CLOSED"


async def test_opening_a_topic_counts_as_a_message(bot: telegram.Bot, forum: Group, town: Town):
    town.flood.group = (1, 60.0)
    await bot.create_forum_topic(forum.id, "one")
    with pytest.raises(telegram.error.RetryAfter):
        await bot.create_forum_topic(forum.id, "two")
