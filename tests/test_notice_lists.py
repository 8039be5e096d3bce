"""Notices that wait for their time: posted on time, changed, cancelled, and listed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.sandbox import Message
from storage import alarms, classes
from storage.people import Role
from tests.conftest import ClassGroup, TestSchool
from tests.noticeboard import announced, demoted, own_card, pressed, says, texts_of

# Half past nine at the school; it is a quarter of an hour until then.
SOON = "2026-11-24 09:45"


async def planned(class_: ClassGroup, when: str = SOON, text: str = "Trip on Friday") -> Message:
    """The head teacher plans a notice; the private card of it."""
    class_.teacher.say(class_.group, f"/announce {when} {text}")
    return await class_.teacher.private.wait(lambda m: m.text.startswith("Planned"))


async def test_a_planned_notice_is_posted_on_time_and_once(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    waiting = await planned(class_, "2026-11-25 07:45", "Trip <on> Friday")
    assert waiting.text == "Planned for Wed, Nov 25, 2026, 07:45 · 3B\n\nTrip <on> Friday"
    assert waiting.labels == ["Change", "Cancel it"]
    await school.restart()
    await school.advance(timedelta(hours=22, minutes=14))
    assert "Trip" not in texts_of(class_.group)
    await school.advance(timedelta(minutes=2))
    card = await class_.group.wait(lambda m: "Got it" in m.labels)
    assert "Trip <on> Friday" in card.text
    assert (waiting.text, waiting.labels) == ("Posted · 3B\n\nTrip <on> Friday", [])
    assert "Missing (1)" in (await own_card(class_)).text
    await school.advance(timedelta(days=2))
    assert texts_of(class_.group).count("Trip") == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2026-12-03 25:00 Trip", "no such time: 2026-12-03 25:00"),
        ("2026-02-30 07:45 Trip", "no such time"),
        ("0001-01-01 00:00 Trip", "no such time"),
        ("2026-11-24 09:00 Trip", "That time is over"),
        ("2019-01-01 07:45 Trip", "That time is over"),
    ],
)
async def test_a_time_that_is_none_or_over_is_refused(
    school: TestSchool, typed: str, said: str
) -> None:
    class_ = await school.class_group("3B", parents=1)
    class_.teacher.say(class_.group, f"/announce {typed}")
    await class_.teacher.private.wait(lambda m: said in m.text)
    await school.advance(timedelta(days=30))
    assert "Trip" not in texts_of(class_.group)


async def test_a_time_without_words_asks_for_them(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    asked = await says(school, class_.teacher, f"/announce {SOON}")
    assert "on Tue, Nov 24, 2026, 09:45?" in asked.text
    assert (await says(school, class_.teacher, "Trip")).text.startswith("Planned for")
    await school.advance(timedelta(minutes=20))
    assert "Trip" in texts_of(class_.group)


async def test_the_list_shows_what_is_planned_and_what_runs(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    await announced(class_, "Boots")
    await planned(class_, "2026-11-26 07:45", "Later")
    await planned(class_, "2026-11-25 07:45", "Sooner")
    await school.settle()
    listed = await says(school, class_.teacher, "/announcements")
    assert listed.labels == ["3B · Boots"]
    waiting = [m for m in class_.teacher.private.messages if m.text.startswith("Planned")][-2:]
    assert ["Sooner" in each.text for each in waiting] == [True, False]
    await pressed(school, class_.teacher, listed, "Boots")
    assert "Missing (1)" in (class_.teacher.private.last or listed).text
    await school.advance(timedelta(days=15))
    assert "3B · Boots" not in (await says(school, class_.teacher, "/announcements")).labels


async def test_the_list_is_sent_in_private_and_only_of_ones_classes(school: TestSchool) -> None:
    ours, other = await school.class_group("3B", parents=1), await school.class_group("4A")
    await announced(ours, "Boots")
    await planned(ours)
    assert "Nothing is planned" in (await says(school, other.teacher, "/announcements")).text
    ours.teacher.say(ours.group, "/announcements")
    await ours.teacher.private.wait(lambda m: "3B · Boots" in m.labels)
    assert "Planned" not in texts_of(ours.group)
    assert "responsible" in (await says_as_parent(school, ours)).text


async def says_as_parent(school: TestSchool, class_: ClassGroup) -> Message:
    """A parent asks for the list."""
    await class_.names(class_.parents[0], "Clara")
    return await says(school, class_.parents[0], "/announcements")


async def test_the_words_of_a_planned_notice_change(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    waiting = await planned(class_)
    await pressed(school, class_.teacher, waiting, "Change")
    await school.restart()
    said = await says(school, class_.teacher, "Trip on Thursday")
    assert said.text == "Changed. It will be posted on Tue, Nov 24, 2026, 09:45."
    assert "Trip on Thursday" in waiting.text
    await school.advance(timedelta(minutes=20))
    card = await class_.group.wait(lambda m: "Got it" in m.labels)
    assert "Trip on Thursday" in card.text
    assert "Corrected" not in card.text


async def test_the_time_of_a_planned_notice_changes(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    waiting = await planned(class_)
    await pressed(school, class_.teacher, waiting, "Change")
    assert "no such time" in (await says(school, class_.teacher, "2026-11-24 24:10")).text
    assert "is over" in (await says(school, class_.teacher, "2026-11-24 09:10")).text
    assert "10:45" in (await says(school, class_.teacher, "2026-11-24 10:45")).text
    assert "10:45" in waiting.text
    await school.advance(timedelta(minutes=45))
    assert "Trip" not in texts_of(class_.group)
    await school.advance(timedelta(minutes=45))
    assert texts_of(class_.group).count("Trip on Friday") == 1


async def test_editing_the_command_changes_words_and_time(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    typed = class_.teacher.say(class_.group, f"/announce {SOON} Trip on Friday")
    waiting = await class_.teacher.private.wait(lambda m: m.text.startswith("Planned"))
    class_.teacher.edit(typed, f"/announce {SOON} Trip on Thursday")
    await school.settle()
    assert "09:45 · 3B\n\nTrip on Thursday" in waiting.text
    class_.teacher.edit(typed, "/announce 2026-11-24 10:45 Trip on Thursday")
    await school.settle()
    assert "10:45 · 3B\n\nTrip on Thursday" in waiting.text
    await school.advance(timedelta(minutes=45))
    assert "Trip" not in texts_of(class_.group)
    await school.advance(timedelta(minutes=45))
    assert "Trip on Thursday" in texts_of(class_.group)


async def test_a_cancelled_notice_is_not_posted(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    waiting = await planned(class_)
    data = waiting.buttons[0][0].data or ""
    assert "will not be posted" in await pressed(school, class_.teacher, waiting, "Cancel it")
    assert waiting.text == "Cancelled, was not posted · 3B\n\nTrip on Friday"
    assert waiting.labels == []
    async with school.session() as session:
        assert await alarms.next_due(session) is None
    answer = await class_.teacher.tap(waiting, data=data).answer()
    assert answer.text == "This notice was withdrawn."
    await school.advance(timedelta(hours=1))
    assert "Trip" not in texts_of(class_.group)


async def test_the_right_is_checked_when_the_time_has_come(school: TestSchool) -> None:
    """A teacher plans, loses the role, and the head teacher gets the words instead."""
    class_ = await school.class_group("3B", parents=1)
    otto = school.town.user("Otto", language="en")
    class_.group.join(otto)
    await school.appoint(otto, "teacher 3B")
    otto.say(class_.group, f"/announce {SOON} Trip on Friday")
    await otto.private.wait(lambda m: m.text.startswith("Planned"))
    await demoted(school, otto, Role.TEACHER, 1)
    await school.advance(timedelta(hours=1))
    assert "Trip" not in texts_of(class_.group)
    for told in (otto, class_.teacher):
        said = await told.private.wait(lambda m: m.text.startswith("Not posted"))
        assert "Otto may no longer announce there" in said.text
        assert said.text.endswith("Trip on Friday")


@pytest.mark.parametrize(("hours", "posted"), [(2, True), (13, False)])
async def test_what_comes_late_is_posted_the_same_day_or_returned(
    school: TestSchool, hours: int, posted: bool
) -> None:
    """The bot was not running at the time."""
    class_ = await school.class_group("3B", parents=1)
    await planned(class_)
    await school.settle()
    await school.close()
    school.clock.advance(school.clock.now() + timedelta(hours=hours))
    await school.open()
    await school.advance(timedelta(seconds=1))
    assert ("Trip" in texts_of(class_.group)) is posted
    dropped = "I was not running then" in texts_of(class_.teacher.private)
    assert dropped is not posted


async def test_a_class_whose_group_is_gone_returns_the_words(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    await planned(class_)
    async with school.app.database.write() as session:
        await classes.unlink(session, 1)
    await school.advance(timedelta(hours=1))
    said = await class_.teacher.private.wait(lambda m: m.text.startswith("Not posted"))
    assert "3B has no group any more" in said.text
    assert said.text.endswith("Trip on Friday")
