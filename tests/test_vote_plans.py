"""Votes that open later: said back before, opened by themselves, or given back to their author."""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox import Message, User
from handlers.kit import buttons
from handlers.vote_plans import Cancel, Change, OpenNow
from storage import committee_rules
from storage.people import Role
from storage.tallies import Rules
from tests.conftest import ClassGroup, TestSchool
from tests.looking import last, told
from tests.meetings import until
from tests.noticeboard import crafted, demoted, filled, pressed
from tests.voting import committee_of

THURSDAY = "2026-11-26 08:00"
ACTS = ["Open now", "Change", "Cancel"]


async def planned(class_: ClassGroup, typed: str, *changes: str, by: User | None = None) -> Message:
    """Somebody plans a vote, typed in the group and sent in private; its card."""
    user, school = by or class_.parents[0], class_.school
    user.say(class_.group, f"/vote {typed}")
    await school.settle()
    await filled(school, user, *changes, "Send")
    return await user.private.wait(lambda m: m.labels == ACTS)


def ballots(class_: ClassGroup) -> list[Message]:
    """The cards in the group on which it is voted."""
    return [m for m in class_.group.messages if "Abstain" in m.labels]


def number(card: Message) -> int:
    """Which vote it is."""
    return int((card.buttons[0][0].data or "").split(":")[1])


async def test_it_opens_by_itself_with_the_seats_and_rules_of_that_moment(
    school: TestSchool,
) -> None:
    class_ = await committee_of(school, 2)
    chair, _ = class_.parents
    chair.say(class_.group, f"/vote {THURSDAY} Where to? | Museum | Zoo")
    await school.settle()
    shown = last(chair)
    assert "It opens on Thu, Nov 26, 2026, 08:00, in the group." in shown.text
    assert "Open until Sun, Nov 29, 2026, 19:00" in shown.text
    await filled(school, chair, "Send")
    plan = await chair.private.wait(lambda m: m.labels == ACTS)
    for said in ("Options: Museum and Zoo", "as it is when the vote opens", "Nov 26, 2026, 08:00"):
        assert said in plan.text
    assert not ballots(class_)
    async with school.app.database.write() as session:
        await committee_rules.set_(session, 1, Rules(quorum=100))
    await school.restart()
    await school.appoint(class_.teacher, "committee member 3B")
    await until(school, 26, 7, 59, month=11)
    assert not ballots(class_)
    await until(school, 26, 8, 1, month=11)
    (card,) = ballots(class_)
    assert "the class committee, 3 seats." in card.text
    assert "that is 3 of 3" in card.text
    assert plan.labels == []
    assert "It has opened" in plan.text
    assert "Too late: it has opened" in await crafted(
        school, chair, plan, buttons.pack(Cancel(number(card)))
    )
    assert await chair.private.wait(lambda m: "Close now" in m.labels)


async def test_what_is_typed_as_people_say_it_is_confirmed_and_in_chinese(
    school: TestSchool,
) -> None:
    class_ = await committee_of(school, 1)
    (chair,) = class_.parents
    await filled(school, chair, "/language")
    await pressed(school, chair, last(chair), "简体中文")
    assert "已经过去" in (await filled(school, chair, "/vote 2026-11-01 08:00 买吗？")).text
    asked = await filled(school, chair, "/vote 后天早上8点 买投影仪吗？")
    assert "2026年11月26日" in asked.labels[0]
    await pressed(school, chair, asked, asked.labels[0])
    shown = last(chair)
    assert "2026年11月26日" in shown.text
    assert "开始，在群里。" in shown.text
    await filled(school, chair, "发送")
    plan = await chair.private.wait(lambda m: m.labels == ["现在开始", "修改", "取消"])
    assert "买投影仪吗？" in plan.text
    assert "班级家委会，以开始时的成员为准" in plan.text
    await pressed(school, chair, plan, "现在开始")
    assert len(ballots(class_)) == 1
    assert "表决已经开始" in plan.text


async def test_a_committee_without_members_is_told_to_the_author_who_decides(
    school: TestSchool,
) -> None:
    class_ = await committee_of(school, 1)
    (member,) = class_.parents
    teacher = class_.teacher
    teacher.start()
    await planned(class_, f"{THURSDAY} Buy a tent?", by=teacher)
    await demoted(school, member, Role.CHAIR, 1)
    await until(school, 26, 8, 1, month=11)
    held = last(teacher)
    assert "It has not opened: the class committee has no members any more" in held.text
    assert held.labels == ACTS
    assert not ballots(class_)
    assert "nobody who could vote" in await pressed(school, teacher, held, "Open now")
    await school.restart()
    await school.appoint(member, "committee chair 3B")
    await pressed(school, teacher, held, "Open now")
    (card,) = ballots(class_)
    assert "one seat." in card.text


