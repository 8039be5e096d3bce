"""Groups: privacy, membership, anonymity, topics, migration, and chats that can't be reached."""

import pytest
import telegram
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.sandbox import Group, NotAllowed, Town, User
from tests.sandbox.conftest import Raw


def kinds(updates: list[dict]) -> list[str]:
    return [next(key for key in update if key != "update_id") for update in updates]


async def test_privacy_mode_hides_what_is_not_for_the_bot(
    raw: Raw, bot: telegram.Bot, town: Town, group: Group, ben: User
):
    sent = await bot.send_message(group.id, "Hello")
    for text in ("good morning", "/poll@other_bot", "see /help", "//"):
        ben.say(group, text)
    ben.say(group, "/help")
    ben.say(group, "/help@Sandbox_Bot now")
    ben.say(group, "fine", reply_to=group.find(sent.message_id))
    ben.send_photo(group)
    heard = [u["message"].get("text") for u in await raw.updates()]
    assert heard == ["//", "/help", "/help@Sandbox_Bot now", "fine"]


async def test_an_admin_bot_and_one_without_privacy_mode_hear_everything(
    raw: Raw, town: Town, group: Group, ben: User
):
    ben.say(group, "unheard")
    town.bot.privacy = False
    ben.say(group, "one")
    town.bot.privacy = True
    group.set_bot_rights()
    ben.say(group, "two")
    updates = await raw.updates()
    assert [u["message"]["text"] for u in updates if "message" in u] == ["one", "two"]
    assert (await raw.result("getMe"))["can_read_all_group_messages"] is False


async def test_the_bot_is_told_how_its_own_standing_changes(raw: Raw, town: Town, anna: User):
    group = town.group("4A", creator=anna)
    anna.say(group, "/unheard")
    group.add_bot(by=anna, admin=True)
    group.demote_bot()
    group.mute_bot()
    group.remove_bot(by=anna)
    updates = await raw.updates()
    changes = [u["my_chat_member"] for u in updates if "my_chat_member" in u]
    assert [change["new_chat_member"]["status"] for change in changes] == [
        *("member", "administrator", "member", "restricted", "kicked")
    ]
    assert [change["old_chat_member"]["status"] for change in changes][:2] == ["left", "member"]
    assert all(change["from"]["id"] == anna.id for change in changes)
    assert "new_chat_members" in updates[1]["message"]
    for update in updates:
        telegram.Update.de_json(update, None)


async def test_joining_leaving_and_renaming_are_service_messages(
    raw: Raw, town: Town, group: Group, anna: User
):
    cleo = town.user("Cleo")
    group.join(cleo)
    group.rename("4B parents", by=anna)
    group.leave(cleo)
    joined, renamed, left = [u["message"] for u in await raw.updates()]
    assert joined["new_chat_members"][0]["id"] == cleo.id
    assert renamed["new_chat_title"] == renamed["chat"]["title"] == "4B parents"
    assert left["left_chat_member"]["id"] == cleo.id
    with pytest.raises(NotAllowed):
        cleo.say(group, "/still here?")
    for act in (group.leave, group.promote, group.demote, group.restrict, group.kick):
        with pytest.raises(NotAllowed, match="Cleo is not in"):
            act(cleo)
    with pytest.raises(NotAllowed, match="Sandbox is in '4B parents' already"):
        group.add_bot()


async def test_an_admin_bot_also_gets_chat_member(raw: Raw, town: Town, group: Group):
    await raw.updates(allowed_updates=["chat_member", "message"])
    group.set_bot_rights()
    group.join(town.user("Cleo"))
    assert kinds(await raw.updates()) == ["chat_member", "message"]


async def test_anonymous_admins_write_as_the_group_and_tap_as_themselves(
    raw: Raw, bot: telegram.Bot, group: Group, anna: User, ben: User
):
    group.promote(ben, by=anna, anonymous=True)
    said = ben.say(group, "/announce")
    assert said.anonymous
    markup = {"inline_keyboard": [[{"text": "It was me", "callback_data": "me"}]]}
    await raw.result("sendMessage", chat_id=group.id, text="Who?", reply_markup=markup)
    ben.tap(group.last, "It was me")
    message, query = await raw.updates()
    assert message["message"]["from"]["id"] == 1087968824
    assert message["message"]["from"]["is_bot"] is True
    assert message["message"]["sender_chat"]["id"] == group.id
    assert query["callback_query"]["from"]["id"] == ben.id
    (owner, admin) = await bot.get_chat_administrators(group.id)
    assert (owner.status, owner.user.id) == ("creator", anna.id)
    assert (admin.status, admin.is_anonymous, admin.can_delete_messages) == (
        "administrator",
        True,
        True,
    )


