"""The command menu, by language, by scope and by what somebody may do."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.sandbox import User
from bot.sandbox.bells import PATIENCE
from storage import people, published
from storage.people import Role
from tests.conftest import TestSchool


@pytest.fixture
def copies() -> bool:
    """Here it is seen how Telegram is told for the first time."""
    return False


def menu(school: TestSchool, language: str = "", **scope: str | int) -> dict[str, str]:
    """The commands that stand for a scope and a language code."""
    listed = school.town.profile.commands_of(language, **scope)
    return {command["command"]: command["description"] for command in listed}


def own(school: TestSchool, user: User) -> dict[str, str]:
    """The menu that somebody has for themselves."""
    return menu(school, type="chat", chat_id=user.id)


def told(school: TestSchool) -> int:
    """How often Telegram was told anything of the bot's profile and menus."""
    methods = ("setMyCommands", "deleteMyCommands", "setMyDescription", "setMyShortDescription")
    return sum(len(school.town.calls(method)) for method in methods)


async def told_once(school: TestSchool) -> None:
    """Waits until the common menus and the profile stand."""
    await school.town.until(lambda: len(school.town.calls("setMyCommands")) >= 6)


async def remembered(school: TestSchool, name: str, *, stands: bool) -> None:
    """Waits until it is noted that Telegram was told so, or is told so no longer."""
    async with asyncio.timeout(PATIENCE):
        while True:
            async with school.session() as session:
                if (name in await published.digests(session)) == stands:
                    return
            await asyncio.sleep(0.02)


async def test_each_language_has_its_menu_in_private_and_in_groups(school: TestSchool) -> None:
    await told_once(school)
    private = menu(school, "en", type="all_private_chats")
    group = menu(school, "en", type="all_group_chats")
    assert private["my"] == "what waits for my answer"
    assert "topic" not in private
    assert "class" in group
    assert "child" not in group
    assert menu(school, "zh", type="all_private_chats")["my"] == "等我回复的事项"
    assert menu(school, type="all_private_chats") == private


async def test_a_parent_finds_nothing_in_the_menu_that_is_not_for_parents(
    school: TestSchool,
) -> None:
    await told_once(school)
    everybody = menu(school, type="all_private_chats")
    assert {"my", "child", "language", "meetings"} <= everybody.keys()
    assert not {"invite", "delivery", "announce", "meeting", "move"} & everybody.keys()
    class_ = await school.class_group("3B", parents=1)
    (parent,) = class_.parents
    parent.start("hello")
    await school.settle()
    assert own(school, parent) == {}


async def test_what_somebody_becomes_is_in_their_menu_at_once(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    await school.town.until(lambda: "announce" in own(school, class_.teacher))
    teacher = own(school, class_.teacher)
    assert {"announce", "meeting", "invite", "my"} <= teacher.keys()
    assert "delivery" not in teacher
    await school.town.until(lambda: "delivery" in own(school, school.head))


async def test_who_is_no_more_than_a_parent_again_has_everybody_s_menu(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    tina = class_.teacher
    await school.town.until(lambda: "announce" in own(school, tina))
    async with school.app.database.write() as session:
        person = await people.find_by_user(session, tina.id)
        assert person is not None
        for role, class_id in await people.roles_of(session, person.id):
            await people.end_role(session, person.id, role, class_id, school.clock.now())
    await remembered(school, f"menu:{tina.id}", stands=True)
    await school.restart()
    await school.town.until(lambda: own(school, tina) == {})
    await remembered(school, f"menu:{tina.id}", stands=False)


async def test_the_menu_speaks_the_language_that_somebody_chose(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    (parent,) = class_.parents
    parent.start("hello")
    parent.say(parent.private, "/language")
    asked = await parent.private.wait(lambda m: "简体中文" in m.labels)
    await parent.tap(asked, "简体中文").answer()
    await school.town.until(lambda: own(school, parent).get("my") == "等我回复的事项")
    assert "invite" not in own(school, parent)


async def test_what_stands_is_not_told_again(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    await school.town.until(lambda: "announce" in own(school, class_.teacher))
    await school.town.until(lambda: "delivery" in own(school, school.head))
    before = told(school)
    await school.restart()
    class_.teacher.start()
    await class_.teacher.private.wait(lambda m: "you can do here" in m.text)
    await school.settle()
    await school.app.errands.finish(2.0)
    assert told(school) == before


async def test_a_new_name_of_the_school_is_told(school: TestSchool) -> None:
    await told_once(school)
    text = school.config.read_text().replace("Riverside", "Hillside")
    await school.close()
    school.config.write_text(text)
    await school.open()
    await school.town.until(lambda: "Hillside" in school.town.profile.text("description"))


async def test_what_telegram_did_not_take_is_told_later(school: TestSchool) -> None:
    await school.close()
    school.town.faults.add("setMyShortDescription", "429", times=1, retry_after=1)
    text = school.config.read_text().replace("Riverside", "Hillside")
    school.config.write_text(text)
    await school.open()
    await school.town.until(lambda: any(each.status == 429 for each in school.town.journal))
    assert "Hillside" not in school.town.profile.text("short_description")
    await school.advance(timedelta(hours=1))
    await school.restart()
    await school.town.until(lambda: "Hillside" in school.town.profile.text("short_description"))


async def test_a_menu_that_is_refused_keeps_nobody_else_from_theirs(school: TestSchool) -> None:
    gone = school.town.user("Gone", language="en")
    async with school.app.database.write() as session:
        await people.appoint(session, gone.id, Role.ADMIN, school.clock.now())
    class_ = await school.class_group("3B", parents=0)
    await school.restart()
    await school.town.until(lambda: "announce" in own(school, class_.teacher))
    assert own(school, gone) == {}
