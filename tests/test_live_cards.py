"""Live cards: what is shown is what is so, with few edits, whatever happens on the way."""

from __future__ import annotations

import time

import pytest

from bot.sandbox import Group, Message
from handlers import FEATURES
from scheduler.pace import Limits
from storage import posts, subjects
from storage.posts import Post, State
from tests import trouble
from tests.conftest import ClassGroup, TestSchool
from tests.sending import all_posts, asked

GAP = 0.2
LIMITS = Limits((1000, 1.0), (1000, 1.0), (1000, 1.0), group_edits=0, card_gap=GAP)


@pytest.fixture
async def counting(school: TestSchool) -> TestSchool:
    """A school whose bot has the card that shows its subject's version."""
    await school.close()
    school.features = (*FEATURES, trouble.feature)
    school.limits = LIMITS
    await school.open()
    return school


async def shown(school: TestSchool) -> tuple[int, Group, Message]:
    """A subject whose version is shown in a group: its id, the group, the message."""
    group = school.town.group("3B", creator=school.head)
    group.add_bot(by=school.head)
    await school.settle()
    now = school.clock.now()
    async with school.app.database.write() as session:
        subject_id = await subjects.create(session, "test", None, [], now)
        row = posts.row("trouble.version", group.id, "en", now, subject_id=subject_id)
        await posts.queue(session, [row])
    message = await group.wait(lambda m: m.text == "version 1")
    await school.settle()
    return subject_id, group, message


async def change(school: TestSchool, subject_id: int) -> None:
    """The subject changes, in a transaction of its own."""
    async with school.app.database.write() as session:
        await subjects.bump(session, [subject_id], school.clock.now())


async def post_of(school: TestSchool, subject_id: int) -> Post:
    """The one post of a subject, read anew."""
    (post,) = [post for post in await all_posts(school) if post.subject_id == subject_id]
    return post


async def test_a_storm_of_changes_is_a_handful_of_edits(counting: TestSchool) -> None:
    subject_id, group, message = await shown(counting)
    begun = time.monotonic()
    for _ in range(500):
        await change(counting, subject_id)
    await counting.settle()
    took = time.monotonic() - begun
    assert message.text == "version 501"
    assert len(counting.town.calls("editMessageText")) <= took / GAP + 1
    assert len(counting.town.calls("sendMessage", group)) == 2  # the greeting and the card
    post = await post_of(counting, subject_id)
    assert (post.shown_version, post.refresh_at) == (501, None)


async def test_a_change_while_an_edit_is_on_its_way_is_shown_too(counting: TestSchool) -> None:
    """The version shown is the one that was read before rendering, not the current one."""
    subject_id, group, message = await shown(counting)
    counting.town.latency = (0.3, 0.3)
    await change(counting, subject_id)
    await counting.town.until(lambda: asked(counting, group.id, "editMessageText"))
    await change(counting, subject_id)
    await counting.settle()
    assert message.text == "version 3"
    assert len(counting.town.calls("editMessageText")) == 2


async def test_a_change_while_the_card_is_first_sent_is_shown_too(counting: TestSchool) -> None:
    group = counting.town.group("3B", creator=counting.head)
    group.add_bot(by=counting.head)
    await counting.settle()
    counting.town.latency = (0.3, 0.3)
    now = counting.clock.now()
    async with counting.app.database.write() as session:
        subject_id = await subjects.create(session, "test", None, [], now)
        row = posts.row("trouble.version", group.id, "en", now, subject_id=subject_id)
        await posts.queue(session, [row])
    await group.wait(lambda m: m.text == "version 1")
    await change(counting, subject_id)
    await counting.settle()
    await group.wait(lambda m: m.text == "version 2")