async def test_topics_need_their_thread_id_and_general_none(
    bot: telegram.Bot, raw: Raw, town: Town, anna: User, ben: User
):
    forum = town.group("Forum", creator=anna, members=[ben], forum=True)
    forum.add_bot(by=anna)
    topic = forum.open_topic("Notices", by=anna)
    ben.say(forum, "/here", topic=topic)
    ben.say(forum, "/general")
    sent = await bot.send_message(forum.id, "in", message_thread_id=topic.id)
    assert (sent.message_thread_id, sent.is_topic_message) == (topic.id, True)
    assert (await bot.send_message(forum.id, "out")).message_thread_id is None
    created, here, general = [u["message"] for u in (await raw.updates())[-3:]]
    assert created["forum_topic_created"]["name"] == "Notices"
    assert here["message_thread_id"] == topic.id
    assert here["reply_to_message"]["forum_topic_created"]["name"] == "Notices"
    assert "message_thread_id" not in general
    reply = {"message_id": here["message_id"]}
    answer = await raw.result("sendMessage", chat_id=forum.id, text="x", reply_parameters=reply)
    assert answer["message_thread_id"] == topic.id


async def test_topics_that_take_nothing(raw: Raw, town: Town, anna: User, ben: User):
    forum = town.group("Forum", creator=anna, members=[ben], forum=True)
    forum.add_bot(by=anna)
    topic = forum.open_topic("Notices", by=anna)
    missing = "Bad Request: message thread not found"
    send = {"chat_id": forum.id, "text": "x"}
    assert await raw.error("sendMessage", **send, message_thread_id=1) == missing
    assert await raw.error("sendMessage", **send, message_thread_id=999) == missing
    forum.close_topic(topic, by=anna)
    closed = await raw.error("sendMessage", **send, message_thread_id=topic.id)
    assert closed == "Bad Request: TOPIC_CLOSED"
    with pytest.raises(NotAllowed):
        ben.say(forum, "/x", topic=topic)
    anna.say(forum, "/x", topic=topic)
    forum.reopen_topic(topic)
    await raw.result("sendMessage", **send, message_thread_id=topic.id)
    forum.delete_topic(topic)
    assert await raw.error("sendMessage", **send, message_thread_id=topic.id) == missing
    assert all(message.thread != topic.id for message in forum.messages)
    with pytest.raises(NotAllowed):
        anna.say(forum, "/x", topic=topic)
    forum.close_topic(None)
    assert await raw.error("sendMessage", **send) == "Bad Request: TOPIC_CLOSED"
    forum.set_bot_rights(can_manage_topics=True)
    await raw.result("sendMessage", **send)


async def test_replies_in_plain_supergroups_carry_a_thread_that_is_no_topic(
    raw: Raw, group: Group, anna: User, ben: User
):
    first = anna.say(group, "/one")
    ben.say(group, "/two", reply_to=first)
    _, reply = [u["message"] for u in await raw.updates()]
    assert reply["message_thread_id"] == first.id
    assert "is_topic_message" not in reply


async def test_migration(bot: telegram.Bot, raw: Raw, town: Town, anna: User, ben: User):
    old = town.group("5C", creator=anna, members=[ben], supergroup=False)
    old.add_bot(by=anna)
    sent = await bot.send_message(old.id, "before")
    town.updates.drop()
    new = old.migrate()
    leaving, arriving = [u["message"] for u in await raw.updates()]
    assert (leaving["chat"]["id"], leaving["migrate_to_chat_id"]) == (old.id, new.id)
    assert (arriving["chat"]["id"], arriving["migrate_from_chat_id"]) == (new.id, old.id)
    assert arriving["message_id"] == 1
    assert old.id > -(10**10) > -(10**12) > new.id
    with pytest.raises(ChatMigrated) as caught:
        await bot.send_message(old.id, "after")
    assert caught.value.new_chat_id == new.id
    assert town.journal[-1].answer == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": new.id},
    }
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("x", old.id, sent.message_id)
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.get_chat(old.id)
    await bot.send_message(new.id, "after")
    assert new.last.text == "after"
    assert {user.id for user in new.people} == {anna.id, ben.id, town.bot.id}


