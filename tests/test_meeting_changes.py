"""What happens when a meeting moves or is cancelled: who may, who is told, what the card shows."""

from __future__ import annotations

from bot.sandbox.messages import Message
from tests.conftest import ClassGroup, TestSchool
from tests.meetings import TITLE, answered, called, cancelled, heard, posted, refused, until
from tests.timed import timed

MOVED = "Does it still suit you?"
OFF = "this meeting does not take place"


async def asked_all(school: TestSchool) -> tuple[ClassGroup, Message]:
    """Four families that can be reached: coming, maybe, not coming, silent."""
    class_ = await school.class_group(parents=4)
    for number, user in enumerate(class_.parents):
        await class_.names(user, f"Child{number}")
    card = await called(class_)
    for user, label in zip(class_.parents, ("Coming", "Maybe", "Not coming"), strict=False):
        await answered(school, user, card, label)
    return class_, card


async def test_a_move_tells_everyone_who_comes_and_asks_whether_it_suits(
    school: TestSchool,
) -> None:
    class_, card = await asked_all(school)
    await timed(class_.teacher, class_.group, "/move 2026-12-03 19:00")
    await school.settle()
    assert [len(heard(user, MOVED)) for user in class_.parents] == [1, 1, 0, 0]
    assert "Thu, Dec 3, 2026, 19:00" in card.text
    assert "(moved from Thu, Dec 3, 2026, 18:30)" in card.text
    assert card.labels[:3] == ["Coming · 1", "Not coming · 1", "Maybe · 1"]
    said = class_.teacher.private.last.text
    assert said == (
        "“Parent meeting” is now on Thu, Dec 3, 2026, 19:00. "
        "I have told 2 people who come or may come."
    )
    assert len(posted(class_)) == 1
    yes, _, no, _ = class_.parents
    live = await class_.teacher.private.wait(lambda m: "Move" in m.labels)
    assert "of these not confirmed since it was moved (1) Child0" in live.text
    no.say(no.private, "/my")
    await school.settle()
    assert "Thu, Dec 3, 2026, 19:00" in no.private.last.text  # is asked here, and not written to
    assert await answered(school, no, no.private.last, "Coming") == "Noted: coming."
    assert (
        "Coming (2 families) Child0 and Child2\nof these not confirmed since it was moved (1)"
        in live.text
    )
    await school.restart()
    assert await answered(school, yes, yes.private.last, "Not coming") == "Noted: not coming."
    assert card.labels[:3] == ["Coming · 1", "Not coming · 1", "Maybe · 1"]
    assert "not confirmed" not in live.text
    assert "nothing" in (await refused(school, no, "/my")).lower()


async def test_a_cancelled_meeting_is_struck_through_and_those_who_come_are_told(
    school: TestSchool,
) -> None:
    class_, card = await asked_all(school)
    data = card.buttons[0][0].data
    live = class_.teacher.private.last
    await answered(school, class_.teacher, live, "Cancel meeting")
    assert card.labels != []
    sure = class_.teacher.private.last
    await answered(school, class_.teacher, sure, "Yes, cancel it")
    assert [len(heard(user, OFF)) for user in class_.parents] == [1, 1, 0, 0]
    assert (card.labels, live.labels) == ([], [])
    assert "~~Parent meeting~~" in card.markdown
    late = await class_.parents[3].tap(card, data=data).answer()
    assert late.text == "This meeting was cancelled."
    again = await class_.teacher.tap(sure, "Yes, cancel it").answer()
    assert again.text == "This meeting was cancelled."
    assert [len(heard(user, OFF)) for user in class_.parents] == [1, 1, 0, 0]


