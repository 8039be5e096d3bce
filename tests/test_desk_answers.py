"""The desk: everybody gets an answer, once, and is known by what they did."""

from __future__ import annotations

import dataclasses
from enum import StrEnum
from typing import Any, get_type_hints

import pytest
from sqlalchemy import select

from bot.sandbox import User
from handlers import FEATURES
from handlers.kit import buttons
from handlers.kit.feature import ButtonSpec
from handlers.kit.registry import Registry
from storage import people
from storage.chats import Chat, Standing
from storage.updates import FailedUpdate
from tests.conftest import TestSchool
from tests.looking import known

BUTTONS = sorted(Registry(FEATURES).buttons.values(), key=lambda spec: spec.cls.prefix)
# All of them in one school, or rather in as many as may be tried side by side.
PARTS = 4


def press_of(spec: ButtonSpec, number: int) -> str:
    """Callback data of a button, made up by somebody."""
    types = get_type_hints(spec.cls)
    values: dict[str, Any] = {}
    for field in dataclasses.fields(spec.cls):
        kind = types[field.name]
        if issubclass(kind, StrEnum):
            values[field.name] = next(iter(kind))
        else:
            values[field.name] = number if kind is int else "x"
    return buttons.pack(spec.cls(**values))


def answered(school: TestSchool) -> list[str]:
    """The presses that were answered, in order."""
    return sorted(e.params["callback_query_id"] for e in school.town.calls("answerCallbackQuery"))


@pytest.mark.parametrize("part", range(PARTS))
async def test_made_up_presses_are_answered_once_and_break_nothing(
    school: TestSchool, part: int
) -> None:
    """Whatever number they name: of nothing, of another kind of thing, of something one may not."""
    group = (await school.class_group("3B", parents=0)).group
    ben = school.town.user("Ben", language="en")
    group.join(ben)
    school.head.say(group, "/announce Bring boots")
    card = await group.wait(lambda m: "Bring boots" in m.text)
    for spec in BUTTONS[part::PARTS]:
        data = [press_of(spec, number) for number in (1, 2, 3, 999, 2**62)]
        for tap in [ben.tap(card, data=each) for each in data]:
            await tap.answer()
            assert answered(school).count(tap.id) == 1, spec.cls.__qualname__
    await school.settle()
    assert len(answered(school)) == len(set(answered(school))) == 5 * len(BUTTONS[part::PARTS])
    async with school.session() as session:
        assert (await session.scalars(select(FailedUpdate.error))).all() == []


async def test_the_toast_comes_when_the_effect_is_committed(school: TestSchool) -> None:
    group = (await school.class_group("3B", parents=0)).group
    ben = school.town.user("Ben", language="en")
    group.join(ben)
    assert group.last is not None
    await ben.tap(group.last, "I am a parent here").answer()
    async with school.session() as session:
        assert await people.find_by_user(session, ben.id) is not None


async def test_a_hundred_presses_at_once_are_each_answered_once(school: TestSchool) -> None:
    group = (await school.class_group("3B", parents=0)).group
    card = group.last
    assert card is not None
    parents = [school.town.user(f"Ben{i}", language="en") for i in range(60)]
    for each in parents:
        group.join(each)
    await school.settle()
    taps = [each.tap(card, "I am a parent here") for each in parents for _ in range(2)]
    for tap in taps:
        await tap.answer()
    await school.settle()
    assert answered(school) == sorted(tap.id for tap in taps)
    assert "60 families have registered" in card.text


@pytest.mark.parametrize("how", ["refused", "press"])
async def test_a_new_name_is_noted_whatever_somebody_does(school: TestSchool, how: str) -> None:
    class_ = await school.class_group("3B", parents=1)
    anna = class_.parents[0]
    anna.rename("Annabel", "Weber")
    if how == "press":
        assert class_.group.last is not None
        anna.tap(class_.group.last, "I am a parent here")
    else:
        anna.say(anna.private, "/invite teacher 3B")
    await school.settle()
    found = await known(school, anna)
    assert found is not None
    assert found.name == "Annabel Weber"


