"""The sender: what leaves, in which order, and what becomes of it when something fails."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.intake import Patience
from bot.sandbox import Group, Message, User
from handlers.kit.card import card, pack
from scheduler.pace import Limits
from storage import classes, posts
from storage.chats import Chat, Standing
from storage.posts import Policy, Post, Priority, State
from tests.conftest import TestSchool


async def started(school: TestSchool, count: int) -> list[User]:
    """People who have opened their private chat with the bot."""
    people = [school.town.user(f"Anna{i}", language="en") for i in range(count)]
    for each in people:
        each.started = True
    return people


async def queue(school: TestSchool, chat_id: int, *texts: str, **how: Any) -> None:
    """Queues texts as posts, in one transaction."""
    rows = [
        posts.row("say", chat_id, "en", school.clock.now(), payload=pack(card(text)), **how)
        for text in texts
    ]
    async with school.app.database.write() as session:
        await posts.queue(session, rows)


async def reopened(school: TestSchool, limits: Limits | None = None, call: float = 20.0) -> None:
    """The bot starts again, with limits of its own, or less patience."""
    await school.close()
    school.limits = limits or school.limits
    school.patience = Patience(call=call)
    await school.open()


async def all_posts(school: TestSchool) -> list[Post]:
    """Every post, the oldest first."""
    async with school.session() as session:
        return list(await session.scalars(select(Post).order_by(Post.id)))


async def standing(school: TestSchool, chat_id: int) -> Standing | None:
    """How a chat stands."""
    async with school.session() as session:
        return await session.scalar(select(Chat.standing).where(Chat.id == chat_id))


def copies(chat: Group | User, text: str) -> list[Message]:
    """The bot's messages with just this text."""
    messages = (chat.private if isinstance(chat, User) else chat).messages
    return [m for m in messages if m.text == text and m.sender.is_bot]


def asked(school: TestSchool, chat_id: int, method: str = "sendMessage") -> int:
    """How often something was asked of Telegram in a chat, with whatever outcome."""
    return sum(e.method == method and e.chat_id == chat_id for e in school.town.journal)


def refusals(school: TestSchool) -> list[str | None]:
    """What Telegram refused because it was too much."""
    return [entry.reason for entry in school.town.journal if entry.status == 429]


# Limits


async def test_a_hundred_posts_go_out_without_a_single_429(school: TestSchool) -> None:
    """Against Telegram's own numbers, and as fast as these allow."""
    await reopened(school, Limits())
    town = school.town
    town.flood = type(town.flood)()
    town.latency = (0.0, 0.05)
    people = await started(school, 100)
    begun = time.monotonic()
    for each in people:
        await queue(school, each.id, "Hello")
    await school.settle()
    assert all(len(copies(each, "Hello")) == 1 for each in people)
    assert refusals(school) == []
    assert time.monotonic() - begun < 8.0