async def test_who_was_named_votes_if_they_are_still_there(school: TestSchool) -> None:
    class_ = await committee_of(school, 3)
    chair, second, third = class_.parents
    named = ("Change", "Who votes: The class committee", "A list of people")
    people = ("Parent1 of 3B, Parent2 of 3B", "Done")
    third.start()
    plan = await planned(class_, f"{THURSDAY} Who writes?", *named, *people)
    assert "Who votes: Parent1 of 3B and Parent2 of 3B" in plan.text
    await demoted(school, second, Role.PARENT, 1)
    await demoted(school, second, Role.COMMITTEE, 1)
    await until(school, 26, 8, 1, month=11)
    card = await third.private.wait(lambda m: "Abstain" in m.labels)
    assert "those who were named, one seat." in card.text
    assert not any("Abstain" in m.labels for m in second.private.messages)
    assert not ballots(class_)
    await planned(class_, "2026-11-27 08:00 Who counts?", *named, "Parent2 of 3B", "Done")
    await demoted(school, third, Role.PARENT, 1)
    await until(school, 27, 8, 1, month=11)
    assert "nobody of those who were named is in the class any more" in last(chair).text


async def test_what_comes_too_late_or_without_a_right_does_not_open(school: TestSchool) -> None:
    class_ = await committee_of(school, 2)
    chair, author = class_.parents
    await planned(class_, f"{THURSDAY} Buy a boat?", by=author)
    await planned(class_, f"{THURSDAY} Buy a kite?")
    await demoted(school, author, Role.COMMITTEE, 1)
    await school.close()
    school.clock.advance(school.clock.now() + timedelta(days=3))
    await school.open()
    await school.advance(timedelta(seconds=1))
    assert "I was not running when its time came" in told(chair, "Buy a kite?")[-1].text
    assert not ballots(class_)


async def test_quiet_hours_hold_it_until_the_morning_unless_its_author_opens_it(
    school: TestSchool,
) -> None:
    class_ = await committee_of(school, 1)
    (chair,) = class_.parents
    await until(school, 24, 20, 30, month=11)
    shown = await filled(school, chair, "/vote Buy a tent?")
    assert "Those are quiet hours: it opens when they are over." in shown.text
    await filled(school, chair, "Send", "/vote Buy a boat?", "Send")
    assert not ballots(class_)
    await pressed(school, chair, last(chair), "Open now")
    assert "Buy a boat?" in ballots(class_)[0].text
    await until(school, 25, 7, 31, month=11)
    assert "Buy a tent?" in ballots(class_)[1].text


async def test_nobody_else_opens_changes_or_cancels_it(school: TestSchool) -> None:
    class_ = await committee_of(school, 3)
    chair, author, third = class_.parents
    third.start()
    plan = await planned(class_, f"{THURSDAY} Buy a tent?", by=author)
    vote_id = number(plan)
    for press in (OpenNow(vote_id), Change(vote_id), Cancel(vote_id)):
        assert await crafted(school, third, last(third), buttons.pack(press))
    assert not ballots(class_)
    assert plan.labels == ACTS
    # The chair looks after it as well.
    await crafted(school, chair, last(chair), buttons.pack(Cancel(vote_id)))
    assert "Cancelled: it does not open." in plan.text
    await until(school, 26, 8, 1, month=11)
    assert not ballots(class_)


async def test_where_no_key_can_be_written_its_author_opens_it_later(school: TestSchool) -> None:
    class_ = await committee_of(school, 2)
    await planned(class_, f"{THURSDAY} Where to? | Museum | Zoo")
    school.config.with_name("school.keys").touch()
    await until(school, 26, 8, 1, month=11)
    held = last(class_.parents[0])
    assert "I cannot write the key on the server" in held.text
    assert not ballots(class_)
    school.config.with_name("school.keys").unlink()
    await pressed(school, class_.parents[0], held, "Open now")
    assert len(ballots(class_)) == 1


async def test_another_time_than_the_one_understood_is_asked_for(school: TestSchool) -> None:
    class_ = await committee_of(school, 1)
    (chair,) = class_.parents
    asked = await filled(school, chair, "/vote tomorrow 8:00 Buy boots?")
    await pressed(school, chair, asked, "Another time")
    shown = await filled(school, chair, "2026-11-27 09:00", "2026-11-30 19:00")
    assert "It opens on Fri, Nov 27, 2026, 09:00, in the group." in shown.text
    assert "Buy boots?" in "".join(m.text for m in chair.private.messages[-3:])