async def standing(school: TestSchool, user: User) -> Standing | None:
    """How somebody's private chat stands."""
    async with school.session() as session:
        return await session.scalar(select(Chat.standing).where(Chat.id == user.id))


@pytest.mark.parametrize("words", ["/start", "/help", "/invite teacher 3B", "/nonsense", "hello"])
async def test_who_writes_in_private_can_be_reached(school: TestSchool, words: str) -> None:
    """Also when what they wrote is refused."""
    anna = school.town.user("Anna", language="en")
    anna.say(anna.private, words)
    await school.settle()
    assert await standing(school, anna) == Standing.OK


async def test_who_blocks_the_bot_cannot(school: TestSchool) -> None:
    anna = school.town.user("Anna", language="en")
    anna.start()
    await school.settle()
    anna.block_bot()
    await school.settle()
    assert await standing(school, anna) == Standing.GONE


async def test_a_command_that_is_refused_in_a_group_is_taken_out_of_it(school: TestSchool) -> None:
    """Where the right exists; the reason is told in private, and the group stays quiet."""
    class_ = await school.class_group("3B", parents=1, admin=True)
    anna, group = class_.parents[0], class_.group
    anna.start("hello")
    await school.settle()
    before = [m for m in group.messages if m.sender.is_bot]
    typed = anna.say(group, "/announce Party at my place")
    await anna.private.wait(lambda m: "Only those responsible may use /announce" in m.text)
    await school.settle()
    await school.town.until(lambda: typed.deleted)
    assert [m for m in group.messages if m.sender.is_bot] == before


async def test_words_that_cannot_be_given_back_are_not_taken_away(school: TestSchool) -> None:
    """Who never pressed Start cannot be told why a command was refused."""
    class_ = await school.class_group("3B", parents=1, admin=True)
    typed = class_.parents[0].say(class_.group, "/announce Party at my place")
    await school.settle()
    assert not typed.deleted


async def test_who_cannot_be_written_to_is_shown_the_way_once_a_day(school: TestSchool) -> None:
    """In a group commands are answered in private; who never pressed Start learns where."""
    class_ = await school.class_group("3B", parents=1)
    anna, group = class_.parents[0], class_.group
    typed = anna.say(group, "/announce Party at my place")
    shown = await group.wait(lambda m: "I answer in private" in m.text)
    assert shown.reply_to is typed
    anna.say(group, "/nonsense")
    await school.settle()
    assert [m for m in group.messages if "I answer in private" in m.text] == [shown]
    anna.follow(shown.buttons[0][0].url)
    await anna.private.wait(lambda m: "From now on I can write to you here" in m.text)


async def test_a_plain_member_leaves_commands_where_they_are(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    anna = class_.parents[0]
    typed = anna.say(class_.group, "/announce Party at my place")
    await school.settle()
    assert not typed.deleted
    assert school.town.calls("deleteMessage") == []


async def test_when_the_right_to_delete_is_lost_commands_stay(school: TestSchool) -> None:
    """It is noticed at once, whether that right alone goes or all of them."""
    class_ = await school.class_group("3B", parents=1, admin=True)
    tina, group = class_.teacher, class_.group
    gone = tina.say(group, "/announce Bring boots")
    await school.settle()
    await school.town.until(lambda: gone.deleted)
    calls = len(school.town.calls("deleteMessage"))
    for lose in (lambda: group.set_bot_rights(can_delete_messages=False), group.demote_bot):
        lose()
        await school.settle()
        stays = tina.say(group, "/announce Bring a hat")
        await school.settle()
        assert not stays.deleted
        assert len(school.town.calls("deleteMessage")) == calls
        group.promote(school.town.bot, by=school.head)
        await school.settle()


async def test_a_command_meant_for_another_bot_is_not_ours(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    before = len(school.town.calls("sendMessage"))
    school.head.say(class_.group, "/announce@other_bot Hello")
    await school.settle()
    assert len(school.town.calls("sendMessage")) == before