async def test_sends_and_edits_share_a_groups_limit(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    group = class_.group
    await reopened(school, Limits(group=(5, 1.0), group_edits=2, card_gap=0.0))
    school.town.flood.group = (5, 1.0)
    parents = [school.town.user(f"P{i}", language="en") for i in range(12)]
    welcome = group.last
    assert welcome is not None
    for number, parent in enumerate(parents):
        group.join(parent)
        parent.tap(welcome, "I am a parent here")
        await queue(school, group.id, f"text {number}")
        await asyncio.sleep(0.05)
    await school.settle()
    assert all(len(copies(group, f"text {number}")) == 1 for number in range(12))
    assert "12 families have registered" in welcome.text
    assert refusals(school) == []


async def test_one_busy_chat_does_not_keep_the_others_waiting(school: TestSchool) -> None:
    """Three hundred posts of more weight wait for one chat; another chat's goes at once."""
    await reopened(school, Limits(overall=(5, 0.1), private=(1, 0.5)))
    busy, other = await started(school, 2)
    await queue(school, busy.id, *map(str, range(300)), priority=Priority.ANSWER)
    await queue(school, other.id, "Hello", priority=Priority.ANNOUNCEMENT)
    await other.private.wait(lambda m: m.text == "Hello", timeout=2)


async def test_a_429_makes_its_chat_wait_and_no_other(school: TestSchool) -> None:
    slow, quick = await started(school, 2)
    school.town.faults.add("sendMessage", "429", chat=slow.private, times=1, retry_after=1)
    begun = time.monotonic()
    await queue(school, slow.id, "one", "two")
    await queue(school, quick.id, "three")
    await quick.private.wait(lambda m: m.text == "three", timeout=0.9)
    await slow.private.wait(lambda m: m.text == "two")
    assert time.monotonic() - begun >= 1.0
    assert [m.text for m in slow.private.messages] == ["one", "two"]


async def test_several_429_within_a_second_make_everybody_wait(school: TestSchool) -> None:
    *flooded, last = await started(school, 4)
    for each in flooded:
        school.town.faults.add("sendMessage", "429", chat=each.private, times=1, retry_after=1)
        await queue(school, each.id, "Hello")
    await school.town.until(lambda: len(refusals(school)) == 3)
    begun = time.monotonic()
    await asyncio.sleep(0.05)
    await queue(school, last.id, "Hello")
    await last.private.wait(lambda m: m.text == "Hello")
    assert time.monotonic() - begun >= 0.8
    await school.settle()


async def test_what_is_more_urgent_goes_first(school: TestSchool) -> None:
    await reopened(school, Limits(overall=(1, 0.05)))
    people = await started(school, 8)
    order = [*Priority, *Priority]
    async with school.app.database.write() as session:
        rows = [
            posts.row("say", each.id, "en", school.clock.now(), payload=pack(card("Hello")),
                      priority=priority)
            for each, priority in zip(people, reversed(order), strict=True)
        ]  # fmt: skip
        await posts.queue(session, rows)
    await school.settle()
    of = {each.id: priority for each, priority in zip(people, reversed(order), strict=True)}
    went = [of[entry.chat_id or 0] for entry in school.town.calls("sendMessage")]
    assert went == sorted(went)


async def test_what_is_too_late_is_not_said(school: TestSchool) -> None:
    """And the admins are told that it was not."""
    school.head.start()
    (anna,) = await started(school, 1)
    await school.settle()
    school.town.faults.add("sendMessage", "429", chat=anna.private, times=1, retry_after=1)
    deadline = school.clock.now() + timedelta(seconds=0.5)
    await queue(school, anna.id, "In time for breakfast", deadline=deadline)
    await school.settle()
    assert copies(anna, "In time for breakfast") == []
    post = (await all_posts(school))[-1]
    assert (post.state, post.reason) == (State.DEAD, "too late")
    await school.app.report()
    await school.head.private.wait(lambda m: "not delivered (too late)" in m.text)


async def test_a_key_is_queued_once_for_ever(school: TestSchool) -> None:
    (anna,) = await started(school, 1)
    for _ in range(3):
        await queue(school, anna.id, "Once", key="reminder:1")
        await school.settle()
    assert len(copies(anna, "Once")) == 1


# Faults on the way

FAULTS = ["429", "500", "500_after", "502", "hang", "hang_after", "reset_before", "reset_after",
          "truncated"]  # fmt: skip


@pytest.mark.parametrize("kind", FAULTS)
async def test_what_may_be_sent_again_arrives(school: TestSchool, kind: str) -> None:
    """As many copies more as answers were lost after the deed, and no more."""
    await reopened(school, call=0.3)
    (anna,) = await started(school, 1)
    rule = school.town.faults.add("sendMessage", kind, times=1)
    await queue(school, anna.id, "Hello")
    await school.settle()
    assert rule.hits == 1
    assert len(copies(anna, "Hello")) == 1 + rule.applies
    (post,) = await all_posts(school)
    assert (post.state, post.attempts, post.payload) == (State.SENT, 0, None)


@pytest.mark.parametrize("kind", FAULTS[1:])
async def test_what_must_not_come_twice_is_held_and_reported(school: TestSchool, kind: str) -> None:
    await reopened(school, call=0.3)
    school.head.start()
    (anna,) = await started(school, 1)
    await school.settle()
    rule = school.town.faults.add("sendMessage", kind, times=1)
    await queue(school, anna.id, "A token", policy=Policy.HOLD)
    await school.settle()
    assert len(copies(anna, "A token")) == rule.applies
    assert (await all_posts(school))[-1].state == State.DOUBT
    await school.app.report()
    await school.head.private.wait(lambda m: "may or may not have arrived" in m.text)
    await school.settle()
    assert len(copies(anna, "A token")) == rule.applies
    before = len(school.head.private.messages)
    await school.app.report()
    await school.settle()
    assert len(school.head.private.messages) == before  # it is said once


@pytest.mark.parametrize("kind", FAULTS)
async def test_an_edit_is_made_again_until_it_stands(school: TestSchool, kind: str) -> None:
    class_ = await school.class_group("3B", parents=0)
    await reopened(school, call=0.3)
    welcome = class_.group.last
    assert welcome is not None
    rule = school.town.faults.add("editMessageText", kind, times=1)
    ben = school.town.user("Ben", language="en")
    class_.group.join(ben)
    ben.tap(welcome, "I am a parent here")
    await school.settle()
    assert rule.hits == 1
    assert "1 family has registered" in welcome.text
    assert len([m for m in class_.group.messages if "I am a parent here" in m.labels]) == 1
    (post,) = [post for post in await all_posts(school) if post.subject_id]
    # Tries are counted from one success to the next, or a long life would end the card.
    assert (post.state, post.attempts) == (State.SENT, 0)


# Chats that do not take it


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
    class_ = await school.class_group("3B", parents=1)
    group, welcome = class_.group, class_.group.last
    assert welcome is not None
    group.remove_bot(by=school.head)
    await school.settle()
    await class_.names(class_.parents[0], "Clara", "Tim")
    assert "1 family has" in welcome.text
    group.add_bot(by=school.head)
    await school.settle()
    await group.wait(lambda m: m is welcome and "2 families have" in m.text)


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
    await queue(school, group.id, "one", "two")
    await school.settle()
    assert await standing(school, group.id) == Standing.MUTED
    assert asked(school, group.id) == 3  # the greeting, the card, and one that was refused
    group.set_permissions(can_send_messages=True)
    await school.advance(timedelta(minutes=16))
    await group.wait(lambda m: m.text == "two")
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
    await queue(school, group.id, "one")
    await school.town.until(lambda: asked(school, group.id) == 3)
    new = group.migrate()
    school.town.latency = None
    await school.settle()
    assert [len(copies(new, "one")), *{p.chat_id for p in await all_posts(school)}] >= [1, new.id]
    assert all(post.state == State.SENT for post in await all_posts(school) if post.subject_id)
    await new.wait(lambda m: "I am a parent here" in m.labels)


# The end, and another beginning


async def test_what_is_on_its_way_at_the_end_is_recorded(school: TestSchool) -> None:
    people = await started(school, 5)
    school.town.latency = (0.5, 0.5)
    for each in people:
        await queue(school, each.id, "Hello")
    await school.town.until(lambda: asked(school, people[-1].id))
    await school.close()
    school.town.latency = None
    await school.open()
    await school.settle()
    assert all(len(copies(each, "Hello")) == 1 for each in people)


@pytest.mark.parametrize("policy", list(Policy))
async def test_what_a_dead_run_left_on_its_way_is_in_doubt(
    school: TestSchool, policy: Policy
) -> None:
    (anna,) = await started(school, 1)
    await school.settle()
    await school.close()
    await school.open()
    now = school.clock.now()
    row = posts.row("say", anna.id, "en", now, payload=pack(card("Hello")), policy=policy)
    async with school.app.database.write() as session:
        lease = {"lease_owner": "dead", "lease_until": 2**40}
        await posts.queue(session, [{**row, "due_at": now + timedelta(hours=1)}])
        await session.execute(update(Post).values(state=State.SENDING, due_at=now, **lease))
    await school.app.sender.recover()
    await school.settle()
    (post,) = await all_posts(school)
    again = policy == Policy.RESEND
    assert post.state == (State.SENT if again else State.DOUBT)
    assert len(copies(anna, "Hello")) == again