async def test_people_who_can_not_be_written_to(
    raw: Raw, bot: telegram.Bot, town: Town, anna: User
):
    send = {"chat_id": anna.id, "text": "x"}
    never = "Forbidden: bot can't initiate conversation with a user"
    assert await raw.error("sendMessage", **send) == never
    with pytest.raises(NotAllowed, match="a link can't carry"):
        anna.start("no blanks")
    anna.start("invite_1")
    sent = await bot.send_message(anna.id, "hello")
    anna.block_bot()
    blocked = "Forbidden: bot was blocked by the user"
    assert await raw.error("sendMessage", **send) == blocked
    edit = {**send, "message_id": sent.message_id}
    assert await raw.error("editMessageText", **edit) == blocked
    anna.unblock_bot()
    await bot.send_message(anna.id, "hello again")
    updates = await raw.updates()
    assert kinds(updates) == ["message", "my_chat_member", "my_chat_member"]
    assert updates[0]["message"]["text"] == "/start invite_1"
    assert updates[0]["message"]["chat"]["type"] == "private"
    states = [u["my_chat_member"]["new_chat_member"]["status"] for u in updates[1:]]
    assert states == ["kicked", "member"]
    anna.deactivate()
    assert await raw.error("sendMessage", **send) == "Forbidden: user is deactivated"
    itself = await raw.error("sendMessage", chat_id=town.bot.id, text="x")
    assert itself == "Forbidden: bot can't send messages to bots"


async def test_groups_that_can_not_be_written_to(
    raw: Raw, bot: telegram.Bot, town: Town, group: Group, anna: User
):
    send = {"chat_id": group.id, "text": "x"}
    group.mute_bot()
    muted = "Bad Request: not enough rights to send text messages to the chat"
    assert await raw.error("sendMessage", **send) == muted
    with pytest.raises(BadRequest, match="Not enough rights to send documents to the chat"):
        await bot.send_document(group.id, b"x", filename="a.txt")
    group.demote_bot()
    await bot.send_message(group.id, "x")
    group.remove_bot(by=anna)
    kicked = "Forbidden: bot was kicked from the supergroup chat"
    assert await raw.error("sendMessage", **send) == kicked
    with pytest.raises(Forbidden):
        await bot.get_chat(group.id)
    group.add_bot(by=anna)
    await bot.leave_chat(group.id)
    gone = "Forbidden: bot is not a member of the supergroup chat"
    assert await raw.error("sendMessage", **send) == gone
    basic = town.group("basic", creator=anna, supergroup=False)
    assert (
        await raw.error("sendMessage", chat_id=basic.id, text="x") == "Bad Request: chat not found"
    )
    basic.add_bot()
    basic.remove_bot()
    kicked = "Forbidden: bot was kicked from the group chat"
    assert await raw.error("sendMessage", chat_id=basic.id, text="x") == kicked


async def test_asking_about_a_chat(
    bot: telegram.Bot, town: Town, group: Group, anna: User, ben: User
):
    chat = await bot.get_chat(group.id)
    assert (chat.title, chat.type, chat.permissions.can_send_messages) == (
        "3B parents",
        "supergroup",
        True,
    )
    assert await bot.get_chat_member_count(group.id) == 3
    assert (await bot.get_chat_member(group.id, ben.id)).status == "member"
    assert (await bot.get_chat_member(group.id, town.user("Cleo").id)).status == "left"
    group.kick(ben, by=anna)
    assert (await bot.get_chat_member(group.id, ben.id)).status == "kicked"
    with pytest.raises(BadRequest, match="There are no administrators in the private chat"):
        await bot.get_chat_administrators(anna.id)
    group.hides_members = True
    with pytest.raises(BadRequest, match="Chat_admin_required"):
        await bot.get_chat_member(group.id, anna.id)
    with pytest.raises(BadRequest, match="Invalid user_id specified"):
        await bot.get_chat_member(group.id, 5)


async def test_rights_of_administrators_reach_ptb(bot: telegram.Bot, town: Town, group: Group):
    group.set_bot_rights(can_pin_messages=False)
    me = await bot.get_chat_member(group.id, town.bot.id)
    assert (me.can_pin_messages, me.can_delete_messages, me.can_promote_members) == (
        False,
        True,
        False,
    )
    group.mute_bot()
    me = await bot.get_chat_member(group.id, town.bot.id)
    assert (me.status, me.can_send_messages) == ("restricted", False)
