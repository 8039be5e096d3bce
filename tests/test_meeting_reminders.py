"""What a meeting tells by itself: who is reminded, who is asked, and when."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from storage.alarms import Alarm
from tests.conftest import ClassGroup, TestSchool
from tests.meetings import (
    answered,
    called,
    cancelled,
    formed,
    heard,
    in_chinese,
    posted,
    until,
)
from tests.timed import timed

REMINDED, ASKED = "Has something changed?", "Will you come?"
STILL = "The time has changed since you answered."


async def alarms(school: TestSchool) -> list[str]:
    async with school.session() as session:
        return sorted(await session.scalars(select(Alarm.key)))


async def with_answers(school: TestSchool, *answers: str) -> ClassGroup:
    """A class whose parents can all be reached and have tapped so; an empty answer is none."""
    class_ = await school.class_group(parents=len(answers))
    for number, user in enumerate(class_.parents):
        await class_.names(user, f"Child{number}")
    card = await called(class_)
    for user, label in zip(class_.parents, answers, strict=True):
        if label:
            await answered(school, user, card, label)
    return class_


async def test_each_hears_what_is_meant_for_them_and_once_at_a_time(school: TestSchool) -> None:
    """Coming and Maybe are reminded three times, the silent are asked twice, No is left alone."""
    class_ = await with_answers(school, "Coming", "Maybe", "Not coming", "")
    _, _, no, silent = class_.parents

    def told() -> list[tuple[int, int]]:
        return [(len(heard(user, REMINDED)), len(heard(user, ASKED))) for user in class_.parents]

    before = [(0, 0), (0, 0), (0, 0), (0, 0)]
    week, day = [(1, 0), (1, 0), (0, 0), (0, 1)], [(2, 0), (2, 0), (0, 0), (0, 2)]
    hours = [(3, 0), (3, 0), (0, 0), (0, 2)]
    await until(school, 26, 18, 29, month=11)
    assert told() == before
    await until(school, 26, 18, 31, month=11)
    assert told() == week
    await until(school, 2, 18, 29)
    assert told() == week
    await until(school, 2, 18, 31)
    assert told() == day
    await until(school, 3, 16, 29)
    assert told() == day
    await until(school, 5, 12)
    assert told() == hours
    assert heard(no) == []
    assert len(posted(class_)) == 1
    assert "Thu, Dec 3, 2026, 18:30" in silent.private.last.text
    assert await alarms(school) == []


async def test_answers_are_asked_for_before_they_are_due_and_summed_up_once(
    school: TestSchool,
) -> None:
    """Reminders as set in the form; the silent are asked once, in English and in Chinese."""
    class_ = await school.class_group(parents=3)
    ana, ben, cleo = class_.parents
    for number, user in enumerate(class_.parents):
        await class_.names(user, f"Child{number}")
    await in_chinese(school, cleo)
    card = await formed(class_, due="2026-12-01 21:00", reminders=("3 days before", "Done"))
    assert "Please answer by Tue, Dec 1, 2026, 21:00." in card.text
    await answered(school, ana, card, "Coming")
    left = [key.split(":")[-1] for key in await alarms(school)]
    assert [each for each in left if each.startswith("before")] == ["before259200"]
    await until(school, 30, 18, 31, month=11)
    assert (len(heard(ana, REMINDED)), len(heard(ben))) == (1, 0)
    await until(school, 30, 19, 31, month=11)
    assert (len(heard(ben, ASKED)), len(heard(cleo, "您参加吗"))) == (1, 1)
    assert "Please answer by" in ben.private.last.text
    await school.restart()
    assert await answered(school, cleo, cleo.private.last, "待定") == "已记下：待定。"
    await until(school, 1, 21, 1)
    assert "Answers were due by Tue, Dec 1, 2026, 21:00. You can still answer." in card.text
    assert heard(class_.teacher, "were due") == []  # it is late
    await until(school, 2, 7, 31)
    (summary,) = heard(class_.teacher, "Answers to “Parent meeting” were due")
    assert "Coming: 1 family · Maybe: 1 · Not coming: 0 · No answer: 1" in summary
    assert await answered(school, ben, card, "Coming") == "Noted: coming."
    await timed(class_.teacher, class_.group, "/move 2026-12-10 19:00")
    await school.settle()
    assert "Please answer by Tue, Dec 8, 2026, 21:30." in card.text
    await until(school, 7, 19, 31)
    assert [len(heard(user, STILL)) for user in (ana, ben)] == [1, 1]


async def test_a_request_is_answered_where_it_arrives(school: TestSchool) -> None:
    class_ = await with_answers(school, "")
    (silent,) = class_.parents
    await until(school, 26, 19, month=11)
    assert await answered(school, silent, silent.private.last, "Coming") == "Noted: coming."
    await until(school, 2, 19)
    assert (len(heard(silent, ASKED)), len(heard(silent, REMINDED))) == (1, 1)


async def test_who_comes_with_one_child_and_is_silent_for_another_gets_one_message(
    school: TestSchool,
) -> None:
    """Ben tapped for the child they share; Ana has not answered for her other one."""
    class_ = await school.class_group(parents=2)
    ana, ben = class_.parents
    await class_.names(ana, "Clara", "Tim")
    await class_.names(ben, "Clara")
    ana.tap(await ana.private.wait(lambda m: "Yes" in m.labels), "Yes")
    await school.settle()
    await answered(school, ben, await called(class_), "Coming")
    await until(school, 26, 19, month=11)
    assert (len(heard(ana, ASKED)), len(heard(ana, REMINDED))) == (1, 0)
    assert (len(heard(ben, ASKED)), len(heard(ben, REMINDED))) == (0, 1)


async def test_reminders_that_are_past_when_it_is_called_are_skipped(school: TestSchool) -> None:
    """It is 9:30; the meeting is at 12:30."""
    class_ = await school.class_group(parents=1)
    (ana,) = class_.parents
    await class_.names(ana, "Leo")
    card = await called(class_, "/meeting 2026-11-24 12:30 Parent meeting")
    await answered(school, ana, card, "Coming")
    left = [key.split(":")[-1] for key in await alarms(school)]
    assert left == ["after", "before7200", "begun", "door", "live", "morning", "over"]
    await until(school, 24, 10, 31, month=11)
    assert len(heard(ana)) == 1
    await until(school, 24, 18, month=11)
    assert len(heard(ana)) == 1


async def test_who_never_pressed_start_is_served_by_one_card_in_the_group(
    school: TestSchool,
) -> None:
    """It comes the day before, names nobody, and nothing of it goes to those who were told."""
    class_ = await school.class_group(parents=2)
    ana, ben = class_.parents
    await class_.names(ana, "Leo")
    card = await called(class_)
    await answered(school, ana, card, "Coming")
    await answered(school, ben, card, "Coming")
    await until(school, 2, 18, 29)
    assert len(posted(class_)) == 1
    await until(school, 3, 17)
    assert len(posted(class_)) == 2
    reminder = class_.group.last
    assert reminder.text.startswith("Reminder\nParent meeting\n")
    assert "Parent1" not in reminder.text
    assert len(school.town.calls("sendMessage", chat=ben.private)) == 0
    assert len(heard(ana, REMINDED)) == 3
    assert await answered(school, ben, reminder, "Not coming") == "Noted: not coming."
    assert card.labels[:3] == ["Coming · 1", "Not coming · 1", "Maybe"]
    assert reminder.labels == ["Coming", "Not coming", "Maybe"]
    await cancelled(class_)
    assert (reminder.text, reminder.labels) == (card.text, [])


async def test_one_who_cannot_be_reached_and_has_not_answered_is_served_so_as_well(
    school: TestSchool,
) -> None:
    class_ = await school.class_group(parents=1)
    await called(class_)
    await until(school, 2, 19)
    assert class_.group.last.text.startswith("Reminder")


async def test_nobody_is_reminded_of_what_is_cancelled(school: TestSchool) -> None:
    class_ = await with_answers(school, "Coming", "")
    await cancelled(class_)
    assert await alarms(school) == []
    await until(school, 4, 12)
    assert [heard(user, REMINDED) + heard(user, ASKED) for user in class_.parents] == [[], []]


async def test_a_moved_meeting_reminds_at_its_new_times(school: TestSchool) -> None:
    """And asks again, until those who meant to come have said so for the new time."""
    class_ = await with_answers(school, "Coming")
    (ana,) = class_.parents
    await until(school, 26, 19, month=11)
    await timed(class_.teacher, class_.group, "/move 2026-12-10 19:00")
    await school.settle()
    assert len(heard(ana, REMINDED)) == 1
    await until(school, 3, 18, 59)
    assert (len(heard(ana, REMINDED)), len(heard(ana, STILL))) == (1, 0)
    await until(school, 3, 19, 1)
    assert "Thu, Dec 10, 2026, 19:00" in ana.private.last.text
    assert (len(heard(ana, REMINDED)), len(heard(ana, STILL))) == (1, 1)
    await school.restart()
    assert await answered(school, ana, ana.private.last, "Coming") == "Noted: coming."
    await until(school, 11, 8)
    assert (len(heard(ana, REMINDED)), len(heard(ana, STILL))) == (3, 1)


async def test_a_reminder_that_comes_hours_late_is_dropped_and_the_organiser_told(
    school: TestSchool,
) -> None:
    """The bot was down over the evening; the one a day ahead would still be of use for 12 h."""
    class_ = await with_answers(school, "Coming")
    (ana,) = class_.parents
    await until(school, 26, 18, 20, month=11)
    await school.close()
    school.clock.advance(school.clock.now() + timedelta(hours=13))
    await school.open()
    await school.app.alarms.ring()
    await school.settle()
    await until(school, 27, 7, 31, month=11)
    assert heard(ana, REMINDED) == []
    told = class_.teacher.private.last.text
    assert "The reminder of “Parent meeting” that was planned for Thu, Nov 26, 2026, 18:30" in told


async def test_a_reminder_that_is_a_little_late_still_comes(school: TestSchool) -> None:
    class_ = await with_answers(school, "Coming")
    await until(school, 2, 18, 20)
    await school.close()
    school.clock.advance(school.clock.now() + timedelta(hours=11))
    await school.open()
    await school.app.alarms.ring()
    await school.settle()
    assert len(heard(class_.parents[0], REMINDED)) == 1  # it is night
    await until(school, 3, 7, 31)
    assert len(heard(class_.parents[0], REMINDED)) == 2


async def test_what_waited_in_the_queue_is_not_sent_once_it_is_cancelled(
    school: TestSchool,
) -> None:
    """Telegram asked for patience when the reminder fell due."""
    class_ = await with_answers(school, "Coming")
    (ana,) = class_.parents
    await until(school, 26, 18, 20, month=11)
    school.town.faults.add("sendMessage", "429", times=1, chat=ana.private, retry_after=2)
    school.clock.advance(school.clock.now() + timedelta(minutes=15))
    await school.app.alarms.ring()
    await school.town.until(lambda: any(e.fault for e in school.town.journal))
    await cancelled(class_)
    assert heard(ana, REMINDED) == []
    assert "Cancelled" in ana.private.last.text
