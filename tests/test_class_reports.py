"""`/class`: how many families are registered, who is not, a reminder; adding the bot by a link."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.sandbox import Message, User
from storage import class_reports, families, people
from storage.people import Role
from tests.conftest import ClassGroup, TestSchool
from tests.noticeboard import says


async def the_report(user: User, typed: str = "/class") -> Message:
    """The report, at the end of somebody's chat."""
    asked = user.say(user.private, typed)
    return await user.private.wait(lambda m: m.id > asked.id and "Goal" in m.text)


async def with_list(school: TestSchool) -> ClassGroup:
    """3B with three children on its list, of whom one has a parent."""
    class_ = await school.class_group("3B", parents=2)
    async with school.app.database.write() as session:
        for name in ("Asha Rao", "Eli Novak", "Clara Weber"):
            await families.enlist(session, 1, name, school.clock.now())
        await class_reports.set_expected(session, 1, 3)
    await class_.names(class_.parents[0], "Clara Weber")
    return class_


async def test_of_the_list_s_children_it_says_how_many_and_who_not(school: TestSchool) -> None:
    class_ = await with_list(school)
    shown = await the_report(class_.teacher)
    assert shown.text == (
        "3B · Riverside School\n\n"
        "1 of 3 children have somebody who answers for them (33 %)\n\n"
        "Goal: 90 % by Tue, Dec 8, 2026 (14 days after the group was linked)\n"
        "2 more children, and it is reached.\n"
        "Once that day is over nothing closes: I go on counting, and “Remind in the group” asks "
        "those who are missing.\n\n"
        "Not registered (2): Asha Rao and Eli Novak\n\n"
        "Registered without a child's name (1): Parent1 of 3B"
    )
    below = ["Class list", "Number of children", "Language of the cards"]
    assert shown.labels == ["Remind in the group", *below]
    (left,) = [each for each in shown.entities if each["type"] == "date_time"]
    assert left["date_time_format"] == "r"


async def test_the_report_is_brought_up_to_date(school: TestSchool) -> None:
    """After a restart as well; at nine of ten the goal is reached."""
    class_ = await with_list(school)
    shown = await the_report(class_.teacher)
    await school.restart()
    await class_.names(class_.parents[1], "Asha Rao", "Eli Novak")
    await class_.teacher.private.wait(lambda m: m.id == shown.id and "3 of 3" in m.text)
    assert "Reached!" in shown.text
    assert "Not registered" not in shown.text


async def test_without_a_list_it_counts_against_the_group(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=2)
    await class_.stranger()
    shown = await the_report(class_.teacher)
    assert "2 families are registered" in shown.text
    assert "One more person is in the group whom I do not know." in shown.text
    assert "Goal: 90 % by" in shown.text