async def test_one_who_comes_and_cannot_be_reached_is_told_by_one_card_in_the_group(
    school: TestSchool,
) -> None:
    class_ = await school.class_group(parents=1)
    card = await called(class_)
    await answered(school, class_.parents[0], card, "Coming")
    await timed(class_.teacher, class_.group, "/move 2026-12-03 19:00")
    await school.settle()
    assert len(posted(class_)) == 2
    news = class_.group.last
    assert news.text.startswith("Please note\nParent meeting\nThu, Dec 3, 2026, 19:00")
    assert "One family cannot be reached" in class_.teacher.private.last.text
    await cancelled(class_)
    assert class_.group.last.text.startswith("Please note\nCancelled\n")
    assert (card.labels, news.labels) == ([], [])


async def test_the_organisers_button_asks_for_the_time_and_a_restart_forgets_nothing(
    school: TestSchool,
) -> None:
    class_, card = await asked_all(school)
    await answered(school, class_.teacher, class_.teacher.private.last, "Move")
    await school.restart()
    assert "no such time" in await refused(school, class_.teacher, "2026-12-03 25:00")
    assert "at that time already" in await refused(school, class_.teacher, "2026-12-03 18:30")
    asked = await class_.teacher.private.wait(lambda m: "›" in m.labels)
    for label in ("›", "4", "18:00"):
        await answered(school, class_.teacher, asked, label)
        await school.restart()
    assert "Fri, Dec 4, 2026, 18:00\n(moved from Thu, Dec 3, 2026, 18:30)" in asked.text
    assert "Dec 4" not in card.text
    await answered(school, class_.teacher, asked, "Send")
    assert heard(class_.teacher, "is now on Fri, Dec 4, 2026, 18:00")
    assert "Fri, Dec 4, 2026, 18:00" in card.text


async def test_where_several_are_coming_it_is_asked_which_one(school: TestSchool) -> None:
    class_ = await school.class_group(parents=0)
    first = await called(class_)
    second = await called(class_, "/meeting 2026-12-10 18:00 Carols", "Carols")
    teacher = class_.teacher
    await timed(teacher, class_.group, "/move 2026-12-11 17:00")
    asked = await teacher.private.wait(lambda m: "Which meeting moves" in m.text)
    await school.restart()
    await answered(school, teacher, asked, "Carols")
    assert "Fri, Dec 11, 2026, 17:00" in second.text
    assert "Thu, Dec 3, 2026, 18:30" in first.text
    assert "done already" in await answered(school, teacher, asked, TITLE)
    assert "Which meeting shall move?" in await refused(school, teacher, "/move")
    which = teacher.private.last
    await school.restart()
    await answered(school, teacher, which, f"{TITLE} · Thu, Dec 3, 2026, 18:30")
    assert "When does it begin instead?" in teacher.private.last.text
    teacher.say(class_.group, "/cancel_meeting")
    which = await teacher.private.wait(lambda m: "shall be cancelled" in m.text)
    await answered(school, teacher, which, TITLE)
    await answered(school, teacher, teacher.private.last, "Yes, cancel it")
    assert (first.labels, second.labels[:3]) == ([], ["Coming", "Not coming", "Maybe"])


async def test_a_move_to_no_time_or_the_same_is_refused(school: TestSchool) -> None:
    class_ = await school.class_group(parents=0)
    teacher = class_.teacher
    assert "no coming meeting" in await refused(school, teacher, "/move 2026-12-04 18:30")
    assert "no coming meeting" in await refused(school, teacher, "/cancel_meeting")
    card = await called(class_)
    for typed, said in (
        ("/move 2026-12-03 18:30", "at that time already"),
        ("/move 2020-12-03 18:30", "is over already"),
        ("/move 2026-12-03 19:00 @ Room 7", "nothing else"),
        ("/move 2026-11-31 19:00", "/move 2026-12-01 19:00"),
        ("/move soon", "Tap a day, or write it: tomorrow 18:30"),
        ("/move Friday", "Fri, Nov 27, 2026: at what time?"),
    ):
        assert said in await refused(school, teacher, typed)
    assert "Thu, Dec 3, 2026, 18:30" in card.text
    assert "When does it begin instead?" in await refused(school, teacher, "/move")
    assert "Thu, Dec 3, 2026, 20:00" in await refused(school, teacher, "2026-12-03 20:00")
    await refused(school, teacher, "Send")
    assert "Thu, Dec 3, 2026, 20:00" in card.text
    teacher.say(class_.group, "/move")
    asked = await class_.group.wait(lambda m: "To which date and time" in m.text)
    await timed(teacher, class_.group, "2026-12-03 21:00", reply_to=asked)
    await school.settle()
    assert "Thu, Dec 3, 2026, 21:00" in card.text


