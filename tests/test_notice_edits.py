"""The author edits the command that they announced with."""

from __future__ import annotations

from datetime import timedelta

from tests.conftest import TestSchool
from tests.looking import last
from tests.noticeboard import SOON, pressed, says, texts_of
from tests.timed import confirmed, said_back, timed


async def test_a_time_in_an_edit_comes_too_late(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    typed = class_.teacher.say(class_.group, "/announce Trip on Friday")
    card = await class_.group.wait(lambda m: "Got it" in m.labels)
    class_.teacher.edit(typed, "/announce 2026-12-03 07:45 Trip on Thursday")
    await class_.teacher.private.wait(lambda m: "posted already" in m.text)
    assert "Trip on Friday" in card.text


async def test_editing_what_was_refused_says_to_send_it_again(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    typed = class_.teacher.say(class_.group, "/announce 2026-02-30 07:45 Trip")
    await class_.teacher.private.wait(lambda m: "no such time" in m.text)
    class_.teacher.edit(typed, "/announce Trip")
    await class_.teacher.private.wait(lambda m: "send /announce again" in m.text)
    assert "Trip" not in texts_of(class_.group)


async def test_editing_the_command_changes_words_and_time(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    typed = await timed(class_.teacher, class_.group, f"/announce {SOON} Trip on Friday")
    waiting = await class_.teacher.private.wait(lambda m: m.text.startswith("Planned"))
    class_.teacher.edit(typed, f"/announce {SOON} Trip on Thursday")
    await school.settle()
    assert "09:45 · 3B\n\nTrip on Thursday" in waiting.text
    class_.teacher.edit(typed, "/announce 2026-11-24 10:45 Trip on Thursday")
    await confirmed(class_.teacher, class_.group, [])
    await school.settle()
    assert "10:45 · 3B\n\nTrip on Thursday" in waiting.text
    await school.advance(timedelta(minutes=45))
    assert "Trip" not in texts_of(class_.group)
    await school.advance(timedelta(minutes=45))
    assert "Trip on Thursday" in texts_of(class_.group)


async def test_a_time_in_words_is_no_part_of_the_notice_when_it_is_edited(
    school: TestSchool,
) -> None:
    """As it was it is not asked about; another one is, and what was part of the words stays so."""
    class_ = await school.class_group("3B", parents=1)
    teacher, group = class_.teacher, class_.group
    typed = await timed(teacher, group, "/announce tomorrow 10:00 Trip on Friday")
    waiting = await teacher.private.wait(lambda m: m.text.startswith("Planned"))
    teacher.edit(typed, "/announce tomorrow 10:00 Trip on Thursday")
    await school.settle()
    assert waiting.text.endswith("Nov 25, 2026, 10:00 · 3B\n\nTrip on Thursday")
    teacher.edit(typed, "/announce tomorrow 11:00 Trip on Monday")
    await school.settle()
    (asked,) = said_back(teacher, group)
    await school.restart()
    await pressed(school, teacher, asked, "Another time…")
    ready = await says(school, teacher, "tomorrow noon")
    assert "Wed, Nov 25, 2026, 12:00 is when it will be posted:\n\nTrip on Monday" in ready.text
    await pressed(school, teacher, ready, "Send")
    assert waiting.text.endswith("Nov 25, 2026, 12:00 · 3B\n\nTrip on Monday")
    await pressed(school, teacher, waiting, "Change")
    await pressed(school, teacher, last(teacher), "Another time…")
    ready = await says(school, teacher, "Thursday 8am")
    await pressed(school, teacher, ready, "Send")
    assert waiting.text.endswith("Nov 26, 2026, 08:00 · 3B\n\nTrip on Monday")
    typed = teacher.say(group, "/announce 2026-11-30 08:00 is when we leave")
    await school.settle()
    (asked,) = said_back(teacher, group)
    await pressed(school, teacher, asked, "part of the text")
    assert "2026-11-30 08:00 is when we leave" in texts_of(group)
    teacher.edit(typed, "/announce 2026-11-30 08:00 is when we go")
    await school.settle()
    assert "2026-11-30 08:00 is when we go" in texts_of(group)


async def test_another_time_for_a_notice_loses_nothing_of_it(school: TestSchool) -> None:
    """A photo, the words and `urgent:` stand in the form; the class is that of the group."""
    class_ = await school.class_group("3B", parents=1)
    teacher, group = class_.teacher, class_.group
    photo = teacher.send_photo(group, "The lake")
    teacher.say(group, "/announce 2026-11-26 10:00 urgent: Bring boots", reply_to=photo)
    await school.settle()
    (asked,) = said_back(teacher, group)
    await pressed(school, teacher, asked, "Another time…")
    assert "When shall it be posted?" in last(teacher).text
    ready = await says(school, teacher, "2026-11-25 06:00")
    assert ready.media_kind == "photo"
    assert "3B · planned for Wed, Nov 25, 2026, 06:00" in ready.text
    await pressed(school, teacher, ready, "Send")
    await school.advance(timedelta(hours=22))
    shown = group.messages[-1]
    assert (shown.media_kind, shown.labels) == ("photo", ["Got it"])
    assert "The lake\n\nBring boots" in shown.text
