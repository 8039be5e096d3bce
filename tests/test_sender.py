"""The sender: what leaves, in which order, and what becomes of it when something fails."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import update

from handlers.kit.card import Text, card, pack
from scheduler.pace import Limits
from storage import posts
from storage.posts import Policy, Post, Priority, State, Why
from tests.conftest import TestSchool
from tests.sending import all_posts, asked, copies, queue, refusals, reopened, started

# Limits


async def test_a_hundred_posts_go_out_without_a_single_429(school: TestSchool) -> None:
    """Against Telegram's own numbers; that it is as fast as these allow, a benchmark shows."""
    await reopened(school, Limits())
    town = school.town
    town.flood = type(town.flood)()
    town.latency = (0.0, 0.05)
    people = await started(school, 100)
    for each in people:
        await queue(school, each.id, "Hello")
    await school.settle()
    assert all(len(copies(each, "Hello")) == 1 for each in people)
    assert refusals(school) == []


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
    await other.private.wait(lambda m: m.text == "Hello")
    assert len(busy.private.messages) < 100


async def test_a_429_makes_its_chat_wait_and_no_other(school: TestSchool) -> None:
    slow, quick = await started(school, 2)
    school.town.faults.add("sendMessage", "429", chat=slow.private, times=1, retry_after=4)
    await queue(school, slow.id, "one", "two")
    await queue(school, quick.id, "three")
    await quick.private.wait(lambda m: m.text == "three")
    assert slow.private.messages == []
    await slow.private.wait(lambda m: m.text == "two")
    assert [m.text for m in slow.private.messages] == ["one", "two"]
    refused, *sent = [each for each in school.town.journal if each.chat_id == slow.id]
    assert all(each.arrived - (refused.answered or 0) >= 4 for each in sent)


async def test_several_429_within_a_second_make_everybody_wait(school: TestSchool) -> None:
    *flooded, last = await started(school, 4)
    for each in flooded:
        school.town.faults.add("sendMessage", "429", chat=each.private, times=1, retry_after=1)
        await queue(school, each.id, "Hello")
    await school.town.until(lambda: len(refusals(school)) == 3)
    await asyncio.sleep(0.05)
    await queue(school, last.id, "Hello")
    await last.private.wait(lambda m: m.text == "Hello")
    told = max(each.answered or 0 for each in school.town.journal if each.status == 429)
    (sent,) = [each for each in school.town.journal if each.chat_id == last.id]
    assert sent.arrived - told >= 0.8
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
    assert (post.state, post.reason) == (State.DEAD, Why.LATE)
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


async def test_a_post_that_our_own_mistake_stops_is_in_doubt_and_keeps_nobody_waiting(
    school: TestSchool,
) -> None:
    """Its formatting cannot be told to Telegram; what follows in that chat goes out."""
    (anna,) = await started(school, 1)
    impossible = card(Text("Broken").styled("text_mention", user="nobody"))
    row = posts.row(
        "say", anna.id, "en", school.clock.now(), payload=pack(impossible), policy=Policy.HOLD
    )
    async with school.app.database.write() as session:
        await posts.queue(session, [row])
    await queue(school, anna.id, "Hello")
    await anna.private.wait(lambda m: m.text == "Hello")
    await school.settle()
    broken, _ = await all_posts(school)
    assert (broken.state, broken.lease_until) == (State.DOUBT, None)
