"""The town itself: waiting, events, the journal, and the pace it keeps."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
import telegram
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox import Group, Town, User
from bot.sandbox.texts import cut, settled, units
from tests.sandbox.conftest import Raw


async def test_waiting_for_the_bot(bot: telegram.Bot, group: Group, anna: User):
    anna.say(group, "/announce Hello")
    waiting = asyncio.create_task(group.wait(lambda m: "Hello" in m.text))
    await asyncio.sleep(0)
    sent = await bot.send_message(group.id, "Hell")
    await bot.edit_message_text("Hello", group.id, sent.message_id)
    assert (await waiting).id == sent.message_id
    own = await group.wait(lambda m: "/announce" in m.text, anyone=True)
    assert own.sender is anna


async def test_a_failed_wait_shows_what_people_see(bot: telegram.Bot, group: Group, anna: User):
    anna.say(group, "/announce Hello")
    with pytest.raises(AssertionError, match="Anna Weber: /announce Hello"):
        await group.wait(lambda m: True, timeout=0.01)
    with pytest.raises(AssertionError, match="service: new_chat_members"):
        await group.town.until(lambda: False, timeout=0.01)


async def test_until_also_sees_what_changes_outside(town: Town):
    box: list[int] = []
    asyncio.get_running_loop().call_later(0.02, box.append, 1)
    await town.until(lambda: box)


async def test_events_can_be_followed(bot: telegram.Bot, town: Town, group: Group, ben: User):
    seen: list[tuple[str, str]] = []

    async def follow() -> None:
        async for event in town.events.follow(since=town.events.total):
            seen.extend([(event.kind, event.text)])

    following = asyncio.create_task(follow())
    await asyncio.sleep(0)
    sent = await bot.send_message(group.id, "one")
    await bot.edit_message_text("two", group.id, sent.message_id)
    await bot.delete_message(group.id, sent.message_id)
    ben.block_bot()
    await town.until(lambda: len(seen) == 4)
    following.cancel()
    assert seen == [("message", "one"), ("edit", "two"), ("delete", "two"), ("block", "")]


async def test_the_clock_can_be_given_and_moved():
    town = Town(clock=lambda: datetime(2026, 3, 1, tzinfo=UTC))
    town.advance(timedelta(days=1))
    assert town.now() == datetime(2026, 3, 2, tzinfo=UTC)


async def test_the_journal_keeps_about_what_it_is_told(raw: Raw, town: Town):
    town.journal.limit = 5
    for _ in range(12):
        await raw.result("getMe")
    assert 5 <= len(town.journal) < 10


def test_the_same_seed_gives_the_same_town():
    assert Town(seed=3).token == Town(seed=3).token != Town(seed=4).token


async def test_thousands_of_taps_go_through(raw: Raw, town: Town, group: Group):
    """Five thousand taps at once are queued and fetched in well under a second each."""
    markup = {"inline_keyboard": [[{"text": "Got it", "callback_data": "ok"}]]}
    await raw.result("sendMessage", chat_id=group.id, text="Trip", reply_markup=markup)
    people = [town.user(f"P{number}") for number in range(5000)]
    for user in people:
        group.seat(user, "member")
    card = group.last
    for user in people:
        user.tap(card, "Got it")
    got, offset = 0, 0
    while batch := await raw.updates(offset=offset):
        got, offset = got + len(batch), batch[-1]["update_id"] + 1
    assert got == 5000


NICE = st.text(st.sampled_from("aé😀 \n"), min_size=1, max_size=30)


@given(text=NICE, data=st.data())
def test_settling_keeps_every_entity_over_its_words(text: str, data: st.DataObject):
    start = data.draw(st.integers(0, len(text) - 1))
    stop = data.draw(st.integers(start + 1, len(text)))
    entity = {"type": "bold", "offset": units(text[:start]), "length": units(text[start:stop])}
    result, entities = settled(text, [entity])
    words = text[start:stop].strip(" \n")
    assert result.strip(" \n") == text.strip(" \n")
    covered = [cut(result, e["offset"], e["length"]).strip(" \n") for e in entities]
    assert covered == ([words] if words else [])
