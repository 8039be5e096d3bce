"""The sender and chats that do not take a message: blocked, muted, closed, moved."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.sandbox import Group, Message
from storage import classes
from storage.chats import Standing
from storage.posts import State
from tests.conftest import TestSchool
from tests.sending import all_posts, asked, copies, queue, standing


async def test_a_blocked_chat_is_left_alone(school: TestSchool) -> None:
    """Telegram may say so only when asked to send; then nothing more is tried."""
    anna = school.town.user("Anna", language="en")
    anna.start()
    await school.settle()
    anna.block_bot()
    school.town.updates.drop()
    before = asked(school, anna.id)
    await queue(school, anna.id, "one", "two")
    await school.settle()
    await queue(school, anna.id, "three")
    await school.settle()
    assert asked(school, anna.id) == before + 1
    assert await standing(school, anna.id) == Standing.GONE
    assert {post.state for post in (await all_posts(school))[-3:]} == {State.DEAD}
    anna.unblock_bot()
    anna.start()
    await school.settle()
    await queue(school, anna.id, "four")
    await anna.private.wait(lambda m: m.text == "four")


async def test_a_deactivated_account_is_left_alone(school: TestSchool) -> None:
    anna = school.town.user("Anna", language="en")
    anna.start()
    await school.settle()
    anna.deactivate()
    school.town.updates.drop()
    await queue(school, anna.id, "one")
    await school.settle()
    assert await standing(school, anna.id) == Standing.GONE
    assert await school.app.report() is None
    assert all("deactivated" not in m.text for m in school.head.private.messages)


async def test_a_group_that_threw_the_bot_out_is_reported(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    group = class_.group
    group.remove_bot(by=school.head)
    school.town.updates.drop()
    await queue(school, group.id, "one")
    await school.settle()
    assert await standing(school, group.id) == Standing.GONE
    await school.app.report()
    await school.head.private.wait(lambda m: "not delivered" in m.text)


async def test_a_card_is_brought_up_to_date_when_the_bot_comes_back(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=2)
    group, welcome, anna = class_.group, class_.group.last, class_.parents[0]
    assert welcome is not None
    anna.start("hello")
    group.remove_bot(by=school.head)
    await school.settle()
    anna.say(anna.private, "/forgetme")
    asked = await anna.private.wait(lambda m: "Yes, forget me" in m.labels)
    await anna.tap(asked, "Yes, forget me").answer()
    await school.settle()
    assert "2 families have" in welcome.text
    group.add_bot(by=school.head)
    await school.settle()
    await group.wait(lambda m: m is welcome and "1 family has" in m.text)


async def test_what_a_muted_bot_has_to_say_waits(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    group = class_.group
    group.mute_bot(by=school.head)
    await school.settle()
    await queue(school, group.id, "one", "two")
    await school.settle()
    assert copies(group, "one") == []
    assert (await all_posts(school))[-1].state == State.QUEUED
    group.restrict(school.town.bot, by=school.head, can_send_messages=True)
    await group.wait(lambda m: m.text == "two")
    assert len(copies(group, "one")) == 1


async def test_when_nobody_may_write_the_bot_tries_again_later(school: TestSchool) -> None:
    """A plain member is not told when the group's permissions change."""
    class_ = await school.class_group("3B", parents=0)
    group = class_.group
    group.set_permissions(can_send_messages=False)
    before = asked(school, group.id)
    await queue(school, group.id, "one", "two")
    await school.settle()
    assert await standing(school, group.id) == Standing.MUTED
    assert asked(school, group.id) == before + 1  # one that was refused
    group.set_permissions(can_send_messages=True)
    await school.advance(timedelta(minutes=16))
    await group.wait(lambda m: m.text == "two")
    await school.settle()
    assert await standing(school, group.id) == Standing.OK


async def test_a_closed_topic_falls_back_to_the_group(school: TestSchool) -> None:
    group = school.town.group("3B", creator=school.head, forum=True)
    group.add_bot(by=school.head)
    topic = group.open_topic("News", by=school.head)
    group.close_topic(topic, by=school.head)
    await queue(school, group.id, "one", thread_id=topic.id)
    sent = await group.wait(lambda m: m.text == "one")
    assert sent.thread_id is None


# Groups that move


async def moved_group(school: TestSchool) -> tuple[Group, Message]:
    """A basic group that is linked to a class, and its welcome card."""
    head = school.head
    head.start()
    group = school.town.group("3B", creator=head, supergroup=False)
    group.add_bot(by=head)
    head.say(group, "/class 3B")
    welcome = await group.wait(lambda m: "I am a parent here" in m.labels)
    await school.settle()
    return group, welcome


@pytest.mark.parametrize("told", [True, False])
async def test_a_migrated_group_is_followed(school: TestSchool, told: bool) -> None:
    """By what Telegram says in the group, or by its answer to the next post."""
    group, _ = await moved_group(school)
    new = group.migrate()
    if not told:
        school.town.updates.drop()
    await queue(school, group.id, "one")
    await new.wait(lambda m: m.text == "one")
    card_ = await new.wait(lambda m: "I am a parent here" in m.labels)
    await school.settle()
    async with school.session() as session:
        class_ = await classes.find_by_name(session, "3B")
    assert class_ is not None
    assert class_.chat_id == new.id
    ben = school.town.user("Ben", language="en")
    new.join(ben)
    ben.tap(card_, "I am a parent here")
    await new.wait(lambda m: m is card_ and "1 family has" in m.text)
    assert len([m for m in new.messages if "I am a parent here" in m.labels]) == 1


async def test_a_group_that_moves_while_a_post_is_on_its_way(school: TestSchool) -> None:
    """The post that reached the old group is posted in the new one, and lives on there."""
    group, _ = await moved_group(school)
    school.town.latency = (0.4, 0.4)
    before = asked(school, group.id)
    await queue(school, group.id, "one")
    await school.town.until(lambda: asked(school, group.id) == before + 1)
    new = group.migrate()
    school.town.latency = None
    await school.settle()
    assert [len(copies(new, "one")), *{p.chat_id for p in await all_posts(school)}] >= [1, new.id]
    assert all(post.state == State.SENT for post in await all_posts(school) if post.subject_id)
    await new.wait(lambda m: "I am a parent here" in m.labels)