async def test_an_organiser_hears_what_somebody_else_did_with_their_meeting(
    school: TestSchool,
) -> None:
    class_ = await school.class_group(parents=0)
    await called(class_)
    await timed(school.head, class_.group, "/move 2026-12-03 19:00")
    await school.settle()
    assert "Petra Principal has moved your meeting" in class_.teacher.private.last.text
    await cancelled(class_, school.head)
    assert "Petra Principal has cancelled your meeting" in class_.teacher.private.last.text


async def test_a_teacher_moves_their_own_meetings_only(school: TestSchool) -> None:
    class_ = await school.class_group(parents=0)
    card = await called(class_)
    other = school.town.user("Otto", language="en")
    class_.group.join(other)
    await school.appoint(other, "teacher 3B")
    other.say(class_.group, "/move 2026-12-03 19:00")
    await school.settle()
    assert "no coming meeting here that you could move" in other.private.last.text
    assert "18:30" in card.text


async def test_what_changes_by_night_is_told_in_the_morning_if_it_can_wait(
    school: TestSchool,
) -> None:
    """The card is right at once; who must be there early hears of it at once as well."""
    class_, card = await asked_all(school)
    await until(school, 24, 22, month=11)
    await timed(class_.teacher, class_.teacher.private, "/move 2026-12-03 19:00")
    await school.settle()
    said = class_.teacher.private.last.text
    assert said.endswith("my message reaches them on Wed, Nov 25, 2026, 07:30.")
    assert "Thu, Dec 3, 2026, 19:00" in card.text
    assert [len(heard(user, MOVED)) for user in class_.parents] == [0, 0, 0, 0]
    await until(school, 25, 7, 31, month=11)
    assert [len(heard(user, MOVED)) for user in class_.parents] == [1, 1, 0, 0]
    await until(school, 25, 22, month=11)
    await timed(class_.teacher, class_.teacher.private, "/move 2026-11-26 08:00")
    await school.settle()
    assert [len(heard(user, MOVED)) for user in class_.parents] == [2, 2, 0, 0]


async def test_the_meetings_of_who_left_pass_to_the_head_teacher_who_is_told_once(
    school: TestSchool,
) -> None:
    class_ = await school.class_group(parents=1)
    class_.teacher.start()
    otto = school.town.user("Otto", language="en")
    class_.group.join(otto)
    await school.appoint(otto, "teacher 3B")
    for typed in ("2026-12-03 18:30 Parent meeting", "2026-12-10 18:00 Carols"):
        await timed(otto, class_.group, f"/meeting {typed}")
        await school.settle()
    school.head.say(school.head.private, "/people Otto")
    shown = await school.head.private.wait(lambda m: "No longer teacher" in m.labels)
    await answered(school, school.head, shown, "No longer teacher")
    await school.restart()
    await answered(school, school.head, shown, next(x for x in shown.labels if "Yes" in x))
    await until(school, 24, 9, 40, month=11)
    (told,) = [m for m in class_.teacher.private.messages if "no longer looks after" in m.text]
    assert "Otto no longer looks after these 2 meetings" in told.text
    assert "Parent meeting · Thu, Dec 3, 2026, 18:30" in told.text
    class_.teacher.say(class_.teacher.private, "/cancel_meeting")
    await school.settle()
    which = class_.teacher.private.last
    assert [each.split(" · ")[0] for each in which.labels] == [TITLE, "Carols"]