async def test_a_change_that_a_card_does_not_show_costs_no_edit(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    (post,) = [post for post in await all_posts(school) if post.subject_id]
    assert post.subject_id is not None
    await change(school, post.subject_id)
    await school.settle()
    assert asked(school, class_.group.id, "editMessageText") == 0
    after = await post_of(school, post.subject_id)
    assert (after.state, after.refresh_at) == (State.SENT, None)
    assert after.shown_version == (post.shown_version or 0) + 1


async def test_a_card_that_somebody_took_away_is_not_forced_upon_the_chat(
    counting: TestSchool,
) -> None:
    subject_id, group, message = await shown(counting)
    counting.head.delete(message)
    await change(counting, subject_id)
    await counting.settle()
    post = await post_of(counting, subject_id)
    assert (post.state, post.reported) == (State.DEAD, True)
    assert len(counting.town.calls("sendMessage", group)) == 2
    await change(counting, subject_id)
    await counting.settle()
    assert asked(counting, group.id, "editMessageText") == 1


async def test_a_card_that_cannot_be_rendered_now_is_rendered_at_its_next_change(
    counting: TestSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trouble, "unshowable", {2})
    subject_id, _, message = await shown(counting)
    await change(counting, subject_id)
    await counting.settle()
    assert message.text == "version 1"
    await change(counting, subject_id)
    await counting.settle()
    assert message.text == "version 3"


# Copies


async def doubtful(school: TestSchool) -> tuple[ClassGroup, Message]:
    """A class whose welcome card arrived, but Telegram's answer did not."""
    head, town = school.head, school.town
    head.start()
    parents = [town.user("Anna", language="en")]
    group = town.group("3B", creator=head, members=parents)
    group.add_bot(by=head)
    await school.settle()
    town.faults.add("sendMessage", "reset_after", chat=group, times=1)
    head.say(group, "/class 3B")
    card = await group.wait(lambda m: "I am a parent here" in m.labels)
    return ClassGroup(school, group, head, parents), card


def cards(group: Group) -> list[Message]:
    """The welcome cards that still have their buttons."""
    return [m for m in group.messages if "I am a parent here" in m.labels]


async def test_a_press_on_a_card_in_doubt_makes_it_the_card(school: TestSchool) -> None:
    """It is not sent again, and is kept up to date."""
    class_, card = await doubtful(school)
    await class_.parents[0].tap(card, "I am a parent here").answer()
    await school.settle()
    assert cards(class_.group) == [card]
    assert "1 family has registered" in card.text
    (post,) = [post for post in await all_posts(school) if post.subject_id]
    assert (post.state, post.message_id) == (State.SENT, card.id)


async def test_a_press_while_the_answer_is_on_its_way_changes_nothing(school: TestSchool) -> None:
    head, town = school.head, school.town
    head.start()
    anna = town.user("Anna", language="en")
    group = town.group("3B", creator=head, members=[anna])
    group.add_bot(by=head)
    await school.settle()
    town.latency = (0.5, 0.5)
    head.say(group, "/class 3B")
    card = await group.wait(lambda m: "I am a parent here" in m.labels)
    anna.tap(card, "I am a parent here")
    await town.until(lambda: town.pending == 0)
    town.latency = None
    await school.settle()
    assert cards(group) == [card]
    assert "1 family has registered" in card.text


async def test_a_press_on_a_superseded_copy_counts_and_strips_its_buttons(
    school: TestSchool,
) -> None:
    class_, first = await doubtful(school)
    await school.settle()
    await school.town.until(lambda: len(cards(class_.group)) == 2)
    second = cards(class_.group)[-1]
    await school.settle()
    await class_.parents[0].tap(first, "I am a parent here").answer()
    await school.settle()
    await school.town.until(lambda: cards(class_.group) == [second])
    assert "1 family has registered" in second.text
    assert "1 family has registered" not in first.text


async def test_many_presses_on_a_copy_strip_it_once(school: TestSchool) -> None:
    class_, first = await doubtful(school)
    await school.settle()
    await school.town.until(lambda: len(cards(class_.group)) == 2)
    parents = [school.town.user(f"Ben{i}", language="en") for i in range(20)]
    for each in parents:
        class_.group.join(each)
        each.tap(first, "I am a parent here")
    await school.settle()
    await school.town.until(lambda: len(cards(class_.group)) == 1)
    assert asked(school, class_.group.id, "editMessageReplyMarkup") <= 3
    assert "20 families have registered" in cards(class_.group)[0].text