async def test_the_number_of_children_is_written(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    await class_.names(class_.parents[0], "Clara")
    tina = class_.teacher
    shown = await the_report(tina)
    await tina.tap(shown, "Number of children").answer()
    await tina.private.wait(lambda m: "How many children are in 3B" in m.text)
    tina.say(tina.private, "a lot")
    await tina.private.wait(lambda m: "number from 0 to" in m.text)
    await school.restart()
    tina.say(tina.private, "20")
    await tina.private.wait(lambda m: m.id > shown.id and "1 of 20 children" in m.text)


async def test_the_reminder_in_the_group_names_nobody_and_counts_on(school: TestSchool) -> None:
    class_ = await with_list(school)
    tina = class_.teacher
    shown = await the_report(tina)
    answer = await tina.tap(shown, "Remind in the group").answer()
    assert answer.text == "Posted in 3B."
    card = await class_.group.wait(lambda m: "1 of 3 children" in m.text)
    assert card.labels == ["I am a parent here", "Write to me in private"]
    assert not any(name in card.text for name in ("Asha", "Eli", "Clara", "Parent"))
    again = await tina.tap(shown, "Remind in the group").answer()
    assert "today already" in again.text
    ben = school.town.user("Ben", language="en")
    class_.group.join(ben)
    led = await ben.tap(card, "I am a parent here").answer()
    assert led.url is not None
    ben.follow(led.url)
    await ben.private.wait(lambda m: "What is your child in 3B called" in m.text)
    ben.say(ben.private, "Eli Novak")
    await class_.group.wait(lambda m: m.id == card.id and "2 of 3 children" in m.text)
    await school.advance(timedelta(days=1))
    assert "Posted" in (await tina.tap(shown, "Remind in the group").answer()).text


async def test_in_the_group_the_report_comes_in_private(school: TestSchool) -> None:
    class_ = await with_list(school)
    before = len(class_.group.messages)
    class_.teacher.say(class_.group, "/class")
    await class_.teacher.private.wait(lambda m: "1 of 3 children" in m.text)
    assert [m for m in class_.group.messages[before:] if m.sender.is_bot] == []


async def test_in_charge_of_several_one_is_chosen_by_tap_or_by_name(school: TestSchool) -> None:
    await with_list(school)
    await school.class_group("4A", parents=0)
    head = school.head
    head.say(head.private, "/class")
    asked = await head.private.wait(lambda m: m.labels == ["3B", "4A"])
    await head.tap(asked, "4A").answer()
    await head.private.wait(lambda m: "4A · Riverside School" in m.text)
    await the_report(head, "/class 3b")
    head.say(head.private, "/class 9Z")
    await head.private.wait(lambda m: "no class called “9Z”" in m.text)


async def test_parents_see_no_report(school: TestSchool) -> None:
    class_ = await with_list(school)
    parent = class_.parents[0]
    parent.say(parent.private, "/class")
    await parent.private.wait(lambda m: "in charge of no class" in m.text)
    parent.say(parent.private, "/class 3B")
    await parent.private.wait(lambda m: "no class called “3B”" in m.text)
    parent.say(class_.group, "/class")
    await parent.private.wait(lambda m: "Only those responsible" in m.text)


async def test_who_is_in_charge_no_longer_is_shown_no_names(school: TestSchool) -> None:
    class_ = await with_list(school)
    await school.class_group("4A", parents=0)
    tina = class_.teacher
    await school.appoint(tina, "teacher 4A")
    shown = await the_report(tina, "/class 3B")

    async with school.app.database.write() as session:
        person = await people.find_by_user(session, tina.id)
        assert person is not None
        await people.end_role(session, person.id, Role.HEAD_TEACHER, 1, school.clock.now())
    await class_.names(class_.parents[1], "Asha Rao")
    await school.settle()
    assert "Asha Rao" in shown.text
    assert "1 of 3" in shown.text
    answer = await tina.tap(shown, "Remind in the group").answer()
    assert answer.text == "This is not for you to decide."


@pytest.mark.parametrize(
    ("language", "add", "linked"),
    [
        ("en", "Add me to the group", "3B is linked to the group"),
        ("zh-hans", "把我加到群里", "3B 已和群“3B parents”关联"),
    ],
)
async def test_a_link_adds_the_bot_and_links_the_class_at_once(
    school: TestSchool, language: str, add: str, linked: str
) -> None:
    """From the report in private, after a restart; nobody has to type anything in the group."""
    school.head.start()
    tina = school.town.user("Tina", language=language)
    await school.appoint(tina, "head teacher 3B")
    asked = await says(school, tina, "/class")
    assert asked.labels == [add]
    await school.restart()
    group = school.town.group("3B parents", creator=tina)
    tina.follow(add, asked, into=group)
    await group.wait(lambda m: "3B · Riverside School" in m.text)
    await tina.private.wait(lambda m: linked in m.text)
    await school.settle()
    assert not any("Which class is this" in m.text for m in group.messages)


async def test_the_link_gives_nobody_a_right(school: TestSchool) -> None:
    await school.class_group("3B", parents=0)
    mallory = school.town.user("Mallory", language="en")
    group = school.town.group("Mine", creator=mallory)
    mallory.follow(f"https://t.me/{school.town.bot.username}?startgroup=class_1", into=group)
    await group.wait(lambda m: m.labels == ["This is 3B"])
    await school.settle()
    assert not any("I am a parent here" in m.labels for m in group.messages)


async def test_a_crafted_link_does_nothing(school: TestSchool) -> None:
    owner = school.town.user("Owner", language="en")
    for number, payload in enumerate(("class_99", "class_x", "class_", "other_1")):
        group = school.town.group(f"Group {number}", creator=owner)
        owner.follow(f"https://t.me/{school.town.bot.username}?startgroup={payload}", into=group)
        await group.wait(lambda m: "Which class is this" in m.text)
    await school.settle()
    assert owner.private.messages == []


async def test_it_speaks_chinese(school: TestSchool) -> None:
    await with_list(school)
    lin = school.town.user("Lin", language="zh-hans")
    await school.appoint(lin, "head teacher 3B")
    lin.say(lin.private, "/class")
    shown = await lin.private.wait(lambda m: "3 个孩子中，1 个已有家长登记（33%）" in m.text)
    assert "还差 2 个孩子就达到了。" in shown.text
    assert "还没有登记（2）：Asha Rao和Eli Novak" in shown.text
    await lin.tap(shown, "在群里提醒").answer()
